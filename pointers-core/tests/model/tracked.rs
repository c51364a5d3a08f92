//! Values of the models of fields: numbered, and counted while they live.

use std::cell::RefCell;
use std::collections::BTreeMap;

thread_local! {
    /// How many values of each number live.
    pub(super) static LIVE: RefCell<BTreeMap<u64, usize>> = const { RefCell::new(BTreeMap::new()) };
}

/// A value that is counted while it lives.
#[derive(Debug)]
pub(super) struct Tracked(pub(super) u64);

impl Tracked {
    pub(super) fn new(number: u64) -> Self {
        LIVE.with_borrow_mut(|live| *live.entry(number).or_insert(0) += 1);
        Tracked(number)
    }
}

impl Clone for Tracked {
    fn clone(&self) -> Self {
        Self::new(self.0)
    }
}

impl Drop for Tracked {
    fn drop(&mut self) {
        LIVE.with_borrow_mut(|live| {
            let count = live.get_mut(&self.0).expect("a value that lives");
            *count -= 1;
            if *count == 0 {
                live.remove(&self.0);
            }
        });
    }
}
