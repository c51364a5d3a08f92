//! A function of the same block returns memory that is fresh, or freed, or none.
#![allow(dead_code)]

use pointers::prelude::*;

pointers! {
    fn number(value: u32) -> Result<MallocPointer<u32>> {
        let p = malloc(4);
        p <<= value;
        Ok(p)
    }

    fn empty() -> Result<MallocPointer<u32>> {
        Ok(malloc(4))
    }

    fn dangling() -> Result<MallocPointer<u32>> {
        let p: MallocPointer<u32> = malloc(4);
        p <<= 1;
        free(p);
        Ok(p)
    }

    fn nothing() -> MallocPointer<u32> {
        MallocPointer::null()
    }

    fn same(p: MallocPointer<u32>) -> MallocPointer<u32> {
        p
    }

    fn read_after_free() -> Result<()> {
        let p = number(3)?;
        free(p);
        println!("{}", ~p);
        Ok(())
    }

    fn freed_twice() -> Result<()> {
        let p = number(3)?;
        let q = p;
        free(p);
        free(q);
        Ok(())
    }

    fn read_without_a_value() -> Result<()> {
        let p = empty()?;
        println!("{}", ~p);
        free(p);
        Ok(())
    }

    fn returned_after_free() -> Result<()> {
        let p = dangling()?;
        println!("{}", ~p);
        Ok(())
    }

    fn null() -> Result<()> {
        let p = nothing();
        println!("{}", ~p);
        Ok(())
    }

    fn what_was_given() -> Result<()> {
        let p = number(1)?;
        let q = same(p);
        free(q);
        println!("{}", ~p);
        Ok(())
    }

    fn three() -> Result<MallocPointer<u8>> {
        let p = malloc(3);
        p[0] <<= 1;
        p[1] <<= 2;
        p[2] <<= 3;
        Ok(p)
    }

    fn past_the_end() -> Result<()> {
        let p = three()?;
        println!("{}", ~p[3]);
        free(p);
        Ok(())
    }
}

fn main() {}
