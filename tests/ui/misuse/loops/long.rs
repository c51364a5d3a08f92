//! Loops of more rounds than are followed one by one.
#![allow(dead_code, unused)]

use pointers::prelude::*;

fn oob_long() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(1000);
        let mut i = 0;
        while i < 1001 {
            p[i] <<= 0;
            i += 1;
        }
        free(p);
    }
}

fn a_thousand_rounds() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4000);
        let mut i = 0;
        while i <= 1000 {
            p[i] <<= 1;
            i += 1;
        }
        free(p);
    }
}

fn main() {}
