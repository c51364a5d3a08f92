//! What a thread knows of its own blocks: its free slots, its counters, and a rehearsed failure.
//!
//! It has no destructor, so that destructors of the user's thread-locals can use it however late
//! they run. A second thread-local, which has one, hands the free slots on when the thread ends.

use core::cell::Cell;
use core::sync::atomic::{AtomicU32, Ordering::Relaxed};

use super::Stats;
use crate::table::Slot;
use crate::table::slots::Slots;

thread_local! {
    static HEAP: Heap = const { Heap::new() };
    static AT_THREAD_END: AtThreadEnd = const { AtThreadEnd };
}

/// Runs with this thread's heap.
#[inline]
pub(crate) fn heap<R>(run: impl FnOnce(&Heap) -> R) -> R {
    HEAP.with(run)
}

struct AtThreadEnd;

impl Drop for AtThreadEnd {
    fn drop(&mut self) {
        heap(|heap| {
            heap.ended.set(true);
            heap.slots.retire();
        });
    }
}

/// Names a heap in the records of its blocks.
static NEXT_OWNER: AtomicU32 = AtomicU32::new(1);

pub(crate) struct Heap {
    slots: Slots,
    /// 0 before the first block.
    owner: Cell<u32>,
    /// The thread's end has passed: free slots are handed on at once.
    ended: Cell<bool>,
    stats: Cell<Stats>,
    rehearsal: Cell<Rehearsal>,
}

/// A failure that was asked for, by [`fail_after`](super::fail_after).
#[derive(Clone, Copy)]
pub(super) struct Rehearsal {
    /// How many allocations still succeed.
    pub(super) left: Option<usize>,
    /// Which guard set it.
    pub(super) guard: u64,
    /// How many guards live.
    pub(super) guards: usize,
}

impl Heap {
    const fn new() -> Self {
        Heap {
            slots: Slots::new(),
            owner: Cell::new(0),
            ended: Cell::new(false),
            stats: Cell::new(Stats::ZERO),
            rehearsal: Cell::new(Rehearsal {
                left: None,
                guard: 0,
                guards: 0,
            }),
        }
    }

    /// Whether an allocation is to be tried, or to fail because that is rehearsed.
    #[inline]
    pub(crate) fn may_allocate(&self) -> bool {
        let mut rehearsal = self.rehearsal.get();
        let Some(left) = rehearsal.left else {
            return true;
        };
        rehearsal.left = Some(left.saturating_sub(1));
        self.rehearsal.set(rehearsal);
        left > 0
    }

    /// A slot, and this heap's name, for a new block of so many bytes.
    #[inline]
    pub(crate) fn begin(&self, length: usize) -> Option<(Slot, u32)> {
        if self.owner.get() == 0 {
            self.first_use();
        }
        let slot = if self.ended.get() {
            self.slots.take_late()
        } else {
            self.slots.take()
        }?;
        self.count(|stats| {
            stats.live_blocks += 1;
            stats.allocations += 1;
            stats.grow(length);
        });
        Some((slot, self.owner.get()))
    }

    #[cold]
    fn first_use(&self) {
        self.owner.set(NEXT_OWNER.fetch_add(1, Relaxed));
        // Touching it is what makes its destructor run. Where that has run already, nothing
        // would ever hand our slots on but we ourselves.
        if AT_THREAD_END.try_with(|_| ()).is_err() {
            self.ended.set(true);
        }
    }

    /// The slot of a block of so many bytes that ended.
    #[inline]
    pub(crate) fn end(&self, slot: Slot, length: usize) {
        self.slots.give_back(slot);
        if self.ended.get() {
            self.slots.retire();
        }
        self.count(|stats| {
            stats.live_blocks -= 1;
            stats.frees += 1;
            stats.live_bytes -= length;
        });
    }

    /// A block has another size now.
    pub(crate) fn resized(&self, old: usize, new: usize) {
        self.count(|stats| {
            stats.live_bytes -= old;
            stats.grow(new);
        });
    }

    #[inline]
    fn count(&self, change: impl FnOnce(&mut Stats)) {
        let mut stats = self.stats.get();
        change(&mut stats);
        self.stats.set(stats);
    }

    pub(super) fn stats(&self) -> Stats {
        self.stats.get()
    }

    pub(super) fn owner(&self) -> u32 {
        self.owner.get()
    }

    pub(super) fn rehearsal(&self) -> &Cell<Rehearsal> {
        &self.rehearsal
    }
}
