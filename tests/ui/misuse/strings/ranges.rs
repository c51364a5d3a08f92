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

fn strcpy_of_a_str() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(3);
        strcpy(p, "Ada");
        free(p);
    }
}

fn strdup_is_as_long_as_its_text() -> Result<()> {
    pointers! {
        let p = strdup("Ada");
        strcat(p, "Eva!");
        free(p);
    }
}

fn sprintf_of_what_is_longer_without_its_arguments() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        sprintf!(p, "value: {{{}}}", 1);
        free(p);
    }
}

fn sprintf_after_free() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        free(p);
        sprintf!(p, "{}", 1);
    }
}

fn text_after_free() -> Result<()> {
    pointers! {
        let p = strdup("Ada");
        free(p);
        println!("{}", text(p));
    }
}

fn puts_of_nothing() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        puts(p);
        free(p);
    }
}

fn sprintf_reads_what_was_freed() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        let q = strdup("Ada");
        free(q);
        sprintf!(p, "{}", text(q));
        free(p);
    }
}

fn main() {}
