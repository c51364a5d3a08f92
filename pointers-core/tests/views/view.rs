//! Views: what the handle itself would say.

use pointers_core::__private::Probe;
use pointers_core::{
    CallocPointer, ErrorKind, MallocPointer, Result, calloc, calloc_safe, free, malloc, realloc,
};

use crate::key_of_c::KeyOfC;
use crate::{at, fails, filled, get, late, set};

macro_rules! view {
    ($handle:expr) => {
        Probe(&$handle).__pointers_view()
    };
}

#[test]
fn elements_and_bounds() -> Result<()> {
    let p = filled(4)?;
    let view = view!(p.add(1)?);
    assert_eq!(get!(view, 0_usize)?, 1);
    assert_eq!(get!(view, 2_u8)?, 3);
    assert_eq!(get!(view, &1_i16)?, 2);
    // Before the view begins, but in the block.
    assert_eq!(get!(view, -1)?, 0);
    set!(view, -1_i8, 9)?;
    set!(view, 2, 7)?;
    assert_eq!(*p.borrow_slice(4)?, [9, 1, 2, 7]);
    fails!(get!(view, 3), OutOfBounds);
    fails!(get!(view, -2), OutOfBounds);
    fails!(get!(view, i64::MIN), OutOfBounds);
    fails!(get!(view, u64::MAX), OutOfBounds);
    fails!(get!(view, u128::MAX), OutOfBounds);
    // What fits into an index only without its upper half.
    fails!(get!(view, 1_u128 << 64), OutOfBounds);
    fails!(get!(view, -(1_i128 << 64)), OutOfBounds);
    fails!(set!(view, 3, 1), OutOfBounds);
    fails!(set!(view, usize::MAX, 1), OutOfBounds);
    fails!(late!(view, 3, 1), OutOfBounds);
    assert_eq!(*p.borrow_slice(4)?, [9, 1, 2, 7]);
    free(p)
}

#[test]
fn steps() -> Result<()> {
    let p = filled(3)?;
    let view = view!(p);
    let no_closure = |_: i32| -> Result<()> { unreachable!("only for its type") };
    let place = |index| view.__pointers_place(&at!(view, index), no_closure);
    let mut one = place(1).expect("it is there");
    *one += 10;
    assert_eq!(get!(view, 1)?, 1);
    assert!(view.__pointers_commit(&at!(view, 1), one).is_ok());
    assert_eq!(get!(view, 1)?, 11);
    assert!(place(3).is_none());
    let three = view
        .__pointers_place_late(&at!(view, 3))
        .map(|place| *place);
    assert!(three.is_err_and(|error| error.kind() == ErrorKind::OutOfBounds));
    // Below a gap only the handle knows.
    p.add(1)?.take()?;
    assert!(place(0).is_none());
    let mut zero = view.__pointers_place_late(&at!(view, 0))?;
    *zero += 5;
    let zero = view
        .__pointers_commit(&at!(view, 0), zero)
        .expect_err("gaps");
    view.__pointers_commit_late(&at!(view, 0), zero)?;
    assert_eq!(get!(view, 0)?, 5);
    // What happens before it is written back.
    p.add(1)?.write(1)?;
    let two = place(2).expect("it is there");
    free(p)?;
    let two = view
        .__pointers_commit(&at!(view, 2), two)
        .expect_err("the block is gone");
    fails!(view.__pointers_commit_late(&at!(view, 2), two), Memory);

    let large = calloc::<[u64; 9]>(2, 72)?;
    assert!(!view!(large).__pointers_steps());
    assert!(view.__pointers_steps());
    assert_eq!(get!(view!(large), 1)?, [0; 9]);
    free(large)
}

#[test]
fn after_free_and_reuse() -> Result<()> {
    let p = filled(2)?;
    let view = view!(p);
    free(p)?;
    let stale = view!(p);
    for _ in 0..2000 {
        let other = filled(2)?;
        for view in [&view, &stale] {
            fails!(get!(view, 0), Memory);
            fails!(set!(*view, 0, 9), Memory);
            fails!(late!(*view, 1, 9), Memory);
            fails!(late!(*view, 2, 9), Memory);
        }
        assert_eq!(*other.borrow_slice(2)?, [0, 1]);
        free(other)?;
    }
    Ok(())
}

