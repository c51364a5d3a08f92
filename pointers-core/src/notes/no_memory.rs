//! Tests: what comes of it where there is no memory for a note: an `Allocation` error that changes nothing,
//! whichever note it is. What was noted before needs none. Blocks are C's, and go on.

mod fields;

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use super::failing;
use crate::handle::cells::Lent;
use crate::string::memset;
use crate::traits::SlicePointer;
use crate::{
    CallocPointer, ErrorKind, MallocPointer, Result, calloc, calloc_safe, cpython, free, heap,
    malloc, realloc,
};

/// Runs something while there is no memory.
fn full<T>(run: impl FnOnce() -> T) -> T {
    failing::after(0, run)
}

/// Makes something, and runs an operation on it, with ever more memory for notes, until that is enough.
/// Before it fails, and changes nothing: what is seen stays the same. Says how many notes it takes.
fn notes_of<W, S: PartialEq + std::fmt::Debug>(
    make: impl Fn() -> Result<W>,
    run: impl Fn(&W) -> Result<()>,
    see: impl Fn(&W) -> S,
) -> Result<usize> {
    let mut notes = 0;
    loop {
        let world = make()?;
        let (before, stats) = (see(&world), heap::stats());
        let Err(error) = failing::after(notes, || run(&world)) else {
            return Ok(notes);
        };
        assert_eq!(error.kind(), ErrorKind::Allocation, "{error:?}");
        assert_eq!(see(&world), before, "{error:?}");
        let now = heap::stats();
        assert_eq!(
            (now.live_blocks, now.live_bytes),
            (stats.live_blocks, stats.live_bytes)
        );
        notes += 1;
    }
}

/// A block of eight numbers, of which the first so many are assigned.
fn numbered(assigned: u32) -> Result<MallocPointer<u32>> {
    let p = malloc(32)?;
    (0..assigned).try_for_each(|n| p.add(n as usize)?.write(n))?;
    Ok(p)
}

fn values(p: &MallocPointer<u32>) -> Vec<Option<u32>> {
    (0..8).map(|n| (*p + n).read().ok()).collect()
}

/// The same through a guard of each, which says whether any is in the way.
fn free_values(p: &MallocPointer<u32>) -> Vec<Option<u32>> {
    (0..8).map(|n| (*p + n).replace(n as u32).ok()).collect()
}

#[test]
fn a_guard() -> Result<()> {
    let borrow = |p: &MallocPointer<u32>| p.borrow_mut().map(drop);
    // What the block needs beyond its record, and the list of guards.
    assert_eq!(notes_of(|| numbered(8), borrow, free_values)?, 2);
    Ok(())
}

#[test]
fn more_guards_than_there_is_room_for() -> Result<()> {
    let make = || {
        let p = malloc::<u32>(400)?;
        p.fill(7, 100)?;
        let guards = (0..4)
            .map(|n| (p + n).borrow())
            .collect::<Result<Vec<_>>>()?;
        Ok((p, guards))
    };
    let borrow = |(p, _): &(MallocPointer<u32>, _)| (*p + 50).borrow_mut().map(drop);
    let see =
        |(p, _): &(MallocPointer<u32>, _)| ((*p + 50).replace(7).ok(), (*p + 3).replace(7).ok());
    assert_eq!(notes_of(make, borrow, see)?, 1);
    Ok(())
}

/// The bitmap of a small block, and what it needs beyond its record: not before more is noted than which elements are assigned.
const IN_CELL: usize = if cfg!(pointers_no_spare) { 0 } else { 2 };

#[test]
fn a_gap() -> Result<()> {
    let write = |p: &MallocPointer<u32>| (*p + 5).write(5);
    assert_eq!(notes_of(|| numbered(2), write, values)?, 2 - IN_CELL);
    let take = |p: &MallocPointer<u32>| (*p + 3).take().map(drop);
    assert_eq!(notes_of(|| numbered(8), take, values)?, 2);
    let fill = |p: &MallocPointer<u32>| (*p + 5).copy_from_slice(&[5, 5]);
    assert_eq!(notes_of(|| numbered(2), fill, values)?, 2);
    let copy = |p: &MallocPointer<u32>| (*p + 5).copy_from(*p, 2);
    assert_eq!(notes_of(|| numbered(2), copy, values)?, 2);
    Ok(())
}

#[test]
fn a_gap_that_a_string_function_makes() -> Result<()> {
    let make = || {
        let p = malloc::<u8>(8)?;
        p.write(1)?;
        Ok(p)
    };
    let see = |p: &MallocPointer<u8>| (0..8).map(|n| (*p + n).read().ok()).collect::<Vec<_>>();
    assert_eq!(notes_of(make, |p| memset(*p + 5, 0, 2).map(drop), see)?, 2);
    Ok(())
}

