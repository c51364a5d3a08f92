//! Rule 10: running out of memory can be rehearsed.

use pointers_core::{MallocPointer, Result, calloc, calloc_safe, free, heap, malloc, realloc};

use crate::common::fails;

#[test]
fn every_allocation_after_the_next_n_fails() -> Result<()> {
    let rehearsal = heap::fail_after(2);
    let p = malloc::<u8>(1)?;
    let q = calloc::<u8>(1, 1)?;
    for _ in 0..3 {
        fails!(malloc::<u8>(1), Allocation);
        fails!(
            calloc::<u8>(3, 28),
            Allocation,
            "AllocationError: failed to allocate 84 bytes of memory"
        );
        fails!(calloc_safe::<u8>(1, 1), Allocation);
        fails!(
            realloc(p, 2),
            Allocation,
            "AllocationError: failed to allocate 2 bytes of memory"
        );
        fails!(realloc(MallocPointer::<u8>::null(), 2), Allocation);
    }
    drop(rehearsal);
    free(malloc::<u8>(1)?)?;
    free(realloc(p, 2)?)?;
    free(q)
}

#[test]
fn what_does_not_allocate_goes_on() -> Result<()> {
    let p = malloc::<u32>(16)?;
    p.fill(1, 4)?;
    let _rehearsal = heap::fail_after(0);
    p.add(1)?.write(2)?;
    assert_eq!(p.add(1)?.read()?, 2);
    assert_eq!(p.take()?, 1);
    assert_eq!(p.add(2)?.borrow().map(|guard| *guard)?, 1);
    free(p)
}

#[test]
fn only_this_thread_fails() {
    let _rehearsal = heap::fail_after(0);
    std::thread::spawn(|| free(malloc::<u8>(1)?))
        .join()
        .unwrap()
        .unwrap();
    fails!(malloc::<u8>(1), Allocation);
}

#[test]
fn of_several_guards_each_counts_until_it_is_dropped() -> Result<()> {
    let outer = heap::fail_after(2);
    {
        let _inner = heap::fail_after(0);
        fails!(malloc::<u8>(1), Allocation);
    }
    free(malloc::<u8>(1)?)?;
    fails!(malloc::<u8>(1), Allocation);
    drop(outer);
    free(malloc::<u8>(1)?)
}

#[test]
fn when_the_last_guard_is_gone_nothing_fails_in_whatever_order_they_went() -> Result<()> {
    let first = heap::fail_after(0);
    let second = heap::fail_after(0);
    let third = heap::fail_after(100);
    drop(first);
    fails!(malloc::<u8>(1), Allocation);
    drop(third);
    fails!(malloc::<u8>(1), Allocation);
    drop(second);
    free(malloc::<u8>(1)?)
}

#[test]
fn a_count_that_overflows_never_fails() -> Result<()> {
    let _rehearsals = [heap::fail_after(usize::MAX), heap::fail_after(usize::MAX)];
    for _ in 0..10 {
        free(malloc::<u8>(1)?)?;
    }
    Ok(())
}

#[test]
fn a_failure_leaks_nothing() -> Result<()> {
    let _rehearsal = heap::fail_after(0);
    for _ in 0..1000 {
        fails!(malloc::<u64>(8), Allocation);
    }
    assert_eq!(heap::stats().live_blocks, 0);
    assert!(heap::leaks().is_empty());
    Ok(())
}

/// Blocks that were freed and wait to be used again are allocations like any.
#[test]
fn memory_that_is_there_already_fails_too() -> Result<()> {
    let blocks = (0..1000)
        .map(|_| malloc::<u8>(24))
        .collect::<Result<Vec<_>>>()?;
    blocks.into_iter().try_for_each(free)?;
    let rehearsal = heap::fail_after(1);
    let p = malloc::<u8>(24)?;
    fails!(malloc::<u8>(24), Allocation);
    free(p)?;
    fails!(malloc::<u8>(24), Allocation);
    drop(rehearsal);
    free(malloc::<u8>(24)?)
}
