//! A block is freed through two of its names.
#![allow(dead_code)]

use pointers::prelude::*;

fn copy() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let q = p;
        free(p);
        free(q);
    }
}

fn returned_from_a_block() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let q = { p };
        free(q);
        free(p);
    }
}

fn after_realloc() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let q = realloc(p, 8);
        free(p);
        free(q);
    }
}

fn sum_of_nothing() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        free(p);
        free(p + 0);
    }
}

fn reassigned() -> Result<()> {
    pointers! {
        let mut p = malloc(4);
        p <<= 1;
        let q = p;
        p = malloc(4);
        p <<= 2;
        free(p);
        free(q);
        free(q);
    }
}

fn swapped_by_hand() -> Result<()> {
    pointers! {
        let a = malloc(4);
        let b = malloc(4);
        a <<= 1;
        b <<= 2;
        let c = a;
        free(a);
        free(b);
        free(c);
    }
}

fn main() {}
