//! Several elements at once, of which there are not so many.
#![allow(dead_code)]

use pointers::prelude::*;

fn copied() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        p.copy_from_slice(&[0; 3])?;
        free(p);
    }
}

fn written_out() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        let values = [1, 2, 3];
        p.copy_from_slice(&values)?;
        free(p);
    }
}

fn filled() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        p.fill(0, 3)?;
        free(p);
    }
}

fn borrowed() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        p.fill(0, 2)?;
        let all = p.borrow_slice(3)?;
        drop(all);
        free(p);
    }
}

fn unassigned() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(12);
        p.fill(0, 2)?;
        let all = p.borrow_slice(3)?;
        drop(all);
        free(p);
    }
}

fn main() {}