#[test]
fn after_realloc() -> Result<()> {
    let p = filled(4)?;
    let view = view!(p.add(1)?);
    let moved = realloc(p, 1 << 20)?;
    // The handle is an old copy, and still works.
    assert_eq!(get!(view, 2)?, 3);
    assert_eq!(get!(view!(p), 3)?, 3);
    fails!(get!(view, 3), Dereference);
    set!(view, 3, 4)?;
    assert_eq!(get!(view!(moved), 4)?, 4);
    let shrunk = realloc(moved, 8)?;
    assert_eq!(get!(view, 0)?, 1);
    fails!(get!(view, 1), OutOfBounds);
    fails!(set!(view, 1, 1), OutOfBounds);
    fails!(late!(view, 1, 1), OutOfBounds);
    set!(view, -1, 8)?;
    let last = view!(shrunk);
    assert_eq!((get!(last, 0)?, get!(last, 1)?), (8, 1));
    fails!(get!(last, 2), OutOfBounds);
    free(shrunk)
}

/// Between the index and the store, the value may have done anything.
#[test]
fn what_the_value_did() -> Result<()> {
    let p = filled(4)?;
    let view = view!(p);
    let moved = realloc(p, 1 << 20)?;
    late!(view, 2, 7)?;
    assert_eq!(moved.add(2)?.read()?, 7);
    let guard = moved.add(2)?.borrow()?;
    fails!(late!(view, 2, 1), Borrow);
    late!(view, 1, 1)?;
    drop(guard);
    free(moved)?;
    fails!(late!(view, 2, 1), Memory);

    // As if the element's handle had been made before the block shrank: first of all its values do not fit any more.
    let bytes = malloc::<u8>(16)?;
    let words = bytes.cast::<u64>()?;
    let (view, element) = (view!(words), words.add(1)?);
    let bytes = realloc(bytes, 4)?;
    fails!(element.write(1), InvalidSize);
    fails!(late!(view, 1, 1), InvalidSize);
    free(bytes)
}

#[test]
fn what_is_not_assigned() -> Result<()> {
    let p = malloc::<u32>(16)?;
    let view = view!(p);
    fails!(get!(view, 0), Dereference);
    set!(view, 0, 1)?;
    assert_eq!(get!(view, 0)?, 1);
    // What holds a value is replaced, and nothing else is marked.
    set!(view, 0, 5)?;
    fails!(get!(view, 1), Dereference);
    assert!(!p.add(1)?.assigned());

    set!(view, 2, 3)?; // a gap
    assert_eq!(get!(view, 0)?, 5);
    fails!(get!(view, 1), Dereference);
    assert_eq!(get!(view, 2)?, 3);
    set!(view, 1, 2)?;
    set!(view, 3, 4)?;
    assert_eq!(*p.borrow_slice(4)?, [5, 2, 3, 4]);

    assert_eq!(p.add(3)?.take()?, 4);
    fails!(get!(view, 3), Dereference);
    assert_eq!(p.add(2)?.take()?, 3);
    fails!(get!(view, 2), Dereference);
    assert_eq!(get!(view, 1)?, 2);
    set!(view, 2, 5)?;
    set!(view, 3, 6)?;
    assert_eq!(p.take()?, 5);
    fails!(get!(view, 0), Dereference);
    assert_eq!(get!(view, 1)?, 2);
    set!(view, 0, 1)?;
    assert_eq!(*p.borrow_slice(4)?, [1, 2, 5, 6]);
    free(p)
}

#[test]
fn two_views_fill_one_block() -> Result<()> {
    let p = malloc::<u64>(800)?;
    let (first, second) = (view!(p), view!(p));
    let upper = view!(p.add(50)?);
    for n in 0..100_u64 {
        let view = if n % 2 == 0 { &first } else { &second };
        fails!(get!(view, n), Dereference);
        set!(*view, n, n)?;
        assert_eq!(get!(first, n)?, n);
        assert_eq!(get!(second, n)?, n);
        assert_eq!(get!(upper, n as i64 - 50)?, n);
        assert_eq!(p.add(n as usize)?.read()?, n);
        assert!(n == 99 || !p.add(n as usize + 1)?.assigned());
    }
    assert!(p.borrow_slice(100)?.iter().copied().eq(0..100));
    free(p)
}

