//! The counters of this thread's heap, and what it keeps.

use super::local::heap;
use super::stats::Stats;

/// Gives the memory of small blocks that were freed, and wait to be used again by this thread, back to C. That
/// happens by itself, too, as other memory is asked for.
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
