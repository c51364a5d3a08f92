//! The functions against C's own on random inputs, and a table of every misuse.

#[cfg(not(windows))]
use core::ffi::c_int;
use core::ffi::{CStr, c_char};
use core::panic::Location;

use proptest::prelude::*;

use super::*;

mod print;
mod sources;

use crate::{
    CallocPointer, Error, ErrorKind, MallocPointer, Result, calloc, calloc_safe, free, heap, malloc,
};

/// A few letters, so that strings meet; terminators among them, and bytes above 127.
fn letters(longest: usize) -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(
        prop::sample::select(vec![0, b'a', b'a', b'b', 0x80, 0xff]),
        0..longest,
    )
}

fn terminated(longest: usize) -> impl Strategy<Value = Vec<u8>> {
    letters(longest).prop_map(|mut text| {
        text.push(0);
        text
    })
}

/// A block with these bytes.
fn block(bytes: &[u8]) -> MallocPointer<u8> {
    let p = malloc(bytes.len().max(1)).unwrap();
    p.copy_from_slice(bytes).unwrap();
    p
}

fn chunks(bytes: &[u8]) -> CallocPointer<u8> {
    let p = calloc(bytes.len().max(1), 1).unwrap();
    p.copy_from_slice(bytes).unwrap();
    p
}

fn bytes_of(p: MallocPointer<u8>) -> Vec<u8> {
    p.borrow_slice(p.size()).unwrap().to_vec()
}

/// How far into the block, or -1 of NULL.
fn index(p: MallocPointer<u8>, found: MallocPointer<u8>) -> isize {
    if found.is_null() {
        -1
    } else {
        found.offset_from(p).unwrap()
    }
}

fn c_index(start: *const u8, found: *const u8) -> isize {
    if found.is_null() {
        -1
    } else {
        (found.addr() - start.addr()) as isize
    }
}

