//! `cast`: the same bytes as another type.

use pointers_core::traits::SlicePointer;
use pointers_core::{Pointer, Result, calloc, calloc_safe, free, malloc, realloc};

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

on_both_handles!(one_value_in_bad_states, 6 of u8, |p| {
    let outside = |error: pointers_core::Error| {
        let kinds = [pointers_core::ErrorKind::OutOfBounds, pointers_core::ErrorKind::NotEnoughChunks];
        assert!(kinds.contains(&error.kind()), "{error:?}");
        assert_eq!(error.used_at().file(), file!(), "{error:?}");
    };
    // Nothing was moved in: one can be made, and not be read.
    let word: Pointer<u32> = p.add(1)?.cast_one()?;
    fails!(word.read(), Dereference);
    p.copy_from_slice(b"abcdef")?;
    assert_eq!(word.read()?.to_ne_bytes(), *b"bcde");
    // Up to the last byte, and not beyond.
    assert_eq!(p.add(2)?.cast_one::<[u8; 4]>()?.read()?, *b"cdef");
    for (index, beyond) in [(3, 4), (5, 4), (6, 4), (6, 1), (0, 7)] {
        let at = p.add(index)?;
        outside(match beyond {
            1 => at.cast_one::<i8>().map(drop),
            4 => at.cast_one::<u32>().map(drop),
            _ => at.cast_one::<[u8; 7]>().map(drop),
        }.unwrap_err());
    }
    outside((p + 7).cast_one::<u8>().unwrap_err());
    outside((p - 1).cast_one::<u32>().unwrap_err());
    fails!(p.cast_one::<()>(), InvalidSize);
    // Not aligned: copied, and never borrowed.
    let odd = if word.address().is_multiple_of(4) { p.add(2)? } else { p.add(1)? };
    let odd: Pointer<u32> = odd.cast_one()?;
    fails!(odd.borrow(), InvalidSize);
    fails!(odd.borrow_mut(), InvalidSize);
    odd.write(odd.read()?)?;
    // Lent, twice too: what overlaps stands in the way.
    let guard = p.add(4)?.borrow()?;
    word.read()?;
    fails!(word.write(1), Borrow);
    let second = p.add(2)?.borrow()?;
    fails!(word.write(1), Borrow);
    drop((guard, second));
    let guard = p.add(4)?.borrow_mut()?;
    fails!(word.read(), Borrow);
    drop(guard);
    free(p)?;
    fails!(word.read(), Memory);
    fails!(word.cast_one::<u8>(), Memory);
    fails!(p.cast_one::<u32>(), Memory);
    assert_eq!(word.size(), 0);
});

#[test]
fn no_value_is_at_null() -> Result<()> {
    fails!(
        pointers_core::MallocPointer::<u8>::null().cast_one::<u32>(),
        NullPointer
    );
    fails!(
        pointers_core::CallocPointer::<u8>::null().cast_one::<u32>(),
        NullPointer
    );
    fails!(Pointer::<u8>::null().cast::<u32>(), NullPointer);
    Ok(())
}
