//! Rule 1: a value must fit where it is moved.

use pointers_core::traits::SlicePointer;
use pointers_core::{MallocPointer, Result, calloc, calloc_safe, free, malloc};

use crate::common::{Log, fails};

#[test]
fn a_value_must_fit_in_its_block() -> Result<()> {
    let p = malloc::<u64>(4)?;
    fails!(
        p.write(1),
        InvalidSize,
        "InvalidSizeError: object is of size 8, while memory allocation is 4"
    );
    free(p)
}

#[test]
fn a_malloc_block_is_a_whole_number_of_its_values() -> Result<()> {
    let p = malloc::<u32>(6)?;
    fails!(
        p.write(1),
        InvalidSize,
        "InvalidSizeError: memory allocation is 6, which is not a whole number of objects of size 4"
    );
    fails!(p.fill(1, 1), InvalidSize);
    fails!(p.copy_from_slice(&[1]), InvalidSize);
    free(p)
}

#[test]
fn a_calloc_chunk_is_at_least_one_value() -> Result<()> {
    let p = calloc::<u64>(4, 7)?;
    let message = "InvalidSizeError: object is of size 8, while memory allocation is 7";
    fails!(p.write(1), InvalidSize, message);
    fails!(p.read(), InvalidSize, message);
    fails!(p.borrow(), InvalidSize, message);
    free(p)?;
    // More is fine, and no whole number.
    let p = calloc::<u64>(2, 9)?;
    p.add(1)?.write(1)?;
    assert_eq!(p.add(1)?.read()?, 1);
    free(p)
}

/// A handle whose own type never fits must not get at the bytes when another type has filled them.
#[test]
fn a_chunk_that_is_too_small_stays_so_when_another_type_fills_it() -> Result<()> {
    let p = calloc_safe::<u64>(4, 4)?;
    for chunk in p.cast::<u32>()? {
        chunk.write(7)?;
    }
    for chunk in p {
        fails!(chunk.read(), InvalidSize);
        fails!(chunk.write(1), InvalidSize);
        fails!(chunk.replace(1), InvalidSize);
        fails!(chunk.take(), InvalidSize);
    }
    fails!(p.add(3)?.read(), InvalidSize);
    fails!((p + 3).write(u64::MAX), InvalidSize);
    assert!(!p.assigned());
    free(p)
}

#[test]
fn a_block_that_is_no_whole_number_stays_so_when_another_type_fills_it() -> Result<()> {
    let p = malloc::<u64>(12)?;
    p.cast::<u32>()?.fill(7, 3)?;
    fails!(p.write(1), InvalidSize);
    fails!(p.replace(1), InvalidSize);
    assert_eq!(*p.cast::<u32>()?.borrow_slice(3)?, [7, 7, 7]);
    free(p)
}

#[test]
fn a_str_must_fit_and_is_the_one_element_of_its_block() -> Result<()> {
    let p = malloc::<str>(4)?;
    p.write("abc")?;
    p.write("abcd")?;
    fails!(
        p.write("abcde"),
        InvalidSize,
        "InvalidSizeError: object is of size 5, while memory allocation is 4"
    );
    assert_eq!(p.read()?, "abcd");
    assert_eq!(p.add(1)?.address(), p.address() + 4);
    fails!(p.add(1)?.write(""), OutOfBounds);
    free(p)
}

#[test]
fn a_slice_must_fit_and_is_the_one_element_of_its_chunk() -> Result<()> {
    let p = calloc::<[u16]>(2, 4)?;
    p.write(&[1, 2])?;
    p.add(1)?.write(&[3])?;
    fails!(p.write(&[1, 2, 3]), InvalidSize);
    assert_eq!(p.read()?, [1, 2]);
    assert_eq!(p.add(1)?.read()?, [3]);
    fails!(p.add(2)?.read(), NotEnoughChunks);
    free(p)
}

#[test]
fn both_sizes_are_in_the_message() -> Result<()> {
    let p = calloc_safe::<[u8; 123]>(1, 45)?;
    let message = fails!(p.write([0; 123]), InvalidSize).to_string();
    assert!(
        message.contains("123") && message.contains("45"),
        "{message}"
    );
    free(p)
}

#[test]
fn what_does_not_fit_leaves_the_memory_and_is_dropped() -> Result<()> {
    let log = Log::new();
    let p = malloc::<crate::common::Noted>(size_of::<crate::common::Noted>() - 1)?;
    fails!(p.write(log.value(1)), InvalidSize);
    assert_eq!(log.dropped(), [1]);
    assert!(!p.assigned());
    free(p)?;

    let text: MallocPointer<str> = malloc(3)?;
    text.write("abc")?;
    fails!(text.write("abcd"), InvalidSize);
    fails!(text.replace("abcd"), InvalidSize);
    assert_eq!(text.read()?, "abc");
    free(text)
}

#[test]
fn a_chunk_size_of_zero_is_refused() {
    let message = "InvalidSizeError: chunk size is 0, while a chunk must hold at least 1 byte";
    fails!(calloc::<u8>(3, 0), InvalidSize, message);
    fails!(calloc::<()>(3, 0), InvalidSize, message);
    fails!(calloc_safe::<str>(0, 0), InvalidSize, message);
}

#[test]
fn a_type_without_size_strides_by_its_alignment() -> Result<()> {
    #[repr(align(8))]
    struct Nothing;

    let p = malloc::<Nothing>(24)?;
    for n in 0..3 {
        assert_eq!(p.add(n)?.address(), p.address() + 8 * n);
        p.add(n)?.write(Nothing)?;
    }
    fails!(p.add(3)?.write(Nothing), OutOfBounds);
    free(p)
}
