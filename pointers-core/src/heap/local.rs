//! What a thread knows of its own blocks: its free slots, its counters, and a rehearsed failure.
//!
//! It has no destructor, so that destructors of the user's thread-locals can use it however late
//! they run. Its free slots are handed on by what [`super::thread_end`] calls.
//!
//! Where thread-locals are the linker's (Linux, macOS and most others) it takes no memory of its own, and is there until
//! the thread is gone. Elsewhere (Android, say) std asks for its memory at the first use, and aborts where there is none;
//! and frees it with the other thread-locals, so that a later destructor begins with an empty heap.

use core::cell::Cell;
use core::ptr;
use core::sync::atomic::{AtomicU32, Ordering::Relaxed};

use super::cells::Cells;
use super::endings::Endings;
use super::fork;
use super::recorder::{Begin, Event, Recorder};
use super::rehearsal::Rehearsals;
use super::size_class;
use super::source;
use super::stats::Stats;
use super::thread_end;
use crate::system::NoKey;
use crate::table::cell::Cell as SmallCell;
use crate::table::slots::Slots;
use crate::table::{Slot, word};

thread_local! {
    static HEAP: Heap = const { Heap::new() };
}

const _: () = assert!(!core::mem::needs_drop::<Heap>());

/// Runs with this thread's heap.
#[inline(always)]
pub(crate) fn heap<R>(run: impl FnOnce(&Heap) -> R) -> R {
    // SAFETY: `run` cannot keep the reference.
    run(unsafe { current() })
}

/// This thread's heap: where a closure would be a call of its own.
///
/// # Safety
///
/// Who called this does not keep it: it is used on this thread, until the function that did returns.
#[inline(always)]
pub(crate) unsafe fn current<'a>() -> &'a Heap {
    // Not `HEAP.with(run)`, which compiles to a call with everything that `run` captures in memory.
    let heap = HEAP.with(ptr::from_ref);
    // SAFETY: while the caller runs, on this thread, nothing frees the heap: where it is the linker's, that goes with the
    // thread; where it is std's, a destructor does it that runs when the thread's own code, and every other destructor that
    // may have come here, has returned.
    unsafe { &*heap }
}

/// Names a heap in the records of its blocks.
static NEXT_OWNER: AtomicU32 = AtomicU32::new(1);

/// Counters that one operation changes do not stand side by side: the compiler would change them
/// with one wide access, which waits for the narrow one before it.
#[repr(C)]
pub(crate) struct Heap {
    /// How many blocks began.
    allocations: Cell<u64>,
    peak_bytes: Cell<usize>,
    /// How many bytes fewer than at most live now.
    below_peak: Cell<usize>,
    slots: Slots,
    cells: Cells,
    pub(crate) endings: Endings,
    /// 0 before the first block.
    owner: Cell<u32>,
    /// The thread's end has passed, or will not be told: free slots are handed on at once.
    ended: Cell<bool>,
    rehearsals: Rehearsals,
    pub(crate) recorder: Recorder,
}

impl Heap {
    const fn new() -> Self {
        Heap {
            slots: Slots::new(),
            cells: Cells::new(),
            endings: Endings::new(),
            owner: Cell::new(0),
            ended: Cell::new(false),
            allocations: Cell::new(0),
            below_peak: Cell::new(0),
            peak_bytes: Cell::new(0),
            rehearsals: Rehearsals::new(),
            recorder: Recorder::new(),
        }
    }

    /// Whether an allocation is to be tried, or to fail because that is rehearsed.
    #[inline]
    pub(crate) fn may_allocate(&self) -> bool {
        self.rehearsals.allow()
    }

    /// Runs what asks C for `size` bytes, and if there is no memory again when free cells have given theirs back.
    #[inline(always)]
    pub(crate) fn ask_c(&self, size: usize, ask: impl Fn() -> Option<*mut u8>) -> Option<*mut u8> {
        if size > source::LARGEST {
            return None;
        }
        // Not each time: it looks at every list.
        if self.allocations.get().is_multiple_of(64) {
            self.trim_if_worth_it();
        }
        if let Some(memory) = ask() {
            return Some(memory);
        }
        self.trim();
        ask()
    }

    #[inline]
    fn trim_if_worth_it(&self) {
        let (live, ended) = (self.live_bytes(), self.endings.count());
        self.cells.trim_if_worth_it(live, ended);
    }

