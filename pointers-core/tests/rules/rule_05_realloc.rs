//! Rule 5: realloc keeps the handle, its copies and the handles derived from it.

use pointers_core::traits::SlicePointer;
use pointers_core::{
    CallocPointer, MallocPointer, Result, calloc, calloc_safe, free, heap, malloc, realloc,
};

use crate::common::{Log, Noted, fails, on_both_handles};

#[derive(Clone, Copy, PartialEq, Debug)]
#[repr(align(64))]
struct Wide([u8; 64]);

#[derive(Clone, Copy, PartialEq, Debug)]
#[repr(align(4096))]
struct Page([u8; 4096]);

on_both_handles!(old_copies_and_derived_handles_keep_working, 4 of u32, |p| {
    for n in 0..4 {
        p.add(n)?.write(n as u32)?;
    }
    let (copy, derived, lazy) = (p, p.add(3)?, p + 1);
    // Sizes far apart, so that the block moves.
    for size in [1 << 20, 16, 1 << 22, 64] {
        let p = realloc(p, size)?;
        assert_eq!(p.size(), size);
        assert_eq!((copy.size(), derived.size()), (size, size));
        assert_eq!(copy.address(), p.address());
        assert_eq!(derived.address(), p.address() + 12);
        assert_eq!((copy.read()?, lazy.read()?, derived.read()?), (0, 1, 3));
        derived.write(3)?;
        assert_eq!(derived.replace(3)?, 3);
        assert_eq!(p.add(3)?.read()?, 3);
        assert_eq!(derived.offset_from(copy)?, 3);
        assert_eq!(*copy.borrow_slice(4)?, [0, 1, 2, 3]);
    }
    free(copy)?;
    fails!(derived.read(), Memory);
    fails!(lazy.read(), Memory);
});

#[test]
fn the_result_and_the_old_handle_are_the_same_block() -> Result<()> {
    let old = malloc::<u32>(4)?;
    let new = realloc(old, 4096)?;
    old.write(1)?;
    assert_eq!(new.read()?, 1);
    new.write(2)?;
    assert_eq!(old.read()?, 2);
    free(old)?;
    fails!(new.read(), Memory);
    Ok(())
}

/// An in-place realloc must not let the compiler take the old handle's pointer for dead.
#[test]
fn a_write_through_an_old_copy_is_seen_when_the_block_stayed_in_place() -> Result<()> {
    for size in (8..4096).step_by(8) {
        let p = malloc::<u64>(size)?;
        p.write(1)?;
        let q = realloc(p, size)?;
        p.write(7)?;
        assert_eq!(q.read()?, 7);
        q.write(8)?;
        assert_eq!(p.read()?, 8);
        free(q)?;
    }
    Ok(())
}

on_both_handles!(shrinking_drops_the_elements_past_the_new_end, 4 of Noted, |p| {
    let log = Log::new();
    for n in [0, 1, 3] {
        p.add(n)?.write(log.value(n as u32))?;
    }
    let tail = p.add(3)?;
    realloc(p, 2 * size_of::<Noted>())?;
    assert_eq!(log.dropped(), [3]);
    assert!(tail.borrow().is_err());
    assert_eq!(*p.add(1)?.borrow()?, 1);
    realloc(p, size_of::<Noted>())?;
    assert_eq!(log.dropped(), [1]);
    realloc(p, 4 * size_of::<Noted>())?;
    assert_eq!(log.dropped(), []);
    fails!(tail.borrow(), Dereference);
    free(p)?;
    assert_eq!(log.dropped(), [0]);
});

on_both_handles!(a_handle_that_points_outside_now_says_so, 4 of u32, |p| {
    p.fill(7, 4)?;
    let (last, end) = (p.add(3)?, p.add(4)?);
    let p = realloc(p, 8)?;
    assert!(last.read().is_err() && last.write(1).is_err() && end.read().is_err());
    assert_eq!(*p.borrow_slice(2)?, [7, 7]);
    // And when the block grows again, it points inside again.
    let p = realloc(p, 32)?;
    fails!(last.read(), Dereference);
    end.write(9)?;
    assert_eq!(p.add(4)?.read()?, 9);
    free(p)?;
});

