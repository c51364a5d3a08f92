//! What Rust holds, as a source: a `str` has a terminator that is in no memory, a slice has what is there.

use super::*;

/// A few letters without a terminator among them, as text, and as C has it.
fn literal(longest: usize) -> impl Strategy<Value = (String, Vec<u8>)> {
    prop::collection::vec(prop::sample::select(vec!['a', 'a', 'b', 'é']), 0..longest).prop_map(
        |letters| {
            let text = String::from_iter(letters);
            let bytes = text.bytes().chain([0]).collect();
            (text, bytes)
        },
    )
}

// Everything that a function may do with a `str`, on the same text with its terminator in memory.
proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_str_is_its_bytes_and_a_terminator((text, a) in literal(90), (other, b) in literal(4), count in 0_usize..100, common in 0_usize..90) {
        let (text, a, other, b) = (text.as_str(), &a, other.as_str(), &b);
        let other = if common % 2 == 0 { other } else { text.get(..common).unwrap_or(other) };
        let b = if common % 2 == 0 { b.clone() } else { other.bytes().chain([0]).collect() };
        let same = |one: Option<ErrorKind>, two: Option<ErrorKind>| assert_eq!(one, two);
        prop_assert_eq!(strlen(text)?, strlen(a)?);
        prop_assert_eq!(strcmp(text, other)?, strcmp(a, &b)?);
        prop_assert_eq!(strcmp(text, &b)?, strcmp(a, other)?);
        prop_assert_eq!(strcmp(text, a)?, 0);
        prop_assert_eq!(strncmp(text, other, count)?, strncmp(a, &b, count)?);
        prop_assert_eq!(strncmp(&b, text, count)?, strncmp(other, a, count)?);
        prop_assert_eq!(memcmp(text, a, count).ok(), memcmp(a, a, count).ok());
        prop_assert_eq!(memcmp(other, text, count).ok(), memcmp(&b, a, count).ok());
        prop_assert_eq!(memcmp(text, &b, count).ok(), memcmp(a, other, count).ok());
        same(kind(memcmp(text, text, count)), kind(memcmp(a, a, count)));
        for unit in [0, b'a', b'b', 0xc3, b'x'] {
            prop_assert_eq!(strchr(text, unit)?, strchr(a, unit)?);
            prop_assert_eq!(strrchr(text, unit)?, strrchr(a, unit)?);
            prop_assert_eq!(memchr(text, unit, count).ok(), memchr(a, unit, count).ok());
            same(kind(memchr(text, unit, count)), kind(memchr(a, unit, count)));
        }
        prop_assert_eq!(strstr(text, other)?, strstr(a, &b)?);
        prop_assert_eq!(strpbrk(text, other)?, strpbrk(a, &b)?);
        prop_assert_eq!(strspn(text, other)?, strspn(a, &b)?);
        prop_assert_eq!(strcspn(text, other)?, strcspn(a, &b)?);
        let copies = (strdup(text)?, strdup(a)?);
        prop_assert_eq!(bytes_of(copies.0), bytes_of(copies.1));
        // Room for both texts and the terminator, two bytes for a letter.
        let (p, q) = (block(&[9; 300]), block(&[9; 300]));
        prop_assert_eq!(memcpy(p, text, count).is_ok(), memcpy(q, a, count).is_ok());
        prop_assert_eq!(bytes_of(p), bytes_of(q));
        prop_assert_eq!(memmove(p + 1, text, count).is_ok(), memmove(q + 1, a, count).is_ok());
        prop_assert_eq!(bytes_of(p), bytes_of(q));
        strncpy(p, text, count)?;
        strncpy(q, a, count)?;
        prop_assert_eq!(bytes_of(p), bytes_of(q));
        strcpy(p, text)?;
        strcpy(q, a)?;
        strncat(p, other, count)?;
        strncat(q, &b, count)?;
        prop_assert_eq!(bytes_of(p), bytes_of(q));
        for handle in [p, q, copies.0, copies.1] {
            free(handle)?;
        }
    }
}

#[test]
fn what_comes_behind_a_nul_is_there_for_memory_but_not_for_strings() {
    let p = block(&[9; 6]);
    memcpy(p, "a\0b", 4).unwrap();
    assert_eq!(bytes_of(p), b"a\0b\0\x09\x09");
    assert_eq!(strlen("a\0b").unwrap(), 1);
    assert_eq!(strcmp("a\0b", "a\0c").unwrap(), 0);
    assert_eq!(strchr("a\0b", 'b').unwrap(), None);
    assert_eq!(memchr("a\0b", 'b', 4).unwrap(), Some(2));
    free(p).unwrap();
}

