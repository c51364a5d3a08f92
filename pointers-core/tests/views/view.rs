//! Views: what the handle itself would say, or nothing.

use pointers_core::__private::Probe;
use pointers_core::{
    CallocPointer, MallocPointer, Result, calloc, calloc_safe, free, malloc, realloc,
};

use crate::filled;

macro_rules! view {
    ($handle:expr) => {
        Probe(&$handle).__pointers_view()
    };
}

#[test]
fn elements_and_bounds() -> Result<()> {
    let p = filled(4)?;
    let view = view!(p.add(1)?);
    assert_eq!(view.__pointers_get(&0_usize), Some(1));
    assert_eq!(view.__pointers_get(&2_u8), Some(3));
    assert_eq!(view.__pointers_get(&3), None);
    assert_eq!(view.__pointers_get(&-1), None);
    assert_eq!(view.__pointers_get(&i64::MIN), None);
    assert_eq!(view.__pointers_get(&u128::MAX), None);
    assert_eq!(view.__pointers_get(&(1_u128 << 64)), None);
    assert_eq!(view.__pointers_get(&-(1_i128 << 64)), None);
    assert_eq!(view.__pointers_get(&&1_i16), Some(2));
    assert!(view.__pointers_holds(&2));
    assert!(!view.__pointers_holds(&3));
    assert!(!view.__pointers_holds(&-1));
    assert_eq!(view.__pointers_set(&2, 7), Ok(()));
    assert_eq!(view.__pointers_set(&3, 7), Err(7));
    assert_eq!(view.__pointers_set(&usize::MAX, 7), Err(7));
    assert_eq!(view.__pointers_set(&-1_i8, 7), Err(7));
    assert_eq!(*p.borrow_slice(4)?, [0, 1, 2, 7]);
    free(p)
}

#[test]
fn nothing_after_free_and_reuse() -> Result<()> {
    let p = filled(2)?;
    let view = view!(p);
    free(p)?;
    assert_eq!(view.__pointers_get(&0), None);
    let stale = view!(p);
    for _ in 0..2000 {
        let other = filled(2)?;
        for view in [&view, &stale] {
            assert_eq!(view.__pointers_get(&0), None);
            assert!(!view.__pointers_holds(&0));
            assert_eq!(view.__pointers_set(&0, 9), Err(9));
        }
        assert_eq!(other.read()?, 0);
        free(other)?;
    }
    Ok(())
}

#[test]
fn nothing_after_a_resize() -> Result<()> {
    let p = filled(4)?;
    let before = view!(p);
    let grown = realloc(p, 32)?;
    assert_eq!(before.__pointers_get(&3), None);
    assert_eq!(before.__pointers_set(&4, 4), Err(4));
    // The old copy of the handle still works, but only the slow way.
    assert_eq!(view!(p).__pointers_get(&3), None);
    let after = view!(grown);
    assert_eq!(after.__pointers_get(&3), Some(3));
    assert_eq!(after.__pointers_get(&4), None);
    assert_eq!(after.__pointers_set(&4, 4), Ok(()));
    let shrunk = realloc(grown, 8)?;
    assert_eq!(after.__pointers_get(&0), None);
    assert_eq!(after.__pointers_set(&4, 4), Err(4));
    let last = view!(shrunk);
    assert_eq!(last.__pointers_get(&1), Some(1));
    assert_eq!(last.__pointers_get(&2), None);
    free(shrunk)
}

