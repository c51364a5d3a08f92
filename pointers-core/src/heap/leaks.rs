//! Blocks that nobody has freed yet.

use core::panic::Location;
use core::sync::atomic::Ordering::Relaxed;

use super::local::heap;
use crate::error::Site;
use crate::table::groups::{owner_of, record_of};
use crate::table::lock_words::word_of;
use crate::table::{Slot, slots, word};

/// A block that was allocated and not freed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leak {
    size: usize,
    allocated_at: Site,
}

impl Leak {
    /// The size of the block, in bytes, as it was asked for.
    #[must_use]
    pub fn size(&self) -> usize {
        self.size
    }

    /// Where the block was allocated.
    #[must_use]
    pub fn allocated_at(&self) -> &'static Location<'static> {
        self.allocated_at
    }
}

/// This thread's blocks that live at the moment, in no particular order: as many as there is memory to list.
/// [`each_leak`] needs none.
///
/// ```
/// use pointers::{heap, malloc};
///
/// let before = heap::leaks().len();
/// let line = line!() + 1;
/// malloc::<u8>(52)?;
/// let leaks = heap::leaks();
/// assert_eq!(leaks.len(), before + 1);
/// assert!(leaks.iter().any(|leak| leak.size() == 52 && leak.allocated_at().line() == line));
/// # Ok::<(), pointers::Error>(())
/// ```
#[must_use]
pub fn leaks() -> Vec<Leak> {
    let mut leaks = Vec::new();
    for leak in live_blocks() {
        if leaks.try_reserve(1).is_err() {
            break;
        }
        leaks.push(leak);
    }
    leaks
}

/// Shows `f` each of this thread's blocks that live at the moment, in no particular order. It needs no memory.
///
/// `f` may do anything: free blocks, allocate some, begin another walk, panic. Each block is looked at when its turn
/// comes, and once: one that `f` has freed before is left out, one that `f` has allocated may be shown or not, and the
/// walk ends, however many those are.
///
/// ```
/// use pointers::{heap, malloc};
///
/// malloc::<u8>(52)?;
/// let mut bytes = 0;
/// heap::each_leak(|leak| bytes += leak.size());
/// assert_eq!(bytes, heap::stats().live_bytes);
/// # Ok::<(), pointers::Error>(())
/// ```
pub fn each_leak(f: impl FnMut(Leak)) {
    live_blocks().for_each(f);
}

fn live_blocks() -> impl Iterator<Item = Leak> {
    live_slots().filter_map(|slot| {
        let record = record_of(slot);
        Some(Leak {
            size: record.size(),
            allocated_at: record.allocated_at()?,
        })
    })
}

/// The slots of this thread's blocks that live. Looks only at those that were handed out when it begins: it does not run
/// after blocks that begin meanwhile.
pub(crate) fn live_slots() -> impl Iterator<Item = Slot> {
    let owner = heap(|heap| heap.owner());
    let slots = if owner == 0 {
        0..0
    } else {
        slots::handed_out()
    };
    slots
        .filter(move |slot| owner_of(*slot) == owner)
        .filter(|slot| {
            let word = word_of(*slot).load(Relaxed);
            word::version(word) > 0 && word::state(word) != word::NONE
        })
}
