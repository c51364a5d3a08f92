//! Characters of more than one byte, among bytes.
#![allow(dead_code, unused)]

use pointers::prelude::*;
use pointers::string::*;

fn searched() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        strcpy(p, "café");
        let q = strchr(p, 'é');
        free(p);
    }
}

fn in_a_copy_of_a_literal() -> Result<()> {
    pointers! {
        let p = strdup("café");
        assert!(strrchr(p + 1, 'é').is_null());
        free(p);
    }
}

fn filled() -> Result<()> {
    pointers! {
        let p: CallocPointer<i8> = calloc(8, 1);
        memset(p, '─', 8);
        free(p);
    }
}

fn given(line: MallocPointer<u8>) -> Result<()> {
    pointers! {
        let s: MallocPointer<u8> = line;
        if memchr(s, ('€'), 3) != NULL {
            free(s);
        }
    }
}

fn another_kind_is_caught() -> Result<()> {
    pointers! {
        fn of(line: MallocPointer<u8>) -> Result<()> {
            try {
                let at = strchr(line, 'é');
                assert!(at != NULL);
            } except OutOfBounds {}
            Ok(())
        }
    }
    Ok(())
}

fn main() {}
