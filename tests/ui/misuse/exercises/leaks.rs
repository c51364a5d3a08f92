//! Lost memory.
#![allow(dead_code, unused)]

use pointers::prelude::*;

fn lk_simple() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let p: MallocPointer<i32> = malloc(4);
        p <<= 1;
    }
}

fn lk_early() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        fn f(x: i32) -> Result<()> {
            let p: MallocPointer<i32> = malloc(4);
            if x < 0 {
                return Ok(());
            }
            free(p);
            Ok(())
        }
        f(1)?;
    }
}

fn lk_over() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let mut p: MallocPointer<i32> = malloc(4);
        p = malloc(8);
        free(p);
    }
}

fn lk_loop() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        for i in 0..3 {
            let p: MallocPointer<i32> = malloc(4);
            p <<= i;
        }
    }
}

fn lk_shallow() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        struct N { v: i32, next: MallocPointer<N> } let b: MallocPointer<N> = malloc(16);
        let a: MallocPointer<N> = malloc(16);
        b <<= N { v: 1, next: NULL };
        a <<= N { v: 1, next: b };
        free(a);
    }
}

fn lk_helper() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        fn make() -> Result<MallocPointer<i32>> {
            Ok(malloc(4))
        }
        let p = make()?;
        p <<= 1;
        println!("{}", ~p);
    }
}

fn lk_field() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        struct V { data: MallocPointer<i32> } let mut v = V { data: malloc(4) };
        v.data = malloc(8);
        free(v.data);
    }
}

fn lk_drop_result() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        fn make() -> Result<MallocPointer<i32>> {
            Ok(malloc(4))
        }
        make()?;
    }
}

fn lk_only_one() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let a: MallocPointer<i32> = malloc(4);
        let b: MallocPointer<i32> = malloc(4);
        free(a);
    }
}

fn lk_while() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let mut i = 0;
        let mut p: MallocPointer<i32> = NULL;
        while i < 2 {
            p = malloc(4);
            i += 1;
        }
        free(p);
    }
}

fn main() {}
