//! `pointers::string` in the macro: the functions raise by themselves under their bare names.

use pointers::prelude::*;
use pointers::string::*;

#[test]
fn the_functions_raise_by_themselves() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(10);
        memset(p, 0, 10);
        strcpy(p, c"abc");
        assert_eq!(strlen(p), 3);
        strcat(p, c"def");
        assert_eq!(strcmp(p, c"abcdef"), 0);
        assert_eq!(~strchr(p, 'd'), b'd');
        if strstr(p, c"cd") == p + 2 {
            strncpy(p, c"xy", 2);
        }
        println!("{} {}", strlen(p), ~strrchr(p, b'f'));
        let copy = strdup(p);
        assert_eq!(strncmp(copy, c"xycd..", 4), 0);
        memmove(copy, copy + 1, strlen(copy));
        memcpy(p, copy, 6);
        assert_eq!(memcmp(p, b"ycdef\0", 6), 0);
        assert!(memchr(p, 'q', 6).is_null());
        strncat(p, c"!?", 1);
        assert_eq!(strcmp(p, c"ycdef!"), 0);
        free(copy);
        free(p);
    }
}

#[test]
fn an_error_leaves_the_block_at_its_line() {
    let line = line!() + 4;
    let outcome = pointers! {
        let p: CallocPointer<u8> = calloc(4, 1);
        strcpy(p, c"abc");
        strcat(p, c"d");
        free(p);
    };
    let error = outcome.err().map(|error| {
        (
            error.kind(),
            error.used_at().line(),
            error.allocated_at().map(|at| at.line()),
        )
    });
    assert_eq!(
        error,
        Some((ErrorKind::NotEnoughChunks, line, Some(line - 2)))
    );
}

#[test]
fn with_a_question_mark_they_are_plain_rust() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(16);
        memset(p, 'a', 3)?;
        memset(p + 3, 0, 1);
        let lengths: Vec<usize> = (0..4).map(|skip| strlen(p + skip)).collect::<Result<_>>()?;
        assert_eq!(lengths, [3, 2, 1, 0]);
        free(p);
    }
}

#[test]
fn overlap_can_be_caught() -> Result<()> {
    let caught = pointers! {
        let p = strdup(c"abcdef");
        let caught = try {
            memcpy(p + 1, p, 4);
            false
        } except Borrow {
            memmove(p + 1, p, 4);
            true
        };
        assert_eq!(strcmp(p, c"aabcdf"), 0);
        free(p);
        caught
    }?;
    assert!(caught);
    Ok(())
}

/// K&R's `strcpy`, as C writes it.
#[test]
fn by_hand_it_is_the_same() -> Result<()> {
    pointers! {
        fn copy(to: MallocPointer<u8>, from: MallocPointer<u8>) -> Result<()> {
            loop {
                to <<= ~from;
                if ~from == 0 {
                    return Ok(());
                }
                to += 1;
                from += 1;
            }
        }
    }
    let (from, to) = (strdup(c"by hand")?, malloc(8)?);
    copy(to, from)?;
    assert_eq!(strcmp(to, from)?, 0);
    free(from)?;
    free(to)
}

/// As in C, where `char *` need not be said twice.
#[test]
fn what_string_functions_are_given_is_bytes() -> Result<()> {
    pointers! {
        let p = malloc(10);
        strcpy(p, c"abc");
        assert_eq!(~p, b'a');
        let q = calloc(10, 1);
        memcpy(q + 1, p, 4);
        assert_eq!(strlen(q), 0);
        assert_eq!(strlen(q + 1), 3);
        realloc(p, 20);
        strcat(p, q + 1);
        println!("{} {}", strlen(p), ~p);
        // Where something else says the type, that holds.
        let wide = malloc(8);
        let first: u32 = {
            memset(wide, 'x', 2);
            ~wide
        };
        assert_eq!(first, 'x'.into());
        let signed = malloc(2);
        signed <<= 1_i8;
        memset(signed + 1, 0, 1);
        assert_eq!(strlen(signed), 1);
        free(p);
        free(q);
        free(wide);
        free(signed);
    }
}
