//! The second round of a loop frees again.
#![allow(dead_code)]

use pointers::prelude::*;

fn constant_range() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        for _ in 0..3 {
            free(p);
        }
    }
}

fn endless() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        loop {
            free(p);
        }
    }
}

fn chunks() -> Result<()> {
    pointers! {
        let memory = calloc(3, 4);
        memory <<= 1;
        for chunk in memory {
            println!("{}", ~chunk);
            free(memory);
        }
    }
}

fn use_in_the_second_round() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        for i in 0..2 {
            println!("{i} {}", ~p);
            free(p);
        }
    }
}

fn freed_before() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        free(p);
        while ready() {
            free(p);
        }
    }
}

fn inner_loop() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        for _ in 0..rounds() {
            for _ in 0..2 {
                free(p);
            }
        }
    }
}

fn ready() -> bool {
    true
}

fn rounds() -> u32 {
    3
}

fn main() {}
