//! Rule 2: uninitialised memory is never read.

use pointers_core::traits::SlicePointer;
use pointers_core::{Error, Result, calloc, calloc_safe, free, malloc, realloc};

use crate::common::{Log, fails, on_both_handles};

const UNASSIGNED: &str = "DereferenceError: cannot dereference pointer that has no value";

/// That the message is this one, of an element or a chunk.
fn says(error: &Error, which: &str) {
    let line = error.to_string().replace(": chunk ", ": element ");
    assert_eq!(line, format!("{UNASSIGNED}: element {which}"), "{error:?}");
}

const ALONE: &str = "is read, into which nothing was moved";

on_both_handles!(reading_what_nothing_was_moved_into, 3 of u32, |p| {
    assert!(!p.assigned());
    fails!(p.read(), Dereference, UNASSIGNED);
    fails!(p.take(), Dereference, UNASSIGNED);
    fails!(p.replace(1), Dereference, UNASSIGNED);
    fails!(p.borrow(), Dereference, UNASSIGNED);
    fails!(p.borrow_mut(), Dereference, UNASSIGNED);
    fails!(p.borrow_slice(1), Dereference, UNASSIGNED);
    fails!(p.borrow_slice_mut(3), Dereference, UNASSIGNED);
    fails!(p.values().next().unwrap(), Dereference, UNASSIGNED);
    let other = malloc::<u32>(4)?;
    fails!(other.copy_from(p, 1), Dereference, UNASSIGNED);
    assert!(!other.assigned());
    free(other)?;
    free(p)?;
});

on_both_handles!(a_failed_replace_drops_the_new_value, 1 of crate::common::Noted, |p| {
    let log = Log::new();
    fails!(p.replace(log.value(1)), Dereference);
    assert_eq!(log.dropped(), [1]);
    free(p)?;
});

on_both_handles!(each_element_is_assigned_by_itself, 5 of u32, |p| {
    // In an order that leaves gaps, from both ends.
    for (count, n) in [3, 0, 4, 1, 2].into_iter().enumerate() {
        p.add(n)?.write(n as u32)?;
        let assigned = (0..5).filter(|n| (p + *n).assigned()).count();
        assert_eq!(assigned, count + 1);
        for n in 0..5 {
            match (p + n).read() {
                Ok(value) => assert_eq!(value, n),
                Err(error) if count < 2 => says(&error, &format!("{n} of 5 {ALONE}")),
                Err(error) => assert!(error.to_string().starts_with(UNASSIGNED)),
            }
        }
    }
    // And taken out in another.
    for n in [1, 4, 2, 0, 3] {
        assert_eq!(p.add(n)?.take()?, n as u32);
        fails!(p.add(n)?.read(), Dereference);
    }
    assert!((0..5).all(|n| !(p + n).assigned()));
    free(p)?;
});

on_both_handles!(a_run_with_a_gap_is_not_read, 4 of u8, |p| {
    p.write(1)?;
    p.add(3)?.write(4)?;
    // The first of the run that has none.
    says(&fails!(p.borrow_slice(4), Dereference), &format!("1 of 4 {ALONE}"));
    says(&fails!(p.borrow_slice(2), Dereference), &format!("1 of 4 {ALONE}"));
    assert_eq!(*p.borrow_slice(1)?, [1]);
    assert_eq!(*p.add(3)?.borrow_slice(1)?, [4]);
    p.add(1)?.fill(9, 2)?;
    assert_eq!(*p.borrow_slice(4)?, [1, 9, 9, 4]);
    free(p)?;
});

#[test]
fn calloc_is_zero_and_can_be_read_at_once() -> Result<()> {
    let p = calloc::<u64>(100, 8)?;
    for chunk in p {
        assert!(chunk.assigned());
        assert_eq!(chunk.read()?, 0);
    }
    assert_eq!(*p.borrow_slice(100)?, [0; 100]);
    free(p)?;
    let wide = calloc::<[u8; 28]>(3, 28)?;
    assert_eq!(wide.add(2)?.read()?, [0; 28]);
    free(wide)?;
    let text = calloc::<str>(2, 28)?;
    assert_eq!(text.add(1)?.read()?, "");
    free(text)?;
    let slices = calloc::<[u32]>(2, 28)?;
    assert_eq!(slices.read()?, []);
    free(slices)
}

