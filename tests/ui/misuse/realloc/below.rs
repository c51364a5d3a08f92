//! `realloc` below what is stored.
#![allow(dead_code)]

use pointers::prelude::*;

fn text() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= "abcd";
        realloc(p, 3);
        free(p);
    }
}

fn element() -> Result<()> {
    pointers! {
        let p: MallocPointer<u64> = malloc(8);
        realloc(p, 4);
        free(p);
    }
}

fn number() -> Result<()> {
    pointers! {
        let p = malloc(8);
        p <<= 5u64;
        realloc(p, 4);
        free(p);
    }
}

fn zero() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(8);
        realloc(p, 0);
    }
}

fn part_of_a_chunk() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc(4, 4);
        realloc(memory, 6);
        free(memory);
    }
}

fn twice() -> Result<()> {
    pointers! {
        let p: MallocPointer<str> = malloc(3);
        p <<= "abc";
        realloc(p, 8);
        p <<= "abcdefg";
        realloc(p, 4);
        free(p);
    }
}

fn main() {}
