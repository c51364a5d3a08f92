//! Looking at the heap: counters, leaks, and failures that are rehearsed.

pub(crate) mod block_cache;
mod endings;
pub(crate) mod local;
mod rehearsal;
mod report;
pub(crate) mod source;
mod thread_end;

use core::panic::Location;

use crate::block::find;
use crate::error::{Result, Site};
use crate::handle::{Array, Pointer};
use crate::layout::fields::Fields;
use crate::table::locks::word_of;
use crate::table::record::{origin_of, record_of};
use crate::table::{slots, word};
use core::sync::atomic::Ordering::Relaxed;
use local::heap;

pub use rehearsal::{FailAfter, fail_after};
pub use report::report_leaks_at_exit;

/// What this thread's heap has done. Blocks taken over from C count as allocated, those handed over to
/// C as freed.
///
/// ```
/// use pointers_core::{free, heap, malloc};
///
/// let before = heap::stats();
/// let p = malloc::<u8>(100)?;
/// assert_eq!(heap::stats().live_bytes, before.live_bytes + 100);
/// free(p)?;
/// assert_eq!(heap::stats().live_blocks, before.live_blocks);
/// # Ok::<(), pointers_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// Blocks that are allocated and not freed.
    pub live_blocks: usize,
    /// The sizes of these blocks, in bytes, as they were asked for.
    pub live_bytes: usize,
    /// The most that `live_bytes` ever was.
    pub peak_bytes: usize,
    /// Blocks that were allocated.
    pub allocations: u64,
    /// Blocks that were freed.
    pub frees: u64,
}

/// Gives the memory of small blocks that were freed, and wait to be used again by this thread, back to C. That
/// happens by itself, too, as other memory is asked for.
///
/// C: `malloc_trim`.
pub fn trim() {
    heap(|heap| heap.give_up(usize::MAX, 0));
}

/// The counters of this thread's heap.
#[must_use]
pub fn stats() -> Stats {
    heap(|heap| heap.stats())
}

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
/// use pointers_core::{heap, malloc};
///
/// let before = heap::leaks().len();
/// let line = line!() + 1;
/// malloc::<u8>(52)?;
/// let leaks = heap::leaks();
/// assert_eq!(leaks.len(), before + 1);
/// assert!(leaks.iter().any(|leak| leak.size() == 52 && leak.allocated_at().line() == line));
/// # Ok::<(), pointers_core::Error>(())
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
/// use pointers_core::{heap, malloc};
///
/// malloc::<u8>(52)?;
/// let mut bytes = 0;
/// heap::each_leak(|leak| bytes += leak.size());
/// assert_eq!(bytes, heap::stats().live_bytes);
/// # Ok::<(), pointers_core::Error>(())
/// ```
pub fn each_leak(f: impl FnMut(Leak)) {
    live_blocks().for_each(f);
}

/// Looks only at slots that were handed out when it begins: it does not run after blocks that begin meanwhile.
fn live_blocks() -> impl Iterator<Item = Leak> {
    let owner = heap(|heap| heap.owner());
    let slots = if owner == 0 {
        0..0
    } else {
        slots::handed_out()
    };
    slots
        .filter(move |slot| origin_of(*slot).owner() == owner)
        .filter(|slot| {
            let word = word_of(*slot).load(Relaxed);
            word::version(word) > 0 && word::state(word) != word::NONE
        })
        .filter_map(|slot| {
            let record = record_of(slot);
            Some(Leak {
                size: record.size(),
                allocated_at: record.allocated_at()?,
            })
        })
}

/// Tells a block what its elements consist of, so that they can be assigned field by field from anywhere: generic code cannot
/// ask its `T` for that. The first write of a field tells it, too, and so does a pointer to one.
///
/// # Errors
///
/// `Memory`; `NullPointer`.
///
/// ```
/// use pointers_core::{free, heap, malloc};
///
/// let p = malloc::<[u32; 3]>(12)?;
/// heap::describe(p)?;
/// free(p)?;
/// # Ok::<(), pointers_core::Error>(())
/// ```
#[track_caller]
pub fn describe<T: Fields, K: Array>(pointer: Pointer<T, K>) -> Result<()> {
    let place = find(pointer.raw)?;
    if T::TABLE.description.is_known() {
        place.record.describe(T::TABLE.description);
    }
    Ok(())
}