#[test]
fn a_reallocation() -> Result<()> {
    let see = |p: &MallocPointer<u32>| (p.size(), values(p));
    // A small block stays in its cell. Elsewhere there is a list of old bases.
    let moves = usize::from(cfg!(pointers_no_spare));
    // And what the block needs beyond its record.
    for (size, notes) in [(64, 2), (16, 1 + moves)] {
        assert_eq!(
            notes_of(|| numbered(8), |p| realloc(*p, size).map(drop), see)?,
            notes
        );
    }
    let gaps = || {
        let p = numbered(2)?;
        (p + 5).write(5)?;
        Ok(p)
    };
    // The bitmap grows.
    let notes = notes_of(gaps, |p| realloc(*p, 1000).map(drop), see)?;
    assert_eq!(notes, 2 + IN_CELL);
    let notes = notes_of(gaps, |p| realloc(*p, 16).map(drop), see)?;
    assert_eq!(notes, moves + IN_CELL);
    Ok(())
}

#[test]
fn a_reallocation_of_what_was_taken_out_of() -> Result<()> {
    let make = || {
        let p = calloc::<u32>(4, 4)?;
        p.add(3)?.take()?;
        Ok(p)
    };
    let see = |p: &CallocPointer<u32>| {
        (
            p.chunks(),
            p.into_iter().map(|p| p.read().ok()).collect::<Vec<_>>(),
        )
    };
    // The zeros that are added are assigned, and what was taken is not: the bitmap, twice.
    assert_eq!(notes_of(make, |p| realloc(*p, 1000).map(drop), see)?, 4);
    Ok(())
}

#[test]
fn many_reallocations() -> Result<()> {
    let mut p = numbered(8)?;
    for round in 0..9 {
        let size = if round % 2 == 0 { 64 } else { 32 };
        if let Err(error) = full(|| realloc(p, size)) {
            assert_eq!((error.kind(), p.size()), (ErrorKind::Allocation, 96 - size));
        }
        p = realloc(p, size)?;
        assert_eq!(values(&p), (0..8).map(Some).collect::<Vec<_>>());
    }
    free(p)
}

#[test]
fn the_length_of_a_slice_in_a_chunk() -> Result<()> {
    let make = || calloc_safe::<str>(3, 4);
    let see = |p: &CallocPointer<str>| p.into_iter().map(|p| p.read().ok()).collect::<Vec<_>>();
    assert_eq!(notes_of(make, |p| (*p + 1).write("abc"), see)?, 2);
    let make = || calloc::<str>(3, 4);
    assert_eq!(notes_of(make, |p| (*p + 1).take().map(drop), see)?, 2);
    Ok(())
}

#[test]
fn a_block_that_counts_otherwise() -> Result<()> {
    let run = |(): &()| cpython::malloc::<i32>(28).and_then(free);
    assert_eq!(notes_of(|| Ok(()), run, |()| ())?, 1);
    let run = |(): &()| cpython::calloc::<i32>(3, 28).and_then(free);
    assert_eq!(notes_of(|| Ok(()), run, |()| ())?, 1);
    Ok(())
}

#[test]
fn a_block_of_cs() -> Result<()> {
    // SAFETY: calloc has no preconditions.
    let raw = unsafe { libc::calloc(3, 4) };
    assert!(!raw.is_null());
    let chunks = |(): &()| {
        // SAFETY: the block has three chunks of four assigned bytes, and is C's again where this fails.
        let p = unsafe { CallocPointer::<[u16]>::from_raw(raw, 3, 4)? };
        p.into_raw().map(drop)
    };
    assert_eq!(notes_of(|| Ok(()), chunks, |()| ())?, 2);
    let values = |(): &()| {
        // SAFETY: as above.
        let p = unsafe { MallocPointer::<u32>::from_raw(raw, 12)? };
        p.into_raw().map(drop)
    };
    assert_eq!(notes_of(|| Ok(()), values, |()| ())?, 1);
    // SAFETY: the block is C's.
    unsafe { libc::free(raw) };
    Ok(())
}

#[test]
fn memory_that_c_lends() -> Result<()> {
    let numbers = [1_u32, 2];
    let lends = |(): &()| {
        // SAFETY: the numbers outlive the guard.
        let lent = unsafe { MallocPointer::<u32>::borrow_raw(numbers.as_ptr().cast(), 8)? };
        lent.read().map(drop)
    };
    // What the block needs beyond its record, and the list of guards.
    assert_eq!(notes_of(|| Ok(()), lends, |()| ())?, 2);
    Ok(())
}

