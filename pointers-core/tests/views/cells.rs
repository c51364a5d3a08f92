//! Cells: borrowed, or not had.

use pointers_core::__private::Probe;
use pointers_core::{
    CallocPointer, MallocPointer, Result, calloc, calloc_safe, cpython, free, heap, malloc,
};

use crate::{at, fails, filled, get, late, set};

macro_rules! cells {
    ($handle:expr, $write:expr, $need:expr) => {
        Probe(&$handle).__pointers_cells($write, $need)
    };
}

#[test]
fn elements_and_bounds() -> Result<()> {
    let p = filled(200)?;
    let lent = cells!(p.add(10)?, true, Some(180)).expect("all are there");
    let cells = lent.__pointers_lent();
    assert_eq!(cells.__pointers_len(), 180);
    assert_eq!(get!(cells, 0)?, 10);
    assert_eq!(get!(cells, 179_u8)?, 189);
    set!(cells, 179, 7)?;
    assert_eq!(get!(cells, 179)?, 7);
    // Not among them, but in the block.
    assert_eq!(get!(cells, 180)?, 190);
    assert_eq!(get!(cells, -1)?, 9);
    set!(cells, 180, 5)?;
    set!(cells, -1, 6)?;
    fails!(get!(cells, 190), OutOfBounds);
    fails!(get!(cells, -11), OutOfBounds);
    fails!(get!(cells, u128::MAX), OutOfBounds);
    fails!(set!(cells, 190, 1), OutOfBounds);
    fails!(late!(cells, 190, 1), OutOfBounds);
    drop(lent);
    assert_eq!(*p.add(188)?.borrow_slice(4)?, [188, 7, 5, 191]);
    assert_eq!(p.add(9)?.read()?, 6);
    free(p)
}

#[test]
fn steps() -> Result<()> {
    let p = filled(100)?;
    let lent = cells!(p, true, Some(100)).expect("all are there");
    let cells = lent.__pointers_lent();
    let no_closure = |_: i32| -> Result<()> { unreachable!("only for its type") };
    let mut place = cells
        .__pointers_place(&at!(cells, 1), no_closure)
        .expect("it is there");
    *place += 10;
    assert!(cells.__pointers_commit(&at!(cells, 1), place).is_ok());
    assert_eq!(get!(cells, 1)?, 11);
    drop(lent);
    free(p)
}

#[test]
fn borrowed_while_they_live() -> Result<()> {
    let p = filled(200)?;
    for write in [false, true] {
        let lent = cells!(p, write, Some(100)).expect("all are there");
        fails!(free(p), Borrow);
        fails!(p.write(1), Borrow);
        fails!(p.add(99)?.write(1), Borrow);
        assert_eq!(p.read().is_err(), write);
        assert_eq!(set!(lent.__pointers_lent(), 1, 1).is_ok(), write);
        // What is not borrowed is reached as ever.
        p.add(100)?.write(100)?;
        drop(lent);
        p.write(0)?;
    }
    free(p)
}

/// The loop may have another handle, whose elements are the same, or whose index leads there.
#[test]
fn not_beside_a_guard() -> Result<()> {
    let p = filled(200)?;
    let guard = p.add(199)?.borrow()?;
    assert!(cells!(p, false, Some(100)).is_none());
    drop(guard);
    let lent = cells!(p, false, Some(100)).expect("the guard is gone");
    assert!(cells!(p.add(100)?, false, Some(100)).is_none());
    assert!(cells!(p.add(100)?, true, Some(100)).is_none());
    drop(lent);
    assert!(cells!(p.add(100)?, true, Some(100)).is_some());
    free(p)
}

#[test]
fn only_what_is_assigned() -> Result<()> {
    let p = malloc::<u32>(800)?;
    assert!(cells!(p, true, Some(100)).is_none());
    assert!(cells!(p, true, None).is_none());
    for n in 0..150 {
        p.add(n)?.write(n as u32)?;
    }
    assert!(cells!(p, true, Some(151)).is_none());
    assert!(cells!(p.add(50)?, true, Some(101)).is_none());
    let lent = cells!(p.add(50)?, false, Some(100)).expect("so many are there");
    assert_eq!(get!(lent.__pointers_lent(), 99)?, 149);
    drop(lent);

    let rest = cells!(p.add(50)?, false, None).expect("so many are there");
    assert_eq!(rest.__pointers_lent().__pointers_len(), 100);
    fails!(p.add(50)?.write(50), Borrow);
    fails!(p.add(149)?.write(149), Borrow);
    // The next one is not borrowed, and becomes assigned.
    set!(rest.__pointers_lent(), 100, 150)?;
    p.add(151)?.write(151)?;
    drop(rest);

    p.add(30)?.take()?;
    assert!(cells!(p, false, Some(100)).is_none());
    assert!(cells!(p, false, None).is_none());
    assert!(cells!(p.add(31)?, false, Some(100)).is_some());
    assert!(cells!(p.add(31)?, false, None).is_some());
    free(p)
}

