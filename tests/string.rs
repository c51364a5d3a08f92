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
        assert_eq!(~strpbrk(p, "?fd"), b'd');
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
    let line = line!() + 5;
    let outcome = pointers! {
        #![allow(misuse)]
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

/// A literal stands where C has one: what only reads takes it as it is.
#[test]
fn literals_are_written_as_in_c() -> Result<()> {
    pointers! {
        let line = malloc(20);
        strcpy(line, "hello");
        strcat(line, ", world");
        assert_eq!(strcmp(line, "hello, world"), 0);
        assert_eq!(strncmp("hello there", line, 5), 0);
        assert_eq!(~strstr(line, "world"), b'w');
        let name = String::from("Ada");
        let copy = strdup(&name);
        assert_eq!(text(copy), name);
        assert_eq!(strcmp(copy, text(copy)), 0);
        free(copy);
        free(line);
    }
}

/// kilo's `is_separator`: `strchr(",.()+-/*=~%<>[];", c) != NULL`.
#[test]
fn searches_in_literals_give_an_index() -> Result<()> {
    pointers! {
        fn is_separator(c: u8) -> Result<bool> {
            Ok(c.is_ascii_whitespace() || strchr(",.()+-/*=~%<>[];", c).is_some())
        }
    }
    assert!(is_separator(b'(')? && is_separator(0)? && !is_separator(b'a')?);
    pointers! {
        let at = strrchr("usr/lib/x", '/');
        assert_eq!(at, Some(7));
        assert_eq!(strstr(c"haystack", "st"), Some(3));
        assert_eq!(strpbrk("key = value", "= "), Some(3));
        assert_eq!(memchr(&[1_u8, 2, 3], 2, 3), Some(1));
        if let Some(at) = strchr("key=value", '=') {
            assert_eq!(at, 3);
        }
    }
}

/// C's tokenizer without `strtok`: `while ((end = strpbrk(s, ", ")) != NULL)`.
#[test]
fn words_end_where_a_separator_is() -> Result<()> {
    pointers! {
        let line = strdup("one, two,three");
        let mut words = Vec::new();
        let s = line;
        let end = strpbrk(s, ", ");
        while end != NULL {
            end <<= 0;
            words.push(text(s));
            s = end + 1;
            end = strpbrk(s, ", ");
        }
        words.push(text(s));
        assert_eq!(words, ["one", "", "two", "three"]);
        free(line);
    }
}

/// C's `line[strcspn(line, "\n")] = 0`, and its words by their lengths: `s += strspn(s, " ")`.
#[test]
fn words_are_stretches_of_no_separator() -> Result<()> {
    pointers! {
        let line = strdup(" one  two\n");
        line[strcspn(line, "\n")] = 0;
        let mut lengths = Vec::new();
        let s = line + strspn(line, " ");
        while *s != 0 {
            lengths.push(strcspn(s, " "));
            s += strcspn(s, " ");
            s += strspn(s, " ");
        }
        assert_eq!(lengths, [3, 3]);
        assert_eq!(s - line, 9);
        free(line);
    }
}

#[test]
fn what_is_accepted_needs_its_end_too() {
    let line = line!() + 4;
    let outcome: Result<()> = pointers! {
        #![allow(misuse)]
        let accept: MallocPointer<u8> = malloc(2);
        memset(accept, ',', 2); let at = strpbrk("a,b", accept);
        assert_eq!(at, None);
    };
    let error = outcome.unwrap_err();
    assert_eq!(
        (error.kind(), error.used_at().line(), error.used_at().file()),
        (ErrorKind::OutOfBounds, line, file!())
    );
}

/// `printf("%s: %d\n", s, n)`.
#[test]
fn strings_are_printed() -> Result<()> {
    pointers! {
        let s = strdup("count");
        println!("{}: {}", text(s), 3);
        puts(s);
        assert_eq!(format!("{:>7}!", text(s)), "  count!");
        let t = text(s + 2);
        assert_eq!(t, "unt");
        free(s);
    }
}

#[test]
fn sprintf_raises_and_gives_the_length() -> Result<()> {
    pointers! {
        let s = malloc(16);
        let number = 7;
        let n = sprintf!(s, "{}-{:03}", "id", number);
        assert_eq!(n, 6);
        sprintf!(s, "{}!", text(s));
        assert_eq!(text(s), "id-007!");
        let at = sprintf!(s, "{number}");
        sprintf!(s + at, "{}, {~s}", ~s);
        assert_eq!(text(s), "755, 55");
        // With `?` it is plain Rust, as in a closure.
        assert_eq!(sprintf!(s, "{}", text(s + 2)?)?, 5);
        let lengths: Result<Vec<usize>> = (1..3).map(|i| sprintf!(s, "{:>1$}", i, i)).collect();
        assert_eq!(lengths?, [1, 2]);
        assert_eq!(pointers::string::sprintf!(s, "by path")?, 7);
        free(s);
    }
}

#[test]
fn what_sprintf_cannot_write_leaves_the_block_at_its_line() {
    let line = line!() + 5;
    let outcome: Result<()> = pointers! {
        let n = 12345;
        let p: CallocPointer<u8> = calloc(4, 1);
        strcpy(p, "abc");
        sprintf!(p, "{}", n);
        free(p);
    };
    let Err(error) = outcome else {
        panic!("there is no room for it")
    };
    assert_eq!(
        (error.kind(), error.used_at().line(), error.used_at().file()),
        (ErrorKind::NotEnoughChunks, line, file!())
    );
    assert_eq!(
        error.to_string(),
        "NotEnoughChunks: string needs 6 bytes with its terminator, while there is room for 4"
    );
}

#[test]
fn sprintf_is_caught() -> Result<()> {
    pointers! {
        let p = malloc(4);
        let n = 1000;
        let wrote = try {
            sprintf!(p, "{}", n)
        } except OutOfBounds {
            sprintf!(p, "...")
        };
        assert_eq!((wrote, text(p)), (3, String::from("...")));
        free(p);
    }
}

/// What has our name and is not ours means what it means.
#[test]
fn a_macro_and_functions_of_the_user_s() -> Result<()> {
    macro_rules! sprintf {
        ($format:literal, $value:expr) => {
            format!($format, $value)
        };
    }
    fn text(number: i32) -> String {
        number.to_string()
    }
    fn puts(line: &str) -> usize {
        line.len()
    }
    pointers! {
        let p = malloc(4);
        p <<= 5;
        assert_eq!(sprintf!("<{}>", ~p), "<5>");
        assert_eq!(text(~p), "5");
        assert_eq!(puts("five"), 4);
        free(p);
    }
}
