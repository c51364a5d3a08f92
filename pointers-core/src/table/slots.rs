//! Who may use which slot: each thread has a queue of free slots, and the process a pool.
//!
//! Slots are used again oldest first, and not before [`QUARANTINE`] others wait, so that the places
//! of an ordinary use after free are still known when it happens.

use core::cell::Cell;
use core::sync::atomic::Ordering::Relaxed;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::locks::{self, word_of};
use super::record::{self, Record, SEGMENT, SEGMENTS, record_of};
use super::{Slot, word};

/// How many freed slots wait before the oldest of them is used again.
const QUARANTINE: u32 = 512;

/// How many slots a thread takes from the pool at a time.
const BATCH: usize = 512;

/// The word of a slot before its first block. Versions begin at 1, so that no key is all zero.
const FIRST_WORD: u32 = word::new(1, word::NONE);

/// A first-in first-out queue of free slots, linked through their records.
#[derive(Clone, Copy)]
struct Queue {
    first: Slot,
    last: Slot,
    count: u32,
}

impl Queue {
    const EMPTY: Queue = Queue {
        first: 0,
        last: 0,
        count: 0,
    };

    fn push(&mut self, slot: Slot) {
        self.append(Queue {
            first: slot,
            last: slot,
            count: 1,
        });
    }

    fn append(&mut self, other: Queue) {
        if self.count == 0 {
            *self = other;
        } else if other.count > 0 {
            record_of(self.last).set_next_free(other.first);
            self.last = other.last;
            self.count += other.count;
        }
    }

    fn pop(&mut self) -> Option<Slot> {
        if self.count == 0 {
            return None;
        }
        let slot = self.first;
        self.count -= 1;
        if self.count > 0 {
            self.first = record_of(slot).next_free();
        }
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
    free: Cell<Queue>,
    fresh: Cell<Fresh>,
}

impl Slots {
    pub(crate) const fn new() -> Self {
        Slots {
            free: Cell::new(Queue::EMPTY),
            fresh: Cell::new(Fresh::EMPTY),
        }
    }

    /// Whether [`Slots::take_used`] has one.
    #[inline(always)]
    pub(crate) fn has_used(&self) -> bool {
        self.free.get().count > QUARANTINE
    }

    /// A slot that was freed before, if so many wait that the oldest can be used again.
    #[inline(always)]
    pub(crate) fn take_used(&self) -> Option<(Slot, &'static Record)> {
        let mut free = self.free.get();
        if free.count <= QUARANTINE {
            return None;
        }
        let slot = free.first;
        let record = record_of(slot);
        free.first = record.next_free();
        free.count -= 1;
        self.free.set(free);
        Some((slot, record))
    }

    /// A slot that this thread did not use before, or if there is none, any. A thread whose end has passed
    /// keeps no slots for later.
    pub(crate) fn take_other(&self, owner: u32, ended: bool) -> Option<Slot> {
        if self.fresh.get().is_empty() {
            self.refill(owner, if ended { 1 } else { BATCH });
        }
        let mut fresh = self.fresh.get();
        let mut free = self.free.get();
        let slot = match fresh.pop() {
            Some(slot) => {
                record_of(slot).set_owner(owner);
                word_of(slot).store(FIRST_WORD, Relaxed);
                Some(slot)
            }
            None => free.pop(),
        };
        self.fresh.set(fresh);
        self.free.set(free);
        slot
    }

    /// Takes back the slot of a block that ended, whose word is this now, unless its versions are used up.
    #[inline]
    pub(crate) fn give_back(&self, slot: Slot, word: u32) {
        if word::version(word) < word::RETIRED_VERSION {
            let mut free = self.free.get();
            free.push(slot);
            self.free.set(free);
        }
    }

    /// Hands every free slot to the pool, when the thread ends. They belong to nobody then: a handle that is
    /// left must not look at what the next owner writes.
    pub(crate) fn retire(&self) {
        let mut free = self.free.replace(Queue::EMPTY);
        let mut fresh = self.fresh.replace(Fresh::EMPTY);
        while let Some(slot) = fresh.pop() {
            word_of(slot).store(FIRST_WORD, Relaxed);
            free.push(slot);
        }
        let mut nobodys = Queue::EMPTY;
        while let Some(slot) = free.pop() {
            record_of(slot).set_owner(0);
            nobodys.push(slot);
        }
        pool().free.append(nobodys);
    }

    fn refill(&self, owner: u32, most: usize) {
        let mut pool = pool();
        if pool.free.count > 0 {
            let mut older = Queue::EMPTY;
            while (older.count as usize) < most
                && let Some(slot) = pool.free.pop()
            {
                record_of(slot).set_owner(owner);
                older.push(slot);
            }
            older.append(self.free.get());
            self.free.set(older);
        } else if let Some(fresh) = pool.fresh(most) {
            self.fresh.set(fresh);
        }
    }
}

/// Slots that no thread owns: those of threads that ended, and those never handed out.
struct Pool {
    free: Queue,
    fresh: Fresh,
    /// How many segments exist.
    segments: usize,
    /// How many slots there can be; 0 before the lock words are reserved.
    most: usize,
}

static POOL: Mutex<Pool> = Mutex::new(Pool {
    free: Queue::EMPTY,
    fresh: Fresh::EMPTY,
    segments: 0,
    most: 0,
});

fn pool() -> MutexGuard<'static, Pool> {
    // Nothing in here can panic half-way.
    POOL.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Pool {
    fn fresh(&mut self, most: usize) -> Option<Fresh> {
        if self.fresh.is_empty() {
            self.grow()?;
        }
        self.fresh.split(most)
    }

    /// Makes the next segment.
    fn grow(&mut self) -> Option<()> {
        if self.most == 0 {
            self.most = locks::reserve()?;
        }
        let first = self.segments * SEGMENT;
        let there_is_room = self.segments < SEGMENTS
            && first + SEGMENT <= self.most
            && locks::commit(first, SEGMENT)
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
