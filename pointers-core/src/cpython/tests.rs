use proptest::prelude::*;

use super::*;
use crate::traits::*;
use crate::{Error, ErrorKind, heap};

/// What CPython itself says: see `sizes.py`.
const TABLE: &str = include_str!("sizes.tsv");

fn unhex(text: &str) -> Vec<u8> {
    text.as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

#[test]
fn sizes_are_what_cpython_says() {
    let mut kinds = [0; 5];
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let [kind, value, size] = *line.split('\t').collect::<Vec<_>>() else {
            panic!("{line}");
        };
        let size: usize = size.parse().unwrap();
        match kind {
            "int" => {
                kinds[0] += 1;
                macro_rules! integers {
                    ($($T:ty)*) => {$(
                        if let Ok(value) = value.parse::<$T>() {
                            assert_eq!(getsizeof(&value), size, "{line} as {}", stringify!($T));
                        }
                    )*};
                }
                integers!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);
            }
            "bool" => {
                kinds[1] += 1;
                assert_eq!(getsizeof(&(value == "True")), size, "{line}");
            }
            "float" => {
                kinds[2] += 1;
                let value: f64 = value.parse().unwrap();
                assert_eq!(getsizeof(&value), size, "{line}");
                assert_eq!(getsizeof(&(value as f32)), size, "{line}");
            }
            "str" => {
                kinds[3] += 1;
                let text = String::from_utf8(unhex(value)).unwrap();
                assert_eq!(getsizeof(text.as_str()), size, "{line}");
                assert_eq!(getsizeof(&text), size, "{line}");
                let mut characters = text.chars();
                if let (Some(only), None) = (characters.next(), characters.next()) {
                    assert_eq!(getsizeof(&only), size, "{line}");
                }
                // The memory has room for it.
                let p: MallocPointer<str> = malloc(size).unwrap();
                p.write(&text).unwrap();
                assert_eq!(p.read().unwrap(), text);
                free(p).unwrap();
                let p: CallocPointer<str> = calloc(2, size).unwrap();
                (p + 1).write(&text).unwrap();
                assert_eq!(
                    ((p + 1).read().unwrap(), p.read().unwrap()),
                    (text, String::new())
                );
                free(p).unwrap();
            }
            "bytes" => {
                kinds[4] += 1;
                let bytes = unhex(value);
                assert_eq!(getsizeof(bytes.as_slice()), size, "{line}");
                assert_eq!(getsizeof(&bytes), size, "{line}");
            }
            _ => panic!("{line}"),
        }
    }
    assert!(kinds.iter().all(|count| *count >= 2), "{kinds:?}");
}

proptest! {
    /// Every text fits in the memory that counts as it does, whatever its characters are.
    #[test]
    fn every_text_has_room(text in "[a-z]{0,20}[a-zÀ-ÿ]{0,200}[Ā-퟿]{0,3}[😀-😿]{0,2}") {
        let p: MallocPointer<str> = malloc(getsizeof(text.as_str())).unwrap();
        p.write(&text).unwrap();
        prop_assert_eq!(p.read().unwrap(), text);
        free(p).unwrap();
    }
}

fn refused<T>(result: Result<T>, object: usize, place: usize) -> Error {
    let error = result.err().unwrap();
    assert_eq!(error.kind(), ErrorKind::InvalidSize);
    assert_eq!(
        error.to_string(),
        format!("InvalidSizeError: object is of size {object}, while memory allocation is {place}")
    );
    error
}

#[test]
fn the_size_must_be_exact_and_nothing_is_changed_otherwise() {
    let p = malloc(52).unwrap();
    let line = line!() + 1;
    let error = refused(p.write(1), 28, 52);
    assert_eq!(error.used_at().line(), line);
    assert_eq!(error.used_at().file(), file!());
    assert!(format!("{error:?}").contains("block       52 bytes"));
    assert!(!p.assigned());
    free(p).unwrap();

    let p: MallocPointer<str> = malloc(52).unwrap();
    p.write("abc").unwrap();
    refused(p.write("abcd"), 53, 52);
    refused(p.write("ab"), 51, 52);
    refused(SlicePointer::replace(p, "abcd"), 53, 52);
    assert_eq!(p.read().unwrap(), "abc");
    assert_eq!(SlicePointer::replace(p, "xyz").unwrap(), "abc");
    assert_eq!(p.take().unwrap(), "xyz");
    free(p).unwrap();

    let p = calloc(2, 28).unwrap();
    refused(p.write(1_u64 << 30), 32, 28);
    refused((p + 1).replace(1 << 60), 36, 28);
    assert_eq!(p.replace(7).unwrap(), 0);
    assert_eq!((p + 1).read().unwrap(), 0);
    free(p).unwrap();

    let p: MallocPointer<[u8]> = malloc(36).unwrap();
    p.write(b"abc").unwrap();
    refused(p.write(b"abcd"), 37, 36);
    assert_eq!(p.read().unwrap(), b"abc");
    free(p).unwrap();

    let p = malloc(24).unwrap();
    p.write(1.5).unwrap();
    free(p).unwrap();
    let p = malloc(0).unwrap();
    assert_eq!(p.size(), 0);
    refused(p.write(true), 28, 0);
    free(p).unwrap();
}

