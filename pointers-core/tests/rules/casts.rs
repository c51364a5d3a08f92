//! `cast`: the same bytes as another type.

use pointers_core::traits::SlicePointer;
use pointers_core::{Result, calloc, calloc_safe, free, malloc, realloc};

use crate::common::{fails, on_both_handles};

on_both_handles!(the_bytes_stay, 2 of u32, |p| {
    p.write(u32::from_ne_bytes(*b"abcd"))?;
    let bytes = p.cast::<u8>()?;
    assert_eq!(bytes.read()?, b'a');
    assert_eq!(p.cast::<[u8; 4]>()?.read()?, *b"abcd");
    bytes.write(b'x')?;
    assert_eq!(p.read()?, u32::from_ne_bytes(*b"xbcd"));
    assert_eq!(bytes.cast::<u32>()?.read()?, p.read()?);
    assert_eq!(bytes.address(), p.address());
    free(bytes)?;
    fails!(p.read(), Memory);
});

#[test]
fn what_is_assigned_is_known_in_bytes() -> Result<()> {
    let p = malloc::<u32>(8)?;
    let bytes = p.cast::<u8>()?;
    for n in 0..3 {
        bytes.add(n)?.write(1)?;
        fails!(p.read(), Dereference);
        assert!(!p.assigned() && bytes.add(n)?.assigned());
    }
    bytes.add(3)?.write(1)?;
    assert_eq!(p.read()?, 0x0101_0101);
    assert!(!bytes.add(4)?.assigned());
    bytes.add(1)?.take()?;
    fails!(p.read(), Dereference);
    assert_eq!(bytes.add(3)?.read()?, 1);
    p.write(7)?;
    assert_eq!(bytes.add(1)?.read()?, 0);
    free(p)
}

#[test]
fn a_size_that_does_not_divide_is_invalid_size() -> Result<()> {
    let p = malloc::<u8>(12)?;
    fails!(
        p.cast::<u64>(),
        InvalidSize,
        "InvalidSizeError: memory allocation is 12, which is not a whole number of objects of size 8"
    );
    p.cast::<u32>()?;
    fails!(
        p.add(2)?.cast::<u32>(),
        InvalidSize,
        "InvalidSizeError: offset in memory is 2, which is not a whole number of objects of size 4"
    );
    p.add(4)?.cast::<u32>()?.write(7)?;
    free(p)?;

    let c = calloc::<u32>(2, 6)?;
    c.cast::<[u8; 6]>()?;
    fails!(
        c.cast::<u64>(),
        InvalidSize,
        "InvalidSizeError: object is of size 8, while memory allocation is 6"
    );
    free(c)
}

#[test]
fn chunks_too_small_for_their_type_can_be_cast_to_one_that_fits() -> Result<()> {
    let p = calloc::<u64>(4, 4)?;
    fails!(p.read(), InvalidSize);
    assert_eq!(p.cast::<u32>()?.add(3)?.read()?, 0);
    let p = realloc(p, 32)?;
    assert_eq!(p.cast::<u32>()?.add(7)?.read()?, 0);
    free(p)
}

#[test]
fn guards_of_one_type_stand_in_the_way_of_the_other() -> Result<()> {
    let p = calloc_safe::<u32>(2, 4)?;
    p.fill(0, 2)?;
    let guard = p.add(1)?.borrow_mut()?;
    let bytes = p.cast::<[u8; 3]>()?;
    fails!(bytes.add(1)?.read(), Borrow);
    fails!(bytes.add(1)?.write([0; 3]), Borrow);
    bytes.write([1; 3])?;
    drop(guard);
    free(p)
}

#[test]
fn a_cast_of_what_is_gone_is_a_memory_error() -> Result<()> {
    let p = malloc::<u32>(8)?;
    let end = p.add(2)?;
    assert!(end.cast::<u8>()?.read().is_err());
    free(p)?;
    fails!(p.cast::<u8>(), Memory);
    Ok(())
}

/// Bytes that only the smaller type was moved into are none of the larger one's values.
#[test]
fn a_type_that_sees_part_of_a_block_makes_nothing_up() -> Result<()> {
    let p = malloc::<u64>(16)?;
    let bytes = p.cast::<u8>()?;
    bytes.add(3)?.write(1)?;
    bytes.add(3)?.take()?;
    // Nothing is assigned, so the block may become no whole number of u64.
    realloc(p, 12)?;
    bytes.add(8)?.fill(1, 4)?;
    bytes.fill(1, 4)?;
    for n in 4..8 {
        fails!(bytes.add(n)?.read(), Dereference);
    }
    fails!(p.read(), InvalidSize);
    free(p)
}

#[test]
fn taking_through_a_type_that_sees_part_of_a_block_keeps_the_rest() -> Result<()> {
    let p = malloc::<u64>(12)?;
    let words = p.cast::<u32>()?;
    words.fill(7, 3)?;
    fails!(p.take(), InvalidSize);
    assert_eq!(words.add(2)?.read()?, 7);
    free(p)?;
    let text = malloc::<str>(4)?;
    text.write("abcd")?;
    free(text)
}
