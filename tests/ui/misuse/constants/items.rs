//! Constants, and variables that hold one.
#![allow(dead_code)]

use pointers::prelude::*;

fn an_index() -> Result<()> {
    pointers! {
        const LENGTH: usize = 10;
        let p: MallocPointer<u8> = malloc(LENGTH);
        p[LENGTH] <<= 1;
        free(p);
    }
}

fn a_range() -> Result<()> {
    pointers! {
        const LENGTH: usize = 8;
        const MORE: usize = LENGTH + 2;
        let p: MallocPointer<u8> = malloc(LENGTH);
        for i in 0..MORE {
            p[i] <<= 1;
        }
        free(p);
    }
}

fn a_variable() -> Result<()> {
    pointers! {
        let n = 10;
        let p: MallocPointer<u8> = malloc(n);
        p[n] <<= 1;
        free(p);
    }
}

fn made_of_others() -> Result<()> {
    pointers! {
        let rows = 2;
        let columns = 3;
        let p: MallocPointer<u8> = malloc(rows * columns);
        p[rows * columns] <<= 1;
        free(p);
    }
}

fn the_larger() -> Result<()> {
    pointers! {
        let n = 3;
        let p: MallocPointer<u8> = malloc(4);
        p[n.max(4)] <<= 1;
        free(p);
    }
}

fn main() {}
