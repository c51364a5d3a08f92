//! Functions of C's `string.h` that read less than they could.

use pointers::{prelude::*, string::*};

/// `strncpy` reads up to the terminator only, and fills the rest with zeros.
#[test]
fn copied_up_to_the_terminator() -> Result<()> {
    pointers! {
        let from: MallocPointer<u8> = malloc(2);
        let to: MallocPointer<u8> = malloc(5);
        from[0] <<= b'a';
        from[1] <<= 0;
        strncpy(to, from, 5);
        assert_eq!(~to[0], b'a');
        for i in 1..5 {
            assert_eq!(~to[i], 0);
        }
        free(from);
        free(to);
    }
}

/// What is printed into memory is text from then on.
#[test]
fn printed_into_fresh_memory() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        sprintf!(p, "{{{}}}{:>2}", 1, 2);
        assert_eq!(text(p), "{1} 2");
        assert_eq!(strlen(p), 5);
        let q: MallocPointer<u8> = malloc(4);
        sprintf!(q, "{}", "abc");
        sprintf!(q, "€");
        assert_eq!(text(q), "€");
        free(p);
        free(q);
    }
}

/// A text ends at its first NUL.
#[test]
fn literals_that_just_fit() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(4);
        strcpy(p, "abc");
        strcpy(p, "abc\0 is followed by more");
        strcpy(p, "a");
        strcat(p, "bc");
        assert_eq!(text(p), "abc");
        strcpy(p, "");
        strcat(p, "xyz");
        // The empty string is everywhere, in memory without a value too.
        let q: MallocPointer<u8> = malloc(4);
        assert_eq!(strstr(q, ""), q);
        free(p);
        free(q);
        let copy = strdup("Ada");
        strcpy(copy, "Eva");
        free(copy);
    }
}