#[test]
fn memory_with_a_destructor_of_cs() -> Result<()> {
    // SAFETY: calloc has no preconditions.
    let raw = unsafe { libc::calloc(3, 4) };
    assert!(!raw.is_null());
    let freed = |(): &()| {
        // SAFETY: the block has twelve assigned bytes, and is freed by this, or C's again where this fails.
        free(unsafe { MallocPointer::<u32>::from_raw_with(raw, 12, libc::free)? })
    };
    assert_eq!(notes_of(|| Ok(()), freed, |()| ())?, 1);
    Ok(())
}

#[test]
fn memory_that_is_lent_to_be_filled() -> Result<()> {
    let fill = |p: &MallocPointer<u32>| {
        let mut room = p.add(4)?.borrow_unassigned(4)?;
        room[0].write(7);
        // SAFETY: it was just written.
        let assumed = unsafe { room.assume_assigned(1) };
        if assumed.is_err() {
            assert_eq!(room.len(), 4);
        }
        assumed
    };
    // Behind a gap: the bitmap, too.
    assert_eq!(notes_of(|| numbered(2), fill, values)?, 3);
    assert_eq!(notes_of(|| numbered(4), fill, values)?, 2);
    Ok(())
}

#[test]
fn a_block_that_is_detached() -> Result<()> {
    let detach = |p: &MallocPointer<u32>| p.detach().map(drop);
    assert_eq!(notes_of(|| numbered(8), detach, values)?, 1);
    let slices = || {
        let p = calloc_safe::<str>(2, 4)?;
        p.write("a")?;
        p.add(1)?.write("b")?;
        Ok(p)
    };
    let see = |p: &CallocPointer<str>| p.into_iter().map(|p| p.read().ok()).collect::<Vec<_>>();
    let detach = |p: &CallocPointer<str>| p.detach().map(drop);
    assert_eq!(notes_of(slices, detach, see)?, 2);
    let gaps = || {
        let p = calloc_safe::<u32>(2, 28)?;
        p.write(1)?;
        p.add(1)?.write(2)?;
        Ok(p)
    };
    let see = |p: &CallocPointer<u32>| p.into_iter().map(|p| p.read().ok()).collect::<Vec<_>>();
    let detach = |p: &CallocPointer<u32>| p.detach().map(drop);
    assert_eq!(notes_of(gaps, detach, see)?, 2);
    // Attaching needs none.
    let mut detached = numbered(8)?.detach()?;
    free(full(|| detached.attach())?)
}

#[test]
fn a_loop_that_borrows_does_without() -> Result<()> {
    let p = malloc::<u32>(400)?;
    p.copy_from_slice(&[7; 100])?;
    for notes in [0, 1] {
        assert!(failing::after(notes, || Lent::of(p, true, None)).is_none());
        // Half of it is there by then.
        assert_eq!(p.add(99)?.replace(7)?, 7);
    }
    assert!(Lent::of(p, true, None).is_some());
    p.write(8)?;
    free(p)
}

/// Then a rehearsed failure is not noted either, and nothing is left to end.
#[test]
fn a_rehearsal() -> Result<()> {
    let rehearsal = full(|| heap::fail_after(0));
    let p = malloc::<u8>(1)?;
    drop(rehearsal);
    free(p)
}

type OnClone = Rc<RefCell<dyn FnMut()>>;

/// A value that does something when it is cloned.
trait Cloning: Clone + 'static {
    fn new(number: u32, on_clone: OnClone) -> Self;
    fn number(&self) -> u32;
}

thread_local! {
    static ON_CLONE: RefCell<Option<OnClone>> = const { RefCell::new(None) };
}

/// Has no drop.
struct Plain(u32);

impl Clone for Plain {
    fn clone(&self) -> Self {
        let on_clone = ON_CLONE.with_borrow(Clone::clone);
        if let Some(on_clone) = on_clone {
            on_clone.borrow_mut()();
        }
        Plain(self.0)
    }
}

impl Cloning for Plain {
    fn new(number: u32, on_clone: OnClone) -> Self {
        ON_CLONE.set(Some(on_clone));
        Plain(number)
    }

    fn number(&self) -> u32 {
        self.0
    }
}

/// Has a drop.
struct Dropped(u32, OnClone);

impl Clone for Dropped {
    fn clone(&self) -> Self {
        self.1.borrow_mut()();
        Dropped(self.0, self.1.clone())
    }
}

impl Cloning for Dropped {
    fn new(number: u32, on_clone: OnClone) -> Self {
        Dropped(number, on_clone)
    }

    fn number(&self) -> u32 {
        self.0
    }
}

fn nothing() -> OnClone {
    Rc::new(RefCell::new(|| {}))
}

/// A block of eight elements, the first of them numbered, that has room for notes of guards.
fn block<T: Cloning>(assigned: u32) -> Result<MallocPointer<T>> {
    let p = malloc::<T>(8 * size_of::<T>())?;
    for number in 0..assigned {
        p.add(number as usize)?.write(T::new(number, nothing()))?;
    }
    p.write(T::new(0, nothing()))?;
    let _ = p.borrow()?;
    Ok(p)
}

