//! Memory without a value, NULL, and sizes.
#![allow(dead_code, unused)]

use pointers::prelude::*;

fn un_read() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        let x = ~p;
        free(p);
    }
}

fn un_inc() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        ~p += 1;
        free(p);
    }
}

fn un_partial() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        p[0] <<= 1;
        println!("{}", p[1]);
        free(p);
    }
}

fn un_loop() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(40);
        for i in 0..5 {
            p[i] <<= 0;
        }
        let mut s = 0;
        for i in 0..10 {
            s += p[i];
        }
        free(p);
    }
}

fn un_helper() -> Result<()> {
    pointers! {
        fn show(p: MallocPointer<i32>) -> Result<()> {
            println!("{}", ~p);
            Ok(())
        }
        let p: MallocPointer<i32> = malloc(4);
        show(p)?;
        free(p);
    }
}

fn un_even() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(16);
        for i in (0..4).step_by(2) {
            p[i] <<= 1;
        }
        for i in 0..4 {
            println!("{}", p[i]);
        }
        free(p);
    }
}

fn un_make() -> Result<()> {
    pointers! {
        fn make() -> Result<MallocPointer<i32>> {
            let p: MallocPointer<i32> = malloc(4);
            Ok(p)
        }
        let p = make()?;
        println!("{}", ~p);
        free(p);
    }
}

fn un_field() -> Result<()> {
    pointers! {
        struct P { x: i32, y: i32 } let p: MallocPointer<P> = malloc(8);
        println!("{}", p->x);
        free(p);
    }
}

fn un_taken() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        p <<= 1;
        let v = p.take()?;
        println!("{}", ~p);
        free(p);
    }
}

fn null_deref() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = NULL;
        p <<= 1;
    }
}

fn null_reset() -> Result<()> {
    pointers! {
        let mut p: MallocPointer<i32> = malloc(4);
        free(p);
        p = NULL;
        println!("{}", ~p);
    }
}

fn null_guard_wrong() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = NULL;
        if p.is_null() {
            println!("{}", ~p);
        }
    }
}

fn null_helper() -> Result<()> {
    pointers! {
        fn set(p: MallocPointer<i32>) -> Result<()> {
            p <<= 1;
            Ok(())
        }
        set(NULL)?;
    }
}

fn null_list_next() -> Result<()> {
    pointers! {
        struct N { v: i32, next: MallocPointer<N> } let a: MallocPointer<N> = malloc(size_of::<N>());
        a <<= N { v: 1, next: NULL };
        println!("{}", a->next->v);
        free(a);
    }
}

fn sz_notwhole() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(7);
        p[0] <<= 1;
        free(p);
    }
}

fn sz_realloc() -> Result<()> {
    pointers! {
        let p: MallocPointer<u64> = malloc(8);
        p <<= 1;
        let q = realloc(p, 4);
        free(q);
    }
}

fn sz_cast() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(6);
        let q = p.cast::<u32>()?;
        free(p);
    }
}

fn sz_calloc0() -> Result<()> {
    pointers! {
        let p: CallocPointer<u8> = calloc(4, 0);
        free(p);
    }
}

fn main() {}
