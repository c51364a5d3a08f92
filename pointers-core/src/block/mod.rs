//! Blocks: finding the one that a handle belongs to, and what lies in it.

pub(crate) mod assigned;
mod bitmap;
pub(crate) mod contents;
pub(crate) mod extra;
mod lengths;
pub(crate) mod life;
pub(crate) mod loans;
pub(crate) mod resize;
pub(crate) mod source;
pub(crate) mod spare;

use core::ops::Range;
use core::panic::Location;
use core::ptr::NonNull;
use core::sync::atomic::Ordering::Relaxed;

use crate::error::{Error, Extent, Fault, Site, Sites};
use crate::handle::raw::RawHandle;
use crate::heap::local::heap;
use crate::table::locks::word_of;
use crate::table::record::{Record, origin_of, record_of};
use crate::table::{Slot, word};
use crate::value::Shape;
use loans::Refusal;

/// A live block, and where in it a handle points.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) slot: Slot,
    pub(crate) record: &'static Record,
    /// The lock word, as it was found.
    pub(crate) word: u32,
    /// How far from the block's start, in bytes.
    pub(crate) offset: isize,
}

/// Finds the block that a handle belongs to, the slow way, whatever its state.
#[cold]
#[inline(never)]
#[track_caller]
pub(crate) fn find(handle: RawHandle) -> Result<Place, Error> {
    // Not a closure: that would be the caller whose line the error names.
    match look_up(handle) {
        Ok(place) if handle.has_overflowed() => {
            let chunks = place.record.chunk_size().is_some();
            Err(place.error(Fault::Overflow { chunks }))
        }
        Ok(place) => Ok(place),
        Err(fault) => Err(Error::new(fault, sites_of_lost(handle))),
    }
}

/// Like [`find`], wherever the handle points, for properties, which are plain values.
pub(crate) fn look_up(handle: RawHandle) -> Result<Place, Fault> {
    let slot = handle.slot();
    if slot == 0 {
        return Err(Fault::Null);
    }
    let word = word_of(slot).load(Relaxed);
    let record = record_of(slot);
    let base = match base_for(handle, record, word) {
        Some(base) => base,
        None => return Err(gone(handle, record, word)),
    };
    Ok(Place {
        slot,
        record,
        word,
        offset: handle.address().addr().wrapping_sub(base).cast_signed(),
    })
}

/// Where the handle's block was when the handle was made, if it is still the same block.
fn base_for(handle: RawHandle, record: &Record, now: u32) -> Option<usize> {
    if word::state(now) == word::NONE {
        return None;
    }
    let version = word::version(handle.key());
    if version == word::version(now) {
        return Some(record.base().addr());
    }
    if !is_its_own(handle, now) {
        return None;
    }
    record.extra()?.history.borrow().base_at(version)
}

/// Whether what the slot's record says is of the handle's own block. It is not where the slot was used again
/// since; nor where it was handed on, when this thread's heap ended: a destructor that runs later may still
/// have handles to it.
fn is_its_own(handle: RawHandle, now: u32) -> bool {
    let origin = origin_of(handle.slot());
    let is_ours = origin.owner() == heap(|heap| heap.owner());
    is_ours && word::version(handle.key()) >= origin.born(now)
}

/// Why a handle's block is not there any more.
fn gone(handle: RawHandle, record: &Record, now: u32) -> Fault {
    if !is_its_own(handle, now) {
        return Fault::Freed;
    }
    match word::state(now) == word::NONE {
        true if record.handed_over() => Fault::HandedOver,
        true => Fault::Freed,
        false => Fault::Outdated,
    }
}

/// What is remembered of the block of a handle for which [`look_up`] finds none.
pub(crate) fn sites_of_lost(handle: RawHandle) -> Sites {
    let slot = handle.slot();
    let now = word_of(slot).load(Relaxed);
    if slot == 0 || !is_its_own(handle, now) {
        return Sites::default();
    }
    let record = record_of(slot);
    let ended = word::state(now) == word::NONE;
    Sites {
        allocated_at: record.allocated_at(),
        resized: match ended {
            true => heap(|heap| heap.endings.of(slot, word::version(now))),
            false => record.resized(),
        },
        freed_at: record.freed_at(),
        block: Some(extent(record)),
        ..Sites::default()
    }
}

fn extent(record: &Record) -> Extent {
    Extent {
        length: record.size(),
        chunk_size: record.chunk_size().map(|_| record.unit()),
    }
}

/// How values of a shape lie in a certain block.
#[derive(Clone, Copy)]
pub(crate) struct Layout {
    /// From one element, or chunk, to the next, in bytes.
    pub(crate) stride: usize,
    /// Where the last element ends.
    pub(crate) end: usize,
    /// How many bytes of its stride an element takes.
    pub(crate) extent: usize,
    /// How many bytes it is known of whether they are assigned. More than `end` where the block is no
    /// whole number of elements, as another type sees it after a cast.
    pub(crate) tracked: usize,
    /// Whether a value may be in the block at all (rule 1).
    pub(crate) fits: bool,
}

