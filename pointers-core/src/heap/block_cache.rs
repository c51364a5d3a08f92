//! Small blocks that were freed and wait to be used again by the same thread.
//!
//! They are plain blocks of the C allocator, of sizes rounded up to what it would give anyway, so that
//! all of one class serve alike. Calling `malloc` and `free` for each would be half of the time of a small
//! block's life.
//!
//! A block waits in its slot, and both are used again together, the last one first: an allocation takes one thing from one
//! list, a free puts one there.
//!
//! All go back to C before an allocation fails ([`Spare::trim`]), and when the thread ends.
//!
//! With `--cfg pointers_no_spare` every block goes back at once, so that sanitizers and valgrind see it.
//!
//! Invariant: in the list of a class are free slots of this thread, whose words can have another version. The base in
//! the record of each is a block that came from [`super::source`], has at least [`class_size`](super::size_class::class_size) bytes, and belongs to
//! nobody. It was plain: of `malloc`, without an extra, and so never reallocated, which what is known of a slot beyond its
//! record ([`Origin`](crate::table::record::Origin)) says too, and goes on to say of the next block.

use core::cell::Cell;

use super::size_class::{LARGEST, class};
use super::source;
use crate::table::Slot;
use crate::table::record::{Record, record_of};
use crate::table::slots::Slots;

const CLASSES: usize = class(LARGEST) + 1;

/// The free blocks of one class. Their slots are linked through their records.
#[repr(align(32))]
struct List {
    first: Cell<Slot>,
    /// How many were ever put here.
    put: Cell<u64>,
    /// How many were ever taken.
    taken: Cell<u64>,
}

impl List {
    const fn new() -> Self {
        List {
            first: Cell::new(0),
            put: Cell::new(0),
            taken: Cell::new(0),
        }
    }

    #[inline(always)]
    fn pop(&self) -> Option<(Slot, &'static Record)> {
        let slot = self.first.get();
        if slot == 0 {
            return None;
        }
        let record = record_of(slot);
        self.first.set(record.next_free());
        self.taken.set(self.taken.get() + 1);
        Some((slot, record))
    }
}

/// The lists of one thread.
pub(crate) struct Spare {
    lists: [List; CLASSES],
    /// How many blocks were taken out to be given back to C.
    given_up: Cell<u64>,
}

impl Spare {
    pub(crate) const fn new() -> Self {
        Spare {
            lists: [const { List::new() }; CLASSES],
            given_up: Cell::new(0),
        }
    }

    #[inline(always)]
    fn list(&self, size: usize) -> &List {
        &self.lists[class(size) % CLASSES]
    }

    /// A block for this size, which is [`LARGEST`] at most, and its slot, if one waits.
    #[inline(always)]
    pub(crate) fn take(&self, size: usize) -> Option<(Slot, &'static Record)> {
        self.list(size).pop()
    }

    /// Keeps a block of this size for later. Whether none of its class waited before.
    ///
    /// # Safety
    ///
    /// The slot has just become free, and [`can_wait`] says so of its size; the rest is the module's invariant.
    #[inline(always)]
    pub(crate) unsafe fn put(&self, size: usize, slot: Slot, record: &'static Record) -> bool {
        let list = self.list(size);
        let next = list.first.replace(slot);
        list.put.set(list.put.get() + 1);
        record.set_next_free(next);
        next == 0
    }

    /// How often a block was put here when it was freed.
    pub(crate) fn frees(&self) -> u64 {
        self.lists.iter().map(|list| list.put.get()).sum()
    }

    /// How often a block was taken to be used again.
    pub(crate) fn allocations(&self) -> u64 {
        let taken = |list: &List| list.taken.get();
        self.lists.iter().map(taken).sum::<u64>() - self.given_up.get()
    }

    /// Gives all back. Their slots are for blocks of any size from then on.
    #[cold]
    #[inline(never)]
    pub(crate) fn trim(&self, slots: &Slots) {
        for list in &self.lists {
            while let Some((slot, record)) = list.pop() {
                self.given_up.set(self.given_up.get() + 1);
                let block = record.base();
                record.part();
                slots.give_back(slot);
                // SAFETY: the module's invariant.
                unsafe { source::release(block) };
            }
        }
    }
}

#[cfg(all(test, not(pointers_no_spare)))]
mod tests {
    use super::*;
    use crate::handle::sealed::Sealed;
    use crate::heap::local::heap;
    use crate::{MallocPointer, Result, calloc, free, malloc, realloc};