#[test]
fn all_that_are_there() -> Result<()> {
    let p = calloc::<u64>(100, 8)?;
    let lent = cells!(p.add(1)?, true, None).expect("all are there");
    let cells = lent.__pointers_lent();
    set!(cells, 98, 1)?;
    fails!(set!(cells, 99, 1), NotEnoughChunks);
    fails!(p.add(99)?.read(), Borrow);
    assert_eq!(p.read()?, 0);
    drop(lent);
    assert_eq!(p.add(99)?.read()?, 1);
    free(p)
}

#[test]
fn refused() -> Result<()> {
    let p = filled(200)?;
    assert!(cells!(p, false, Some(100)).is_some());
    assert!(cells!(p, false, Some(201)).is_none());
    assert!(cells!(p.add(150)?, false, Some(100)).is_none());
    assert!(cells!(p, false, Some(usize::MAX)).is_none());
    // So many that their bytes would be few.
    assert!(cells!(p, false, Some((1 << (usize::BITS - 2)) + 100)).is_none());
    assert!(cells!(p, false, Some(0)).is_none());
    // A loop so short is better off without.
    assert!(cells!(p, false, Some(3)).is_none());
    assert!(cells!(p.add(197)?, false, None).is_none());
    assert!(cells!(p.add(200)?, false, None).is_none());
    assert!(cells!(p + 300, false, None).is_none());
    assert!(cells!(MallocPointer::<u8>::null(), false, None).is_none());
    let moved = pointers_core::realloc(p, 1 << 20)?;
    assert!(cells!(p, false, Some(100)).is_none());
    assert!(cells!(moved, false, Some(100)).is_some());
    free(moved)?;
    assert!(cells!(moved, false, Some(100)).is_none());
    Ok(())
}

#[test]
fn refused_by_type() -> Result<()> {
    let bytes = calloc::<u8>(100, 1)?;
    assert!(cells!(bytes, false, Some(100)).is_some());
    free(bytes)?;
    let wide = calloc::<u32>(100, 28)?;
    assert!(cells!(wide, false, Some(100)).is_none());
    free(wide)?;
    let structs = calloc_safe::<(u32, u32)>(100, 8)?;
    for chunk in structs {
        chunk.write((1, 2))?;
    }
    assert!(cells!(structs, false, Some(100)).is_none());
    free(structs)?;
    let counted: CallocPointer<i32, _> = cpython::calloc(100, 28)?;
    assert!(cells!(counted, false, Some(100)).is_none());
    cpython::free(counted)
}

#[test]
fn nothing_is_noted_elsewhere() -> Result<()> {
    let p = filled(100)?;
    let before = heap::stats();
    let rehearsal = heap::fail_after(1);
    for _ in 0..10 {
        assert!(cells!(p, true, Some(100)).is_some());
        assert!(cells!(p, true, Some(101)).is_none());
    }
    assert_eq!(heap::stats(), before);
    // The one allocation that may still succeed.
    let last = malloc::<u8>(1)?;
    assert!(malloc::<u8>(1).is_err());
    drop(rehearsal);
    drop(p.borrow_mut()?);
    free(last)?;
    free(p)
}

#[test]
fn needs() {
    assert_eq!(Probe(&10_i32).__pointers_need(2), Some(12));
    assert_eq!(Probe(&usize::MAX).__pointers_need(0), Some(usize::MAX));
    assert_eq!(Probe(&usize::MAX).__pointers_need(2), None);
    // What is negative is more than any block has.
    let negative = Probe(&-5_i32).__pointers_need(2);
    assert!(negative.is_some_and(|need| need > isize::MAX as usize));
    let large = Probe(&u128::MAX).__pointers_need(2);
    assert!(large.is_some_and(|need| need > isize::MAX as usize));
    assert_eq!(Probe(&-1_i32).__pointers_need(2), None);
}

#[test]
fn what_an_iteration_has_left() -> Result<()> {
    let p = calloc::<u32>(5, 4)?;
    let rest = |p: CallocPointer<u32>| Probe(&p).__pointers_rest();
    assert_eq!(rest(p), Some(5));
    assert_eq!(rest(p.add(2)?), Some(3));
    assert_eq!(rest(p.add(2)?), Some(p.add(2)?.into_iter().count()));
    // Of all these the iteration itself knows.
    assert_eq!(rest(p.add(5)?), None);
    assert_eq!(rest(p + 6), None);
    let guard = p.borrow()?;
    assert_eq!(rest(p), None);
    drop(guard);
    free(p)?;
    assert_eq!(rest(p), None);
    assert_eq!(rest(CallocPointer::null()), None);
    let wide = calloc::<u32>(5, 28)?;
    assert_eq!(rest(wide), None);
    free(wide)?;
    let p = filled(5)?;
    assert_eq!(Probe(&p).__pointers_rest(), None);
    free(p)
}
