//! `#![deny(leaks)]`: a function of the same block that only looks at memory does not take it.
#![allow(dead_code)]

use pointers::prelude::*;

pointers! {
    #![deny(leaks)]
    fn show(p: MallocPointer<u32>) -> Result<()> {
        println!("{}", ~p);
        Ok(())
    }

    fn make(value: u32) -> Result<MallocPointer<u32>> {
        let p = malloc(4);
        p <<= value;
        Ok(p)
    }

    fn shown_and_lost() -> Result<()> {
        let p: MallocPointer<u32> = malloc(4);
        p <<= 1;
        show(p)?;
        Ok(())
    }

    fn made_and_lost() -> Result<()> {
        let p = make(1)?;
        println!("{}", ~p);
        Ok(())
    }

    fn made_and_dropped() -> Result<()> {
        make(1)?;
        Ok(())
    }

    fn overwritten() -> Result<()> {
        let mut p = make(1)?;
        p = make(2)?;
        free(p);
        Ok(())
    }
}

fn main() {}