/// Whose sizes are no powers of two.
#[test]
fn values_of_odd_sizes() -> Result<()> {
    type Three = [u8; 3];
    let p = malloc::<Three>(30)?;
    let view = view!(p);
    let middle = view!(p.add(4)?);
    for n in 0..10_u8 {
        fails!(get!(view, n), Dereference);
        assert!(get!(middle, i16::from(n) - 4).is_err());
        set!(view, n, [n; 3])?;
        assert_eq!(get!(view, n)?, [n; 3]);
        assert_eq!(get!(middle, i16::from(n) - 4)?, [n; 3]);
    }
    fails!(set!(view, 10, [0; 3]), OutOfBounds);
    p.add(5)?.take()?;
    fails!(get!(view, 5), Dereference);
    assert_eq!(get!(view, 6)?, [6; 3]);
    // As gaps are noted, an element's beginning that is one byte off is no beginning.
    for n in (0..10).rev() {
        let _ = p.add(n)?.take();
    }
    set!(middle, 0, [4; 3])?;
    fails!(get!(view, 0), Dereference);
    assert_eq!(get!(view, 4)?, [4; 3]);
    free(p)
}

#[test]
fn guards() -> Result<()> {
    for full in [true, false] {
        let p = if full { filled(2)? } else { malloc(8)? };
        p.write(0)?;
        let view = view!(p);
        let guard = p.borrow_mut()?;
        fails!(get!(view, 0), Borrow);
        fails!(set!(view, 0, 1), Borrow);
        set!(view, 1, 1)?;
        assert_eq!(get!(view, 1)?, 1);
        drop(guard);
        let guard = p.borrow()?;
        assert_eq!(get!(view, 0)?, 0);
        fails!(set!(view, 0, 1), Borrow);
        assert_eq!(get!(view!(p), 1)?, 1);
        drop(guard);
        set!(view, 0, 1)?;
        assert_eq!(*p.borrow_slice(2)?, [1, 1]);
        free(p)?;
    }
    Ok(())
}

#[test]
fn null_and_handles_outside() -> Result<()> {
    fails!(get!(view!(MallocPointer::<u8>::null()), 0), NullPointer);
    fails!(set!(view!(CallocPointer::<u8>::null()), 0, 1), NullPointer);
    let p = filled(4)?;
    let end = view!(p.add(4)?);
    fails!(get!(end, 0), OutOfBounds);
    fails!(set!(end, 0, 1), OutOfBounds);
    assert_eq!(get!(end, -1)?, 3);
    for outside in [p + 5, p - 1, p + usize::MAX] {
        let view = view!(outside);
        fails!(get!(view, 0), OutOfBounds);
        fails!(set!(view, 0, 1), OutOfBounds);
        fails!(late!(view, 0, 1), OutOfBounds);
    }
    assert_eq!(get!(view!(p - 1), 1)?, 0);
    free(p)
}

#[test]
fn blocks_that_are_no_whole_number_of_values() -> Result<()> {
    for size in [4, 12] {
        let p = malloc::<[u8; 8]>(size)?;
        fails!(set!(view!(p), 0, [0; 8]), InvalidSize);
        free(p)?;
    }
    // A whole number of them as long as the handle was up to date.
    let bytes = malloc::<u8>(16)?;
    let words = bytes.cast::<u64>()?;
    let view = view!(words);
    let bytes = realloc(bytes, 12)?;
    fails!(set!(view, 0, 1), InvalidSize);
    fails!(set!(view!(words), 0, 1), InvalidSize);
    free(bytes)
}

