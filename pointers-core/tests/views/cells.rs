//! Cells: borrowed, or not had.

use pointers_core::__private::Probe;
use pointers_core::{
    CallocPointer, MallocPointer, Result, calloc, calloc_safe, cpython, free, heap, malloc,
};

use crate::{fails, filled, get, set};

macro_rules! cells {
    ($handle:expr, $write:expr, $need:expr) => {
        Probe(&$handle).__pointers_cells($write, $need)
    };
}

#[test]
fn elements_and_bounds() -> Result<()> {
    let p = filled(100)?;
    let cells = cells!(p.add(10)?, true, Some(80)).expect("all are there");
    assert_eq!(get!(cells.__pointers_lent(), 0)?, 10);
    assert_eq!(get!(cells.__pointers_lent(), 79_u8)?, 89);
    set!(cells.__pointers_lent(), 79, 7)?;
    assert_eq!(get!(cells.__pointers_lent(), 79)?, 7);
    // Not among them, but in the block.
    assert_eq!(get!(cells.__pointers_lent(), 80)?, 90);
    assert_eq!(get!(cells.__pointers_lent(), -1)?, 9);
    set!(cells.__pointers_lent(), 80, 5)?;
    set!(cells.__pointers_lent(), -1, 6)?;
    fails!(get!(cells.__pointers_lent(), 90), OutOfBounds);
    fails!(get!(cells.__pointers_lent(), -11), OutOfBounds);
    fails!(get!(cells.__pointers_lent(), u128::MAX), OutOfBounds);
    fails!(set!(cells.__pointers_lent(), 90, 1), OutOfBounds);
    let lent = cells.__pointers_lent();
    fails!(lent.__pointers_store(&90, 1), OutOfBounds);
    drop(cells);
    assert_eq!(*p.add(88)?.borrow_slice(4)?, [88, 7, 5, 91]);
    assert_eq!(p.add(9)?.read()?, 6);
    free(p)
}

#[test]
fn steps() -> Result<()> {
    let p = filled(50)?;
    let cells = cells!(p, true, Some(50)).expect("all are there");
    let no_closure = |_: i32| -> Result<()> { unreachable!("only for its type") };
    let mut place = cells
        .__pointers_lent()
        .__pointers_place(&1, no_closure)
        .expect("it is small")?;
    *place += 10;
    cells.__pointers_lent().__pointers_commit(&1, place)?;
    assert_eq!(get!(cells.__pointers_lent(), 1)?, 11);
    drop(cells);
    free(p)
}

#[test]
fn borrowed_while_they_live() -> Result<()> {
    let p = filled(100)?;
    for write in [false, true] {
        let cells = cells!(p, write, Some(50)).expect("all are there");
        fails!(free(p), Borrow);
        fails!(p.write(1), Borrow);
        assert_eq!(p.read().is_err(), write);
        assert_eq!(set!(cells.__pointers_lent(), 1, 1).is_ok(), write);
        // What is not borrowed is reached as ever.
        p.add(50)?.write(50)?;
        drop(cells);
        p.write(0)?;
    }
    free(p)
}

#[test]
fn not_beside_a_guard() -> Result<()> {
    let p = filled(100)?;
    let guard = p.add(99)?.borrow()?;
    assert!(cells!(p, false, Some(50)).is_none());
    drop(guard);
    let cells = cells!(p, false, Some(50)).expect("the guard is gone");
    // Another handle to the same block, whose elements may be the same.
    assert!(cells!(p.add(50)?, false, Some(50)).is_none());
    assert!(cells!(p.add(50)?, true, Some(50)).is_none());
    drop(cells);
    assert!(cells!(p.add(50)?, true, Some(50)).is_some());
    free(p)
}

#[test]
fn only_what_is_assigned() -> Result<()> {
    let p = malloc::<u32>(400)?;
    assert!(cells!(p, true, Some(50)).is_none());
    assert!(cells!(p, true, None).is_none());
    for n in 0..60 {
        p.add(n)?.write(n as u32)?;
    }
    assert!(cells!(p, true, Some(61)).is_none());
    assert!(cells!(p.add(10)?, true, Some(51)).is_none());
    let cells = cells!(p.add(10)?, false, Some(50)).expect("so many are there");
    assert_eq!(get!(cells.__pointers_lent(), 49)?, 59);
    drop(cells);
    let rest = cells!(p.add(10)?, false, None).expect("so many are there");
    fails!(p.add(10)?.write(10), Borrow);
    fails!(p.add(59)?.write(59), Borrow);
    // The next one is not borrowed, and becomes assigned.
    set!(rest.__pointers_lent(), 50, 60)?;
    p.add(61)?.write(61)?;
    drop(rest);
    p.add(5)?.take()?;
    assert!(cells!(p, false, Some(50)).is_none());
    assert!(cells!(p.add(6)?, false, Some(50)).is_some());
    assert!(cells!(p.add(6)?, false, None).is_some());
    free(p)
}

#[test]
fn all_that_are_there() -> Result<()> {
    let p = calloc::<u64>(100, 8)?;
    let cells = cells!(p.add(1)?, true, None).expect("all are there");
    set!(cells.__pointers_lent(), 98, 1)?;
    fails!(set!(cells.__pointers_lent(), 99, 1), NotEnoughChunks);
    fails!(p.add(99)?.read(), Borrow);
    assert_eq!(p.read()?, 0);
    drop(cells);
    assert_eq!(p.add(99)?.read()?, 1);
    free(p)
}

#[test]
fn refused() -> Result<()> {
    let p = filled(100)?;
    assert!(cells!(p, false, Some(101)).is_none());
    assert!(cells!(p, false, Some(usize::MAX)).is_none());
    assert!(cells!(p, false, Some(usize::MAX / 4 + 50)).is_none());
    assert!(cells!(p, false, Some(0)).is_none());
    // A loop so short is better off without.
    assert!(cells!(p, false, Some(3)).is_none());
    assert!(cells!(p.add(97)?, false, None).is_none());
    assert!(cells!(p.add(100)?, false, None).is_none());
    assert!(cells!(p + 200, false, None).is_none());
    assert!(cells!(MallocPointer::<u8>::null(), false, None).is_none());
    free(p)?;
    assert!(cells!(p, false, Some(50)).is_none());

    let wide = calloc::<u32>(100, 28)?;
    assert!(cells!(wide, false, Some(50)).is_none());
    free(wide)?;
    let bytes = calloc::<u8>(100, 1)?;
    assert!(cells!(bytes, false, Some(50)).is_some());
    free(bytes)?;
    let structs = calloc_safe::<(u32, u32)>(100, 8)?;
    for chunk in structs {
        chunk.write((1, 2))?;
    }
    assert!(cells!(structs, false, Some(50)).is_none());
    free(structs)?;
    let counted: CallocPointer<i32, _> = cpython::calloc(100, 28)?;
    assert!(cells!(counted, false, Some(50)).is_none());
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
    free(last)?;
    free(p)
}

#[test]
fn needs() {
    assert_eq!(Probe(&10_i32).__pointers_need(2), Some(12));
    assert_eq!(Probe(&usize::MAX).__pointers_need(2), None);
    assert_eq!(Probe(&-1_i32).__pointers_need(2), None);
    assert!(
        Probe(&u128::MAX)
            .__pointers_need(0)
            .is_some_and(|need| need > isize::MAX as usize)
    );
}
