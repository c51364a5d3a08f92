//! Past the end, in the ways of exercises and test suites.
#![allow(dead_code, unused)]

use pointers::prelude::*;
use pointers::string::*;

fn oob_le() -> Result<()> {
    pointers! {
        let n = 5;
        let p: MallocPointer<i32> = malloc(n * 4);
        for i in 0..=n {
            p[i] <<= 0;
        }
        free(p);
    }
}

fn oob_last() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(10 * size_of::<i32>());
        p[10] <<= 1;
        free(p);
    }
}

fn oob_sizeof_missing() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(12);
        let mut i = 0;
        while i < 12 {
            p[i] <<= 1;
            i += 1;
        }
        free(p);
    }
}

fn oob_down() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(16);
        let mut i = 3i32;
        loop {
            p[i] <<= 1;
            i -= 1;
            if i < -1 {
                break;
            }
        }
        free(p);
    }
}

fn oob_matrix() -> Result<()> {
    pointers! {
        const R: usize = 3;
        const C: usize = 4;
        let m: MallocPointer<i32> = malloc(R * C * 4);
        for r in 0..R { for c in 0..=C { m[r * C + c] <<= 0; } } free(m);
    }
}

fn oob_neg() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(16);
        p[-1] <<= 1;
        free(p);
    }
}

fn oob_walk() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        let mut q = p;
        for i in 0..4 {
            q <<= 1;
            q += 1;
        }
        free(p);
    }
}

fn oob_calloc() -> Result<()> {
    pointers! {
        let p: CallocPointer<i32> = calloc(3, 4);
        println!("{}", p[3]);
        free(p);
    }
}

fn oob_calloc_loop() -> Result<()> {
    pointers! {
        let p: CallocPointer<i32> = calloc(3, 4);
        let mut s = 0;
        for i in 0..4 {
            s += p[i];
        }
        free(p);
    }
}

fn oob_realloc_shrunk() -> Result<()> {
    pointers! {
        let mut p: MallocPointer<i32> = malloc(16);
        p = realloc(p, 8);
        p[2] <<= 1;
        free(p);
    }
}

fn oob_step() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(10);
        for i in (0..12).step_by(5) {
            p[i] <<= 1;
        }
        free(p);
    }
}

fn oob_double() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(64);
        let mut i = 1;
        while i <= 64 {
            p[i] <<= 1;
            i *= 2;
        }
        free(p);
    }
}

fn oob_cast() -> Result<()> {
    pointers! {
        let n = -1i32;
        let p: MallocPointer<u8> = malloc(n as usize);
        free(p);
    }
}

fn oob_i_plus1() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(40);
        for i in 0..10 {
            p[i] <<= 0;
        }
        for i in 0..10 {
            p[i + 1] <<= p[i];
        }
        free(p);
    }
}

fn oob_u8_index() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(4);
        let i: u8 = 4;
        p[i as usize] <<= 1;
        free(p);
    }
}

fn oob_size_len() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(4);
        let n = p.size();
        p[n] <<= 1;
        free(p);
    }
}

fn oob_strlen() -> Result<()> {
    pointers! {
        let s = strdup(c"hello");
        let n = strlen(s);
        s[n + 1] <<= b'!';
        free(s);
    }
}

fn oob_slice() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        p.copy_from_slice(&[1, 2, 3])?;
        free(p);
    }
}

fn oob_add() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        let q = p + 2;
        q <<= 1;
        free(p);
    }
}

fn oob_bubble() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(5 * 4);
        for i in 0..5 {
            p[i] <<= 5;
        }
        for i in 0..5 {
            for j in 0..5 {
                if p[j] > p[j + 1] { }
            }
        }
        free(p);
    }
}

fn oob_two_blocks() -> Result<()> {
    pointers! {
        let a: MallocPointer<u8> = malloc(10);
        let b: MallocPointer<u8> = malloc(5);
        for i in 0..10 {
            a[i] <<= 1;
        }
        for i in 0..10 {
            b[i] <<= a[i];
        }
        free(a);
        free(b);
    }
}

fn main() {}
