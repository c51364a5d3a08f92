//! A block that was found: what lies in it, who borrows it, and what errors say of it.

use core::ops::Range;
use core::panic::Location;
use core::ptr::NonNull;
use core::sync::atomic::Ordering::Relaxed;

use crate::error::{Error, Extent, Fault, Memory, Missing, Owner, Site, Sites};
use crate::heap::local::heap;
use crate::layout::{Layout, Shape};
use crate::notes::Wide;
use crate::table::element::Element;
use crate::table::extra::Extra;
use crate::table::groups::record_of;
use crate::table::loans::Refusal;
use crate::table::lock_words::word_of;
use crate::table::raw_handle::RawHandle;
use crate::table::record::Record;
use crate::table::watermark::ALL;
use crate::table::{Slot, word};

/// A live block, and where in it a handle points.
#[derive(Clone, Copy)]
pub(crate) struct Located {
    pub(crate) slot: Slot,
    pub(crate) record: Record,
    /// The lock word, as it was found.
    pub(crate) word: u32,
    /// How far from the block's start, in bytes.
    pub(crate) offset: isize,
}

impl Located {
    pub(crate) fn layout(&self, shape: &'static Shape) -> Layout {
        Layout::of(shape, self.record.length(), self.record.chunk_size())
    }

    #[inline]
    pub(crate) fn base(&self) -> NonNull<u8> {
        NonNull::new(self.record.base()).unwrap_or(NonNull::dangling())
    }

    pub(crate) fn sites(&self) -> Sites {
        sites_of(&self.record)
    }

    #[cold]
    #[inline(never)]
    #[track_caller]
    pub(crate) fn error(&self, fault: Fault) -> Error {
        Error::new(fault, self.sites())
    }

    /// What errors call the memory: the block, or its chunks.
    pub(crate) fn memory(&self) -> Memory {
        match self.record.chunk_size() {
            Some(_) => Memory::Chunks,
            None => Memory::Block,
        }
    }

    /// Turns a fault into an error about this place.
    #[track_caller]
    pub(crate) fn check<T>(&self, result: Result<T, Fault>) -> Result<T, Error> {
        match result {
            Ok(value) => Ok(value),
            Err(fault) => Err(self.error(fault)),
        }
    }

    /// The offset of the element that is pointed at, if there is one.
    #[track_caller]
    pub(crate) fn element(&self, layout: Layout) -> Result<usize, Error> {
        match usize::try_from(self.offset) {
            Ok(offset) if layout.is_element(offset) => Ok(offset),
            _ => Err(self.outside(layout.index(self.offset), layout)),
        }
    }

    /// The error for an index that no element has.
    #[track_caller]
    pub(crate) fn outside(&self, index: i128, layout: Layout) -> Error {
        let elements = layout.count();
        let mut sites = self.sites();
        let stride = match self.record.counted_unit() {
            Some(unit) => unit,
            None => layout.stride,
        };
        sites.reached = index.checked_mul(stride as i128).map(Wide);
        let fault = match self.record.chunk_size() {
            Some(_) if index >= 0 => Fault::ChunkIndex {
                index,
                chunks: elements,
            },
            _ => Fault::ElementIndex { index, elements },
        };
        Error::new(fault, sites)
    }

    /// Whether a sized value of this shape may be in the block at all (rule 1).
    #[track_caller]
    pub(crate) fn fits(&self, shape: &'static Shape) -> Result<(), Error> {
        let length = self.record.length();
        let object = shape.size;
        let place = self.record.chunk_size().unwrap_or(length);
        if shape.slice {
            return Ok(());
        }
        if object > place {
            return Err(self.error(Fault::TooLarge { object, place }));
        }
        if self.record.chunk_size().is_none() && object > 0 && !length.is_multiple_of(object) {
            return Err(self.error(Fault::Remainder {
                object,
                block: length,
            }));
        }
        Ok(())
    }

