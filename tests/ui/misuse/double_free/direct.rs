//! A block is freed twice.
#![allow(dead_code)]

use pointers::prelude::*;

fn twice() -> Result<()> {
    pointers! {
        let p = malloc(4);
        free(p);
        free(p);
    }
}

fn with_statements_between() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        free(p);
        println!("freed");
        free(p);
    }
}

fn both_branches_then_again(now: bool) -> Result<()> {
    pointers! {
        let p = malloc(4);
        if now {
            free(p);
        } else {
            println!("later");
            free(p);
        }
        free(p);
    }
}

fn with_question_marks() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4)?;
        free(p)?;
        free(p)?;
    }
}

fn chunks() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc(2, 4);
        free(memory);
        free(memory);
    }
}

fn a_parameter_that_was_used() -> Result<()> {
    pointers! {
        fn twice(p: MallocPointer<u32>) -> Result<()> {
            p <<= 3;
            free(p);
            free(p);
            Ok(())
        }
        twice(malloc(4));
    }
}

fn main() {}