#[test]
fn a_str_has_one_terminator_and_nothing_behind_it() {
    let p = block(&[9; 8]);
    let error = memcpy(p, "ab", 4).unwrap_err();
    assert_eq!(
        error.to_string(),
        "OutOfBoundsError: 4 bytes are read, while the slice has 3"
    );
    assert_eq!(kind(memcmp("ab", p, 4)), Some(ErrorKind::OutOfBounds));
    assert_eq!(kind(memchr("ab", 'x', 4)), Some(ErrorKind::OutOfBounds));
    assert_eq!(memchr("ab", 'b', 4).unwrap(), Some(1));
    assert_eq!(bytes_of(p), [9; 8]);
    free(p).unwrap();
}

/// A `str` that ends where a block begins overlaps with nothing of it.
#[test]
fn the_terminator_that_is_nowhere_overlaps_with_nothing() {
    let p = block(b"abcdefgh");
    let guard = p.borrow_slice(4).unwrap();
    let text = core::str::from_utf8(&guard).unwrap();
    memcpy(p + 4, text, 4).unwrap();
    strncpy(p + 4, text, 4).unwrap();
    assert_eq!(kind(memcpy(p + 3, text, 5)), Some(ErrorKind::Borrow));
    drop(guard);
    assert_eq!(bytes_of(p), b"abcdabcd");
    free(p).unwrap();
}

#[test]
fn searches_in_what_rust_holds_give_an_index() {
    assert_eq!(strchr(".,;", ',').unwrap(), Some(1));
    assert_eq!(strchr(".,;", 'x').unwrap(), None);
    assert_eq!(strchr(".,;", 0).unwrap(), Some(3));
    assert_eq!(strrchr(c"a/b/c", '/').unwrap(), Some(3));
    assert_eq!(strrchr("a/b/c", 0).unwrap(), Some(5));
    assert_eq!(strstr(String::from("one two"), "two").unwrap(), Some(4));
    assert_eq!(strstr("one", "").unwrap(), Some(0));
    assert_eq!(strpbrk("one, two", " ,").unwrap(), Some(3));
    assert_eq!(strpbrk("one", "").unwrap(), None);
    assert_eq!(strpbrk("a\0b", "b").unwrap(), None);
    assert_eq!(strpbrk(b"abc", "cb").unwrap(), Some(1));
    assert_eq!(kind(strpbrk(b"abc", "")), Some(ErrorKind::OutOfBounds));
    assert_eq!(kind(strpbrk("abc", b"abc")), Some(ErrorKind::OutOfBounds));
    assert_eq!(memchr(b"abc", 'c', 3).unwrap(), Some(2));
    assert_eq!(memchr(&[1_u32, 2, 3], 3, 3).unwrap(), Some(2));
    assert_eq!(kind(strchr(b"abc", 'x')), Some(ErrorKind::OutOfBounds));
    assert_eq!(strchr(b"abc", 'b').unwrap(), Some(1));
}

#[test]
fn stretches_end_before_the_terminator() {
    assert_eq!(strspn("  x ", " ").unwrap(), 2);
    assert_eq!(strspn("abc", "cba").unwrap(), 3);
    assert_eq!(strspn("ab\0a", "ab").unwrap(), 2);
    assert_eq!(strspn("abc", "").unwrap(), 0);
    assert_eq!(strspn(b"abc", "ba").unwrap(), 2);
    assert_eq!(kind(strspn(b"abc", "abc")), Some(ErrorKind::OutOfBounds));
    assert_eq!(kind(strspn("abc", b"abc")), Some(ErrorKind::OutOfBounds));
    assert_eq!(strcspn("key=value", "=:").unwrap(), 3);
    assert_eq!(strcspn("abc", "").unwrap(), 3);
    assert_eq!(strcspn("a\0b", "b").unwrap(), 1);
    assert_eq!(strcspn(b"abc", "cb").unwrap(), 1);
    assert_eq!(kind(strcspn(b"abc", "x")), Some(ErrorKind::OutOfBounds));
    assert_eq!(kind(strcspn("abc", b"x")), Some(ErrorKind::OutOfBounds));
}

/// By value and by reference, as the caller has it.
#[test]
fn what_is_referred_to_is_a_source_too() {
    let p = strdup("abc").unwrap();
    let names = ["abc", "abd"];
    let found: Vec<_> = names
        .iter()
        .filter(|name| strcmp(p, **name).unwrap() == 0 && strcmp(*name, p).unwrap() == 0)
        .collect();
    assert_eq!(found, [&"abc"]);
    assert_eq!(strcmp(&p, &String::from("abc")).unwrap(), 0);
    assert_eq!(
        strcmp(c"abc".to_owned(), vec![b'a', b'b', b'c', 0]).unwrap(),
        0
    );
    assert_eq!(strchr(&&p, 'b').unwrap(), p + 1);
    let chunks = chunks(b"xyz\0");
    assert_eq!(strchr(chunks, 'z').unwrap(), chunks + 2);
    free(chunks).unwrap();
    free(p).unwrap();
}
