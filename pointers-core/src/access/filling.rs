//! The second way of an access, into a block that is being filled: elements below the watermark, the next one to be filled, and
//! elements among gaps.

use core::ops::Range;
use core::ptr::NonNull;
use core::sync::atomic::AtomicU32;
use core::sync::atomic::Ordering::Relaxed;

use crate::layout::Shape;
use crate::table::Slot;
use crate::table::cell::Cell;
use crate::table::extra::Extra;
use crate::table::groups::{large_or_wide, record_of};
use crate::table::large::Large;
use crate::table::lock_words::word_of;
use crate::table::raw_handle::RawHandle;
use crate::table::record::{Known, Record};
use crate::table::watermark::{ALL, SPARSE};
use crate::table::word::PARTIAL;

/// Says that the way it is called on is seldom taken. (std's is newer than our oldest Rust.)
#[cold]
#[inline]
pub(crate) fn cold_path() {}

/// What a fill from the start, or a look at what was filled, finds in a block that is not yet full.
pub(crate) enum Partial {
    /// The element lies below the watermark: it is assigned.
    Below,
    /// The element is the next one, and is marked as assigned now.
    Next,
    /// Something else: the slow way decides.
    Other,
}

/// The record of a block that is being filled, that is no small one, and whose lock word was just this; and how far the handle is
/// from its start.
#[cfg_attr(not(debug_assertions), inline(always))]
pub(crate) fn being_filled(handle: RawHandle, word: u32) -> Option<(&'static Large, usize)> {
    if word != handle.key() | PARTIAL {
        return None;
    }
    let record = large_or_wide(handle.slot())?;
    Some((record, offset_from(record.base(), handle)))
}

/// Whether the element of this size lies below the watermark of such a block.
#[cfg_attr(not(debug_assertions), inline(always))]
pub(crate) fn is_below(handle: RawHandle, word: u32, size: usize) -> bool {
    cold_path();
    if word != handle.key() | PARTIAL || size == 0 {
        return false;
    }
    large_or_wide(handle.slot()).is_some_and(|record| {
        let end = offset_from(record.base(), handle).wrapping_add(size);
        end.cast_signed() <= record.watermark()
    })
}

/// The quick way for blocks that are being filled, whose lock word was just this. `grow` allows [`Partial::Next`].
#[cfg_attr(not(debug_assertions), inline(always))]
pub(crate) fn partial(
    handle: RawHandle,
    lock: &AtomicU32,
    word: u32,
    size: usize,
    grow: bool,
) -> Partial {
    if word != handle.key() | PARTIAL || size == 0 {
        return Partial::Other;
    }
    let record = match record_of(handle.slot()).known() {
        Known::Large(record) => record,
        Known::Cell(cell) => return partial_cell(cell, handle, lock, size, grow),
    };
    let start = handle.address().addr().wrapping_sub(record.base().addr());
    let end = start.wrapping_add(size);
    let mark = record.watermark();
    // The key fits, but for the state: values of this size can be in the block.
    if grow && start.cast_signed() == mark {
        let length = record.length();
        if end < length {
            record.set_watermark(end.cast_signed());
            return Partial::Next;
        }
        if end == length {
            record.set_watermark(ALL);
            lock.store(handle.key(), Relaxed);
            return Partial::Next;
        }
        return Partial::Other;
    }
    if end.cast_signed() <= mark {
        return Partial::Below;
    }
    Partial::Other
}

/// The same of a small block. Inlined too: a call would take so many arguments that every access saved registers for it.
#[cfg_attr(not(debug_assertions), inline(always))]
fn partial_cell(
    cell: Cell,
    handle: RawHandle,
    lock: &AtomicU32,
    size: usize,
    grow: bool,
) -> Partial {
    let start = handle.address().addr().wrapping_sub(cell.base().addr());
    let mark = cell.mark();
    if !grow || start != mark {
        return match start.wrapping_add(size) <= mark {
            true => Partial::Below,
            false => Partial::Other,
        };
    }
    // Signed: below zero, it has room for nothing.
    let rest = cell.length().wrapping_sub(start).cast_signed();
    if size.cast_signed() < rest {
        cell.raise_mark(size);
    } else if size.cast_signed() == rest {
        cell.set_watermark(ALL);
        lock.store(handle.key(), Relaxed);
    } else {
        return Partial::Other;
    }
    Partial::Next
}