    /// The address of an element, which must be aligned: for a reference, or a value that is dropped.
    #[inline]
    #[track_caller]
    pub(crate) fn aligned(&self, offset: usize, align: usize) -> Result<NonNull<u8>, Error> {
        let pointer = self.pointer(offset);
        let address = pointer.addr().get();
        // An alignment is a power of two, so that this needs no division.
        if address & (align - 1) == 0 {
            Ok(pointer)
        } else {
            Err(self.error(Fault::Misaligned { address, align }))
        }
    }

    /// The address so many bytes into the block, which has at least as many.
    #[inline]
    pub(crate) fn pointer(&self, offset: usize) -> NonNull<u8> {
        let pointer = self.base().as_ptr().wrapping_add(offset);
        NonNull::new(pointer).unwrap_or(self.base())
    }

    /// That no guard stands in the way of reading these bytes, or of changing them.
    #[inline]
    #[track_caller]
    pub(crate) fn not_borrowed(&self, bytes: &Range<usize>, change: bool) -> Result<(), Error> {
        if word::state(self.word) != word::GUARDED {
            return Ok(());
        }
        let extra = self.record.extra();
        match extra.and_then(|extra| extra.loans.borrow().conflict(bytes, change)) {
            Some(conflict) => Err(self.refused(Refusal::Conflict(conflict))),
            None => Ok(()),
        }
    }

    /// That no guard of the block lives.
    #[track_caller]
    pub(crate) fn not_borrowed_at_all(&self) -> Result<(), Error> {
        self.not_borrowed(&Self::WHOLE, true)
    }

    #[cold]
    #[track_caller]
    pub(crate) fn refused(&self, refusal: Refusal) -> Error {
        match refusal {
            Refusal::Conflict(conflict) => {
                let mut sites = self.sites();
                sites.borrowed_at = Some(conflict.site);
                let mutably = conflict.mutable;
                let fault = match self.record.is_lent() {
                    true => Fault::ReadOnly,
                    false => Fault::Borrowed { mutably },
                };
                Error::new(fault, sites)
            }
            Refusal::TooMany => self.error(Fault::TooManyGuards),
            Refusal::NoMemory => self.error(Fault::NoNote),
        }
    }

    #[cold]
    #[track_caller]
    fn refused_reference(&self, extra: &Extra) -> Error {
        // Not borrowed any more when the error is made: a recording is told of that, and what it asks for a picture's memory may
        // end the block.
        let conflict = extra.loans.borrow().conflict(&Self::WHOLE, true);
        match conflict {
            Some(conflict) => self.refused(Refusal::Conflict(conflict)),
            None => self.error(Fault::ReadOnly),
        }
    }

    /// All the bytes of a block.
    pub(crate) const WHOLE: Range<usize> = 0..usize::MAX;

    /// That nobody but the block's handles says how large it is, and where it goes.
    #[track_caller]
    pub(crate) fn is_ours(&self) -> Result<(), Error> {
        let extra = self.record.extra();
        match extra.and_then(|extra| extra.destroy.get()) {
            Some(destroy) if !destroy.is_of_aligned => {
                Err(self.error(Fault::NotOurs(Owner::Destructor)))
            }
            _ => Ok(()),
        }
    }

    /// Notes a guard of these bytes. Of memory that C lends the only one is that which [`lent`] notes: a guard outlives
    /// whatever it likes, and that memory does not.
    #[track_caller]
    pub(crate) fn lend(&self, bytes: &Range<usize>, mutable: bool) -> Result<Site, Error> {
        let site = Location::caller();
        let Some(extra) = self.record.make_extra() else {
            return Err(self.error(Fault::NoNote));
        };
        if self.record.is_lent() {
            return Err(self.refused_reference(extra));
        }
        let added = extra.loans.borrow_mut().add(bytes.clone(), mutable, site);
        if let Err(refusal) = added {
            return Err(self.refused(refusal));
        }
        let lock = word_of(self.slot);
        let guarded = word::with_state(lock.load(Relaxed), word::GUARDED);
        lock.store(guarded, Relaxed);
        Ok(site)
    }

