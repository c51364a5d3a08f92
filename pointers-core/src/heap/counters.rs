//! The counters of this thread's heap, and what it keeps.

use super::local::heap;
use super::stats::Stats;

/// Gives the memory of small blocks that were freed back to C, as far as it is not between others that live. That happens by
/// itself, too, where much waits to be used again, and where there is no other memory.
///
/// C: `malloc_trim`.
pub fn trim() {
    heap(|heap| heap.trim());
}

/// The counters of this thread's heap.
#[must_use]
pub fn stats() -> Stats {
    heap(|heap| heap.stats())
}
