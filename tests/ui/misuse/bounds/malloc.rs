//! An element that is not there.
#![allow(dead_code)]

use pointers::prelude::*;

fn index() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(8);
        p <<= 1;
        p[2] <<= 3;
        free(p);
    }
}

fn step() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(8);
        p += 3;
    }
}

fn past_a_text() -> Result<()> {
    pointers! {
        let p = malloc(10);
        p <<= "abc";
        p += 2;
    }
}

fn below() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        p -= 1;
    }
}

fn of_any_type() -> Result<()> {
    pointers! {
        let p = malloc(8);
        p[9] <<= 1u8;
        free(p);
    }
}

fn turbofish() -> Result<()> {
    pointers! {
        let p = malloc::<u64>(16);
        p[0] <<= 1;
        p[1] <<= 2;
        p[2] <<= 3;
        free(p);
    }
}

fn counted_by_size_of() -> Result<()> {
    pointers! {
        let p = malloc::<u16>(4 * size_of::<u16>());
        p[4] <<= 3;
        free(p);
    }
}

fn main() {}
