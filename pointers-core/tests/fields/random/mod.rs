//! Fields, pointers to them, and elements that are assigned in part, at random, against two simple models: [every value that
//! lives is in one place](values), and [memory is bytes that hold something or do not](bytes).

use std::cell::Cell;

use crate::common::is_checked;

mod bytes;
mod values;

thread_local! {
    static STATE: Cell<u64> = const { Cell::new(1) };
}

/// A number below `limit`: Marsaglia's xorshift, the same on every machine.
fn random(limit: u64) -> u64 {
    let mut x = STATE.get();
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    STATE.set(x);
    (x >> 11) % limit
}

fn index(limit: usize) -> usize {
    random(limit as u64) as usize
}

/// Runs with so many seeds, fewer where everything is slow.
fn with_seeds(seeds: u64, run: impl Fn()) {
    let seeds = if is_checked() { seeds / 4 } else { seeds };
    for seed in 1..=seeds {
        STATE.set(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        run();
    }
}
