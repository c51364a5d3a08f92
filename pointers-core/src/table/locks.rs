//! The lock words of the whole process, densely one after another.
//!
//! Address space for all of them is reserved once and given memory as slots are handed out, so that
//! the words never move, and an access reaches them through one process-wide base: a thread-local
//! base would cost a call on every access in a shared library.

use core::ptr;
use core::sync::atomic::{AtomicPtr, AtomicU32, Ordering};

use super::Slot;
use super::word;

/// How many slots there can be at most: 2²⁸ words take 1 GiB of address space.
pub(crate) const MOST_SLOTS: usize = 1 << 28;

/// The fewest slots that are worth reserving, where address space is limited.
const FEWEST_SLOTS: usize = 1 << 16;

/// What slot 0 finds before anything is reserved: a word that equals no key.
static NULL_WORD: AtomicU32 = AtomicU32::new(word::NONE);

/// The first word. Set once, before the first slot is handed out.
static BASE: AtomicPtr<AtomicU32> = AtomicPtr::new((&raw const NULL_WORD).cast_mut());

/// The lock word of a slot.
#[inline(always)]
pub(crate) fn word_of(slot: Slot) -> &'static AtomicU32 {
    let base = BASE.load(Ordering::Relaxed);
    // SAFETY: "Words stay": a slot in a handle is 0, which both bases have, or was handed out, and
    // a thread that got it has seen the base that it lies behind. Lock words are never unmapped.
    unsafe { &*base.add(slot as usize) }
}

/// Reserves address space for the words. Called once, under the lock of the pool. Gives the number of
/// slots, or `None` where there is not even room for the fewest.
pub(crate) fn reserve() -> Option<usize> {
    let mut slots = MOST_SLOTS;
    loop {
        // SAFETY: an anonymous mapping at an address of the kernel's choice touches nothing of ours.
        let memory = unsafe {
            libc::mmap(
                ptr::null_mut(),
                slots * size_of::<AtomicU32>(),
                libc::PROT_NONE,
                libc::MAP_PRIVATE | libc::MAP_ANON | libc::MAP_NORESERVE,
                -1,
                0,
            )
        };
        if memory != libc::MAP_FAILED {
            let base = memory.cast::<AtomicU32>();
            if !unlock_pages(base, 0, 1) {
                return None;
            }
            // SAFETY: the page of the first word was just made readable and writable.
            unsafe { &*base }.store(word::NONE, Ordering::Relaxed);
            BASE.store(base, Ordering::Relaxed);
            return Some(slots);
        }
        slots /= 2;
        if slots < FEWEST_SLOTS {
            return None;
        }
    }
}

/// Gives memory to the words of `count` slots from `first`; all are zero. `false` if there is none.
pub(crate) fn commit(first: usize, count: usize) -> bool {
    unlock_pages(BASE.load(Ordering::Relaxed), first, count)
}

fn unlock_pages(base: *mut AtomicU32, first: usize, count: usize) -> bool {
    // SAFETY: sysconf has no preconditions.
    let page = usize::try_from(unsafe { libc::sysconf(libc::_SC_PAGESIZE) }).unwrap_or(4096);
    let start = first * size_of::<AtomicU32>() / page * page;
    let end = (first + count) * size_of::<AtomicU32>();
    // SAFETY: `start..end` lies inside the reservation, whose size is a multiple of the page; pages
    // that already are readable and writable stay as they are.
    let result = unsafe {
        libc::mprotect(
            base.cast::<libc::c_void>().wrapping_byte_add(start),
            (end - start).next_multiple_of(page),
            libc::PROT_READ | libc::PROT_WRITE,
        )
    };
    result == 0
}
