//! Which parts of a block hold a value, in bytes.
//!
//! Usually those are the first ones, and the record's watermark says how many: memory is filled from the
//! start. Only a block with gaps keeps a bitmap.
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
use super::groups::record_of;
use super::lock_words::word_of;
use super::record::Record;
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
            SPARSE => self.with_bitmap(|map| map.covers(bytes.start, bytes.len())),
            mark => bytes.is_empty() || bytes.end as isize <= mark,
        }
    }

    /// Whether anything is assigned.
    pub(crate) fn is_any_assigned(&self) -> bool {
        match self.watermark() {
            SPARSE => self.with_bitmap(|map| !map.all_zeros()) || self.has_parts(),
            mark => mark > 0,
        }
    }

    /// Whether anything is assigned in these bytes, in part too.
    pub(crate) fn is_any_assigned_in(&self, bytes: &Range<usize>) -> bool {
        match self.watermark() {
            _ if bytes.is_empty() => false,
            SPARSE => {
                self.with_bitmap(|map| map.touches(bytes.start, bytes.len()))
                    || self.has_parts_in(bytes)
            }
            // An open element lies one byte below it.
            mark => (bytes.start as isize) < mark,
        }
    }

    /// How far from `start` on, at most to `end`, every byte is assigned.
    pub(crate) fn assigned_until(&self, start: usize, end: usize) -> usize {
        let until = match self.watermark() {
            SPARSE => self
                .extra()
                .and_then(|extra| {
                    let map = extra.bitmap.borrow();
                    map.as_ref().map(|map| map.first_clear(start))
                })
                .unwrap_or(start),
            mark => mark.cast_unsigned(),
        };
        until.clamp(start, end.max(start))
    }

    fn with_bitmap(&self, look: impl FnOnce(&Bitmap) -> bool) -> bool {
        self.extra()
            .is_some_and(|extra| extra.bitmap.borrow().as_ref().is_some_and(look))
    }

    /// Makes a bitmap of what is assigned. `end` is how many bytes are tracked.
    pub(super) fn make_sparse(&self, end: usize) -> Result<(), Fault> {
        let mark = self.watermark();
        if mark == SPARSE {
            return Ok(());
        }
        let extra = self.make_extra().ok_or(Fault::NoNote)?;
        let ones = mark.min(end as isize) as usize;
        let map = Bitmap::with_prefix(end, ones).ok_or(Fault::NoNote)?;
        *extra.bitmap.borrow_mut() = Some(map);
        self.set_watermark(SPARSE);
        Ok(())
    }

    /// Marks bytes as assigned. `end` is how many bytes are tracked. Of what was assigned in part there, nothing is noted
    /// any more.
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
        let extra = self.make_extra().ok_or(Fault::NoNote)?;
        let mut bitmap = extra.bitmap.borrow_mut();
        let map = match (&mut *bitmap, mark) {
            (Some(map), SPARSE) => map,
            (other, _) => {
                let map = Bitmap::with_prefix(end, mark.max(0) as usize).ok_or(Fault::NoNote)?;
                self.set_watermark(SPARSE);
                other.insert(map)
            }
        };
        map.set(bytes.start, bytes.len(), true);
        if map.all_ones() {
            drop(bitmap);
            self.raise_watermark(slot, end, end);
        }
        Ok(())
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
            self.set_watermark(bytes.start as isize);
        } else {
            let extra = self.make_extra().ok_or(Fault::NoNote)?;
            let mut bitmap = extra.bitmap.borrow_mut();
            let map = match (&mut *bitmap, mark) {
                // A bitmap of an earlier time with gaps was kept, all ones: it can be used again.
                (Some(map), SPARSE | ALL) => map,
                (other, _) => {
                    let ones = mark.min(end as isize) as usize;
                    other.insert(Bitmap::with_prefix(end, ones).ok_or(Fault::NoNote)?)
                }
            };
            map.set(bytes.start, bytes.len(), false);
            self.set_watermark(SPARSE);
        }
        let lock = word_of(slot);
        let now = lock.load(Relaxed);
        if word::state(now) == OPEN {
            lock.store(word::with_state(now, PARTIAL), Relaxed);
        }
        Ok(())
    }
}
