//! Memory without value, lent to be filled.

use pointers_core::{
    CallocPointer, Error, ErrorKind, MallocPointer, Result, calloc, calloc_safe, free, heap,
    malloc, realloc,
};
use pointers_macros::Fields;

use crate::common::{Log, Noted, fails, on_both_handles};
use crate::leaves_nothing;

on_both_handles!(what_is_filled_and_assumed_is_assigned, 3 of u32, |p| {
    let mut room = p.borrow_unassigned(3)?;
    assert_eq!(room.len(), 3);
    room[0].write(1);
    room[1].write(2);
    // SAFETY: two were just written.
    unsafe { room.assume_assigned(1)?; room.assume_assigned(0)?; room.assume_assigned(1)? };
    assert_eq!((room.len(), room.as_ptr().addr()), (1, p.address() + 8));
    drop(room);
    assert_eq!((p.read()?, p.add(1)?.read()?), (1, 2));
    fails!(p.add(2)?.read(), Dereference);
    let mut rest = p.add(2)?.borrow_unassigned(1)?;
    rest[0].write(3);
    // SAFETY: it was just written.
    unsafe { rest.assume_assigned(1)? };
    drop(rest);
    assert_eq!(p.to_vec()?, [1, 2, 3]);
    free(p)?;
});

on_both_handles!(while_it_is_lent_nobody_else_has_it, 3 of u32, |p| {
    const MUTABLE: &str = "BorrowError: memory is mutably borrowed";
    let room = p.add(1)?.borrow_unassigned(2)?;
    p.write(7)?;
    fails!(p.add(1)?.write(1), Borrow, MUTABLE);
    fails!(p.add(1)?.borrow_unassigned(1), Borrow, MUTABLE);
    fails!(p.borrow_unassigned(3), Borrow, MUTABLE);
    fails!(p.fill(1, 2), Borrow, MUTABLE);
    fails!(free(p), Borrow, MUTABLE);
    fails!(realloc(p, 64), Borrow, MUTABLE);
    fails!(p.into_raw(), Borrow, MUTABLE);
    fails!(p.detach(), Borrow, MUTABLE);
    fails!(p.into_vec(), Borrow, MUTABLE);
    drop(room);
    // Nothing was assumed.
    fails!(p.add(1)?.read(), Dereference);
    p.fill(1, 3)?;
    free(p)?;
});

on_both_handles!(what_holds_a_value_is_not_lent, 4 of u32, |p| {
    p.add(2)?.write(1)?;
    for (first, count, index) in [(0, 3, 2), (2, 1, 2), (1, 3, 2)] {
        let error = fails!(p.add(first)?.borrow_unassigned(count), Borrow);
        assert!(error.to_string().contains(&format!(" {index} holds a value, where memory without")), "{error}");
    }
    drop((p.borrow_unassigned(2)?, p.add(3)?.borrow_unassigned(1)?, p.add(2)?.borrow_unassigned(0)?));
    p.write(1)?;
    fails!(p.borrow_unassigned(1), Borrow);
    drop(p.add(1)?.borrow_unassigned(1)?);
    p.add(2)?.take()?;
    drop(p.add(1)?.borrow_unassigned(3)?);
    free(p)?;
});

fn is_outside(error: &Error) {
    assert_eq!(error.used_at().file(), file!(), "{error:?}");
    let kinds = [ErrorKind::OutOfBounds, ErrorKind::NotEnoughChunks];
    assert!(kinds.contains(&error.kind()), "{error:?}");
}

on_both_handles!(bad_input_is_refused, 2 of u32, |p| {
    for (index, count) in [(0, 3), (2, 1), (0, usize::MAX), (1, usize::MAX / 4 + 1)] {
        is_outside(&p.add(index)?.borrow_unassigned(count).unwrap_err());
    }
    fails!((p - 1).borrow_unassigned(1), OutOfBounds);
    let mut room = p.borrow_unassigned(2)?;
    room[0].write(1);
    for count in [3, usize::MAX] {
        // SAFETY: there are not so many, so that it does nothing.
        let error = unsafe { room.assume_assigned(count) }.unwrap_err();
        is_outside(&error);
        assert!(error.to_string().contains("while there is room for 8"), "{error}");
    }
    // Nothing was lost by that.
    // SAFETY: one was just written.
    unsafe { room.assume_assigned(1)? };
    drop(room);
    assert_eq!(p.read()?, 1);
    free(p)?;
    fails!(p.borrow_unassigned(1), Memory);
});

#[test]
fn null_gaps_and_what_holds_zeros() -> Result<()> {
    leaves_nothing(|| {
        fails!(
            MallocPointer::<u8>::null().borrow_unassigned(1),
            NullPointer
        );
        let gaps = calloc_safe::<u32>(2, 28)?;
        fails!(gaps.borrow_unassigned(1), InvalidSize);
        free(gaps)?;
        fails!(
            CallocPointer::<u8>::null().borrow_unassigned(1),
            NullPointer
        );
        let small = malloc::<u64>(4)?;
        fails!(small.borrow_unassigned(1), InvalidSize);
        free(small)?;
        // Values without size take no room, of which there is still not more than the block has.
        let marks = malloc::<()>(2)?;
        assert_eq!(marks.borrow_unassigned(2)?.len(), 2);
        fails!(marks.borrow_unassigned(3), OutOfBounds);
        fails!(marks.borrow_unassigned(usize::MAX), OutOfBounds);
        free(marks)?;
        let zeroed: CallocPointer<u32> = calloc(2, 4)?;
        fails!(zeroed.borrow_unassigned(1), Borrow);
        free(zeroed)
    })
}

#[derive(Fields, Clone, Copy)]
#[fields(crate = pointers_core)]
struct Point {
    x: u32,
    _y: u32,
}

#[test]
fn an_element_that_is_assigned_in_part_is_not_lent() -> Result<()> {
    leaves_nothing(|| {
        for first in [0, 2] {
            let p: MallocPointer<Point> = malloc(24)?;
            heap::describe(p)?;
            let Ok(place) = p.add(first)?.__pointers_p_arrow();
            let Ok(field) = place.__pointers_p_field_mut(|m| &mut m.x);
            field.__pointers_p_assign(1)?;
            fails!(p.borrow_unassigned(3), Borrow);
            fails!(p.add(first)?.borrow_unassigned(1), Borrow);
            drop(p.add(1)?.borrow_unassigned(1)?);
            free(p)?;
        }
        Ok(())
    })
}

#[test]
fn values_with_a_drop_are_the_blocks_once_they_are_assumed() -> Result<()> {
    let log = Log::new();
    let p = malloc::<Noted>(3 * size_of::<Noted>())?;
    let mut room = p.borrow_unassigned(3)?;
    room[0].write(log.value(1));
    room[1].write(log.value(2));
    // SAFETY: two were just written.
    unsafe { room.assume_assigned(2)? };
    drop(room);
    assert_eq!(log.dropped(), []);
    free(p)?;
    assert_eq!(log.dropped(), [1, 2]);
    Ok(())
}

/// An old handle leads to the block's memory of today.
#[test]
fn through_a_handle_from_before_a_reallocation() -> Result<()> {
    leaves_nothing(|| {
        let old = malloc::<u32>(8)?;
        let new = realloc(old, 1 << 20)?;
        let mut room = old.borrow_unassigned(2)?;
        assert_eq!(room.as_ptr().addr(), new.address());
        room[0].write(7);
        // SAFETY: it was just written.
        unsafe { room.assume_assigned(1)? };
        drop(room);
        assert_eq!(new.read()?, 7);
        free(new)
    })
}