#[test]
fn properties_are_the_document_s() {
    let before = heap::stats();
    let p: MallocPointer<i32> = malloc(52).unwrap();
    let q: CallocPointer<str> = calloc(3, 49).unwrap();
    assert_eq!(p.size(), 52);
    assert_eq!(
        (q.size(), q.chunks(), q.chunk_size(), q.current_index()),
        (147, 3, 49, 0)
    );
    assert_eq!((q + 2).current_index(), 2);
    assert!(!q.safe() && q.assigned() && !p.assigned());
    assert!(format!("{p:?}").starts_with("<pointer to 52 bytes of memory at 0x"));
    assert_eq!(heap::stats().live_bytes, before.live_bytes + 52 + 147);
    let mut leaks: Vec<_> = heap::leaks().iter().map(heap::Leak::size).collect();
    leaks.sort_unstable();
    assert_eq!(leaks, [52, 147]);
    realloc(p, 28).unwrap();
    assert_eq!(
        (p.size(), heap::stats().live_bytes),
        (28, before.live_bytes + 28 + 147)
    );
    realloc(q, 98).unwrap();
    assert_eq!((q.size(), q.chunks()), (98, 2));
    free(p).unwrap();
    free(q).unwrap();
    assert_eq!((p.size(), q.chunks(), q.chunk_size()), (0, 0, 0));
    assert_eq!(heap::stats().live_bytes, before.live_bytes);
}

/// In reports too, of blocks that are gone as of those that live.
#[test]
fn reports_say_the_document_s_numbers() {
    let p = malloc(52).unwrap();
    let report = |result: Result<()>| format!("{:?}", result.unwrap_err());
    assert!(report(p.write(1)).contains("block       52 bytes"));
    free(p).unwrap();
    assert!(report(p.write(1)).contains("block       52 bytes"));
    let q = calloc(3, 28).unwrap();
    let outside = report((q + 3).write(1));
    assert!(outside.contains("84 bytes in 3 chunks of 28"), "{outside}");
    // SAFETY: the block is C's, and nobody else's.
    unsafe { libc::free(q.into_raw().unwrap()) };
    assert!(report(q.write(1)).contains("84 bytes in 3 chunks of 28"));
    let text = calloc_safe(2, 52).unwrap();
    text.write(String::from("abc")).unwrap();
    free(text).unwrap();
    assert!(report(text.write(String::new())).contains("104 bytes in 2 chunks of 52"));
}

#[test]
fn realloc_keeps_the_rule() {
    let p: MallocPointer<str> = malloc(52).unwrap();
    p.write("abc").unwrap();
    let error = realloc(p, 51).unwrap_err();
    assert_eq!(
        error.to_string(),
        "InvalidSizeError: object inside memory is of size 52, so memory cannot be set to size 51"
    );
    assert_eq!(p.size(), 52);
    realloc(p, 53).unwrap();
    assert_eq!(p.read().unwrap(), "abc");
    refused(p.write("abc"), 52, 53);
    p.write("abcd").unwrap();
    let error = realloc(p, 0).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidSize);
    let report = format!("{error:?}");
    assert!(report.contains("(from 52 to 53 bytes)"), "{report}");
    // A long text of characters that take more in UTF-8 than they count.
    let long = "é".repeat(1000);
    realloc(p, 1073).unwrap();
    p.write(&long).unwrap();
    assert_eq!(p.read().unwrap(), long);
    assert_eq!(realloc(p, 1072).unwrap_err().kind(), ErrorKind::InvalidSize);
    assert_eq!(p.take().unwrap(), long);
    realloc(p, 49).unwrap();
    p.write("").unwrap();
    free(p).unwrap();

    let p = malloc(28).unwrap();
    p.write(5_i128).unwrap();
    realloc(p, 44).unwrap();
    assert_eq!(p.read().unwrap(), 5);
    p.write(-(1 << 121)).unwrap();
    assert_eq!(realloc(p, 28).unwrap_err().kind(), ErrorKind::InvalidSize);
    assert_eq!(
        realloc(p + 1, 48).unwrap_err().kind(),
        ErrorKind::InvalidFree
    );
    free(p).unwrap();
    assert_eq!(realloc(p, 48).unwrap_err().kind(), ErrorKind::Memory);
    let p = realloc(MallocPointer::<i32>::null(), 28).unwrap();
    p.write(1).unwrap();
    free(p).unwrap();
}

