//! Who may use which slot: each thread has a queue of free slots, and the process a pool.
//!
//! Slots are used again at once, the last one first, while what belongs to them is still in the cache. What has to be
//! remembered of the blocks that were in them stands elsewhere: [`crate::heap::endings`].
//!
//! Groups of slots that have cells go from thread to thread as wholes: [`crate::heap::cells`].

use core::cell::Cell;
use core::sync::atomic::Ordering::Relaxed;

use super::GROUP;
use super::cell::CellGroup;
use super::groups::{self, large_record_of};
use super::lock_words::{MOST_SLOTS, Reserved, SEGMENT, word_of};
use super::mutex::{Lock, Locked};
use super::{Slot, word};

/// How many slots a thread takes from the pool at a time.
const BATCH: usize = GROUP;

/// The word of a slot before its first block. Versions begin at 1, so that no key is all zero.
const FIRST_WORD: u32 = word::new(1, word::NONE);

/// Free slots, linked through their records.
#[derive(Clone, Copy)]
struct Stack {
    top: Slot,
    count: u32,
}

impl Stack {
    const EMPTY: Stack = Stack { top: 0, count: 0 };

    #[inline]
    fn push(&mut self, slot: Slot) {
        if let Some(record) = large_record_of(slot) {
            record.set_next_free(self.top);
            self.top = slot;
            self.count += 1;
        }
    }

    #[inline]
    fn pop(&mut self) -> Option<Slot> {
        if self.count == 0 {
            return None;
        }
        let slot = self.top;
        self.top = large_record_of(slot)?.next_free();
        self.count -= 1;
        Some(slot)
    }
}

/// Slots that were never used: from the first up to, not including, the second.
#[derive(Clone, Copy)]
struct Fresh {
    next: Slot,
    end: Slot,
}

impl Fresh {
    const EMPTY: Fresh = Fresh { next: 0, end: 0 };

    fn is_empty(self) -> bool {
        self.next == self.end
    }

    fn pop(&mut self) -> Option<Slot> {
        self.split(1).map(|one| one.next)
    }

    /// Takes at most so many from the front.
    fn split(&mut self, most: usize) -> Option<Fresh> {
        if self.is_empty() {
            return None;
        }
        let next = self.next;
        self.next = self.end.min(next + most as Slot);
        Some(Fresh {
            next,
            end: self.next,
        })
    }
}

/// The slots that one thread may use.
pub(crate) struct Slots {
    free: Cell<Stack>,
    fresh: Cell<Fresh>,
}

impl Slots {
    pub(crate) const fn new() -> Self {
        Slots {
            free: Cell::new(Stack::EMPTY),
            fresh: Cell::new(Fresh::EMPTY),
        }
    }

    /// A slot: the one that was freed last, or one that this thread did not use before. A thread whose end has passed
    /// keeps no slots for later.
    #[inline]
    pub(crate) fn take(&self, owner: u32, ended: bool) -> Option<Slot> {
        if let Some(slot) = self.pop() {
            return Some(slot);
        }
        if self.fresh.get().is_empty() {
            self.refill(owner, if ended { 1 } else { BATCH });
        }
        let mut fresh = self.fresh.get();
        let Some(slot) = fresh.pop() else {
            // Those of threads that ended.
            return self.pop();
        };
        self.fresh.set(fresh);
        groups::set_owner(slot, owner);
        word_of(slot).store(FIRST_WORD, Relaxed);
        Some(slot)
    }

    #[inline]
    fn pop(&self) -> Option<Slot> {
        let mut free = self.free.get();
        let slot = free.pop();
        self.free.set(free);
        slot
    }

    /// Takes back a slot that keeps no block, and whose word can have another version.
    #[inline]
    pub(crate) fn give_back(&self, slot: Slot) {
        let mut free = self.free.get();
        free.push(slot);
        self.free.set(free);
    }

    /// Hands every free slot to the pool, when the thread ends. They belong to nobody then: a handle that is
    /// left must not look at what the next owner writes.
    pub(crate) fn retire(&self) {
        let mut free = self.free.replace(Stack::EMPTY);
        let mut fresh = self.fresh.replace(Fresh::EMPTY);
        let mut pool = pool();
        while let Some(slot) = fresh.pop() {
            word_of(slot).store(FIRST_WORD, Relaxed);
            pool.free.push(slot);
        }
        while let Some(slot) = free.pop() {
            groups::set_owner(slot, 0);
            pool.free.push(slot);
        }
    }

    #[cold]
    #[inline(never)]
    fn refill(&self, owner: u32, most: usize) {
        let mut pool = pool();
        if pool.free.count > 0 {
            let mut free = self.free.get();
            while (free.count as usize) < most
                && let Some(slot) = pool.free.pop()
            {
                groups::set_owner(slot, owner);
                free.push(slot);
            }
            self.free.set(free);
        } else if let Some(fresh) = pool.fresh(most) {
            self.fresh.set(fresh);
        }
    }
}

