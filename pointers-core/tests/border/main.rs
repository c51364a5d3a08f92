//! The border: memory to and from C, other threads, and what Rust holds. Each bad input has its error, and nothing is lost.

#[path = "../common/mod.rs"]
mod common;

mod convert;
mod destroy;
mod detached;
mod find;
mod lent;
mod raw;
mod streams;
mod unassigned;

use pointers_core::{Result, heap};

/// Runs something that leaves nothing behind.
#[track_caller]
fn leaves_nothing(run: impl FnOnce() -> Result<()>) -> Result<()> {
    let before = (heap::stats().live_blocks, heap::stats().live_bytes);
    let outcome = run();
    let after = (heap::stats().live_blocks, heap::stats().live_bytes);
    assert_eq!(after, before, "{outcome:?}");
    outcome
}