    /// How many blocks of this size wait on this thread.
    fn waiting(size: usize) -> u64 {
        heap(|heap| {
            let list = heap.spare.list(size);
            list.put.get() - list.taken.get()
        })
    }

    /// Lets so many blocks of this size wait, which are more than did before.
    fn let_wait(count: u64, size: usize) -> Result<Vec<MallocPointer<u8>>> {
        let blocks = (0..count)
            .map(|_| malloc(size))
            .collect::<Result<Vec<_>>>()?;
        blocks.iter().try_for_each(|block| free(*block))?;
        assert_eq!(waiting(size), count);
        Ok(blocks)
    }

    const SOME: u64 = 512;

    #[test]
    fn blocks_are_used_again_with_their_slots_last_first() -> Result<()> {
        let first = let_wait(SOME, 24)?;
        for before in first.iter().rev() {
            let now = malloc::<u8>(24)?;
            assert_eq!(now.address(), before.address());
            assert_eq!(now.raw().slot(), before.raw().slot());
            assert!(before.freed() && !now.freed());
        }
        assert_eq!(waiting(24), 0);
        Ok(())
    }

    #[test]
    fn what_waits_stays_until_it_is_trimmed() -> Result<()> {
        let_wait(SOME, 24)?;
        free(realloc(malloc::<u8>(240)?, 1 << 21)?)?;
        assert_eq!(waiting(24), SOME);
        crate::heap::trim();
        assert_eq!(waiting(24), 0);
        Ok(())
    }

    #[test]
    fn a_block_serves_its_class() -> Result<()> {
        let blocks = let_wait(2, 25)?;
        let serves = |size| heap(|heap| heap.take_waiting(size).is_some());
        assert!(
            ![0, 24, 41, LARGEST, LARGEST + 1, usize::MAX]
                .into_iter()
                .any(serves)
        );
        assert_eq!(malloc::<u8>(40)?.address(), blocks[1].address());
        assert_eq!(malloc::<u8>(25)?.address(), blocks[0].address());
        Ok(())
    }

    #[test]
    fn only_plain_small_blocks_wait() -> Result<()> {
        #[repr(align(64))]
        struct Wide;

        free(calloc::<u8>(3, 8)?)?;
        free(realloc(malloc::<u8>(20)?, 24)?)?;
        free(malloc::<u8>(LARGEST + 1)?)?;
        free(malloc::<Box<u8>>(24)?)?;
        let lent = malloc::<u8>(24)?;
        lent.write(1)?;
        drop(lent.borrow()?);
        free(lent)?;
        let raw = malloc::<u8>(24)?.into_raw()?;
        // SAFETY: the block was just handed over.
        unsafe { source::release(raw.cast()) };
        // Nobody knows how many bytes a block has that C allocated.
        // SAFETY: `calloc` has no preconditions; its bytes are zero, and nobody else has the block.
        free(unsafe { MallocPointer::<u8>::from_raw(libc::calloc(1, 24), 24)? })?;
        assert!((0..=LARGEST).all(|size| waiting(size) == 0));
        // A block that is aligned more than others can wait like them, and is used like them.
        free(malloc::<Wide>(64)?)?;
        assert_eq!(waiting(64), 1);
        Ok(())
    }

    #[test]
    fn the_counters_count_what_waited_once() -> Result<()> {
        let before = crate::heap::stats();
        let_wait(SOME + 10, 24)?;
        let again = (0..10)
            .map(|_| malloc::<u8>(20))
            .collect::<Result<Vec<_>>>()?;
        let stats = crate::heap::stats();
        assert_eq!(stats.allocations - before.allocations, SOME + 20);
        assert_eq!(stats.frees - before.frees, SOME + 10);
        assert_eq!(stats.live_blocks - before.live_blocks, 10);
        assert_eq!(stats.live_bytes - before.live_bytes, 200);
        assert_eq!(
            stats.peak_bytes - before.live_bytes,
            (SOME as usize + 10) * 24
        );
        crate::heap::trim();
        assert_eq!(crate::heap::stats(), stats);
        again.into_iter().try_for_each(free)?;
        assert_eq!(crate::heap::stats().frees - before.frees, SOME + 20);
        assert_eq!(crate::heap::stats().live_bytes, before.live_bytes);
        Ok(())
    }
}