/// One past a `str` that grows is in the middle of the one element, and must not be used.
#[test]
fn one_past_a_str_does_not_become_an_element_when_the_block_grows() -> Result<()> {
    let p = malloc::<str>(4)?;
    p.write("abcd")?;
    let end = p.add(1)?;
    realloc(p, 8)?;
    fails!(end.write("12345678"), OutOfBounds);
    fails!(end.read(), OutOfBounds);
    fails!(SlicePointer::take(end), OutOfBounds);
    fails!(end.borrow(), OutOfBounds);
    assert!(!end.assigned());
    fails!(free(end), InvalidFree);
    assert_eq!(end.sub(1)?.read()?, "abcd");
    free(p)
}

on_both_handles!(to_zero_or_below_one_element_changes_nothing, 2 of u32, |p| {
    p.fill(7, 2)?;
    for size in [0, 1, 3] {
        fails!(realloc(p, size), InvalidSize);
    }
    assert_eq!(p.size(), 8);
    assert_eq!(*p.borrow_slice(2)?, [7, 7]);
    free(p)?;
});

#[test]
fn below_the_stored_str_changes_nothing() -> Result<()> {
    let p = malloc::<str>(10)?;
    p.write("abcdef")?;
    fails!(
        realloc(p, 5),
        InvalidSize,
        "InvalidSizeError: object inside memory is of size 6, so memory cannot be set to size 5"
    );
    assert_eq!((p.read()?, p.size()), ("abcdef".to_owned(), 10));
    realloc(p, 6)?;
    assert_eq!(p.read()?, "abcdef");
    SlicePointer::take(p)?;
    realloc(p, 1)?;
    fails!(realloc(p, 0), InvalidSize);
    free(p)?;

    let slice = malloc::<[u32]>(16)?;
    slice.write(&[1, 2])?;
    fails!(realloc(slice, 7), InvalidSize);
    realloc(slice, 8)?;
    assert_eq!(slice.read()?, [1, 2]);
    free(slice)
}

#[test]
fn to_part_of_a_chunk_changes_nothing() -> Result<()> {
    let p = calloc::<u32>(3, 28)?;
    p.add(1)?.write(7)?;
    fails!(
        realloc(p, 57),
        InvalidSize,
        "InvalidSizeError: size is 57, which is not a whole number of chunks of 28 bytes"
    );
    assert_eq!((p.size(), p.chunks(), p.add(1)?.read()?), (84, 3, 7));
    let p = realloc(p, 56)?;
    assert_eq!((p.size(), p.chunks(), p.add(1)?.read()?), (56, 2, 7));
    free(p)
}

#[test]
fn to_part_of_an_element_changes_nothing_once_one_is_there() -> Result<()> {
    let p = malloc::<u32>(8)?;
    p.write(7)?;
    fails!(
        realloc(p, 11),
        InvalidSize,
        "InvalidSizeError: memory allocation is 11, which is not a whole number of objects of size 4"
    );
    assert_eq!((p.size(), p.read()?), (8, 7));
    free(p)
}

/// What was moved in and taken out again, with gaps, is nothing that a new size could cut.
#[test]
fn a_block_that_was_emptied_can_have_any_size() -> Result<()> {
    let p = malloc::<u32>(16)?;
    p.add(2)?.write(7)?;
    p.add(2)?.take()?;
    realloc(p, 18)?;
    assert_eq!(p.size(), 18);
    free(p)
}

on_both_handles!(out_of_memory_changes_nothing, 3 of Noted, |p| {
    let log = Log::new();
    for n in 0..3 {
        p.add(n)?.write(log.value(n as u32))?;
    }
    let (size, address) = (p.size(), p.address());
    // Where addresses have 32 bits, C may well have half of them.
    let most = if cfg!(target_pointer_width = "64") { usize::MAX / 2 } else { usize::MAX };
    let huge = most / size_of::<Noted>() * size_of::<Noted>();
    fails!(
        realloc(p, huge),
        Allocation,
        format!("AllocationError: failed to allocate {huge} bytes of memory")
    );
    {
        // Growing and shrinking alike: the failure is decided before anything is dropped.
        let _rehearsal = heap::fail_after(0);
        fails!(realloc(p, 2 * size), Allocation);
        fails!(realloc(p, size_of::<Noted>()), Allocation);
    }
    assert_eq!(log.dropped(), []);
    assert_eq!((p.size(), p.address()), (size, address));
    assert_eq!(*p.add(2)?.borrow()?, 2);
    free(p)?;
    assert_eq!(log.dropped(), [0, 1, 2]);
});

