//! What all programs have: numbers that look random. The rest of `program.h` is in `compare/programs.rs`.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

static STATE: AtomicU64 = AtomicU64::new(88_172_645_463_325_252);

/// The same numbers as in `program.h` (xorshift).
pub(crate) fn next_random() -> u64 {
    let mut state = STATE.load(Relaxed);
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    STATE.store(state, Relaxed);
    state
}