    /// Gives the memory of small blocks that were freed back to C, where it is not between others that live.
    pub(crate) fn trim(&self) {
        self.cells.trim();
    }

    /// A free cell of so many bytes, unless a failure is rehearsed.
    #[inline(always)]
    pub(crate) fn take_quickly(&self, size: usize) -> Option<(Slot, SmallCell)> {
        if !self.rehearsals.is_quick(size) {
            return None;
        }
        self.cells.take(size)
    }

    /// The same of a size and an alignment that can be small, whether a cell is free or not. A thread whose end has passed gets none: there would be nobody to hand it on.
    #[inline]
    pub(crate) fn take_cell(&self, size: usize, align: usize) -> Option<(Slot, SmallCell)> {
        if self.ended.get() {
            return None;
        }
        let room = size_class::room_for(size, align);
        if let Some(found) = self.cells.take(room) {
            return Some(found);
        }
        if self.owner.get() == 0 {
            self.begin_thread()?;
            if self.ended.get() {
                return None;
            }
        }
        // A program that has small blocks only asks C for nothing else.
        self.trim_if_worth_it();
        if let Some(found) = self.cells.take_fresh(room, self.owner.get()) {
            return Some(found);
        }
        // Those of other classes may have to do without.
        self.cells.trim_if_anything_ended(self.endings.count());
        self.cells.take_fresh(room, self.owner.get())
    }

    /// Takes back the cell of a block that has ended. `freed_at` is where, as [`short`](crate::table::short) has it, or 0.
    ///
    /// # Safety
    ///
    /// The invariant of [`crate::heap::cells`] holds of it.
    #[inline(always)]
    pub(crate) unsafe fn give_cell_back(&self, slot: Slot, cell: SmallCell, freed_at: u32) {
        if self.ended.get() {
            // SAFETY: the caller's promise.
            unsafe { self.cells.give_up(cell, freed_at) };
            return;
        }
        // SAFETY: the caller's promise; it is of its own class.
        unsafe { self.give_cell_of_class(cell.group().class(), slot, cell, freed_at) };
    }

    /// The same of a cell of this class.
    ///
    /// # Safety
    ///
    /// As above, it is, and this heap [keeps slots](Self::keeps_slots).
    #[inline(always)]
    pub(crate) unsafe fn give_cell_of_class(
        &self,
        class: usize,
        slot: Slot,
        cell: SmallCell,
        freed_at: u32,
    ) {
        // SAFETY: the caller's promise.
        unsafe { self.cells.give_back(class, slot, cell, freed_at) };
    }

    /// A slot for a new block. `None` if the tables are full, or there is no name left for this heap.
    #[inline]
    pub(crate) fn take_slot(&self) -> Option<Slot> {
        if self.owner.get() == 0 {
            self.begin_thread()?;
        }
        self.slots.take(self.owner.get(), self.ended.get())
    }

    /// `None` where there is no memory for it, and a later allocation tries again.
    #[cold]
    #[inline(never)]
    fn begin_thread(&self) -> Option<()> {
        if !fork::is_awaited() {
            return None;
        }
        // Before there are slots that would have to be handed on.
        match thread_end::await_it(thread_ends) {
            Ok(()) => {}
            Err(NoKey::NoMemory) => return None,
            // So nothing may be left to be handed on then.
            Err(NoKey::Never) => self.ended.set(true),
        }
        // Not from the beginning again after so many threads: two heaps of one name would take each other's blocks for theirs.
        let name = NEXT_OWNER.fetch_update(Relaxed, Relaxed, |name| name.checked_add(1));
        self.owner.set(name.ok()?);
        Some(())
    }

    /// The thread ends, or has ended: from here on nothing is kept for later.
    pub(super) fn end_thread(&self) {
        if !self.ended.replace(true) {
            self.cells.end();
        }
        self.slots.retire();
    }

    /// Whether the slots that this thread has stay its own until the thread ends, also those that become free. While code
    /// of the user's runs that came here, it does not end.
    #[inline]
    pub(crate) fn keeps_slots(&self) -> bool {
        !self.ended.get()
    }

    /// A block of so many bytes begins.
    #[inline]
    pub(crate) fn begin(&self, length: usize) {
        self.allocations.set(self.allocations.get() + 1);
        self.grow(length);
    }

    /// Takes back a slot that keeps no block, and whose word is this now, unless its versions are used up.
    #[inline]
    pub(crate) fn give_back(&self, slot: Slot, word: u32) {
        if word::can_be_used_again(word) {
            self.slots.give_back(slot);
        }
        if self.ended.get() {
            self.slots.retire();
        }
    }

