//! What is dropped when, of elements that are assigned in part.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pointers_core::{ErrorKind, MallocPointer, Result, calloc_safe, free, malloc, realloc};
use pointers_macros::Fields;

use crate::common::{Log, Noted};
use crate::{at, element, missing, raw, set};

#[derive(Fields)]
#[fields(crate = pointers_core)]
struct Three {
    a: Noted,
    b: (Noted, u8),
    c: [Noted; 2],
}

#[derive(Fields)]
#[fields(crate = pointers_core)]
struct Outer {
    small: u8,
    inner: Three,
    last: Noted,
}

const SIZE: usize = size_of::<Outer>();

fn three(log: &Log, first: u32) -> Three {
    Three {
        a: log.value(first),
        b: (log.value(first + 1), 0),
        c: [log.value(first + 2), log.value(first + 3)],
    }
}

fn outer(log: &Log, first: u32) -> Outer {
    Outer {
        small: 0,
        inner: three(log, first),
        last: log.value(first + 4),
    }
}

/// All but `inner.b`, in whatever order.
fn fill(p: MallocPointer<Outer>, log: &Log) -> Result<()> {
    set!(p, last => log.value(9))?;
    element!(at!(p, inner, c), 1)?.__pointers_p_assign(log.value(5))?;
    set!(p, inner, a => log.value(1))?;
    element!(at!(p, inner, c), 0)?.__pointers_p_assign(log.value(4))
}

#[test]
fn free_drops_what_is_assigned_in_the_order_of_the_fields() -> Result<()> {
    let log = Log::new();
    let p = malloc(3 * SIZE)?;
    fill(p, &log)?;
    fill(p.add(2)?, &log)?;
    p.add(1)?.write(outer(&log, 20))?;
    assert_eq!(log.dropped(), []);
    free(p)?;
    assert_eq!(log.dropped(), [1, 4, 5, 9, 20, 21, 22, 23, 24, 1, 4, 5, 9]);
    Ok(())
}

#[test]
fn an_assigned_field_is_dropped_when_another_is_moved_in() -> Result<()> {
    let log = Log::new();
    let p = malloc(SIZE)?;
    fill(p, &log)?;
    set!(p, inner, a => log.value(2))?;
    assert_eq!(log.dropped(), [1]);
    // A structure that is assigned in part is dropped as far as it is.
    set!(p, inner => three(&log, 30))?;
    assert_eq!(log.dropped(), [2, 4, 5]);
    set!(p, small => 1)?;
    assert!(p.assigned());
    p.write(outer(&log, 40))?;
    assert_eq!(log.dropped(), [30, 31, 32, 33, 9]);
    free(p)?;
    assert_eq!(log.dropped(), [40, 41, 42, 43, 44]);
    Ok(())
}

#[test]
fn a_whole_value_drops_what_was_there_in_part() -> Result<()> {
    let log = Log::new();
    for chunks in [false, true] {
        let p = malloc(2 * SIZE)?;
        fill(p, &log)?;
        p.write(outer(&log, 20))?;
        assert_eq!(log.dropped(), [1, 4, 5, 9]);
        fill(p.add(1)?, &log)?;
        p.add(1)?.as_pointer().write(outer(&log, 30))?;
        assert_eq!(log.dropped(), [1, 4, 5, 9]);
        free(p)?;
        assert_eq!(log.dropped().len(), 10);
        if chunks {
            let p = calloc_safe::<Outer>(2, SIZE + 8)?;
            let last = p.add(1)?;
            set!(last, last => log.value(1))?;
            last.write(outer(&log, 2))?;
            assert_eq!(log.dropped(), [1]);
            set!(p, last => log.value(10))?;
            free(p)?;
            assert_eq!(log.dropped(), [10, 2, 3, 4, 5, 6]);
        }
    }
    let p = malloc::<Three>(2 * size_of::<Three>())?;
    set!((p.add(1)?), a => log.value(1))?;
    let one = p.as_pointer();
    set!(one, a => log.value(2))?;
    free(p)?;
    assert_eq!(log.dropped(), [2, 1]);
    Ok(())
}

#[test]
fn a_fill_drops_what_was_there_in_part() -> Result<()> {
    #[derive(Fields, Clone)]
    #[fields(crate = pointers_core)]
    struct Two {
        a: Noted,
        b: Noted,
    }
    let log = Log::new();
    let p = malloc::<Two>(3 * size_of::<Two>())?;
    set!((p.add(1)?), b => log.value(1))?;
    let value = Two {
        a: log.value(2),
        b: log.value(3),
    };
    p.fill(value, 3)?;
    assert_eq!(log.dropped(), [1, 2, 3]);
    free(p)?;
    assert_eq!(log.dropped(), [2, 3, 2, 3, 2, 3]);
    Ok(())
}

