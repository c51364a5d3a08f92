//! The type that is written beside a variable is that of what is assigned to it later, too.
#![allow(dead_code)]

use pointers::prelude::*;

fn in_a_loop() -> Result<()> {
    pointers! {
        let mut p: MallocPointer<i32> = MallocPointer::null();
        p = malloc(8);
        for i in 0..10 {
            p[i] <<= 0;
        }
        free(p);
    }
}

fn without_a_value_first() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32>;
        p = malloc(20);
        p[5] <<= 1;
        free(p);
    }
}

fn too_small_for_one() -> Result<()> {
    pointers! {
        let mut p: MallocPointer<i32> = MallocPointer::null();
        p = malloc(2);
        p <<= 1;
        free(p);
    }
}

fn main() {}