on_both_handles!(while_a_guard_lives_it_is_borrow, 2 of u32, |p| {
    p.fill(7, 2)?;
    let guard = p.add(1)?.borrow()?;
    fails!(realloc(p, 64), Borrow, "BorrowError: memory is borrowed");
    fails!(realloc(p, 4), Borrow, "BorrowError: memory is borrowed");
    assert_eq!(*guard, 7);
    drop(guard);
    let guard = p.borrow_mut()?;
    fails!(realloc(p, 64), Borrow, "BorrowError: memory is mutably borrowed");
    drop(guard);
    assert_eq!(p.size(), 8);
    free(realloc(p, 64)?)?;
});

#[test]
fn of_null_it_is_malloc_for_a_malloc_pointer() -> Result<()> {
    let line = line!() + 1;
    let p = realloc(MallocPointer::<u32>::null(), 8)?;
    assert_eq!(p.size(), 8);
    fails!(p.read(), Dereference);
    p.add(1)?.write(7)?;
    let error = fails!(p.add(3), OutOfBounds);
    assert_eq!(error.allocated_at().unwrap().line(), line);
    free(p)?;
    fails!(realloc(MallocPointer::<u8>::null(), usize::MAX), Allocation);
    Ok(())
}

#[test]
fn of_null_it_is_null_pointer_for_a_calloc_pointer() {
    fails!(
        realloc(CallocPointer::<u32>::null(), 28),
        NullPointer,
        "NullPointerError: cannot perform operation when pointing to NULL"
    );
}

on_both_handles!(away_from_the_start_it_is_invalid_free, 2 of u32, |p| {
    p.fill(7, 2)?;
    fails!(realloc(p.add(1)?, 64), InvalidFree);
    fails!(realloc(p - 1, 64), InvalidFree);
    assert_eq!(*p.borrow_slice(2)?, [7, 7]);
    free(p)?;
});

/// Beyond what C aligns by itself: each reallocation of such a block moves it.
#[derive(Clone, Copy, PartialEq, Debug)]
#[repr(align(64))]
struct Moving(u32);

#[test]
fn handles_of_before_64_moves_work_and_older_ones_are_memory_errors() -> Result<()> {
    let size = size_of::<Moving>();
    let p = malloc::<Moving>(size)?;
    p.write(Moving(7))?;
    let (mut handles, mut current) = (vec![p], p);
    for round in 0..200 {
        let before = current.address();
        current = realloc(current, size * (2 - round % 2))?;
        assert_ne!(current.address(), before);
        handles.push(current);
        // Those of before the last 64 moves work, the others say why they do not.
        let old = handles.len().saturating_sub(65);
        for handle in &handles[old..] {
            assert_eq!(handle.read()?, Moving(7));
        }
        for handle in &handles[..old] {
            let error = fails!(
                handle.read(),
                Memory,
                "MemoryError: memory was reallocated too often since this handle was made"
            );
            assert!(error.allocated_at().is_some() && error.freed_at().is_none());
            fails!(handle.write(Moving(8)), Memory);
            fails!(free(*handle), Memory);
            fails!(realloc(*handle, 64), Memory);
        }
    }
    free(current)
}

// A reallocation in place is no move.
on_both_handles!(a_block_that_stays_where_it_is_keeps_all_its_copies, 1 of u32, |p| {
    p.write(7)?;
    let mut current = realloc(p, 1 << 12)?;
    let mut handles = vec![p, current];
    for round in 0..500 {
        let before = current.address();
        current = realloc(current, (1 << 12) - 4 * (round % 2))?;
        if current.address() != before {
            // This allocator moves what it shrinks: nothing to see.
            return free(current);
        }
        handles.push(current);
    }
    for handle in &handles {
        assert_eq!(handle.read()?, 7);
    }
    free(current)?;
});

