//! `free` and `realloc` want the handle that the allocation returned.
#![allow(dead_code)]

use pointers::prelude::*;

fn sum() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(4);
        free(p + 1);
    }
}

fn stepped() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc(4, 4);
        memory += 1;
        free(memory);
    }
}

fn alias() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(4);
        let q = p + 2;
        q <<= 1;
        free(q);
    }
}

fn chunk() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc(4, 4);
        let last = memory.add(3)?;
        free(last);
    }
}

fn difference() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(4);
        free(p + 3 - 2);
    }
}

fn realloc_too() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(4);
        p += 1;
        realloc(p, 8);
    }
}

fn before() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(4);
        free(p - 1);
    }
}

fn stepped_by_a_loop() -> Result<()> {
    pointers! {
        let memory = calloc(3, 4);
        for i in 0..3 {
            memory <<= i;
            memory += 1;
        }
        free(memory);
    }
}

fn raw_too() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc(4, 4);
        memory += 1;
        let raw = memory.into_raw()?;
        println!("{raw:?}");
    }
}

fn main() {}
