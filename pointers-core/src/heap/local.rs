//! What a thread knows of its own blocks: its free slots, its counters, and a rehearsed failure.
//!
//! It has no destructor, so that destructors of the user's thread-locals can use it however late
//! they run. A second thread-local, which has one, hands the free slots on when the thread ends.

use core::cell::Cell;
use core::ptr;
use core::sync::atomic::{AtomicU32, Ordering::Relaxed};

use super::Stats;
use super::rehearsal::Rehearsals;
use crate::block::source;
use crate::block::spare::Spare;
use crate::table::Slot;
use crate::table::record::{Record, record_of};
use crate::table::slots::Slots;

thread_local! {
    static HEAP: Heap = const { Heap::new() };
    static AT_THREAD_END: AtThreadEnd = const { AtThreadEnd };
}

/// Runs with this thread's heap.
#[inline(always)]
pub(crate) fn heap<R>(run: impl FnOnce(&Heap) -> R) -> R {
    // Not `HEAP.with(run)`, which compiles to a call with everything that `run` captures in memory.
    let heap = HEAP.with(ptr::from_ref);
    // SAFETY: the heap has no destructor, so that it lives as long as its thread, and `run` cannot
    // keep the reference.
    run(unsafe { &*heap })
}

struct AtThreadEnd;

impl Drop for AtThreadEnd {
    fn drop(&mut self) {
        heap(Heap::end_thread);
    }
}

/// Names a heap in the records of its blocks.
static NEXT_OWNER: AtomicU32 = AtomicU32::new(1);

/// Counters that one operation changes do not stand side by side: the compiler would change them
/// with one wide access, which waits for the narrow one before it.
#[repr(C)]
pub(crate) struct Heap {
    allocations: Cell<u64>,
    frees: Cell<u64>,
    peak_bytes: Cell<usize>,
    live_bytes: Cell<usize>,
    slots: Slots,
    pub(crate) spare: Spare,
    /// 0 before the first block.
    owner: Cell<u32>,
    /// The thread's end has passed: free slots are handed on at once.
    ended: Cell<bool>,
    rehearsals: Rehearsals,
}

impl Heap {
    const fn new() -> Self {
        Heap {
            slots: Slots::new(),
            spare: Spare::new(),
            owner: Cell::new(0),
            ended: Cell::new(false),
            allocations: Cell::new(0),
            frees: Cell::new(0),
            live_bytes: Cell::new(0),
            peak_bytes: Cell::new(0),
            rehearsals: Rehearsals::new(),
        }
    }

    /// Whether an allocation is to be tried, or to fail because that is rehearsed.
    #[inline]
    pub(crate) fn may_allocate(&self) -> bool {
        self.rehearsals.allow()
    }

    /// Runs what asks C for `size` bytes, which no waiting block has, and again without any block waiting if
    /// there is no memory.
    #[inline(always)]
    pub(crate) fn ask_c(&self, size: usize, ask: impl Fn() -> Option<*mut u8>) -> Option<*mut u8> {
        if size > source::LARGEST {
            return None;
        }
        self.spare.make_room(size);
        if let Some(memory) = ask() {
            return Some(memory);
        }
        self.spare.trim(usize::MAX, 0);
        ask()
    }

    /// Whether a slot waits that was used before.
    #[inline(always)]
    pub(crate) fn slot_waits(&self) -> bool {
        self.slots.has_used()
    }

    /// That slot.
    #[inline(always)]
    pub(crate) fn take_waiting_slot(&self) -> Option<(Slot, &'static Record)> {
        self.slots.take_used()
    }

    /// A slot for a new block. `None` if the tables are full.
    #[inline(always)]
    pub(crate) fn take_slot(&self) -> Option<(Slot, &'static Record)> {
        match self.slots.take_used() {
            Some(used) => Some(used),
            None => self.take_other_slot().map(|slot| (slot, record_of(slot))),
        }
    }

    #[cold]
    #[inline(never)]
    fn take_other_slot(&self) -> Option<Slot> {
        if self.owner.get() == 0 {
            self.owner.set(NEXT_OWNER.fetch_add(1, Relaxed));
            // Touching it is what makes its destructor run. Where that has run already, nothing
            // would ever hand our slots on but we ourselves.
            if AT_THREAD_END.try_with(|_| ()).is_err() {
                self.end_thread();
            }
        }
        self.slots.take_other(self.owner.get(), self.ended.get())
    }

    /// The thread ends, or has ended: from here on nothing is kept for later.
    fn end_thread(&self) {
        self.ended.set(true);
        self.slots.retire();
        self.spare.close();
    }

    /// A block of so many bytes begins.
    #[inline]
    pub(crate) fn begin(&self, length: usize) {
        self.allocations.set(self.allocations.get() + 1);
        self.grow(length);
    }

    /// The block of so many bytes in this slot has ended; its word is this now.
    #[inline]
    pub(crate) fn end(&self, slot: Slot, word: u32, length: usize) {
        self.end_before_thread(slot, word, length);
        if self.ended.get() {
            self.slots.retire();
        }
    }

    /// The same, where the thread is known not to end: its lists of spare blocks are open.
    #[inline]
    pub(crate) fn end_before_thread(&self, slot: Slot, word: u32, length: usize) {
        self.frees.set(self.frees.get() + 1);
        self.live_bytes
            .set(self.live_bytes.get().wrapping_sub(length));
        self.slots.give_back(slot, word);
    }

    /// A block has another size now.
    pub(crate) fn resized(&self, old: usize, new: usize) {
        self.live_bytes.set(self.live_bytes.get().wrapping_sub(old));
        self.grow(new);
    }

    /// Blocks are disjoint memory, so their sizes add up to less than the address space; only blocks
    /// that were taken over from C with a false size could add up to more.
    #[inline]
    fn grow(&self, bytes: usize) {
        let live = self.live_bytes.get().wrapping_add(bytes);
        self.live_bytes.set(live);
        if live > self.peak_bytes.get() {
            self.peak_bytes.set(live);
        }
    }

    pub(super) fn stats(&self) -> Stats {
        let (allocations, frees) = (self.allocations.get(), self.frees.get());
        Stats {
            live_blocks: (allocations - frees) as usize,
            live_bytes: self.live_bytes.get(),
            peak_bytes: self.peak_bytes.get(),
            allocations,
            frees,
        }
    }

    #[inline]
    pub(crate) fn owner(&self) -> u32 {
        self.owner.get()
    }

    pub(super) fn rehearsals(&self) -> &Rehearsals {
        &self.rehearsals
    }
}
