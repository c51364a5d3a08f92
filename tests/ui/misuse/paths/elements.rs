//! Handles in memory: `m[i]`.
#![allow(dead_code)]

use pointers::prelude::*;

fn freed_twice() -> Result<()> {
    pointers! {
        let m: MallocPointer<MallocPointer<u32>> = malloc(32);
        m[0] <<= malloc(4);
        m[1] <<= malloc(4);
        free(m[0]);
        free(m[0]);
        free(m[1]);
        free(m);
    }
}

fn read_after_free() -> Result<()> {
    pointers! {
        let m: MallocPointer<MallocPointer<u32>> = malloc(32);
        let row: MallocPointer<u32> = malloc(4);
        row <<= 1;
        m <<= row;
        free(m[0]);
        println!("{}", ~row);
        free(m);
    }
}

fn past_the_end_of_a_row() -> Result<()> {
    pointers! {
        let m: MallocPointer<MallocPointer<u32>> = malloc(16);
        let row: MallocPointer<u32> = malloc(8);
        m[0] <<= row;
        m[0][2] <<= 1;
        free(row);
        free(m);
    }
}

fn main() {}
