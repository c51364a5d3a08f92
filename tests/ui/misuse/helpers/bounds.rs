//! Functions that use more elements than the caller's block has.
#![allow(dead_code)]

use pointers::prelude::*;

fn one_element() -> Result<()> {
    pointers! {
        fn set_last(p: MallocPointer<u32>) -> Result<()> {
            p[5] <<= 1;
            Ok(())
        }

        let p: MallocPointer<u32> = malloc(8);
        set_last(p)?;
        free(p);
    }
}

fn each_element_through_another_function() -> Result<()> {
    pointers! {
        fn clear(p: MallocPointer<u32>) -> Result<()> {
            for i in 0..10 {
                p[i] <<= 0;
            }
            Ok(())
        }

        fn prepare(p: MallocPointer<u32>) -> Result<()> {
            clear(p)?;
            Ok(())
        }

        let p: MallocPointer<u32> = malloc(20);
        prepare(p)?;
        free(p);
    }
}

fn from_the_middle() -> Result<()> {
    pointers! {
        fn clear_two(p: MallocPointer<u32>) -> Result<()> {
            p[0] <<= 0;
            p[1] <<= 0;
            Ok(())
        }

        let p: MallocPointer<u32> = malloc(8);
        clear_two(p + 1)?;
        free(p);
    }
}

fn main() {}