fn c(bytes: &[u8]) -> *const c_char {
    bytes.as_ptr().cast()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn searches_find_what_c_finds(a in terminated(300), b in terminated(4), unit in any::<i32>(), count in 0_usize..320) {
        let p = block(&a);
        // SAFETY: both have a terminator, and `count` is in bounds where C asks for that.
        unsafe {
            prop_assert_eq!(strlen(p).unwrap(), libc::strlen(c(&a)));
            for unit in [unit, 0, b'b'.into(), 0x80, 0x1ff] {
                prop_assert_eq!(index(p, strchr(p, unit).unwrap()), c_index(a.as_ptr(), libc::strchr(c(&a), unit).cast()));
                prop_assert_eq!(index(p, strrchr(p, unit).unwrap()), c_index(a.as_ptr(), libc::strrchr(c(&a), unit).cast()));
                let count = count.min(a.len());
                prop_assert_eq!(
                    index(p, memchr(p, unit, count).unwrap()),
                    c_index(a.as_ptr(), libc::memchr(a.as_ptr().cast(), unit, count).cast::<u8>())
                );
            }
            prop_assert_eq!(index(p, strstr(p, &b).unwrap()), c_index(a.as_ptr(), libc::strstr(c(&a), c(&b)).cast()));
            prop_assert_eq!(index(p, strpbrk(p, &b).unwrap()), c_index(a.as_ptr(), libc::strpbrk(c(&a), c(&b)).cast()));
            prop_assert_eq!(strspn(p, &b).unwrap(), libc::strspn(c(&a), c(&b)));
            prop_assert_eq!(strcspn(p, &b).unwrap(), libc::strcspn(c(&a), c(&b)));
        }
        free(p).unwrap();
    }

    #[test]
    fn long_texts_are_searched_like_short_ones(before in 0_usize..2000, part in prop::collection::vec(1_u8..4, 1..80), rest in 0_usize..100) {
        let mut a = vec![1; before];
        a.extend(&part);
        a.extend(vec![2; rest]);
        a.push(0);
        let mut part = part;
        part.push(0);
        let p = block(&a);
        // SAFETY: both have a terminator.
        let expected = unsafe { c_index(a.as_ptr(), libc::strstr(c(&a), c(&part)).cast()) };
        prop_assert_eq!(index(p, strstr(p, &part).unwrap()), expected);
        free(p).unwrap();
    }

    #[test]
    fn comparisons_have_c_s_sign(a in terminated(200), b in terminated(200), common in letters(300), count in 0_usize..520) {
        let a: Vec<u8> = common.iter().copied().chain(a).collect();
        let b: Vec<u8> = common.iter().copied().chain(b).collect();
        let (p, q) = (block(&a), chunks(&b));
        let least = a.len().min(b.len()).min(count);
        // SAFETY: both have a terminator, and at least `least` bytes.
        unsafe {
            prop_assert_eq!(strcmp(p, q).unwrap(), libc::strcmp(c(&a), c(&b)).signum());
            prop_assert_eq!(strcmp(&a, q).unwrap(), libc::strcmp(c(&a), c(&b)).signum());
            prop_assert_eq!(strncmp(q, p, count).unwrap(), libc::strncmp(c(&b), c(&a), count).signum());
            prop_assert_eq!(
                memcmp(p, q, least).unwrap(),
                libc::memcmp(a.as_ptr().cast(), b.as_ptr().cast(), least).signum()
            );
            let signed: MallocPointer<i8> = p.cast().unwrap();
            prop_assert_eq!(strcmp(signed, q).unwrap(), libc::strcmp(c(&a), c(&b)).signum());
        }
        free(p).unwrap();
        free(q).unwrap();
    }

    #[test]
    fn copies_write_what_c_writes(memory in prop::collection::vec(any::<u8>(), 1..80), from in terminated(60), to in 0_usize..80, count in 0_usize..80) {
        let to = to.min(memory.len());
        let (p, q) = (block(&memory), chunks(&from));
        let mut expected = memory.clone();
        let room = memory.len() - to;
        let length = from.iter().position(|unit| *unit == 0).unwrap();
        // SAFETY: C is asked only where there is room.
        unsafe {
            let there = expected.as_mut_ptr().add(to);
            let from = from.as_ptr();
            let n = count.min(length + 1);
            prop_assert_eq!(memcpy(p + to, q, n).is_ok(), n <= room);
            if n <= room {
                libc::memcpy(there.cast(), from.cast(), n);
            }
            prop_assert_eq!(bytes_of(p), expected.clone());
            prop_assert_eq!(memset(p + to, count as i32 * 77, count).is_ok(), count <= room);
            if count <= room {
                libc::memset(there.cast(), count as i32 * 77, count);
            }
            prop_assert_eq!(bytes_of(p), expected.clone());
            prop_assert_eq!(strcpy(p + to, q).is_ok(), length < room);
            if length < room {
                libc::strcpy(there.cast(), from.cast());
            }
            prop_assert_eq!(bytes_of(p), expected.clone());
            prop_assert_eq!(strncpy(p + to, q, count).is_ok(), count <= room);
            if count <= room {
                libc::strncpy(there.cast(), from.cast(), count);
            }
            prop_assert_eq!(bytes_of(p), expected);
        }
        free(p).unwrap();
        free(q).unwrap();
    }

    #[test]
    fn appends_write_what_c_writes(first in terminated(20), room in 0_usize..60, second in terminated(40), count in 0_usize..50) {
        let mut memory = first.clone();
        memory.extend(vec![0xee; room]);
        let (p, q) = (block(&memory), block(&second));
        let length = |text: &[u8]| text.iter().position(|unit| *unit == 0).unwrap();
        let mut expected = memory.clone();
        let fits = length(&expected) + length(&second) < memory.len();
        prop_assert_eq!(strcat(p, q).is_ok(), fits);
        if fits {
            // SAFETY: there is room.
            unsafe { libc::strcat(expected.as_mut_ptr().cast(), c(&second)) };
        }
        prop_assert_eq!(bytes_of(p), expected.clone());
        let fits = length(&expected) + length(&second).min(count) < memory.len();
        prop_assert_eq!(strncat(p, q, count).is_ok(), fits);
        if fits {
            // SAFETY: there is room.
            unsafe { libc::strncat(expected.as_mut_ptr().cast(), c(&second), count) };
        }
        prop_assert_eq!(bytes_of(p), expected);
        free(p).unwrap();
        free(q).unwrap();
    }

    #[test]
    fn moves_overlap_and_copies_do_not(memory in prop::collection::vec(any::<u8>(), 1..60), from in 0_usize..60, to in 0_usize..60, count in 0_usize..60) {
        let (from, to) = (from % memory.len(), to % memory.len());
        let count = count.min(memory.len() - from).min(memory.len() - to);
        let p = block(&memory);
        let overlap = count > 0 && from.abs_diff(to) < count;
        let copied = memcpy(p + to, p + from, count);
        prop_assert_eq!(copied.is_err(), overlap);
        if overlap {
            prop_assert_eq!(bytes_of(p), memory.clone());
            prop_assert_eq!(copied.unwrap_err().kind(), ErrorKind::Borrow);
        }
        memmove(p + to, p + from, count).unwrap();
        let mut expected = memory;
        expected.copy_within(from..from + count, to);
        prop_assert_eq!(bytes_of(p), expected);
        free(p).unwrap();
    }

    // Windows' own have 16 bits.
    #[cfg(not(windows))]
    #[test]
    fn wide_characters_are_c_s(a in terminated(40), b in terminated(40), count in 0_usize..40) {
        unsafe extern "C" {
            fn wcslen(a: *const u32) -> usize;
            fn wcscmp(a: *const u32, b: *const u32) -> c_int;
            fn wcschr(a: *const u32, unit: u32) -> *const u32;
            fn wcsrchr(a: *const u32, unit: u32) -> *const u32;
            fn wcsstr(a: *const u32, b: *const u32) -> *const u32;
            fn wcspbrk(a: *const u32, accept: *const u32) -> *const u32;
            fn wcsspn(a: *const u32, accept: *const u32) -> usize;
            fn wcscspn(a: *const u32, reject: *const u32) -> usize;
            fn wcsncpy(to: *mut u32, from: *const u32, count: usize) -> *mut u32;
        }
        let wide = |text: &[u8]| text.iter().map(|unit| u32::from(*unit) * 0x101).collect::<Vec<_>>();
        let (a, b) = (wide(&a), wide(&b));
        let p: MallocPointer<u32> = malloc(a.len() * 4).unwrap();
        p.copy_from_slice(&a).unwrap();
        let q = strdup(&b).unwrap();
        let at = |start: &[u32], found: *const u32| match found.is_null() {
            true => -1,
            false => (found.addr() - start.as_ptr().addr()) as isize / 4,
        };
        let ours = |found: MallocPointer<u32>| match found.is_null() {
            true => -1,
            false => found.offset_from(p).unwrap(),
        };
        // SAFETY: both have a terminator; `room` has `count` characters.
        unsafe {
            prop_assert_eq!(strlen(p).unwrap(), wcslen(a.as_ptr()));
            prop_assert_eq!(strcmp(p, q).unwrap(), wcscmp(a.as_ptr(), b.as_ptr()).signum());
            for unit in [0, u32::from(b'a') * 0x101] {
                prop_assert_eq!(ours(strchr(p, unit).unwrap()), at(&a, wcschr(a.as_ptr(), unit)));
                prop_assert_eq!(ours(strrchr(p, unit).unwrap()), at(&a, wcsrchr(a.as_ptr(), unit)));
            }
            prop_assert_eq!(ours(strstr(p, q).unwrap()), at(&a, wcsstr(a.as_ptr(), b.as_ptr())));
            prop_assert_eq!(ours(strpbrk(p, q).unwrap()), at(&a, wcspbrk(a.as_ptr(), b.as_ptr())));
            prop_assert_eq!(strspn(p, q).unwrap(), wcsspn(a.as_ptr(), b.as_ptr()));
            prop_assert_eq!(strcspn(p, q).unwrap(), wcscspn(a.as_ptr(), b.as_ptr()));
            let mut room = vec![7; count];
            wcsncpy(room.as_mut_ptr(), b.as_ptr(), count);
            let r = calloc::<u32>(count.max(1), 4).unwrap();
            strncpy(r, q, count).unwrap();
            prop_assert_eq!(&*r.borrow_slice(count).unwrap(), &*room);
            free(r).unwrap();
        }
        free(p).unwrap();
        free(q).unwrap();
    }
}

