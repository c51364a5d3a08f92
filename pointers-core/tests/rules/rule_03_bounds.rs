//! Rule 3: a handle points from the first element to one past the last.

use pointers_core::{Result, calloc, free, malloc};

use crate::common::{fails, on_both_handles};

on_both_handles!(a_handle_may_point_one_past_the_last, 3 of u32, |p| {
    let end = p.add(3)?;
    assert_eq!(end.offset_from(p)?, 3);
    assert_eq!(end.sub(3)?, p);
    assert_eq!(end.address(), p.address() + 12);
    assert!(!end.assigned() && !end.freed());
    end.sub(1)?.write(7)?;
    assert_eq!(p.add(2)?.read()?, 7);
    free(p)?;
});

#[test]
fn using_one_past_the_last_chunk_is_not_enough_chunks() -> Result<()> {
    let p = calloc::<u32>(3, 28)?;
    let end = p.add(3)?;
    let message = "NotEnoughChunks: chunk index is 3, while allocation is 3";
    fails!(end.read(), NotEnoughChunks, message);
    fails!(end.write(1), NotEnoughChunks, message);
    fails!(end.take(), NotEnoughChunks, message);
    fails!(end.replace(1), NotEnoughChunks, message);
    fails!(end.borrow(), NotEnoughChunks, message);
    fails!(end.borrow_mut(), NotEnoughChunks, message);
    assert_eq!(end.into_iter().count(), 0);
    free(p)
}

#[test]
fn using_one_past_the_last_element_is_out_of_bounds() -> Result<()> {
    let p = malloc::<u32>(12)?;
    p.fill(1, 3)?;
    let end = p.add(3)?;
    let message = "OutOfBoundsError: index is 3, while allocation is 3";
    fails!(end.read(), OutOfBounds, message);
    fails!(end.write(1), OutOfBounds, message);
    fails!(end.take(), OutOfBounds, message);
    fails!(end.replace(1), OutOfBounds, message);
    fails!(end.borrow(), OutOfBounds, message);
    fails!(end.borrow_mut(), OutOfBounds, message);
    fails!(end.fill(1, 1), OutOfBounds, message);
    assert_eq!(end.values().count(), 0);
    free(p)
}

#[test]
fn moving_further_is_refused_in_the_documents_words() -> Result<()> {
    let memory = calloc::<i32>(1, 28)?;
    let message = "NotEnoughChunks: chunk index is 2, while allocation is 1";
    fails!(memory.add(2), NotEnoughChunks, message);
    fails!(memory.offset(2), NotEnoughChunks, message);
    fails!(memory.add(1)?.add(1), NotEnoughChunks, message);
    free(memory)?;
    let memory = malloc::<i32>(4)?;
    let message = "OutOfBoundsError: index is 2, while allocation is 1";
    fails!(memory.add(2), OutOfBounds, message);
    fails!(memory.offset(2), OutOfBounds, message);
    fails!(memory.add(1)?.add(1), OutOfBounds, message);
    free(memory)
}

on_both_handles!(below_zero_is_out_of_bounds, 3 of u32, |p| {
    let message = "OutOfBoundsError: index is -1, which is below zero";
    fails!(p.sub(1), OutOfBounds, message);
    fails!(p.offset(-1), OutOfBounds, message);
    fails!(p.add(2)?.sub(3), OutOfBounds, message);
    let below = p - 1;
    fails!(below.read(), OutOfBounds, message);
    fails!(below.write(1), OutOfBounds, message);
    fails!(below.borrow(), OutOfBounds, message);
    fails!(below.borrow_slice(4), OutOfBounds, message);
    fails!(below.fill(1, 2), OutOfBounds, message);
    fails!(below.values().next().unwrap(), OutOfBounds, message);
    free(p)?;
});

#[test]
fn a_loop_that_begins_below_the_first_chunk_meets_the_error() -> Result<()> {
    let p = calloc::<u32>(3, 4)?;
    let chunks: Vec<_> = (p - 1).into_iter().collect();
    assert_eq!(chunks.len(), 1);
    fails!(chunks[0].read(), OutOfBounds);
    free(p)
}

on_both_handles!(the_neighbours_stay_as_they_are, 4 of u8, |p| {
    p.fill(1, 4)?;
    for outside in [p - 1, p + 4, p + 1000, p - 1000, p + isize::MAX, p - isize::MAX] {
        assert!(outside.write(9).is_err());
        assert!(outside.read().is_err());
        assert!(outside.take().is_err());
        assert!(outside.fill(9, 1).is_err());
        assert!(outside.copy_from_slice(&[9]).is_err());
        assert!(outside.copy_from(p, 1).is_err());
        assert!(p.copy_from(outside, 1).is_err());
    }
    assert_eq!(*p.borrow_slice(4)?, [1; 4]);
    free(p)?;
});

on_both_handles!(a_run_must_end_inside, 4 of u8, |p| {
    p.fill(1, 4)?;
    let middle = p.add(2)?;
    for count in [3, 5, usize::MAX / 2, usize::MAX] {
        assert!(middle.borrow_slice(count).is_err());
        assert!(middle.borrow_slice_mut(count).is_err());
        assert!(middle.fill(9, count).is_err());
        assert!(p.copy_from(middle, count).is_err());
        assert!(middle.copy_from(p, count).is_err());
    }
    assert!(middle.copy_from_slice(&[9; 3]).is_err());
    assert_eq!(*p.borrow_slice(4)?, [1; 4]);
    // A run of nothing may stand anywhere in the block, and nowhere else.
    assert_eq!(p.add(4)?.borrow_slice(0)?.len(), 0);
    assert!((p + 5).borrow_slice(0).is_err());
    free(p)?;
});