/// Freed memory that is used again is not zero by itself.
#[test]
fn calloc_is_zero_in_memory_that_was_used_before() -> Result<()> {
    for _ in 0..100 {
        let p = malloc::<[u8; 300]>(300)?;
        p.write([0xAA; 300])?;
        free(p)?;
        let p = calloc::<[u8; 300]>(1, 300)?;
        assert_eq!(p.read()?, [0; 300]);
        free(p)?;
    }
    Ok(())
}

#[test]
fn a_chunk_that_was_taken_is_unassigned_though_it_was_zero() -> Result<()> {
    let p = calloc::<u32>(3, 4)?;
    assert_eq!(p.add(1)?.take()?, 0);
    says(
        &fails!(p.add(1)?.read(), Dereference),
        &format!("1 of 3 {ALONE}"),
    );
    assert_eq!((p.read()?, p.add(2)?.read()?), (0, 0));
    free(p)?;
    let text = calloc::<str>(2, 4)?;
    assert_eq!(text.take()?, "");
    says(
        &fails!(text.read(), Dereference),
        &format!("0 of 2 {ALONE}"),
    );
    assert_eq!(text.add(1)?.read()?, "");
    free(text)
}

#[test]
fn calloc_safe_begins_unassigned_and_says_safe() -> Result<()> {
    let p = calloc_safe::<String>(2, size_of::<String>())?;
    assert!(p.safe() && p.add(1)?.safe());
    fails!(p.borrow(), Dereference, UNASSIGNED);
    p.add(1)?.write("abc".to_owned())?;
    assert_eq!(*p.add(1)?.borrow()?, "abc");
    says(&fails!(p.borrow(), Dereference), &format!("0 of 2 {ALONE}"));
    free(p)?;
    let zeroed = calloc::<u32>(2, 4)?;
    assert!(!zeroed.safe());
    free(zeroed)
}

#[test]
fn what_realloc_adds_is_unassigned_and_zero_for_calloc() -> Result<()> {
    let plain = malloc::<u32>(4)?;
    plain.write(1)?;
    let plain = realloc(plain, 12)?;
    assert_eq!(plain.read()?, 1);
    let error = fails!(plain.add(1)?.read(), Dereference);
    says(&error, "1 is read, while 1 of 3 is assigned");
    free(plain)?;

    let zeroed = calloc::<u32>(1, 28)?;
    zeroed.write(1)?;
    let zeroed = realloc(zeroed, 28 * 40)?;
    assert_eq!(zeroed.read()?, 1);
    for chunk in zeroed.add(1)? {
        assert_eq!(chunk.read()?, 0);
    }
    free(zeroed)?;

    let safe = calloc_safe::<u32>(1, 28)?;
    safe.write(1)?;
    let safe = realloc(safe, 56)?;
    assert!(safe.safe());
    let error = fails!(safe.add(1)?.read(), Dereference);
    says(&error, "1 is read, while 1 of 2 is assigned");
    free(safe)
}

#[test]
fn what_realloc_cuts_off_and_adds_again_is_as_new() -> Result<()> {
    let plain = malloc::<u8>(64)?;
    plain.fill(0xAA, 64)?;
    realloc(plain, 8)?;
    realloc(plain, 64)?;
    assert_eq!(*plain.borrow_slice(8)?, [0xAA; 8]);
    fails!(plain.add(8)?.read(), Dereference);
    free(plain)?;

    let zeroed = calloc::<u8>(64, 1)?;
    zeroed.fill(0xAA, 64)?;
    realloc(zeroed, 8)?;
    realloc(zeroed, 64)?;
    assert_eq!(*zeroed.borrow_slice(8)?, [0xAA; 8]);
    assert_eq!(*zeroed.add(8)?.borrow_slice(56)?, [0; 56]);
    free(zeroed)
}

#[test]
fn a_zeroed_block_that_grows_keeps_in_mind_what_was_taken_from_it() -> Result<()> {
    let p = calloc::<u32>(2, 4)?;
    p.add(1)?.take()?;
    realloc(p, 16)?;
    assert_eq!(p.read()?, 0);
    fails!(p.add(1)?.read(), Dereference);
    assert_eq!((p.add(2)?.read()?, p.add(3)?.read()?), (0, 0));
    free(p)
}