/// Slots that no thread owns: those of threads that ended, and those never handed out.
pub(crate) struct Pool {
    free: Stack,
    fresh: Fresh,
    /// Groups of cells that have no memory.
    cells: Option<&'static CellGroup>,
    /// How many groups there are, each with its records: the first has none, because slot 0 is NULL's.
    groups: usize,
    /// How many of them are of cells.
    of_cells: usize,
    /// How many segments of lock words there are.
    segments: usize,
    /// How many groups there can be.
    most: usize,
    /// The address space of the lock words.
    reserved: Reserved,
}

// SAFETY: a group in it belongs to no thread, and goes to the next one under the lock.
unsafe impl Send for Pool {}

pub(crate) static POOL: Lock<Pool> = Lock::new(Pool {
    free: Stack::EMPTY,
    fresh: Fresh::EMPTY,
    cells: None,
    groups: 1,
    of_cells: 0,
    segments: 0,
    most: MOST_SLOTS / GROUP,
    reserved: Reserved::NOTHING,
});

fn pool() -> Locked<Pool> {
    POOL.hold()
}

/// All slots that any thread was given so far, but NULL's.
pub(crate) fn handed_out() -> core::ops::Range<Slot> {
    let groups = pool().groups as Slot;
    GROUP as Slot..groups * GROUP as Slot
}

/// A group of cells without memory, which this thread is to take over. `None` where there is no memory for another one.
pub(crate) fn take_cells() -> Option<&'static CellGroup> {
    let mut pool = pool();
    if let Some(group) = pool.cells {
        pool.cells = group.next.take();
        return Some(group);
    }
    // Small blocks can be C's as well, others cannot be small: they have a quarter for themselves.
    if pool.of_cells >= pool.most / 4 * 3 {
        return None;
    }
    let group = pool.next_group(groups::add_cells)?;
    pool.of_cells += 1;
    for slot in group.slots() {
        word_of(slot).store(FIRST_WORD, Relaxed);
    }
    Some(group)
}

/// Takes back a group of cells that has no memory, and is nobody's.
pub(crate) fn give_back_cells(group: &'static CellGroup) {
    let mut pool = pool();
    group.next.set(pool.cells.replace(group));
}

impl Pool {
    fn fresh(&mut self, most: usize) -> Option<Fresh> {
        if self.fresh.is_empty() {
            self.fresh = self.next_group(|first| {
                groups::add_large(first)?;
                Some(Fresh {
                    next: first,
                    end: first + GROUP as Slot,
                })
            })?;
        }
        self.fresh.split(most)
    }

    /// Makes the next group. Where there is no memory for it now, a later call may find some.
    fn next_group<T>(&mut self, add: impl FnOnce(Slot) -> Option<T>) -> Option<T> {
        const IN_SEGMENT: usize = SEGMENT / GROUP;
        if self.groups >= self.most {
            return None;
        }
        if self.groups >= self.segments * IN_SEGMENT {
            if !self.reserved.commit(self.segments) {
                return None;
            }
            self.segments += 1;
        }
        let made = add((self.groups * GROUP) as Slot)?;
        self.groups += 1;
        Some(made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heap::size_class::LARGEST;
    use crate::{MallocPointer, free, malloc};

    /// Blocks of this size until the tables are full.
    fn fill(size: usize) -> Vec<MallocPointer<u8>> {
        std::iter::from_fn(|| malloc(size).ok()).collect()
    }

    /// In a process of its own, because its tables cannot grow.
    #[test]
    fn every_slot_can_have_a_block_of_every_size() {
        const CHILD: &str = "POINTERS_TEST_FULL_TABLES";
        if std::env::var_os(CHILD).is_none() {
            let name = "table::slots::tests::every_slot_can_have_a_block_of_every_size";
            let status = std::process::Command::new(std::env::current_exe().expect("this test"))
                .args(["--exact", name])
                .env(CHILD, "1")
                .status();
            assert!(status.is_ok_and(|status| status.success()));
            return;
        }
        free(malloc::<u8>(8).expect("memory")).expect("it lives");
        free(malloc::<u8>(1000).expect("memory")).expect("it lives");
        let (all, large) = {
            let mut pool = pool();
            pool.most = 16;
            let none_is_small = cfg!(pointers_no_spare);
            (15 * GROUP, if none_is_small { 15 } else { 4 } * GROUP)
        };
        // Small blocks go where large ones would, and large ones have a quarter for themselves.
        for size in [8, 100, 1000, 24, 128, 600, 200, 1] {
            let blocks = fill(size);
            let most = if size > LARGEST {
                large - GROUP..=large
            } else {
                all..=all
            };
            assert!(most.contains(&blocks.len()), "{} of {size}", blocks.len());
            for block in blocks {
                free(block).expect("it lives");
            }
        }
    }
}