    /// A block has another size now.
    pub(crate) fn resized(&self, old: usize, new: usize) {
        self.shrink(old);
        self.grow(new);
    }

    /// So many bytes more live.
    #[inline]
    pub(crate) fn grow(&self, bytes: usize) {
        match self.below_peak.get().checked_sub(bytes) {
            Some(below) => self.below_peak.set(below),
            None => self.raise_peak(bytes),
        }
    }

    /// So many bytes fewer live.
    #[inline]
    pub(crate) fn shrink(&self, bytes: usize) {
        let below = self.below_peak.get();
        self.below_peak.set(below.wrapping_add(bytes));
    }

    /// Blocks are disjoint memory, so their sizes add up to less than the address space; only blocks
    /// that were taken over from C with a false size could add up to more.
    #[cold]
    fn raise_peak(&self, bytes: usize) {
        let peak = self.peak_bytes.get();
        self.peak_bytes
            .set(peak.wrapping_add(bytes - self.below_peak.get()));
        self.below_peak.set(0);
    }

    fn live_bytes(&self) -> usize {
        self.peak_bytes.get().wrapping_sub(self.below_peak.get())
    }

    pub(super) fn stats(&self) -> Stats {
        let (allocations, frees) = (self.allocations.get(), self.endings.count());
        let peak_bytes = self.peak_bytes.get();
        Stats {
            live_blocks: (allocations - frees) as usize,
            live_bytes: self.live_bytes(),
            peak_bytes,
            allocations,
            frees,
        }
    }

    #[inline]
    pub(crate) fn owner(&self) -> u32 {
        self.owner.get()
    }

    /// A recording begins, which is told before anything happens.
    pub(crate) fn begin_recording(&self, before: fn()) -> Begin {
        self.rehearsals.be_slow(true);
        self.recorder.begin(before)
    }

    /// It ends: see [`Recorder::end`].
    pub(crate) fn end_recording(&self, begin: Begin, f: impl FnMut(Event)) -> u64 {
        let dropped = self.recorder.end(begin, f);
        self.rehearsals.be_slow(self.recorder.is_on());
        dropped
    }

    pub(crate) fn live_blocks(&self) -> usize {
        self.stats().live_blocks
    }

    #[cfg(test)]
    pub(super) fn cells(&self) -> &Cells {
        &self.cells
    }

    pub(super) fn rehearsals(&self) -> &Rehearsals {
        &self.rehearsals
    }
}

/// It cannot unwind: nothing in there runs code of the user's.
fn thread_ends() {
    heap(Heap::end_thread);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handle::traits::sealed::Sealed;
    use crate::table::groups::owner_of;
    use crate::{Result, free, malloc};

    #[test]
    fn a_threads_end_hands_its_slots_on() {
        let are_handed_on = || {
            let thread = std::thread::spawn(|| -> Result<(u32, [Slot; 2])> {
                let (waits, large) = (malloc::<u8>(24)?, malloc::<u8>(1 << 12)?);
                free(waits)?;
                free(large)?;
                let slots = [waits.raw().slot(), large.raw().slot()];
                Ok((heap(Heap::owner), slots))
            });
            let (ended, slots) = thread.join().unwrap().unwrap();
            // Nobody's, or another's of these tests already.
            slots.iter().all(|slot| owner_of(*slot) != ended)
        };
        // A thread of another test may have become the owner of that name, and taken the very slots.
        assert!((0..10).any(|_| are_handed_on()));
    }

    /// A destructor that runs after ours leaves nothing behind: there is nobody to hand it on.
    #[test]
    fn what_is_freed_after_the_threads_end_is_kept_by_nobody() -> Result<()> {
        let (before, late) = (malloc::<u8>(24)?, malloc::<u8>(24)?);
        let slots = [before.raw().slot(), late.raw().slot()];
        let ours = |slot: &Slot| owner_of(*slot) == heap(Heap::owner);
        free(before)?;
        assert!(slots.iter().all(ours));
        heap(Heap::end_thread);
        free(late)?;
        assert!(!slots.iter().any(ours));
        let again = malloc::<u8>(24)?;
        let slot = again.raw().slot();
        assert!(ours(&slot));
        free(again)?;
        assert!(!ours(&slot));
        Ok(())
    }
}
