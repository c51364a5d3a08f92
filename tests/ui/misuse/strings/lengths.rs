//! The lengths of literals, and of what was copied.
#![allow(dead_code)]

use pointers::{prelude::*, string::*};

fn terminator_forgotten() -> Result<()> {
    pointers! {
        let length = strlen(c"abc");
        let p: MallocPointer<u8> = malloc(length);
        strcpy(p, c"abc");
        free(p);
    }
}

fn appended() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(6);
        strcpy(p, c"abc");
        strcat(p, c"def");
        free(p);
    }
}

fn appended_in_part() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(5);
        strcpy(p, c"abc");
        strncat(p, c"defghi", 2);
        free(p);
    }
}

fn of_another_block() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        let q: MallocPointer<u8> = malloc(4);
        strcpy(p, c"abcdef");
        strcpy(q, p);
        free(p);
        free(q);
    }
}

fn length_of_another_block() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        strcpy(p, c"abcdef");
        let q: MallocPointer<u8> = malloc(strlen(p));
        strcpy(q, p);
        free(p);
        free(q);
    }
}

fn a_short_array() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        let source = [1u8, 2, 3];
        memcpy(p, &source, 5);
        free(p);
    }
}

fn onto_itself() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        memset(p, 0, 8);
        memcpy(p, p + 1, 4);
        free(p);
    }
}

fn behind_what_was_copied() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        strcpy(p, c"abc");
        println!("{}", ~p[5]);
        free(p);
    }
}

fn more_than_was_set() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        let q: MallocPointer<u8> = malloc(8);
        memset(p, 0, 4);
        memcpy(q, p, 6);
        free(p);
        free(q);
    }
}

fn without_a_terminator() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(3);
        strncpy(p, c"abcdef", 3);
        println!("{}", strlen(p));
        free(p);
    }
}

fn a_loop_that_forgets_it() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(3);
        for i in 0..3 {
            p[i] <<= b'x';
        }
        strcpy(p, p);
        free(p);
    }
}

fn ended_by_hand() -> Result<()> {
    pointers! {
        let source: MallocPointer<u8> = malloc(100);
        memset(source, b'x', 99);
        source[99] <<= 0;
        let p: MallocPointer<u8> = malloc(50);
        strcpy(p, source);
        free(p);
        free(source);
    }
}

fn behind_zeroed_memory() -> Result<()> {
    pointers! {
        let p: CallocPointer<u8> = calloc(4, 1);
        strcat(p, c"abcd");
        free(p);
    }
}

fn bytes_without_a_terminator() -> Result<()> {
    pointers! {
        println!("{}", strlen(b"abc"));
    }
}

fn an_array_without_a_terminator() -> Result<()> {
    pointers! {
        let name = [b'a', b'b', b'c'];
        let copy: MallocPointer<u8> = malloc(8);
        strcpy(copy, &name);
        free(copy);
    }
}

fn main() {}
