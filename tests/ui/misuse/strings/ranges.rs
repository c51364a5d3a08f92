//! The functions of `string.h`.
#![allow(dead_code)]

use pointers::{prelude::*, string::*};

fn memset_too_far() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(4);
        memset(p, 0, 5);
        free(p);
    }
}

fn memcpy_to_too_little() -> Result<()> {
    pointers! {
        let from: CallocPointer<u8> = calloc(8, 1);
        let to: MallocPointer<u8> = malloc(4);
        memcpy(to, from, 8);
        free(from);
        free(to);
    }
}

fn memcpy_from_too_little() -> Result<()> {
    pointers! {
        let from: CallocPointer<u8> = calloc(4, 1);
        let to: MallocPointer<u8> = malloc(8);
        memcpy(to, from, 8);
        free(from);
        free(to);
    }
}

fn strcpy_without_room_for_the_end() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(5);
        strcpy(p, c"hello");
        free(p);
    }
}

fn strlen_of_nothing() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(5);
        println!("{}", strlen(p));
        free(p);
    }
}

fn memcmp_after_free() -> Result<()> {
    pointers! {
        let p: CallocPointer<u8> = calloc(5, 1);
        let q: CallocPointer<u8> = calloc(5, 1);
        free(q);
        println!("{}", memcmp(p, q, 5));
        free(p);
    }
}

fn strdup_is_freed_twice() -> Result<()> {
    pointers! {
        let p = strdup(c"hello");
        free(p);
        free(p);
    }
}

fn offset_into_the_block() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        memset(p + 4, 0, 5);
        free(p);
    }
}

fn main() {}
