//! A value that does not fit in what the block is by then.
#![allow(dead_code)]

use pointers::prelude::*;

fn after_realloc() -> Result<()> {
    pointers! {
        let p: MallocPointer<str> = malloc(4);
        p <<= "abcd";
        realloc(p, 5);
        p <<= "abcdef";
        free(p);
    }
}

fn suffix() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 5u64;
        free(p);
    }
}

fn chunk() -> Result<()> {
    pointers! {
        let memory = calloc(3, 4);
        memory <<= 5u64;
        free(memory);
    }
}

fn no_bytes() -> Result<()> {
    pointers! {
        let p = malloc(0);
        p <<= true;
        free(p);
    }
}

fn empty_chunks() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc(3, 0);
        free(memory);
    }
}

fn slice() -> Result<()> {
    pointers! {
        let p = malloc(2);
        p <<= &[1u8, 2, 3];
        free(p);
    }
}

fn main() {}
