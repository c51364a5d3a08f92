//! Where a character is in a text that is known.
#![allow(dead_code, unused)]

use pointers::prelude::*;
use pointers::string::*;

fn str_free_mid() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(16);
        strcpy(p, c"key=value");
        free(strchr(p, b'='));
    }
}

fn str_null() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(16);
        strcpy(p, c"abc");
        let q = strchr(p, b'=');
        puts(q + 1);
        free(p);
    }
}

fn freed_at_a_character() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(4);
        strcpy(p, c"abc");
        free(strchr(p, b'b'));
    }
}

fn past_the_end() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(4);
        memset(p, 0, 4);
        let q = memchr(p, 1, 5);
        free(p);
    }
}

fn not_in_there() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(4);
        strcpy(p, c"abc");
        let q = strchr(p, b'z');
        q <<= 1;
        free(p);
    }
}

fn past_the_zeroes() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(4);
        memset(p, 0, 4);
        let q = memchr(p, 1, 5);
        free(p);
    }
}

fn past_zeroes_of_calloc() -> Result<()> {
    pointers! {
        let p: CallocPointer<u8> = calloc(4, 1);
        let q = memchr(p, 1, 5);
        free(p);
    }
}

fn main() {}