#[test]
fn what_is_not_assigned() -> Result<()> {
    let p = malloc::<u32>(16)?;
    let view = view!(p);
    assert_eq!(view.__pointers_get(&0), None);
    // It is there, and that is all that is asked before the value is known.
    assert!(view.__pointers_holds(&3));
    assert_eq!(view.__pointers_set(&3, 1), Err(1));
    assert_eq!(view.__pointers_set(&0, 1), Ok(()));
    assert_eq!(view.__pointers_get(&0), Some(1));
    assert!(!p.add(1)?.assigned());
    assert_eq!(view.__pointers_set(&2, 3), Err(3));
    assert!(!p.add(2)?.assigned());
    // What holds a value below the watermark is replaced, and nothing is marked.
    assert_eq!(view.__pointers_set(&0, 5), Ok(()));
    assert!(!p.add(1)?.assigned());

    // With a gap only the handle knows.
    p.add(2)?.write(3)?;
    assert_eq!(view.__pointers_get(&0), None);
    assert_eq!(view.__pointers_set(&0, 1), Err(1));
    assert_eq!(view.__pointers_set(&1, 1), Err(1));
    p.add(1)?.write(2)?;
    assert_eq!(view.__pointers_set(&3, 4), Err(4));
    p.add(3)?.write(4)?;
    assert_eq!(view.__pointers_get(&2), Some(3));

    assert_eq!(p.add(3)?.take()?, 4);
    assert_eq!(view.__pointers_get(&3), None);
    assert_eq!(view.__pointers_get(&2), Some(3));
    assert_eq!(p.add(2)?.take()?, 3);
    assert_eq!(view.__pointers_get(&2), None);
    assert_eq!(view.__pointers_set(&3, 6), Err(6));
    assert_eq!(view.__pointers_set(&2, 5), Ok(()));
    assert_eq!(view.__pointers_set(&3, 6), Ok(()));
    assert_eq!(*p.borrow_slice(4)?, [5, 2, 5, 6]);
    free(p)
}

#[test]
fn two_views_fill_one_block() -> Result<()> {
    let p = malloc::<u64>(800)?;
    let (first, second) = (view!(p), view!(p));
    let upper = view!(p.add(50)?);
    assert_eq!(upper.__pointers_set(&0, 0), Err(0));
    for n in 0..100_u64 {
        let view = if n % 2 == 0 { &first } else { &second };
        assert_eq!(view.__pointers_set(&n, n), Ok(()));
        assert_eq!(first.__pointers_get(&n), Some(n));
        assert_eq!(second.__pointers_get(&(n + 1)), None);
        let there = n.checked_sub(50).and_then(|n| upper.__pointers_get(&n));
        assert_eq!(there, (n >= 50).then_some(n));
    }
    // The lock is open now: all of it can be borrowed, and holds what was stored.
    assert!(p.borrow_slice(100)?.iter().copied().eq(0..100));
    free(p)
}

#[test]
fn nothing_while_a_guard_lives() -> Result<()> {
    for full in [true, false] {
        let p = if full { filled(2)? } else { malloc(8)? };
        p.write(0)?;
        let view = view!(p);
        let guard = p.borrow()?;
        assert_eq!(view.__pointers_get(&0), None);
        assert!(!view.__pointers_holds(&0));
        assert_eq!(view.__pointers_set(&0, 1), Err(1));
        assert_eq!(view.__pointers_set(&1, 1), Err(1));
        assert_eq!(view!(p).__pointers_get(&0), None);
        drop(guard);
        assert_eq!(view.__pointers_set(&0, 1), Ok(()));
        assert_eq!(view.__pointers_set(&1, 1), Ok(()));
        assert_eq!(p.add(1)?.read()?, 1);
        free(p)?;
    }
    Ok(())
}

#[test]
fn null_and_handles_outside() -> Result<()> {
    assert_eq!(view!(MallocPointer::<u8>::null()).__pointers_get(&0), None);
    assert_eq!(
        view!(CallocPointer::<u8>::null()).__pointers_set(&0, 1),
        Err(1)
    );
    let p = filled(4)?;
    for outside in [p.add(4)?, p + 5, p - 1, p + usize::MAX] {
        let view = view!(outside);
        for index in -6..6 {
            assert_eq!(view.__pointers_get(&index), None);
            assert_eq!(view.__pointers_set(&index, 1), Err(1));
        }
    }
    free(p)
}

#[test]
fn blocks_that_are_no_whole_number_of_values() -> Result<()> {
    let small = malloc::<[u8; 8]>(4)?;
    assert!(!view!(small).__pointers_holds(&0));
    free(small)?;
    let odd = malloc::<[u8; 8]>(12)?;
    assert_eq!(view!(odd).__pointers_set(&0, [0; 8]), Err([0; 8]));
    free(odd)?;
    // A handle as long as the block was one, and not after.
    let bytes = malloc::<u8>(16)?;
    let words = bytes.cast::<u64>()?;
    let view = view!(words);
    assert!(view.__pointers_holds(&0));
    let bytes = realloc(bytes, 12)?;
    assert!(!view.__pointers_holds(&0));
    assert!(!view!(words).__pointers_holds(&0));
    free(bytes)
}

