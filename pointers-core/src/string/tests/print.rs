//! `text`, `puts`, `sprintf!`.

use core::cell::Cell;
use core::fmt;

use super::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn text_is_lossy_as_rust_has_it(bytes in terminated(60)) {
        let p = block(&bytes);
        let length = bytes.iter().position(|byte| *byte == 0).unwrap();
        prop_assert_eq!(text(p)?, String::from_utf8_lossy(&bytes[..length]).into_owned());
        prop_assert_eq!(text(&bytes)?, text(p)?);
        free(p)?;
    }

    #[test]
    fn sprintf_writes_what_format_gives(before in terminated(20), part in "[a-zé]{0,12}", number in any::<i32>(), room in 1_usize..40) {
        let expected = format!("{part}-{number:>4}{{");
        let p: MallocPointer<u8> = malloc(room)?;
        let written = sprintf!(p, "{}-{:>4}{{", part, number);
        if expected.len() < room {
            prop_assert_eq!(written?, expected.len());
            prop_assert_eq!(text(p)?, expected);
        } else {
            prop_assert_eq!(kind(written), Some(ErrorKind::OutOfBounds));
            prop_assert!(!p.assigned());
        }
        free(p)?;
        let p = block(&before);
        if sprintf!(p, "{part}-{number:>4}{{").is_err() {
            prop_assert_eq!(bytes_of(p), before);
        }
        free(p)?;
    }
}

#[test]
fn a_text_that_does_not_fit_says_by_how_much() {
    let p = block(b"abcd");
    let message = |result: Result<usize>| result.unwrap_err().to_string();
    assert_eq!(
        message(sprintf!(p + 1, "{}", "xyz")),
        "OutOfBoundsError: string needs 4 bytes with its terminator, while there is room for 3"
    );
    assert_eq!(bytes_of(p), b"abcd");
    free(p).unwrap();
    let p = chunks(b"abcd");
    assert_eq!(
        message(sprintf!(p, "{}", "wxyz")),
        "NotEnoughChunks: string needs 5 bytes with its terminator, while there is room for 4"
    );
    free(p).unwrap();
}

#[test]
fn wide_characters_are_text_and_text_is_wide_characters() {
    let p: MallocPointer<u32> = malloc(40).unwrap();
    assert_eq!(sprintf!(p, "{}€", 'é').unwrap(), 2);
    assert_eq!(text(p).unwrap(), "é€");
    assert_eq!(strlen(p).unwrap(), 2);
    p.write(0xd800).unwrap();
    assert_eq!(text(p).unwrap(), "\u{fffd}€");
    assert_eq!(kind(sprintf!(p, "{:>10}", 1)), Some(ErrorKind::OutOfBounds));
    assert_eq!(text(p).unwrap(), "\u{fffd}€");
    free(p).unwrap();
}

#[test]
fn arguments_are_evaluated_once_and_may_read_what_is_written() {
    let p = block(b"ab\0.......");
    let calls = Cell::new(0);
    let to = || {
        calls.set(calls.get() + 1);
        p
    };
    let number = || {
        calls.set(calls.get() + 10);
        7
    };
    sprintf!(to(), "{}{}{0}{}", text(p).unwrap(), number(), "!").unwrap();
    assert_eq!(text(p).unwrap(), "ab7ab!");
    assert_eq!(calls.get(), 11);
    // A guard in the arguments ends before the text is written, one outside does not.
    sprintf!(p, "{}", *p.borrow().unwrap()).unwrap();
    assert_eq!(text(p).unwrap(), "97");
    let guard = p.borrow().unwrap();
    assert_eq!(kind(sprintf!(p, "{}", *guard)), Some(ErrorKind::Borrow));
    drop(guard);
    free(p).unwrap();
}

/// What is printed may do anything to the memory that is written.
struct Frees(MallocPointer<u8>);

impl fmt::Display for Frees {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        free(self.0).map_err(|_| fmt::Error)?;
        f.write_str("freed")
    }
}

#[test]
fn a_display_that_frees_or_fails_is_an_error() {
    let p = block(b"ab\0.......");
    assert_eq!(kind(sprintf!(p, "{}", Frees(p))), Some(ErrorKind::Memory));
    let q = block(b"ab\0.......");
    let error = sprintf!(q, "more {}", Frees(p)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "DereferenceError: an argument has no text: its `fmt` returned an error"
    );
    assert_eq!(bytes_of(q), b"ab\0.......");
    free(q).unwrap();
}

#[test]
fn what_is_printed_is_counted() {
    let p = strdup("caf\u{e9}").unwrap();
    assert_eq!(puts(p).unwrap(), 6);
    assert_eq!(puts("").unwrap(), 1);
    free(p).unwrap();
    let wide = strdup(&[0x20ac_u32, 0]).unwrap();
    assert_eq!(puts(wide).unwrap(), 4);
    free(wide).unwrap();
    assert_eq!(kind(puts(p)), Some(ErrorKind::Memory));
}
