//! Work (k): threads, each with blocks of its own.

use crate::runner::*;
use crate::sizes::{Bytes, Checked, STEPS, Unchecked, replacing};

pub(crate) fn all() -> Vec<Workload> {
    vec![
        workload(
            "(k) two threads, random sizes of 8 to 120, 1000 live each",
            2 * STEPS,
            || at_once::<Unchecked>(2, 1000),
            || at_once::<Checked>(2, 1000),
        ),
        workload(
            "(k) 200 short threads, 100 blocks of 8 to 120 each",
            200 * 100,
            || (0..200).map(|_| short::<Unchecked>()).sum(),
            || (0..200).map(|_| short::<Checked>()).sum(),
        ),
    ]
}

fn workload(
    name: &str,
    operations: usize,
    raw: impl FnMut() -> u64 + 'static,
    api: impl FnMut() -> u64 + 'static,
) -> Workload {
    Workload {
        name: name.into(),
        operations,
        target: 1.5,
        contenders: vec![contender(RAW, || raw), contender(API, || api)],
    }
}

fn at_once<B: Bytes>(threads: usize, live: usize) -> u64 {
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads)
            .map(|_| scope.spawn(move || replacing::<B>(8..121, live)()))
            .collect();
        let results = running.into_iter().map(|thread| thread.join());
        results.map(|result| result.expect("no panic")).sum()
    })
}

/// A thread that allocates a few blocks, frees them, and ends.
fn short<B: Bytes>() -> u64 {
    let run = || {
        let blocks: Vec<_> = (0..100)
            .map(|at: u8| B::allocate(8 + usize::from(at) % 113, at))
            .collect();
        let sum = blocks.iter().map(|block| u64::from(B::first(block))).sum();
        blocks.into_iter().for_each(B::free);
        sum
    };
    std::thread::spawn(run).join().expect("no panic")
}