/// The numbers of the elements that hold one.
fn numbers<T: Cloning>(p: MallocPointer<T>) -> Result<Vec<Option<u32>>> {
    let number = |p: MallocPointer<T>| Some(p.borrow().ok()?.number());
    (0..8).map(|index| Ok(number(p.add(index)?))).collect()
}

macro_rules! with_and_without_drop {
    ($name:ident, $check:ident) => {
        mod $name {
            use super::*;

            #[test]
            fn without_drop() -> Result<()> {
                $check::<Plain>()
            }

            #[test]
            fn with_drop() -> Result<()> {
                $check::<Dropped>()
            }
        }
    };
}

with_and_without_drop!(behind_a_gap, check_behind_a_gap);
fn check_behind_a_gap<T: Cloning>() -> Result<()> {
    let p = block::<T>(2)?;
    let from = p.add(5)?;
    let value = T::new(9, nothing());
    let error = full(|| from.fill(value, 2)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Allocation);
    let before = [Some(0), Some(1), None, None, None, None, None, None];
    assert_eq!(numbers(p)?, before);
    from.fill(T::new(9, nothing()), 2)?;
    let after = [Some(0), Some(1), None, None, None, Some(9), Some(9), None];
    assert_eq!(numbers(p)?, after);
    free(p)
}

with_and_without_drop!(over_the_end_of_what_is_assigned, check_over_the_end);
fn check_over_the_end<T: Cloning>() -> Result<()> {
    let p = block::<T>(3)?;
    let from = p.add(2)?;
    let value = T::new(9, nothing());
    full(|| from.fill(value, 2))?;
    let after = [Some(0), Some(1), Some(9), Some(9), None, None, None, None];
    assert_eq!(numbers(p)?, after);
    free(p)
}

with_and_without_drop!(over_gaps, check_over_gaps);
fn check_over_gaps<T: Cloning>() -> Result<()> {
    let p = block::<T>(2)?;
    p.add(4)?.write(T::new(4, nothing()))?;
    let from = p.add(1)?;
    let value = T::new(9, nothing());
    full(|| from.fill(value, 5))?;
    let nines = [Some(9); 5];
    assert_eq!(numbers(p)?[1..6], nines);
    free(p)
}

with_and_without_drop!(a_clone_that_makes_a_gap, check_a_clone_that_makes_a_gap);
fn check_a_clone_that_makes_a_gap<T: Cloning>() -> Result<()> {
    let p = block::<T>(2)?;
    let (from, last) = (p.add(2)?, p.add(1)?);
    let takes = Rc::new(RefCell::new(move || {
        let _ = last.take();
    }));
    let value = T::new(9, takes);
    let error = full(|| from.fill(value, 3)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Allocation);
    let first = [Some(0), None, None, None, None, None, None, None];
    assert_eq!(numbers(p)?, first);
    free(p)
}

with_and_without_drop!(a_clone_that_panics, check_a_clone_that_panics);
fn check_a_clone_that_panics<T: Cloning>() -> Result<()> {
    for gap in [false, true] {
        let p = block::<T>(3)?;
        if gap {
            p.add(7)?.write(T::new(7, nothing()))?;
        }
        let mut clones = 0;
        let bomb = Rc::new(RefCell::new(move || {
            clones += 1;
            assert!(clones < 4, "the fourth clone");
        }));
        let value = T::new(9, bomb);
        let from = p.add(1)?;
        let panicked = catch_unwind(AssertUnwindSafe(|| from.fill(value, 5)));
        assert!(panicked.is_err());
        let after = numbers(p)?;
        // Two that were assigned are new; a third was written, and counts only where that was noted at once.
        assert_eq!(after[..3], [Some(0), Some(9), Some(9)]);
        assert!(after[3].is_none_or(|number| number == 9));
        assert_eq!(after[4..7], [None; 3]);
        assert_eq!(after[7], gap.then_some(7));
        // Nothing is lent any more.
        p.add(1)?.write(T::new(1, nothing()))?;
        free(p)?;
    }
    Ok(())
}

/// Filled from the back, in a small block that may have no note but its record yet.
#[test]
fn what_is_detached_keeps_its_values() -> Result<()> {
    for notes in 0.. {
        let p: MallocPointer<u32> = malloc(32)?;
        (0..8_u32)
            .rev()
            .try_for_each(|n| p.add(n as usize)?.write(n))?;
        let detached = failing::after(notes, || p.detach());
        let (back, ends) = match detached {
            Ok(mut detached) => (detached.attach()?, true),
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Allocation, "{error:?}");
                (p, false)
            }
        };
        assert_eq!(values(&back), Vec::from_iter((0..8).map(Some)));
        free(back)?;
        if ends {
            break;
        }
    }
    Ok(())
}