    /// The guard of these bytes that was taken here, in the block of this slot, ends.
    pub(crate) fn give_back(slot: Slot, bytes: &Range<usize>, site: Site) {
        let record = record_of(slot);
        let none_left = record
            .extra()
            .is_some_and(|extra| extra.loans.borrow_mut().remove(bytes, site));
        if none_left {
            let lock = word_of(slot);
            let state = Self::unguarded_state(&record);
            lock.store(word::with_state(lock.load(Relaxed), state), Relaxed);
        }
    }

    #[track_caller]
    pub(crate) fn assigned(&self, bytes: &Range<usize>, layout: Layout) -> Result<(), Error> {
        if self.record.is_assigned(bytes) {
            return Ok(());
        }
        // Of a run the first element without a value.
        let first = self.record.assigned_until(bytes.start, bytes.end);
        Err(self.unassigned(first, layout, false))
    }

    /// The error for an element that holds no value, which so many bytes into the block belong to.
    #[cold]
    #[inline(never)]
    #[track_caller]
    pub(crate) fn unassigned(&self, offset: usize, layout: Layout, slice: bool) -> Error {
        // Of slices the watermark says something else, and with gaps counting would look at the whole block.
        let mark = if slice { -1 } else { self.record.watermark() };
        let start = offset / layout.stride * layout.stride;
        if let Some(element) = self.element_in_parts(start) {
            return self.unassigned_leaves(&element, 0..element.of.leaves);
        }
        self.error(Fault::Unassigned {
            index: offset / layout.stride,
            elements: layout.count(),
            assigned: usize::try_from(mark).ok().map(|mark| layout.filled(mark)),
            chunks: self.record.chunk_size().is_some(),
            part: false,
        })
    }

    /// The error for a part of an element that holds no value.
    #[cold]
    #[inline(never)]
    #[track_caller]
    pub(crate) fn unassigned_leaves(&self, element: &Element, leaves: Range<usize>) -> Error {
        let first = self.record.first_missing(element, leaves.clone());
        self.error(Fault::Incomplete {
            index: element.bytes.start / element.stride,
            elements: self.record.length() / element.stride,
            chunks: self.record.chunk_size().is_some(),
            missing: Missing {
                of: element.of,
                part: first.unwrap_or(leaves.start),
            },
        })
    }

    /// The error for bytes that hold no value, of a block whose type was cast.
    #[cold]
    #[inline(never)]
    #[track_caller]
    pub(crate) fn unassigned_bytes(&self, offset: usize) -> Error {
        let length = self.record.length();
        let index = self.record.assigned_until(offset, length);
        self.error(Fault::Unassigned {
            index,
            elements: length,
            assigned: usize::try_from(self.record.watermark()).ok(),
            chunks: false,
            part: false,
        })
    }

    /// The handle that points so many bytes into the block, as it is now.
    pub(crate) fn handle_at(&self, offset: isize, layout: Layout) -> RawHandle {
        let state = key_state(layout, offset);
        RawHandle::new(
            self.record.base().wrapping_offset(offset),
            self.slot,
            word::with_state(self.word, state),
        )
    }

    /// The state of the lock word when no guard lives: guarded all the same, while a recording does.
    pub(crate) fn unguarded_state(record: &Record) -> u32 {
        if heap(|heap| heap.recorder.is_on()) {
            word::GUARDED
        } else if record.watermark() == ALL {
            word::OPEN
        } else {
            word::PARTIAL
        }
    }
}

/// What the key of a handle that points so many bytes into a block says: whether there is an element, which may hold a
/// value.
pub(crate) fn key_state(layout: Layout, offset: isize) -> u32 {
    match usize::try_from(offset) {
        Ok(offset) if layout.fits && layout.is_element(offset) => word::OPEN,
        _ => word::NONE,
    }
}

/// What is known of a block that lives.
pub(super) fn sites_of(record: &Record) -> Sites {
    Sites {
        allocated_at: record.allocated_at(),
        resized: record.resized(),
        block: Some(extent(record)),
        ..Sites::default()
    }
}

pub(super) fn extent(record: &Record) -> Extent {
    Extent {
        length: record.size(),
        chunk_size: record.chunk_size().map(|_| record.unit()),
    }
}