// "the same handle, brought up to date": whoever keeps the result can go on for ever.
on_both_handles!(the_returned_handle_never_grows_old, 1 of u32, |p| {
    p.write(0)?;
    let mut p = p;
    for round in 0..2000_u32 {
        p = realloc(p, 4 * (round as usize % 7 + 1))?;
        assert_eq!(p.replace(round + 1)?, round);
    }
    free(p)?;
});

#[test]
fn aligned_blocks_stay_aligned_with_their_values() -> Result<()> {
    let wide = malloc::<Wide>(64)?;
    let page = calloc_safe::<Page>(1, 4096)?;
    wide.write(Wide([7; 64]))?;
    page.write(Page([8; 4096]))?;
    for count in [3, 100, 2, 1, 17] {
        // Something in between, so that the next block is elsewhere.
        let other = malloc::<[u8; 100]>(100)?;
        realloc(wide, 64 * count)?;
        realloc(page, 4096 * count)?;
        assert_eq!((wide.address() % 64, page.address() % 4096), (0, 0));
        assert_eq!(*wide.borrow()?, Wide([7; 64]));
        assert_eq!(*page.borrow()?, Page([8; 4096]));
        wide.add(count - 1)?.write(Wide([7; 64]))?;
        free(other)?;
    }
    free(wide)?;
    free(page)
}

#[test]
fn a_str_grows_as_the_document_has_it() -> Result<()> {
    let p = malloc::<str>(3)?;
    p.write("abc")?;
    fails!(p.write("abcd"), InvalidSize);
    realloc(p, 4)?;
    assert_eq!(p.read()?, "abc");
    p.write("abcd")?;
    assert_eq!(p.read()?, "abcd");
    free(p)
}

#[test]
fn chunks_of_text_keep_their_lengths() -> Result<()> {
    let p = calloc::<str>(3, 8)?;
    p.write("one")?;
    p.add(2)?.write("three")?;
    realloc(p, 16)?;
    assert_eq!(
        (p.read()?, p.add(1)?.read()?),
        ("one".to_owned(), String::new())
    );
    realloc(p, 32)?;
    // The chunk that was cut off is a new one now.
    assert_eq!(p.add(2)?.read()?, "");
    assert_eq!(p.add(3)?.read()?, "");
    assert_eq!(p.read()?, "one");
    free(p)
}

#[test]
fn statistics_follow_the_size() -> Result<()> {
    let before = heap::stats();
    let p = malloc::<u8>(10)?;
    let p = realloc(p, 1000)?;
    assert_eq!(heap::stats().live_bytes, before.live_bytes + 1000);
    let p = realloc(p, 1)?;
    assert_eq!(heap::stats().live_bytes, before.live_bytes + 1);
    assert_eq!(heap::stats().live_blocks, before.live_blocks + 1);
    assert!(heap::stats().peak_bytes >= before.live_bytes + 1000);
    free(p)?;
    assert_eq!(heap::stats().live_bytes, before.live_bytes);
    Ok(())
}

/// After a cast both types resize the same block, each by its own element.
#[test]
fn through_another_type_it_is_the_same_block() -> Result<()> {
    let bytes = malloc::<u8>(16)?;
    let words = bytes.cast::<u64>()?;
    words.write(7)?;
    // Eight bytes of value, and a size that is no whole number of u64: that is for the handle that asks.
    fails!(realloc(words, 12), InvalidSize);
    realloc(bytes, 12)?;
    fails!(words.write(8), InvalidSize);
    fails!(words.add(2), OutOfBounds);
    bytes.add(8)?.fill(1, 4)?;
    fails!(words.add(1)?.read(), OutOfBounds);
    // Through the type that sees only 8 of the 12 bytes, none of them is forgotten or made up.
    realloc(words, 16)?;
    assert_eq!(*bytes.add(8)?.borrow_slice(4)?, [1; 4]);
    fails!(bytes.add(12)?.read(), Dereference);
    assert_eq!(words.read()?, 7);
    fails!(words.add(1)?.read(), Dereference);
    free(bytes)
}
