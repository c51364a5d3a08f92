//! Which parts of a block hold a value, in bytes.
//!
//! Usually those are the first ones, and the record's watermark says how many: memory is filled from the
//! start. Only a block with gaps keeps a bitmap, or a small one bits in its record ([`super::scattered`]).
//!
//! Blocks of a sized type: the watermark is the number of assigned bytes from the start, or [`ALL`],
//! or [`SPARSE`]. A value without a size counts as the bytes that it strides by.
//!
//! Blocks of slices (`str`, `[U]`): the watermark of a `malloc` block is the slice's length in bytes
//! plus one, 0 while it is unassigned; a `calloc` block keeps such a number for each chunk.

use core::ops::Range;
use core::sync::atomic::Ordering::Relaxed;

use super::Slot;
use super::bitmap::Bitmap;
use super::extra::Extra;
use super::groups::record_of;
use super::lock_words::word_of;
use super::record::{Known, Record};
use super::scattered::Scattered;
use super::watermark::{ALL, SPARSE};
use super::word::{self, FRESH, OPEN, PARTIAL};
use crate::error::Fault;

/// The record of a slot whose block lives and is this thread's, and its word. One that was [`FRESH`], whose record says that
/// all is assigned, as it will be next, is noted as any other that nothing was moved into.
pub(crate) fn settled(slot: Slot) -> (Record, u32) {
    let (lock, record) = (word_of(slot), record_of(slot));
    let word = lock.load(Relaxed);
    if word::state(word) != FRESH {
        return (record, word);
    }
    record.set_watermark(0);
    let word = word::with_state(word, PARTIAL);
    lock.store(word, Relaxed);
    (record, word)
}

impl Record {
    /// Whether all these bytes are assigned.
    #[inline]
    pub(crate) fn is_assigned(&self, bytes: &Range<usize>) -> bool {
        match self.watermark() {
            SPARSE => self.with_gaps(
                |scattered| scattered.covers(bytes),
                |map| map.covers(bytes.start, bytes.len()),
            ),
            mark => bytes.is_empty() || bytes.end as isize <= mark,
        }
    }

    /// Whether anything is assigned.
    pub(crate) fn is_any_assigned(&self) -> bool {
        match self.watermark() {
            SPARSE => self.with_gaps(|_| true, |map| !map.all_zeros()) || self.has_parts(),
            mark => mark > 0,
        }
    }

    /// Whether anything is assigned in these bytes, in part too.
    pub(crate) fn is_any_assigned_in(&self, bytes: &Range<usize>) -> bool {
        match self.watermark() {
            _ if bytes.is_empty() => false,
            SPARSE => {
                self.with_gaps(
                    |scattered| scattered.touches(bytes),
                    |map| map.touches(bytes.start, bytes.len()),
                ) || self.has_parts_in(bytes)
            }
            // An open element lies one byte below it.
            mark => (bytes.start as isize) < mark,
        }
    }

    /// How far from `start` on, at most to `end`, every byte is assigned.
    pub(crate) fn assigned_until(&self, start: usize, end: usize) -> usize {
        let until = match self.watermark() {
            SPARSE => self.with_gaps(
                |scattered| scattered.first_clear(start),
                |map| map.first_clear(start),
            ),
            mark => mark.cast_unsigned(),
        };
        until.clamp(start, end.max(start))
    }

    /// Looks at what is assigned of a block with gaps, wherever that is noted.
    fn with_gaps<R: Default>(
        &self,
        in_cell: impl FnOnce(Scattered) -> R,
        in_extra: impl FnOnce(&Bitmap) -> R,
    ) -> R {
        let large = match self.known() {
            Known::Cell(cell) => return cell.scattered().map(in_cell).unwrap_or_default(),
            Known::Large(large) => large,
        };
        let Some(extra) = large.extra() else {
            return R::default();
        };
        extra
            .bitmap
            .borrow()
            .as_ref()
            .map(in_extra)
            .unwrap_or_default()
    }

    /// Makes a bitmap of what is assigned. `end` is how many bytes are tracked.
    pub(crate) fn make_sparse(&self, end: usize) -> Result<(), Fault> {
        // What is noted in a cell becomes one with this.
        let extra = self.make_extra().ok_or(Fault::NoNote)?;
        let mark = self.watermark();
        if mark == SPARSE {
            return Ok(());
        }
        let ones = mark.min(end as isize) as usize;
        let map = Bitmap::with_prefix(end, ones).ok_or(Fault::NoNote)?;
        *extra.bitmap.borrow_mut() = Some(map);
        self.set_leaves_in(&(0..end), false);
        self.set_leaves_in(&(0..ones), true);
        self.set_watermark(SPARSE);
        Ok(())
    }

    /// Marks bytes as assigned, which are whole elements, unless all is known in bytes. `end` is how many bytes are tracked.
    pub(crate) fn assign(&self, slot: Slot, bytes: Range<usize>, end: usize) -> Result<(), Fault> {
        self.close_for(&bytes, end)?;
        let mark = self.watermark();
        if mark >= 0 {
            if bytes.end as isize <= mark {
                return Ok(());
            }
            if bytes.start as isize <= mark {
                self.raise_watermark(slot, bytes.end, end);
                return Ok(());
            }
        }
        self.make_sparse(end)?;
        if self.set_bytes(&bytes, true) {
            self.raise_watermark(slot, end, end);
        }
        Ok(())
    }

    /// Marks bytes, which are whole elements, in a block with gaps. Whether all are assigned now.
    #[inline]
    pub(crate) fn set_bytes(&self, bytes: &Range<usize>, assigned: bool) -> bool {
        self.set_leaves_in(bytes, assigned);
        let Some(extra) = self.extra() else {
            return false;
        };
        extra.bitmap.borrow_mut().as_mut().is_some_and(|map| {
            map.set(bytes.start, bytes.len(), assigned);
            map.all_ones()
        })
    }

    /// All bytes below `assigned` hold values now, and if those are all, the lock opens.
    pub(crate) fn raise_watermark(&self, slot: Slot, assigned: usize, end: usize) {
        if assigned < end {
            self.set_watermark(assigned as isize);
            return;
        }
        self.set_watermark(ALL);
        let lock = word_of(slot);
        let now = lock.load(Relaxed);
        if word::state(now) == PARTIAL {
            lock.store(word::with_state(now, OPEN), Relaxed);
        }
    }

    /// Marks bytes as unassigned, which all were assigned.
    pub(crate) fn unassign(
        &self,
        slot: Slot,
        bytes: Range<usize>,
        end: usize,
    ) -> Result<(), Fault> {
        self.close(end)?;
        let mark = self.watermark();
        if mark != SPARSE && bytes.end as isize >= mark.min(end as isize) {
            if let Known::Cell(cell) = self.known() {
                cell.gather();
            }
            self.set_watermark(bytes.start as isize);
        } else {
            let kept = |extra: &Extra| extra.bitmap.borrow().is_some();
            if mark == ALL && self.extra().is_some_and(kept) {
                // A bitmap of an earlier time with gaps, all ones: it can be used again, and so can that of leaves.
                self.set_watermark(SPARSE);
            }
            self.make_sparse(end)?;
            self.set_bytes(&bytes, false);
        }
        let lock = word_of(slot);
        let now = lock.load(Relaxed);
        if word::state(now) == OPEN {
            lock.store(word::with_state(now, PARTIAL), Relaxed);
        }
        Ok(())
    }
}
