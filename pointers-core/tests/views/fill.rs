//! Loops that only fill: what the usual loop does, whatever the values do to the block.

use std::ops::Range;

use pointers_core::__private::traits::*;
use pointers_core::__private::{Fill, Probe};
use pointers_core::{MallocPointer, Result, calloc, calloc_safe, free, malloc, realloc};

use crate::{at, fails, filled, late};

macro_rules! view {
    ($handle:expr) => {
        Probe(&$handle).__pointers_view()
    };
}

/// Says how many values were asked for by the quick loop, and what is left of the range, if nothing came back.
fn quick(p: MallocPointer<u32>, mut rest: Range<usize>) -> (u32, Range<usize>) {
    let mut asked = 0;
    let back = view!(p).__pointers_fill(&mut rest, |i| {
        asked += 1;
        i as u32 + 10
    });
    assert!(back.is_none());
    (asked, rest)
}

#[test]
fn of_what_is_open() -> Result<()> {
    let p = filled(4)?;
    assert_eq!(quick(p, 0..4), (4, 4..4));
    assert_eq!(*p.borrow_slice(4)?, [10, 11, 12, 13]);
    // Nothing is asked for where the range gets further than the block.
    assert_eq!(quick(p, 0..5), (0, 0..5));
    assert_eq!(quick(p, 5..7), (0, 5..7));
    #[allow(clippy::reversed_empty_ranges)]
    let empty = 3..2;
    assert_eq!(quick(p, empty.clone()), (0, empty));
    assert_eq!(quick(p.add(3)?, 0..1), (1, 1..1));
    assert_eq!(quick(p.add(3)?, 0..2), (0, 0..2));
    assert_eq!(quick(p - 1, 0..1), (0, 0..1));
    assert_eq!(quick(MallocPointer::null(), 0..1), (0, 0..1));
    let view = view!(p);
    assert!(view.__pointers_fill(&mut (-1_i8..2), |_| 0).is_none());
    assert!(view.__pointers_fill(&mut (0..u128::MAX), |_| 0).is_none());
    assert_eq!(*p.borrow_slice(4)?, [10, 11, 12, 10]);
    assert!(view.__pointers_fill(&mut (1_i8..3), |i| i as u32).is_none());
    assert_eq!(*p.borrow_slice(4)?, [10, 1, 2, 10]);
    let guard = p.borrow()?;
    assert_eq!(quick(p, 0..4), (0, 0..4));
    drop(guard);
    free(p)?;
    assert_eq!(quick(p, 0..4), (0, 0..4));
    assert!(view.__pointers_fill(&mut (0..4), |_| 0).is_none());
    Ok(())
}

#[test]
fn of_what_is_fresh() -> Result<()> {
    let p = malloc::<u32>(16)?;
    // Not the next one.
    assert_eq!(quick(p, 1..3), (0, 1..3));
    assert_eq!(quick(p, 0..2), (2, 2..2));
    assert!(p.add(1)?.assigned() && !p.add(2)?.assigned());
    // The last one opens the lock, and is not for the quick loop.
    assert_eq!(quick(p, 2..4), (1, 3..4));
    assert!(p.add(2)?.assigned() && !p.add(3)?.assigned());
    assert_eq!(quick(p, 3..4), (0, 3..4));
    p.add(3)?.write(13)?;
    assert_eq!(*p.borrow_slice(4)?, [10, 11, 12, 13]);
    free(p)?;

    let p = malloc::<u32>(20)?;
    p.write(1)?;
    assert_eq!(quick(p.add(1)?, 0..3), (3, 3..3));
    assert_eq!(*p.borrow_slice(4)?, [1, 10, 11, 12]);
    assert!(!p.add(4)?.assigned());
    free(p)?;

    let safe = calloc_safe::<u32>(3, 4)?;
    let mut rest = 0..3;
    assert!(view!(safe).__pointers_fill(&mut rest, |i| i).is_none());
    assert_eq!((rest, safe.add(1)?.read()?), (2..3, 1));
    assert!(!safe.add(2)?.assigned());
    free(safe)?;
    // Chunks that are larger are not elements.
    let wide = calloc::<u32>(3, 28)?;
    let mut rest = 0..3;
    assert!(view!(wide).__pointers_fill(&mut rest, |i| i).is_none());
    assert_eq!(rest, 0..3);
    free(wide)
}

#[test]
fn of_odd_sizes() -> Result<()> {
    let p = malloc::<[u8; 3]>(30)?;
    let mut rest = 0..10_u8;
    assert!(view!(p).__pointers_fill(&mut rest, |i| [i; 3]).is_none());
    assert_eq!(rest, 9..10);
    assert_eq!(p.add(8)?.read()?, [8; 3]);
    assert!(!p.add(9)?.assigned());
    free(p)
}

