//! Closures that a variable holds.
#![allow(dead_code, unused)]

use pointers::prelude::*;

fn uaf_closure() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        let done = || pointers::free(p);
        done()?;
        p <<= 1;
    }
}

fn freed_by_a_closure() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        let f = || {
            free(p)?;
            Ok::<(), Error>(())
        };
        f()?;
        free(p);
    }
}

fn freed_by_a_short_closure() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        let f = || pointers::free(p);
        f()?;
        free(p);
    }
}

fn given_to_a_closure() -> Result<()> {
    pointers! {
        let f = |q: MallocPointer<i32>| pointers::free(q);
        let p: MallocPointer<i32> = malloc(4);
        f(p)?;
        free(p);
    }
}

fn called_twice() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        let end = || {
            println!("x");
            pointers::free(p)
        };
        end()?;
        end()?;
    }
}

fn outside_of_the_block() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        let set = |i: usize, v: i32| -> Result<()> {
            p[i] <<= v;
            Ok(())
        };
        set(0, 1)?;
        set(2, 1)?;
        free(p);
    }
}

fn main() {}
