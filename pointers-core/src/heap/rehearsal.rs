//! Whether an allocation is to fail on purpose: what [`super::fail_after`] has asked for, and each allocation asks.

use core::cell::{Cell, RefCell};
use core::mem::ManuallyDrop;

use super::size_class;
use crate::notes::Notes;

/// What the living guards of a thread ask for.
pub(crate) struct Rehearsals {
    /// Allocations that were tried while a guard lived.
    tried: Cell<u64>,
    /// From which of these on allocations fail: the least of the limits.
    fail_at: Cell<u64>,
    next_id: Cell<u64>,
    /// Smaller sizes can be had without asking [`Rehearsals::allow`]: none while a guard lives.
    quick_below: Cell<usize>,
    /// Whether nothing is to be quick, whatever guards there are.
    all_slow: Cell<bool>,
    /// The guards, each with its limit. The heap has no destructor; without guards this has no memory.
    limits: RefCell<ManuallyDrop<Notes<(u64, u64)>>>,
}

impl Rehearsals {
    pub(crate) const fn new() -> Self {
        Rehearsals {
            tried: Cell::new(0),
            fail_at: Cell::new(u64::MAX),
            next_id: Cell::new(0),
            quick_below: Cell::new(size_class::LARGEST + 1),
            all_slow: Cell::new(false),
            limits: RefCell::new(ManuallyDrop::new(Notes::new())),
        }
    }

    /// Whether a block of this size can be a small one, and no failure is rehearsed.
    #[inline(always)]
    pub(crate) fn is_quick(&self, size: usize) -> bool {
        size < self.quick_below.get()
    }

    /// Whether all allocations go the slow way.
    pub(super) fn be_slow(&self, slow: bool) {
        self.all_slow.set(slow);
        self.follow(&self.limits.borrow());
    }

    /// Whether an allocation is to be tried.
    #[inline]
    pub(crate) fn allow(&self) -> bool {
        if self.fail_at.get() == u64::MAX {
            return true;
        }
        let tried = self.tried.get();
        self.tried.set(tried + 1);
        tried < self.fail_at.get()
    }

    pub(super) fn add(&self, n: u64) -> u64 {
        let id = self.next_id.get();
        self.next_id.set(id + 1);
        let mut limits = self.limits.borrow_mut();
        // Where there is no memory for this, allocations fail without being told.
        let _ = limits.push((id, self.tried.get().saturating_add(n).min(u64::MAX - 1)));
        self.follow(&limits);
        id
    }

    pub(super) fn remove(&self, id: u64) {
        let mut limits = self.limits.borrow_mut();
        if let Some(index) = limits.iter().position(|(other, _)| *other == id) {
            limits.swap_remove(index);
        }
        if limits.is_empty() {
            **limits = Notes::new();
        }
        self.follow(&limits);
    }

    fn follow(&self, limits: &[(u64, u64)]) {
        let least = limits.iter().map(|(_, limit)| *limit).min();
        self.fail_at.set(least.unwrap_or(u64::MAX));
        let quick = if least.is_none() && !self.all_slow.get() {
            size_class::LARGEST + 1
        } else {
            0
        };
        self.quick_below.set(quick);
    }
}
