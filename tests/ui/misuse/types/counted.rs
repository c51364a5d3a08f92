//! Sizes that are counted in the values themselves.
#![allow(dead_code)]

use pointers::prelude::*;

struct Two {
    a: u8,
    b: u64,
}

fn index() -> Result<()> {
    pointers! {
        let p: MallocPointer<Two> = malloc(5 * size_of::<Two>());
        p[5] <<= Two { a: 1, b: 2 };
        free(p);
    }
}

fn of_words() -> Result<()> {
    pointers! {
        let p: MallocPointer<usize> = malloc(size_of::<usize>() * 4);
        for i in 0..=4 {
            p[i] <<= i;
        }
        free(p);
    }
}

fn by_a_variable() -> Result<()> {
    pointers! {
        let number = 3;
        let p: MallocPointer<Two> = malloc(number * size_of::<Two>());
        p[number] <<= Two { a: 1, b: 2 };
        free(p);
    }
}

fn chunks() -> Result<()> {
    pointers! {
        let p: CallocPointer<Two> = calloc_safe(2, size_of::<Two>());
        p[2] <<= Two { a: 1, b: 2 };
        free(p);
    }
}

fn after_realloc() -> Result<()> {
    pointers! {
        let p: MallocPointer<Two> = malloc(2 * size_of::<Two>());
        realloc(p, 4 * size_of::<Two>());
        p[4] <<= Two { a: 1, b: 2 };
        free(p);
    }
}

fn main() {}