impl Layout {
    pub(crate) fn of(shape: &'static Shape, length: usize, chunk_size: Option<usize>) -> Self {
        match chunk_size {
            Some(stride) => Layout {
                stride,
                end: length,
                tracked: length,
                extent: match *shape {
                    Shape { slice: true, .. } => stride,
                    Shape { size: 0, align, .. } => align.min(stride),
                    Shape { size, .. } => size,
                },
                fits: shape.fits_chunk(stride),
            },
            None if shape.slice => {
                let whole = length.max(1);
                Layout {
                    stride: whole,
                    end: whole,
                    tracked: whole,
                    extent: whole,
                    fits: true,
                }
            }
            None => {
                let stride = shape.stride();
                let count = length / stride;
                let count = if shape.size == 0 { count.max(1) } else { count };
                Layout {
                    stride,
                    end: count * stride,
                    tracked: length.max(count * stride),
                    extent: stride,
                    fits: shape.fits_block(length),
                }
            }
        }
    }

    pub(crate) fn count(self) -> usize {
        self.end / self.stride
    }

    /// How many elements hold values, of which so many bytes from the start on are assigned.
    fn filled(self, bytes: usize) -> usize {
        match bytes.checked_sub(self.extent) {
            Some(rest) => rest / self.stride + 1,
            None => 0,
        }
    }

    /// Whether an element begins so many bytes into the block. The end of a slice's block is inside
    /// of it when the block has grown, and still no element.
    pub(crate) fn is_element(self, offset: usize) -> bool {
        offset < self.end && offset.is_multiple_of(self.stride)
    }

    /// What the key of a handle that points there says: whether there is an element, which may hold a value.
    pub(crate) fn key_state(self, offset: isize) -> u32 {
        match usize::try_from(offset) {
            Ok(offset) if self.fits && self.is_element(offset) => word::OPEN,
            _ => word::NONE,
        }
    }

    /// The index of the element that begins at an offset; where none does, of the next one away from the
    /// start.
    pub(crate) fn index(self, offset: isize) -> i128 {
        let (offset, stride) = (offset as i128, self.stride as i128);
        let away = (offset % stride).signum();
        offset / stride + away
    }
}

impl Place {
    pub(crate) fn layout(&self, shape: &'static Shape) -> Layout {
        Layout::of(shape, self.record.length(), self.record.chunk_size())
    }

    #[inline]
    pub(crate) fn base(&self) -> NonNull<u8> {
        NonNull::new(self.record.base()).unwrap_or(NonNull::dangling())
    }

    pub(crate) fn sites(&self) -> Sites {
        Sites {
            allocated_at: self.record.allocated_at(),
            resized: self.record.resized(),
            block: Some(extent(self.record)),
            ..Sites::default()
        }
    }

    #[cold]
    #[inline(never)]
    #[track_caller]
    pub(crate) fn error(&self, fault: Fault) -> Error {
        Error::new(fault, self.sites())
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
        sites.reached = index.checked_mul(stride as i128);
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
                Error::new(Fault::Borrowed { mutably }, sites)
            }
            Refusal::TooMany => self.error(Fault::TooManyGuards),
            Refusal::NoMemory => self.error(Fault::NoNote),
        }
    }

    /// All the bytes of a block.
    pub(crate) const WHOLE: Range<usize> = 0..usize::MAX;

    /// Notes a guard of these bytes.
    #[track_caller]
    pub(crate) fn lend(&self, bytes: &Range<usize>, mutable: bool) -> Result<Site, Error> {
        let site = Location::caller();
        let Some(extra) = self.record.make_extra() else {
            return Err(self.error(Fault::NoNote));
        };
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
            let state = Self::unguarded_state(record);
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
        self.error(Fault::Unassigned {
            index: offset / layout.stride,
            elements: layout.count(),
            assigned: usize::try_from(mark).ok().map(|mark| layout.filled(mark)),
            chunks: self.record.chunk_size().is_some(),
        })
    }

    /// The handle that points so many bytes into the block, as it is now.
    pub(crate) fn handle_at(&self, offset: isize, layout: Layout) -> RawHandle {
        let state = layout.key_state(offset);
        RawHandle::new(
            self.record.base().wrapping_offset(offset),
            self.slot,
            word::with_state(self.word, state),
        )
    }

    /// The state of the lock word when no guard lives.
    pub(crate) fn unguarded_state(record: &Record) -> u32 {
        if record.watermark() == assigned::ALL {
            word::OPEN
        } else {
            word::PARTIAL
        }
    }
}

impl Shape {
    /// From one element to the next in a `malloc` block: a value without size takes its alignment.
    pub(crate) const fn stride(&self) -> usize {
        if self.size == 0 {
            self.align
        } else {
            self.size
        }
    }

    /// Whether values can be in a `malloc` block of this length: it is a whole number of them.
    #[inline(always)]
    pub(crate) const fn fits_block(&self, length: usize) -> bool {
        self.slice || self.size == 0 || length >= self.size && length.is_multiple_of(self.size)
    }

    /// Whether values can be in chunks of this size.
    pub(crate) const fn fits_chunk(&self, chunk_size: usize) -> bool {
        self.slice || self.size <= chunk_size
    }

    /// Whether zeroed chunks of this size hold values from the start. Those that are too small for one hold
    /// none that could be dropped, but can be cast to a smaller type.
    pub(crate) const fn reads_zeroed(&self, chunk_size: usize) -> bool {
        !self.slice && (self.size <= chunk_size || !self.drops)
    }
}