#[test]
fn realloc_of_chunks_counts_them() {
    let p = calloc(2, 28).unwrap();
    p.write(1).unwrap();
    (p + 1).write(2).unwrap();
    for size in [0, 27] {
        assert_eq!(realloc(p, size).unwrap_err().kind(), ErrorKind::InvalidSize);
    }
    let error = realloc(p, 57).unwrap_err();
    assert_eq!(
        error.to_string(),
        "InvalidSizeError: size is 57, which is not a whole number of chunks of 28 bytes"
    );
    realloc(p, 4 * 28).unwrap();
    let all: Vec<i32> = p.values().collect::<Result<_>>().unwrap();
    assert_eq!(all, [1, 2, 0, 0]);
    realloc(p, 28).unwrap();
    assert_eq!(
        p.add(2).unwrap_err().to_string(),
        "NotEnoughChunks: chunk index is 2, while allocation is 1"
    );
    free(p).unwrap();

    let p = calloc_safe(2, 52).unwrap();
    p.write(String::from("abc")).unwrap();
    (p + 1).write(String::from("xyz")).unwrap();
    realloc(p, 156).unwrap();
    assert_eq!((p + 2).take().unwrap_err().kind(), ErrorKind::Dereference);
    realloc(p, 52).unwrap();
    assert_eq!(*p.borrow().unwrap(), "abc");
    free(p).unwrap();
}

#[test]
fn memory_runs_out_as_it_does_in_python() {
    let allocation = |result: Result<()>| result.unwrap_err();
    // A quarter of all addresses nobody has, if those have 64 bits.
    let quarter = 1 << (usize::BITS - if usize::BITS == 64 { 2 } else { 1 });
    for size in [usize::MAX, isize::MAX as usize + 1, quarter] {
        let error = allocation(malloc::<i32>(size).map(drop));
        assert_eq!(error.kind(), ErrorKind::Allocation);
        assert!(error.to_string().contains(&size.to_string()), "{error}");
        assert_eq!(
            allocation(malloc::<str>(size).map(drop)).kind(),
            ErrorKind::Allocation
        );
        assert_eq!(
            allocation(calloc::<i32>(1, size).map(drop)).kind(),
            ErrorKind::Allocation
        );
        assert_eq!(
            allocation(calloc::<str>(size, 28).map(drop)).kind(),
            ErrorKind::Allocation
        );
        let p = malloc(28).unwrap();
        p.write(7).unwrap();
        assert_eq!(
            allocation(realloc(p, size).map(drop)).kind(),
            ErrorKind::Allocation
        );
        assert_eq!((p.size(), p.read().unwrap()), (28, 7));
        free(p).unwrap();
    }
    assert_eq!(
        calloc::<i32>(3, 0).unwrap_err().kind(),
        ErrorKind::InvalidSize
    );
    let before = heap::stats().live_blocks;
    let rehearsal = heap::fail_after(0);
    assert_eq!(malloc::<i32>(28).unwrap_err().kind(), ErrorKind::Allocation);
    assert_eq!(
        calloc::<i32>(1, 28).unwrap_err().kind(),
        ErrorKind::Allocation
    );
    drop(rehearsal);
    assert_eq!(heap::stats().live_blocks, before);
    let p = calloc::<i32>(0, 28).unwrap();
    assert_eq!(p.write(1).unwrap_err().kind(), ErrorKind::NotEnoughChunks);
    free(p).unwrap();
}

#[test]
fn mistakes_are_those_of_the_other_handles() {
    let p = malloc(28).unwrap();
    let copy = p;
    assert_eq!(p.read().unwrap_err().kind(), ErrorKind::Dereference);
    p.write(1).unwrap();
    assert_eq!((p + 1).write(1).unwrap_err().kind(), ErrorKind::OutOfBounds);
    assert_eq!(p.sub(1).unwrap_err().kind(), ErrorKind::OutOfBounds);
    let guard = p.borrow_mut().unwrap();
    assert_eq!(p.write(2).unwrap_err().kind(), ErrorKind::Borrow);
    assert_eq!(realloc(p, 32).unwrap_err().kind(), ErrorKind::Borrow);
    drop(guard);
    free(p).unwrap();
    // Freed comes before the size, as in the document's library.
    assert_eq!(copy.write(1 << 30).unwrap_err().kind(), ErrorKind::Memory);
    assert_eq!(free(copy).unwrap_err().kind(), ErrorKind::Memory);
    let null = MallocPointer::<i32>::null();
    assert_eq!(null.write(1).unwrap_err().kind(), ErrorKind::NullPointer);
    assert_eq!(size_of_val(&null), size_of::<usize>() + 8);
    let raw = {
        let p = malloc(100).unwrap();
        p.write(String::new()).unwrap_err();
        p.into_raw().unwrap()
    };
    // SAFETY: the block is C's, and nobody else's.
    unsafe { libc::free(raw) };
}
