//! Who may use which slot: each thread has a queue of free slots, and the process a pool.
//!
//! Slots are used again at once, the last one first, while what belongs to them is still in the cache. What has to be
//! remembered of the blocks that were in them stands elsewhere: [`crate::heap::endings`].

use core::cell::Cell;
use core::sync::atomic::Ordering::Relaxed;

use super::lock::{Held, Lock};
use super::locks::{MOST_SLOTS, Reserved, word_of};
use super::record::{self, SEGMENT, origin_of, record_of};
use super::{Slot, word};

/// How many slots a thread takes from the pool at a time.
const BATCH: usize = 512;

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
        record_of(slot).set_next_free(self.top);
        self.top = slot;
        self.count += 1;
    }

    #[inline]
    fn pop(&mut self) -> Option<Slot> {
        if self.count == 0 {
            return None;
        }
        let slot = self.top;
        self.top = record_of(slot).next_free();
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
        origin_of(slot).set_owner(owner);
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
            origin_of(slot).set_owner(0);
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
                origin_of(slot).set_owner(owner);
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
    /// How many segments exist.
    segments: usize,
    /// How many slots there can be.
    most: usize,
    /// The address space of the lock words.
    reserved: Reserved,
}

pub(crate) static POOL: Lock<Pool> = Lock::new(Pool {
    free: Stack::EMPTY,
    fresh: Fresh::EMPTY,
    segments: 0,
    most: MOST_SLOTS,
    reserved: Reserved::NOTHING,
});

fn pool() -> Held<Pool> {
    POOL.hold()
}

/// All slots that any thread was given so far, but NULL's.
pub(crate) fn handed_out() -> core::ops::Range<Slot> {
    // Segments are made one after another, each when all slots before it were handed out.
    1..pool().fresh.next.max(1)
}

impl Pool {
    fn fresh(&mut self, most: usize) -> Option<Fresh> {
        if self.fresh.is_empty() {
            self.grow()?;
        }
        self.fresh.split(most)
    }

    /// Makes the next segment. Where there is no memory for it now, a later call may find some.
    fn grow(&mut self) -> Option<()> {
        let first = self.segments * SEGMENT;
        let there_is_room = first + SEGMENT <= self.most
            && self.reserved.commit(self.segments)
            && record::add_segment(self.segments);
        if !there_is_room {
            return None;
        }
        // Slot 0 is NULL's.
        self.fresh = Fresh {
            next: first.max(1) as Slot,
            end: (first + SEGMENT) as Slot,
        };
        self.segments += 1;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
        let p = malloc::<u8>(8).expect("memory");
        let slots = {
            let mut pool = pool();
            pool.most = pool.segments * SEGMENT;
            pool.most
        };
        let mut blocks = vec![p];
        blocks.extend(fill(8));
        // All but NULL's.
        assert_eq!(blocks.len(), slots - 1);
        for size in [100, 1000, 24] {
            for block in blocks {
                free(block).expect("it lives");
            }
            // They wait with blocks of another size, the last ones not long enough.
            blocks = fill(size);
            assert_eq!(blocks.len(), slots - 1);
        }
    }
}