#[test]
fn shrinking_drops_what_is_cut_off_and_growing_keeps_it() -> Result<()> {
    let log = Log::new();
    let p = malloc(3 * SIZE)?;
    fill(p, &log)?;
    fill(p.add(1)?, &log)?;
    set!((p.add(2)?), last => log.value(30))?;
    let p = realloc(p, 2 * SIZE)?;
    assert_eq!(log.dropped(), [30]);
    let p = realloc(p, 500 * SIZE)?;
    let p = realloc(p, SIZE)?;
    assert_eq!(log.dropped(), [1, 4, 5, 9]);
    set!(p, inner, b => (log.value(2), 1))?;
    set!(p, small => 1)?;
    assert_eq!(p.take()?.inner.b.1, 1);
    assert_eq!(log.dropped(), [1, 2, 4, 5, 9]);
    free(p)
}

#[test]
fn take_through_a_pointer_leaves_the_rest() -> Result<()> {
    let log = Log::new();
    for index in 0..3 {
        let p = malloc(3 * SIZE)?;
        for n in 0..3 {
            p.add(n)?.write(outer(&log, 10 * n as u32))?;
        }
        let at = p.add(index)?;
        let a = raw!(at, inner, a)?;
        assert_eq!(a.take()?.number, 10 * index as u32);
        assert_eq!(log.dropped(), [10 * index as u32]);
        assert_eq!(
            a.take().err().map(|error| error.kind()),
            Some(ErrorKind::Dereference)
        );
        let elements = format!("field `inner.a` of `Outer` has no value in element {index} of 3");
        missing(at.borrow(), &elements);
        missing(raw!(at, inner)?.take(), &elements);
        // Written again, it is whole again.
        a.write(log.value(99))?;
        assert_eq!(at.borrow()?.inner.a.number, 99);
        let inner = raw!(at, inner)?.take()?;
        assert_eq!(inner.a.number, 99);
        drop(inner);
        log.dropped();
        free(p)?;
        let mut dropped: Vec<u32> = (0..3)
            .flat_map(|n| (0..5).map(move |m| 10 * n + m))
            .collect();
        let taken = 10 * index as u32..10 * index as u32 + 4;
        dropped.retain(|number| !taken.contains(number));
        assert_eq!(log.dropped(), dropped);
    }
    Ok(())
}

#[test]
fn a_panic_in_a_drop_does_not_keep_the_rest() -> Result<()> {
    let log = Log::new();
    let bombed = || -> Result<MallocPointer<Outer>> {
        let p = malloc(2 * SIZE)?;
        fill(p, &log)?;
        fill(p.add(1)?, &log)?;
        set!(p, inner, a => log.bomb(7))?;
        log.dropped();
        Ok(p)
    };
    let p = bombed()?;
    assert!(catch_unwind(AssertUnwindSafe(|| free(p))).is_err());
    assert_eq!(log.dropped(), [7, 4, 5, 9, 1, 4, 5, 9]);
    assert!(p.freed());

    let p = bombed()?;
    let value = outer(&log, 20);
    assert!(catch_unwind(AssertUnwindSafe(|| p.write(value))).is_err());
    // The new value is dropped with the call, after what was there.
    assert_eq!(log.dropped(), [7, 4, 5, 9, 20, 21, 22, 23, 24]);
    missing(
        p.borrow(),
        "cannot dereference pointer that has no value: element 0 of 2 is read, into which nothing was moved",
    );
    p.write(outer(&log, 20))?;
    free(p)?;
    log.dropped();

    let p = malloc(2 * SIZE)?;
    p.write(outer(&log, 0))?;
    set!((p.add(1)?), last => log.value(3))?;
    set!((p.add(1)?), inner, a => log.bomb(2))?;
    assert!(catch_unwind(AssertUnwindSafe(|| realloc(p, SIZE).map(drop))).is_err());
    assert_eq!(log.dropped(), [2, 3]);
    assert_eq!(p.size(), SIZE);
    free(p)
}

/// A drop may use any handle: what it could reach is lent, or gone.
#[test]
fn a_drop_that_reaches_back() -> Result<()> {
    struct Back(Option<Box<dyn Fn() -> bool>>);
    impl Drop for Back {
        fn drop(&mut self) {
            assert!(self.0.take().is_none_or(|check| check()));
        }
    }
    #[derive(Fields)]
    #[fields(crate = pointers_core)]
    struct Two {
        a: Back,
        b: Back,
    }
    let p = malloc::<Two>(2 * size_of::<Two>())?;
    let check = move || {
        let refused = |result: Result<()>| result.unwrap_err().kind() == ErrorKind::Borrow;
        let other = p.add(1).and_then(|other| set!(other, a => Back(None)));
        refused(set!(p, b => Back(None)))
            && refused(set!(p, a => Back(None)))
            && refused(p.write(Two {
                a: Back(None),
                b: Back(None),
            }))
            && refused(free(p))
            && other.is_ok()
    };
    set!(p, a => Back(Some(Box::new(check))))?;
    set!(p, b => Back(None))?;
    raw!(p, b)?.take()?;
    p.write(Two {
        a: Back(None),
        b: Back(None),
    })?;
    assert!(p.assigned() && !p.add(1)?.assigned());
    free(p)
}