#[test]
fn chunks() -> Result<()> {
    let p = calloc::<u32>(3, 4)?;
    let view = view!(p.add(1)?);
    assert_eq!(get!(view, 1)?, 0);
    set!(view, 1, 5)?;
    assert_eq!(p.add(2)?.read()?, 5);
    fails!(get!(view, 2), NotEnoughChunks);
    free(p)?;

    let safe = calloc_safe::<u32>(2, 4)?;
    let view = view!(safe);
    fails!(get!(view, 0), Dereference);
    set!(view, 0, 1)?;
    fails!(get!(view, 1), Dereference);
    set!(view, 1, 2)?;
    assert_eq!(safe.add(1)?.read()?, 2);
    free(safe)?;

    let wide = calloc::<u32>(3, 28)?;
    let view = view!(wide);
    set!(view, 2, 5)?;
    assert_eq!(get!(view, 2)?, 5);
    assert_eq!(wide.add(2)?.read()?, 5);
    fails!(get!(view, 3), NotEnoughChunks);
    free(wide)
}

#[test]
fn casts_see_the_same_bytes() -> Result<()> {
    let words = malloc::<u32>(12)?;
    let bytes = words.cast::<u8>()?;
    let (word, byte) = (view!(words), view!(bytes));
    set!(byte, 0, 1)?;
    // A part of the word holds something.
    fails!(get!(word, 0), Dereference);
    for index in 1..4 {
        set!(byte, index, 0)?;
    }
    assert_eq!(get!(word, 0)?, u32::from_ne_bytes([1, 0, 0, 0]));
    set!(byte, 4, 1)?;
    // The watermark stands inside of this word, which is written as a whole, and nothing beyond it.
    fails!(get!(word, 1), Dereference);
    set!(word, 1, u32::MAX)?;
    assert_eq!(get!(byte, 7)?, 255);
    fails!(get!(byte, 8), Dereference);
    fails!(get!(byte, 12), OutOfBounds);
    free(words)?;

    let threes = malloc::<[u8; 3]>(9)?;
    let (three, byte) = (view!(threes), view!(threes.cast::<u8>()?));
    set!(byte, 0, 1)?;
    fails!(get!(three, 0), Dereference);
    set!(three, 0, [1, 2, 3])?;
    assert_eq!(get!(byte, 2)?, 3);
    fails!(get!(byte, 3), Dereference);
    free(threes)
}

#[test]
fn padding_is_no_value() -> Result<()> {
    #[derive(Clone, Copy, Debug, PartialEq)]
    struct Padded(u8, u64);
    let p = malloc::<Padded>(10 * size_of::<Padded>())?;
    let view = view!(p);
    for n in 0..10_u8 {
        set!(view, n, Padded(n, 1))?;
    }
    assert_eq!(get!(view, 9)?, Padded(9, 1));
    fails!(get!(view, 10), OutOfBounds);
    free(p)
}

#[test]
fn values_at_odd_addresses() -> Result<()> {
    #[derive(Clone, Copy, Debug, PartialEq, pointers_core::zerocopy::FromZeros)]
    #[zerocopy(crate = "pointers_core::zerocopy")]
    #[repr(C, packed)]
    struct Packed(u8, u64);
    let p = calloc::<Packed>(5, 9)?;
    let view = view!(p);
    set!(view, 3, Packed(1, 2))?;
    assert_eq!(get!(view, 3)?, Packed(1, 2));
    assert_eq!(get!(view, 4)?, Packed(0, 0));
    free(p)
}

#[test]
fn views_that_outlive_their_thread() {
    let ended = std::thread::spawn(|| -> Result<()> {
        let (p, freed) = (filled(4)?, filled(4)?);
        let (view, stale) = (view!(p), view!(freed));
        free(freed)?;
        // After the thread's heap has ended, whose own key was made for the blocks above.
        KeyOfC::new().at_thread_end(move || {
            fails!(get!(stale, 0), Memory);
            fails!(set!(stale, 0, 1), Memory);
            assert_eq!(get!(view, 3).ok(), p.add(3).and_then(|p| p.read()).ok());
            // A slot that becomes free now is anybody's.
            let mut rest = 0..4_u32;
            assert!(view.__pointers_fill(&mut rest, |i| i).is_none());
            assert_eq!(rest, 0..4);
            let _ = free(p);
            assert!(get!(view, 3).is_err());
            assert!(set!(view, 3, 1).is_err());
        });
        Ok(())
    })
    .join();
    assert!(ended.expect("no panic at the thread's end").is_ok());
}