/// What only the usual loop may say is wrong.
#[test]
fn by_what_counts_nothing() -> Result<()> {
    let p = filled(4)?;
    let view = &view!(p);
    let rest = &mut ('a'..'c');
    assert!(Fill { view, rest }.__pointers_fill(|_| 1).is_none());
    assert_eq!(*rest, 'a'..'c');
    let rest = &mut (0.0..2.0);
    assert!(Fill { view, rest }.__pointers_fill(|_| 1).is_none());
    assert_eq!(*rest, 0.0..2.0);
    let rest = &mut (0..2_u8);
    assert!(Fill { view, rest }.__pointers_fill(u32::from).is_none());
    assert_eq!(*rest, 2..2);
    assert_eq!(*p.borrow_slice(4)?, [0, 1, 2, 3]);
    free(p)
}

/// The value for element 2 does something first: it comes back, and the handle says what to do with it.
#[test]
fn what_the_value_did() -> Result<()> {
    type Did = fn(MallocPointer<u32>) -> Result<()>;
    let run = |p: MallocPointer<u32>, did: Did| {
        let (view, mut rest) = (view!(p), 0..5);
        let back = view.__pointers_fill(&mut rest, |i| {
            assert!(
                i == 0
                    || p.add(i - 1)
                        .and_then(|p| p.read())
                        .is_ok_and(|n| n as usize == i + 9)
            );
            if i == 2 {
                did(p).expect("no error");
            }
            i as u32 + 10
        });
        let (index, value) = back.expect("unusual");
        assert_eq!((index, value, rest), (2, 12, 3..5));
        (view, value)
    };
    for full in [true, false] {
        let fresh = || if full { filled(6) } else { malloc::<u32>(24) };

        let (view, value) = run(fresh()?, |p| free(p));
        fails!(late!(view, 2, value), Memory);

        // The same slot, perhaps, and another block.
        let (view, value) = run(fresh()?, |p| {
            free(p)?;
            for _ in 0..1000 {
                free(filled(6)?)?;
            }
            Ok(())
        });
        fails!(late!(view, 2, value), Memory);

        thread_local! {
            static KEPT: std::cell::Cell<Option<MallocPointer<u32>>> = const { std::cell::Cell::new(None) };
        }
        let (view, value) = run(fresh()?, |p| {
            KEPT.set(Some(realloc(p, 1 << 20)?));
            Ok(())
        });
        late!(view, 2, value)?;
        let p = KEPT.take().expect("it was kept");
        assert_eq!(*p.borrow_slice(3)?, [10, 11, 12]);
        free(p)?;

        let p = fresh()?;
        let (view, value) = run(p, |p| {
            std::mem::forget(p.borrow()?);
            Ok(())
        });
        late!(view, 2, value)?;
        fails!(late!(view, 0, value), Borrow);

        let p = fresh()?;
        let (view, value) = run(p, |p| p.add(1)?.take().map(drop));
        late!(view, 2, value)?;
        assert!(!p.add(1)?.assigned() && p.add(2)?.assigned());
        free(p)?;
    }
    // What is assigned meanwhile is seen, and stays so.
    let p = malloc::<u32>(24)?;
    let (view, value) = run(p, |p| {
        p.add(2)?.write(1)?;
        p.add(3)?.write(2)
    });
    late!(view, 2, value)?;
    assert_eq!(*p.borrow_slice(4)?, [10, 11, 12, 2]);
    free(p)
}

/// What leaves the block as it was is no matter. (A small one is noted elsewhere once it was lent.)
#[test]
fn what_the_value_undid() -> Result<()> {
    for full in [true, false] {
        let p = if full {
            filled(6)?
        } else {
            malloc::<u32>(1024)?
        };
        let mut rest = 0..5_usize;
        let back = view!(p).__pointers_fill(&mut rest, |i| {
            if let Some(before) = i.checked_sub(1) {
                let before = p.add(before).expect("an element");
                let last = before.take().expect("assigned");
                before.write(last + 1).expect("room");
                drop(before.borrow_mut().expect("not borrowed"));
            }
            i as u32
        });
        assert!(back.is_none());
        assert_eq!(*p.borrow_slice(5)?, [1, 2, 3, 4, 4]);
        free(p)?;
    }
    Ok(())
}

#[test]
fn a_value_that_panics() -> Result<()> {
    let p = malloc::<u32>(24)?;
    let panicked = std::panic::catch_unwind(|| {
        view!(p).__pointers_fill(
            &mut (0..6),
            |i| if i < 3 { 7 } else { panic!("at the fourth") },
        )
    });
    assert!(panicked.is_err());
    assert_eq!(*p.borrow_slice(3)?, [7; 3]);
    assert!(!p.add(3)?.assigned());
    free(p)
}