/// An element of a block with gaps, or of one that may get its first.
pub(crate) struct AmongGaps {
    noted: GapsNoted,
    /// Where it begins, in bytes.
    start: usize,
    size: usize,
    pub(crate) pointer: NonNull<u8>,
}

/// Where the gaps are noted.
enum GapsNoted {
    InExtra(&'static Large, &'static Extra),
    InCell(Cell),
}

/// The usual case of a block that is filled in another order than from its start, such as digits from the back: the handle is
/// up to date, and no guard lives.
pub(crate) fn among_gaps(handle: RawHandle, shape: &'static Shape) -> Option<AmongGaps> {
    let word = word_of(handle.slot()).load(Relaxed);
    if word != handle.key() | PARTIAL || shape.size == 0 || shape.slice {
        return None;
    }
    let known = record_of(handle.slot()).known();
    let noted = match known {
        Known::Cell(cell) => GapsNoted::InCell(cell),
        Known::Large(record) if record.watermark() == SPARSE => {
            GapsNoted::InExtra(record, record.extra()?)
        }
        Known::Large(_) => return None,
    };
    if known.chunk_size().is_some() {
        return None;
    }
    // "Key": an element begins here, and the block is a whole number of them.
    Some(AmongGaps {
        noted,
        start: offset_from(known.base(), handle),
        size: shape.size,
        pointer: NonNull::new(handle.address())?,
    })
}

impl AmongGaps {
    fn bytes(&self) -> Range<usize> {
        self.start..self.start + self.size
    }

    /// Whether it is assigned. A block that the last gap was filled in behind its back is full from here on.
    pub(crate) fn is_assigned(&self, slot: Slot) -> bool {
        let cell = match self.noted {
            GapsNoted::InExtra(_, extra) => return extra.covers(self.start, self.size),
            GapsNoted::InCell(cell) => cell,
        };
        let Some(scattered) = cell.scattered() else {
            return false;
        };
        let (record, length) = (Record::Small(cell), cell.length());
        if scattered.covers(&(0..length)) {
            record.raise_watermark(slot, length, length);
        }
        scattered.covers(&self.bytes())
    }

    /// Notes the element as assigned, whose value needs no drop. `false` where that takes more.
    pub(crate) fn assign(&self, slot: Slot) -> bool {
        let (record, is_full) = match self.noted {
            GapsNoted::InExtra(large, _) => {
                let record = Record::Large(large);
                (record, record.set_bytes(&self.bytes(), true))
            }
            GapsNoted::InCell(cell) => match cell.scatter(self.start, self.size) {
                Some(is_full) => (Record::Small(cell), is_full),
                None => return false,
            },
        };
        if is_full {
            let length = record.length();
            record.raise_watermark(slot, length, length);
        }
        true
    }
}

/// Notes a run of so many bytes as assigned where that takes no more than to look at the watermark. `false` where it takes more.
/// There are no gaps between its elements, it lies in the block, and no guard of it lives.
#[inline]
pub(crate) fn assign_run(handle: RawHandle, bytes: usize) -> bool {
    let slot = handle.slot();
    if word_of(slot).load(Relaxed) != handle.key() | PARTIAL {
        return false;
    }
    let record = record_of(slot);
    let known = record.known();
    let (mark, length) = (known.watermark(), known.length());
    let start = offset_from(known.base(), handle);
    let end = start.saturating_add(bytes);
    // Of elements that are assigned in part, more is noted: one is open, or there are gaps.
    if mark < start.cast_signed() || end > length || record.open_leaves() != 0 {
        return false;
    }
    if end.cast_signed() > mark {
        record.raise_watermark(slot, end, length);
    }
    true
}

/// How far a handle that is up to date is from the start of its block.
fn offset_from(base: *mut u8, handle: RawHandle) -> usize {
    handle.address().addr().wrapping_sub(base.addr())
}
