//! Texts of C.
#![allow(dead_code, unused)]

use pointers::prelude::*;
use pointers::string::*;

fn str_off_by_one() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(5);
        strcpy(p, c"hello");
        free(p);
    }
}

fn str_strlen_malloc() -> Result<()> {
    pointers! {
        let s = c"hello";
        let p: MallocPointer<u8> = malloc(strlen(s));
        strcpy(p, s);
        free(p);
    }
}

fn str_cat() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        strcpy(p, c"hello");
        strcat(p, c"abc");
        free(p);
    }
}

fn str_noterm() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(3);
        memcpy(p, c"abc", 3);
        println!("{}", strlen(p));
        free(p);
    }
}

fn str_strncpy() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(4);
        strncpy(p, c"abcdef", 6);
        free(p);
    }
}

fn str_strncpy_noterm() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(4);
        strncpy(p, c"abcdef", 4);
        puts(p);
        free(p);
    }
}

fn str_memset() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(16);
        memset(p, 0, 17);
        free(p);
    }
}

fn str_memcpy() -> Result<()> {
    pointers! {
        let a: MallocPointer<u8> = malloc(8);
        let b: MallocPointer<u8> = malloc(4);
        memset(a, 1, 8);
        memcpy(b, a, 8);
        free(a);
        free(b);
    }
}

fn str_uninit_cat() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(16);
        strcat(p, c"abc");
        free(p);
    }
}

fn str_uninit_len() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(16);
        let n = strlen(p);
        free(p);
    }
}

fn str_freed() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(16);
        strcpy(p, c"abc");
        free(p);
        puts(p);
    }
}

fn str_sprintf() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        sprintf!(p, "hello world {}", 1);
        free(p);
    }
}

fn str_overlap() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        memset(p, 65, 8);
        memcpy(p + 2, p, 4);
        free(p);
    }
}

fn main() {}
