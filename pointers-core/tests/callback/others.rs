//! The model test's operations, each of which is right, while an allocator that calls back goes on with
//! blocks of its own.

use std::cell::Cell;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use pointers_core::{ErrorKind, MallocPointer, Result, calloc, free, heap, malloc, realloc};

use crate::common::is_checked;
use crate::{allocator, engine};

const CASES: u32 = 40;
const CHECKED_CASES: u32 = 100;

/// Everything that is noted of a block, or of a thread.
fn other_blocks(n: u8) -> Result<()> {
    let p: MallocPointer<u8> = malloc(usize::from(n % 32) + 8)?;
    let run = || {
        p.fill(n, 3)?;
        p.add(5)?.write(n)?;
        let guard = p.borrow()?;
        assert!(free(p).is_err() && (p + 4).read().is_err());
        assert_eq!(*guard, n);
        drop(guard);
        let rehearsal = heap::fail_after(0);
        assert!(realloc(p, 100).is_err());
        drop(rehearsal);
        let q = realloc(p, 100)?;
        assert_eq!((q.add(5)?.take()?, p.read()?), (n, n));
        free(calloc::<u8>(usize::from(n % 5), 8)?)
    };
    let result = run();
    free(p)?;
    assert!(p.freed() && free(p).is_err());
    result
}

#[test]
fn every_operation_beside_others() {
    let config = ProptestConfig {
        cases: if is_checked() { CHECKED_CASES } else { CASES },
        max_shrink_iters: 2000,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let calls = Cell::new(0_u64);
    let call = || {
        calls.set(calls.get() + 1);
        if let Err(error) = other_blocks(calls.get() as u8) {
            // The operation rehearses it.
            assert_eq!(error.kind(), ErrorKind::Allocation);
        }
    };
    let steps = prop::collection::vec(any::<engine::Step>(), 100..400);
    let result =
        TestRunner::new(config).run(&(any::<u8>(), 1..20_usize, steps), |(focus, n, steps)| {
            allocator::at_every(n, &call, || engine::run(focus, steps));
            Ok(())
        });
    if let Err(error) = result {
        panic!("{error}");
    }
    println!("{} call backs", calls.get());
}