#[test]
fn chunks() -> Result<()> {
    let p = calloc::<u32>(3, 4)?;
    let view = view!(p.add(1)?);
    assert_eq!(view.__pointers_get(&1), Some(0));
    assert_eq!(view.__pointers_set(&1, 5), Ok(()));
    assert_eq!(p.add(2)?.read()?, 5);
    assert_eq!(view.__pointers_get(&2), None);
    free(p)?;

    let safe = calloc_safe::<u32>(2, 4)?;
    let view = view!(safe);
    assert_eq!(view.__pointers_get(&0), None);
    assert_eq!(view.__pointers_set(&0, 1), Ok(()));
    assert_eq!(view.__pointers_get(&1), None);
    assert_eq!(view.__pointers_set(&1, 2), Ok(()));
    assert_eq!(safe.add(1)?.read()?, 2);
    free(safe)?;

    // With gaps between the values, only the handle knows where they are.
    let wide = calloc::<u32>(3, 28)?;
    assert_eq!(view!(wide).__pointers_get(&0), None);
    assert!(!view!(wide).__pointers_holds(&1));
    free(wide)
}

#[test]
fn casts_see_the_same_bytes() -> Result<()> {
    let words = malloc::<u32>(8)?;
    let bytes = words.cast::<u8>()?;
    let (word, byte) = (view!(words), view!(bytes));
    assert_eq!(byte.__pointers_set(&0, 1), Ok(()));
    // A part of the word holds something: it is neither assigned nor the next to be.
    assert_eq!(word.__pointers_get(&0), None);
    assert_eq!(word.__pointers_set(&0, 0), Err(0));
    for index in 1..4 {
        assert_eq!(byte.__pointers_set(&index, 0), Ok(()));
    }
    assert_eq!(
        word.__pointers_get(&0),
        Some(u32::from_ne_bytes([1, 0, 0, 0]))
    );
    assert_eq!(word.__pointers_set(&1, u32::MAX), Ok(()));
    assert_eq!(byte.__pointers_get(&7), Some(255));
    assert_eq!(byte.__pointers_get(&8), None);
    free(words)
}

#[test]
fn padding_is_no_value() -> Result<()> {
    #[derive(Clone, Copy, Debug, PartialEq)]
    struct Padded(u8, u64);
    let size = size_of::<Padded>();
    let p = malloc::<Padded>(10 * size)?;
    let view = view!(p);
    for n in 0..10_u8 {
        assert_eq!(view.__pointers_set(&n, Padded(n, 1)), Ok(()));
    }
    assert_eq!(view.__pointers_get(&9), Some(Padded(9, 1)));
    assert_eq!(view.__pointers_get(&10), None);
    free(p)
}

#[test]
fn values_at_odd_addresses() -> Result<()> {
    let mut memory = [0_u8; 17];
    let p = calloc::<u8>(1, 17)?;
    free(p)?;
    // Chunks of three bytes, which no wider value is aligned in.
    let p = calloc::<[u8; 3]>(5, 3)?;
    let view = view!(p);
    assert_eq!(view.__pointers_set(&3, [1, 2, 3]), Ok(()));
    memory[9..12].copy_from_slice(&[1, 2, 3]);
    assert_eq!(*p.cast::<u8>()?.add(3)?.borrow()?, memory[9]);
    free(p)
}

thread_local! {
    static KEPT: std::cell::RefCell<Option<AtTheEnd>> = const { std::cell::RefCell::new(None) };
}

/// Runs after the thread's heap has ended.
struct AtTheEnd(Box<dyn Fn()>);

impl Drop for AtTheEnd {
    fn drop(&mut self) {
        (self.0)();
    }
}

#[test]
fn a_view_that_outlives_its_thread() {
    let ended = std::thread::spawn(|| -> Result<()> {
        // Made first, so that it is dropped last.
        KEPT.set(None);
        let (p, freed) = (filled(4)?, filled(4)?);
        let (view, stale) = (view!(p), view!(freed));
        free(freed)?;
        KEPT.set(Some(AtTheEnd(Box::new(move || {
            assert_eq!(stale.__pointers_get(&0), None);
            assert_eq!(stale.__pointers_set(&0, 1), Err(1));
            assert_eq!(
                view.__pointers_get(&3),
                p.add(3).and_then(|p| p.read()).ok()
            );
            let _ = free(p);
            assert_eq!(view.__pointers_get(&3), None);
        }))));
        Ok(())
    })
    .join();
    assert!(ended.expect("no panic at the thread's end").is_ok());
}
