//! Closures that are called where they stand, and functions that are given the same memory twice.
#![allow(dead_code)]

use pointers::prelude::*;

fn freed_by_a_closure() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        p <<= 1;
        (|| pointers::free(p))()?;
        println!("{}", ~p);
    }
}

fn given_to_a_closure() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        (|q: MallocPointer<u32>| pointers::free(q))(p)?;
        free(p);
    }
}

pointers! {
    fn both(first: MallocPointer<u32>, second: MallocPointer<u32>) -> Result<()> {
        free(first);
        free(second);
        Ok(())
    }

    fn the_same_twice() -> Result<()> {
        let p: MallocPointer<u32> = malloc(4);
        both(p, p)?;
        Ok(())
    }

    fn end(p: MallocPointer<u32>) -> Result<()> {
        pointers::free(p)
    }

    fn the_last_operation() -> Result<()> {
        let p: MallocPointer<u32> = malloc(4);
        end(p)?;
        free(p);
        Ok(())
    }
}

fn main() {}