/// What went wrong, and the line; nothing if nothing did.
fn kind<T>(result: Result<T>) -> Option<ErrorKind> {
    result.err().map(|error| error.kind())
}

/// Every function, with `p` in every place where a handle can stand, and a limit of `count`.
type Call = (&'static str, fn(MallocPointer<u8>, usize) -> Result<()>);

const READS: [Call; 23] = [
    ("memcpy", |p, n| with(|q| memcpy(q, p, n))),
    ("memmove", |p, n| with(|q| memmove(q, p, n))),
    ("memcmp 1", |p, n| with(|q| memcmp(p, q, n))),
    ("memcmp 2", |p, n| with(|q| memcmp(q, p, n))),
    ("memchr", |p, n| memchr(p, 'x', n).map(drop)),
    ("strlen", |p, _| strlen(p).map(drop)),
    ("strcpy", |p, _| with(|q| strcpy(q, p))),
    ("strncpy", |p, n| with(|q| strncpy(q, p, n))),
    ("strcat 2", |p, _| with(|q| strcat(q, p))),
    ("strncat 2", |p, n| with(|q| strncat(q, p, n))),
    ("strcmp", |p, _| strcmp(p, p).map(drop)),
    ("strncmp", |p, n| strncmp(p, p, n).map(drop)),
    ("strchr", |p, _| strchr(p, 'x').map(drop)),
    ("strrchr", |p, _| strrchr(p, 'x').map(drop)),
    ("strpbrk 1", |p, _| strpbrk(p, c"x").map(drop)),
    ("strpbrk 2", |p, _| strpbrk(c"x", p).map(drop)),
    ("strspn 1", |p, _| strspn(p, c"abc").map(drop)),
    ("strspn 2", |p, _| strspn(c"x", p).map(drop)),
    ("strcspn 1", |p, _| strcspn(p, c"x").map(drop)),
    ("strcspn 2", |p, _| strcspn(c"x", p).map(drop)),
    ("strstr", |p, _| strstr(p, c"x").map(drop)),
    ("strdup", |p, _| strdup(p).and_then(free)),
    ("text", |p, _| text(p).map(drop)),
];

const WRITES: [Call; 8] = [
    ("memcpy", |p, n| memcpy(p, &[b'x'; 100], n).map(drop)),
    ("memmove", |p, n| memmove(p, &[b'x'; 100], n).map(drop)),
    ("memset", |p, n| memset(p, 'x', n).map(drop)),
    ("strcpy", |p, _| strcpy(p, c"xxxxxxxxx").map(drop)),
    ("strncpy", |p, n| strncpy(p, c"x", n).map(drop)),
    ("strcat 1", |p, _| strcat(p, c"xxxxxxxxx").map(drop)),
    ("sprintf", |p, _| sprintf!(p, "xxx{}xxx", "xxx").map(drop)),
    ("strncat 1", |p, n| strncat(p, c"xxxxxxxxx", n).map(drop)),
];

/// With a string in a block of its own.
fn with<T>(call: impl FnOnce(MallocPointer<u8>) -> Result<T>) -> Result<()> {
    let q = block(&[0; 100]);
    let result = call(q).map(drop);
    free(q).unwrap();
    result
}

#[test]
fn what_is_gone_or_nowhere_is_refused_by_every_function() {
    let p = block(b"abc\0");
    free(p).unwrap();
    for (name, call) in READS.into_iter().chain(WRITES) {
        for count in [0, 3] {
            assert_eq!(kind(call(p, count)), Some(ErrorKind::Memory), "{name}");
            let null = MallocPointer::null();
            assert_eq!(
                kind(call(null, count)),
                Some(ErrorKind::NullPointer),
                "{name}"
            );
        }
    }
}

#[test]
fn reading_on_would_leave_the_block() {
    let p = block(b"abc");
    for (name, call) in READS {
        assert_eq!(kind(call(p, 4)), Some(ErrorKind::OutOfBounds), "{name}");
        assert_eq!(kind(call(p + 3, 4)), Some(ErrorKind::OutOfBounds), "{name}");
        assert_eq!(kind(call(p + 4, 4)), Some(ErrorKind::OutOfBounds), "{name}");
        assert_eq!(kind(call(p - 1, 4)), Some(ErrorKind::OutOfBounds), "{name}");
    }
    free(p).unwrap();
    let p = chunks(b"abc");
    assert_eq!(kind(strlen(p)), Some(ErrorKind::NotEnoughChunks));
    assert_eq!(kind(memcmp(p, p, 4)), Some(ErrorKind::NotEnoughChunks));
    assert_eq!(kind(strcmp(c"abc", p)), Some(ErrorKind::NotEnoughChunks));
    free(p).unwrap();
    assert_eq!(kind(strlen(b"abc")), Some(ErrorKind::OutOfBounds));
    assert_eq!(
        kind(with(|q| memcpy(q, b"abc", 4))),
        Some(ErrorKind::OutOfBounds)
    );
}

#[test]
fn what_follows_holds_no_value() {
    let p: MallocPointer<u8> = malloc(10).unwrap();
    p.copy_from_slice(b"abc").unwrap();
    for (name, call) in READS {
        assert_eq!(kind(call(p, 4)), Some(ErrorKind::Dereference), "{name}");
    }
    // The same with a gap, so that a bitmap says so.
    (p + 5).write(0).unwrap();
    for (name, call) in READS {
        assert_eq!(kind(call(p, 4)), Some(ErrorKind::Dereference), "{name}");
    }
    free(p).unwrap();
    let p = calloc_safe::<u8>(10, 1).unwrap();
    assert_eq!(kind(strlen(p)), Some(ErrorKind::Dereference));
    free(p).unwrap();
}

#[test]
fn a_guard_stands_in_the_way() {
    let p = block(b"abcde\0....................................");
    for place in [0, 2] {
        let guard = (p + place).borrow_mut().unwrap();
        for (name, call) in READS.into_iter().chain(WRITES) {
            assert_eq!(kind(call(p, 3)), Some(ErrorKind::Borrow), "{name}");
        }
        drop(guard);
    }
    let guard = (p + 2).borrow().unwrap();
    for (name, call) in READS {
        assert_eq!(kind(call(p, 3)), None, "{name} only reads");
    }
    for (name, call) in WRITES {
        // What is appended stands behind the guard.
        let expected = (!name.contains("cat")).then_some(ErrorKind::Borrow);
        assert_eq!(kind(call(p, 3)), expected, "{name}");
    }
    drop(guard);
    // What stands behind the terminator is nobody's business.
    (p + 1).write(0).unwrap();
    let guard = (p + 2).borrow_mut().unwrap();
    assert_eq!(strlen(p).unwrap(), 1);
    strcpy(p, c"z").unwrap();
    drop(guard);
    free(p).unwrap();
}

#[test]
fn what_does_not_fit_changes_nothing() {
    let p = block(b"ab\0ef");
    for (name, call) in WRITES {
        assert_eq!(kind(call(p, 6)), Some(ErrorKind::OutOfBounds), "{name}");
        assert_eq!(bytes_of(p), b"ab\0ef", "{name}");
        assert_eq!(kind(call(p + 6, 1)), Some(ErrorKind::OutOfBounds), "{name}");
        assert_eq!(kind(call(p - 1, 1)), Some(ErrorKind::OutOfBounds), "{name}");
        // The sum of offset and count is more than a `usize`.
        if name.starts_with("memset") || name == "strncpy" {
            let huge = call(p + 1, usize::MAX);
            assert_eq!(kind(huge), Some(ErrorKind::OutOfBounds), "{name}");
        }
    }
    free(p).unwrap();
    let p = chunks(b"ab\0ef");
    assert_eq!(kind(strcpy(p, c"abcde")), Some(ErrorKind::NotEnoughChunks));
    assert_eq!(kind(strcat(p, c"cde")), Some(ErrorKind::NotEnoughChunks));
    assert_eq!(kind(memset(p, 0, 6)), Some(ErrorKind::NotEnoughChunks));
    free(p).unwrap();
    // Nothing is assigned either.
    let p: MallocPointer<u8> = malloc(3).unwrap();
    assert!(strcpy(p, c"abc").is_err());
    assert!(memcpy(p, c"abc", 4).is_err());
    assert!(!p.assigned());
    free(p).unwrap();
}

#[test]
fn overlap_is_refused_and_says_how_much() {
    let p = block(b"abcdef\0--");
    type Copying = fn(MallocPointer<u8>) -> Result<MallocPointer<u8>>;
    let calls: [(&str, Copying); 10] = [
        ("memcpy", |p| memcpy(p + 1, p, 3)),
        ("memcpy back", |p| memcpy(p, p + 1, 3)),
        ("memcpy same", |p| memcpy(p, p, 1)),
        ("strcpy", |p| strcpy(p + 1, p)),
        ("strcpy back", |p| strcpy(p, p + 1)),
        ("strcpy same", |p| strcpy(p, p)),
        ("strncpy", |p| strncpy(p + 2, p, 3)),
        ("strncpy padding", |p| strncpy(p + 4, p + 6, 4)),
        ("strcat", |p| strcat(p, p + 5)),
        ("strncat", |p| strncat(p, p + 5, 2)),
    ];
    for (name, call) in calls {
        assert_eq!(kind(call(p)), Some(ErrorKind::Borrow), "{name}");
        assert_eq!(bytes_of(p), b"abcdef\0--", "{name}");
    }
    let error = memcpy(p + 1, p, 3).unwrap_err();
    assert_eq!(
        error.to_string(),
        "BorrowError: source and destination share 2 bytes: what is read is overwritten"
    );
    // Neighbours are apart.
    memcpy(p, p + 3, 3).unwrap();
    assert_eq!(bytes_of(p), b"defdef\0--");
    // Two characters are read, and no terminator.
    strcpy(p, c"abcdef").unwrap();
    strncat(p, p + 4, 2).unwrap();
    assert_eq!(bytes_of(p), b"abcdefef\0");
    free(p).unwrap();
    let wide: MallocPointer<u32> = malloc(16).unwrap();
    memset(wide, 1, 4).unwrap();
    let message = memcpy(wide + 1, wide, 3).unwrap_err().to_string();
    assert!(message.contains("share 8 bytes"), "{message}");
    free(wide).unwrap();
}

#[test]
fn a_character_is_one_unit() {
    let p = block(b"a\xe9\0");
    assert_eq!(kind(strchr(p, 'é')), Some(ErrorKind::InvalidSize));
    assert_eq!(kind(memset(p, '€', 1)), Some(ErrorKind::InvalidSize));
    assert_eq!(strchr(p, 0xe9).unwrap(), p + 1);
    assert_eq!(strchr(p, -0x17_i8).unwrap(), p + 1);
    free(p).unwrap();
    let wide = calloc::<u32>(3, 4).unwrap();
    memset(wide, '€', 2).unwrap();
    assert_eq!(strlen(wide).unwrap(), 2);
    assert_eq!(strchr(wide, '€').unwrap(), wide);
    free(wide).unwrap();
    let spread = calloc::<u8>(3, 28).unwrap();
    for result in [
        kind(strlen(spread)),
        kind(memset(spread, 0, 1)),
        kind(strchr(spread, 0)),
    ] {
        assert_eq!(result, Some(ErrorKind::InvalidSize));
    }
    free(spread).unwrap();
}

#[test]
fn an_empty_block_has_room_for_nothing() {
    let p: MallocPointer<u8> = malloc(0).unwrap();
    memcpy(p, b"", 0).unwrap();
    memset(p, 0, 0).unwrap();
    assert_eq!(kind(strlen(p)), Some(ErrorKind::OutOfBounds));
    assert!(kind(memset(p, 0, 1)).is_some());
    free(p).unwrap();
}

#[test]
fn no_memory_for_the_copy() {
    let before = heap::stats().live_blocks;
    let rehearsal = heap::fail_after(0);
    assert_eq!(kind(strdup(c"abc")), Some(ErrorKind::Allocation));
    drop(rehearsal);
    assert_eq!(heap::stats().live_blocks, before);
}

/// Errors of every path name the line of the call.
#[test]
fn errors_name_the_user_s_line() {
    #[track_caller]
    fn here<T>(result: Result<T>) -> Error {
        let error = result.err().unwrap();
        assert_eq!(
            error.used_at().line(),
            Location::caller().line(),
            "{error:?}"
        );
        assert_eq!(error.used_at().file(), file!());
        error
    }
    let p = block(b"abc");
    here(strlen(p));
    here(strlen(b"abc"));
    here(memcpy(p, b"abc", 4));
    here(memcpy(p, b"abcd", 4));
    here(memcpy(p + 1, p, 2));
    here(memset(p, 'é', 1));
    here(memset(p, 1, 4));
    here(strcpy(p, c"abc"));
    here(strcat(p, c"abc"));
    here(strncpy(p, c"abc", 4));
    here(strncat(p, c"abc", 4));
    here(memcmp(p, b"abcd", 4));
    here(memchr(p, 'x', 4));
    here(strcmp(p, p));
    here(strncmp(p, p, 4));
    here(strchr(p, 'x'));
    here(strrchr(p, 'x'));
    here(strpbrk(p, c"x"));
    here(strpbrk(c"x", p));
    here(strspn(p, c"abc"));
    here(strspn(c"x", p));
    here(strcspn(p, c"x"));
    here(strcspn(c"x", p));
    here(strstr(p, c"x"));
    here(strdup(p));
    here(text(p));
    here(puts(p));
    here(sprintf!(p, "{}", "abc"));
    here(strchr("abc", 'é'));
    here(memchr(b"abc", 'x', 4));
    here(memcpy(p, "ab", 4));
    free(p).unwrap();
    let error = here(strdup(p));
    assert!(error.allocated_at().is_some() && error.freed_at().is_some());
}

#[test]
fn reports_say_what_is_missing() {
    let p: MallocPointer<u8> = malloc(4).unwrap();
    memcpy(p, b"abc", 3).unwrap();
    let message = |result: Result<usize>| result.unwrap_err().to_string();
    assert_eq!(
        message(strlen(p)),
        "DereferenceError: string has no terminator: what follows after 3 units has no value"
    );
    memset(p + 3, 'd', 1).unwrap();
    assert_eq!(
        message(strlen(p)),
        "OutOfBoundsError: string has no terminator in the 4 units that its memory has left"
    );
    free(p).unwrap();
    let p = chunks(b"a");
    assert_eq!(
        message(strlen(p)),
        "NotEnoughChunks: string has no terminator in the 1 chunk that its memory has left"
    );
    free(p).unwrap();
    let message = memcmp(b"abc", b"ab", 3).unwrap_err().to_string();
    assert_eq!(
        message,
        "OutOfBoundsError: 3 bytes are read, while the slice has 2"
    );
}

#[test]
fn sources_of_every_kind() {
    let p: MallocPointer<i8> = malloc(8).unwrap();
    macro_rules! copies {
        ($($source:expr),*) => {$(
            strcpy(p, $source).unwrap();
            assert_eq!(strcmp(p, c"abc").unwrap(), 0);
            memset(p, 0, 8).unwrap();
        )*};
    }
    copies!(
        c"abc",
        b"abc\0",
        &b"abc\0"[..],
        &vec![b'a', b'b', b'c', 0],
        &c"abc".to_owned(),
        &[97_i8, 98, 99, 0]
    );
    let text: &CStr = c"";
    assert_eq!(strlen(text).unwrap(), 0);
    assert_eq!(strcmp(c"a", c"b").unwrap(), -1);
    free(p).unwrap();
}

/// What a block holds: its bytes, which of them are lent, and whether mutably.
#[derive(Clone)]
struct Model {
    bytes: Vec<Option<u8>>,
    lent: core::ops::Range<usize>,
    mutably: bool,
}

impl Model {
    /// How many bytes can be read from `start` on, and what stands behind them.
    fn readable(&self, start: usize) -> (usize, ErrorKind) {
        let lent = |index: &usize| self.mutably && self.lent.contains(index);
        let end = (start..self.bytes.len())
            .find(|index| lent(index) || self.bytes[*index].is_none())
            .unwrap_or(self.bytes.len());
        let beyond = match end {
            end if end == self.bytes.len() => ErrorKind::OutOfBounds,
            end if lent(&end) => ErrorKind::Borrow,
            _ => ErrorKind::Dereference,
        };
        (end - start, beyond)
    }

    fn strlen(&self, start: usize) -> Result<usize, ErrorKind> {
        let (count, beyond) = self.readable(start);
        let text = &self.bytes[start..start + count];
        text.iter().position(|byte| *byte == Some(0)).ok_or(beyond)
    }

    fn compare(&self, start: usize, count: usize) -> Result<Vec<u8>, ErrorKind> {
        let (most, beyond) = self.readable(start);
        let read = || self.bytes[start..start + count].iter();
        (count <= most)
            .then(|| read().flatten().copied().collect())
            .ok_or(beyond)
    }

    fn set(&mut self, start: usize, count: usize) -> Result<(), ErrorKind> {
        if count > self.bytes.len() - start {
            return Err(ErrorKind::OutOfBounds);
        }
        if (start..start + count).any(|index| self.lent.contains(&index)) {
            return Err(ErrorKind::Borrow);
        }
        self.bytes[start..start + count].fill(Some(7));
        Ok(())
    }
}

/// In every state of a block, and from every byte of it on: what can be read, and what can be written.
macro_rules! every_state {
    ($name:ident, $make:expr, $beyond:ident) => {
        #[test]
        fn $name() -> Result<()> {
            let as_here = |kind| match kind {
                ErrorKind::OutOfBounds => ErrorKind::$beyond,
                kind => kind,
            };
            const SIZE: usize = 6;
            for (assigned, state) in
                (0_u32..1 << SIZE).flat_map(|bits| (0..6).map(move |n| (bits, n)))
            {
                for (start, count) in
                    (0..=SIZE).flat_map(|start| (0..=SIZE + 1).map(move |n| (start, n)))
                {
                    let p = $make(SIZE)?;
                    let mut model = Model {
                        bytes: vec![None; SIZE],
                        lent: 0..0,
                        mutably: state % 2 == 1,
                    };
                    for index in 0..SIZE {
                        if assigned & 1 << index != 0 {
                            let byte = [b'a', 0][usize::from(index == 4)];
                            p.add(index)?.write(byte)?;
                            model.bytes[index] = Some(byte);
                        }
                    }
                    let from = p.add(start)?;
                    let lent = (1..3).all(|index| model.bytes[index].is_some()) && state < 4;
                    let guards = match (lent, state) {
                        (true, 0 | 2) => (Some(p.add(1)?.borrow_slice(2)?), None),
                        (true, _) => (None, Some(p.add(1)?.borrow_slice_mut(2)?)),
                        _ => (None, None),
                    };
                    if lent {
                        model.lent = 1..3;
                    } else if state == 4 {
                        // The handle is outdated.
                        crate::realloc(p, 2 * SIZE)?;
                        model.bytes.resize(2 * SIZE, None);
                    }
                    assert_eq!(
                        strlen(from).map_err(|e| e.kind()),
                        model.strlen(start).map_err(as_here)
                    );
                    let read = model.compare(start, count).map_err(as_here);
                    let copy = block(&[9; 2 * SIZE]);
                    match &read {
                        Ok(bytes) => {
                            assert_eq!(memcmp(from, bytes.as_slice(), count)?, 0);
                            memcpy(copy, from, count)?;
                            assert_eq!(bytes_of(copy)[..count], bytes[..]);
                        }
                        Err(expected) => {
                            assert_eq!(
                                kind(memcmp(from, [9_u8; 20].as_slice(), count)),
                                Some(*expected)
                            );
                            assert_eq!(kind(memcpy(copy, from, count)), Some(*expected));
                            assert_eq!(kind(memchr(from, 99, count)), Some(*expected));
                        }
                    }
                    let written = model.set(start, count).map_err(as_here);
                    let outcome = match state {
                        5 => memcpy(from, [7_u8; 20].as_slice(), count),
                        _ => memset(from, 7, count),
                    };
                    assert_eq!(outcome.map(|_| ()).map_err(|e| e.kind()), written);
                    drop(guards);
                    for (index, byte) in model.bytes.iter().enumerate() {
                        assert_eq!(p.add(index)?.read().ok(), *byte);
                    }
                    free(copy)?;
                    free(p)?;
                }
            }
            Ok(())
        }
    };
}

every_state!(every_state_of_an_array, malloc::<u8>, OutOfBounds);
every_state!(
    every_state_of_chunks,
    |size| calloc_safe::<u8>(size, 1),
    NotEnoughChunks
);

/// Of chunks that were cast to bytes, those of all chunks lie one after another, as in C.
#[test]
fn chunks_that_were_cast_are_one_run_of_bytes() -> Result<()> {
    let numbers = calloc_safe::<u32>(3, 12)?;
    let bytes = numbers.cast::<u8>()?;
    memset(bytes, 7, 36)?;
    assert_eq!(numbers.add(2)?.read()?, 0x0707_0707);
    assert_eq!(memcmp(bytes, [7_u8; 36].as_slice(), 36)?, 0);
    memset(bytes.add(1)?, 0, 1)?;
    assert_eq!(strlen(bytes)?, 12);
    let copy = malloc::<u8>(36)?;
    memcpy(copy, bytes, 36)?;
    assert_eq!((copy.add(11)?.read()?, copy.add(12)?.read()?), (7, 0));
    let error = memset(bytes.add(1)?, 1, 25).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotEnoughChunks);
    assert!(
        error
            .to_string()
            .ends_with("25 bytes are written, while there is room for 24"),
        "{error}"
    );
    assert_eq!(
        memcmp(bytes, copy, 37).unwrap_err().kind(),
        ErrorKind::NotEnoughChunks
    );
    // What was not cast has gaps.
    let others = calloc::<u8>(3, 12)?;
    assert_eq!(
        memset(others, 0, 2).unwrap_err().kind(),
        ErrorKind::InvalidSize
    );
    // What is missing is missing where it was.
    let fresh = calloc_safe::<u32>(2, 8)?.cast::<u8>()?;
    memset(fresh, 1, 5)?;
    assert_eq!(
        memcmp(fresh, bytes, 6).unwrap_err().kind(),
        ErrorKind::Dereference
    );
    free(fresh)?;
    free(others)?;
    free(copy)?;
    free(numbers)
}
