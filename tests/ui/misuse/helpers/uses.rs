//! A function of the same block reads, writes or frees what it is given, which does not allow it.
#![allow(dead_code)]

use pointers::prelude::*;

pointers! {
    fn show(number: MallocPointer<u32>) -> Result<()> {
        println!("{}", ~number);
        Ok(())
    }

    fn reset(number: MallocPointer<u32>) -> Result<()> {
        number <<= 0;
        Ok(())
    }

    fn destroy(number: MallocPointer<u32>) -> Result<()> {
        free(number);
        Ok(())
    }

    fn read_after_free() -> Result<()> {
        let p: MallocPointer<u32> = malloc(4);
        p <<= 1;
        free(p);
        show(p)?;
        Ok(())
    }

    fn written_after_free() -> Result<()> {
        let p: MallocPointer<u32> = malloc(4);
        free(p);
        reset(p)?;
        Ok(())
    }

    fn freed_after_free() -> Result<()> {
        let p: MallocPointer<u32> = malloc(4);
        free(p);
        destroy(p)?;
        Ok(())
    }

    fn read_without_a_value() -> Result<()> {
        let p: MallocPointer<u32> = malloc(4);
        show(p)?;
        free(p);
        Ok(())
    }

    fn read_while_null() -> Result<()> {
        let p = MallocPointer::<u32>::null();
        show(p)?;
        Ok(())
    }

    fn both(first: MallocPointer<u32>, second: MallocPointer<u32>) -> Result<u32> {
        Ok(~first + ~second)
    }

    fn the_second_has_no_value() -> Result<u32> {
        let p: MallocPointer<u32> = malloc(4);
        let q: MallocPointer<u32> = malloc(4);
        p <<= 1;
        both(p, q)
    }

    fn through_two_helpers(number: MallocPointer<u32>) -> Result<()> {
        println!("now:");
        show(number)?;
        Ok(())
    }

    fn read_by_the_helper_of_a_helper() -> Result<()> {
        let p: MallocPointer<u32> = malloc(4);
        p <<= 1;
        free(p);
        through_two_helpers(p)?;
        Ok(())
    }
}

fn main() {}
