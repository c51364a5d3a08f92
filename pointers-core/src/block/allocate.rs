//! How a block begins: `malloc`, `calloc`, and blocks whose size is counted otherwise.

use core::panic::Location;
use core::sync::atomic::Ordering::Relaxed;

use super::recorded;
use crate::error::{Error, Fault, Site, Sites};
use crate::heap::local::{Heap, current, heap};
use crate::heap::recorder::What;
use crate::heap::size_class;
use crate::heap::source::{self, NATURAL_ALIGN};
use crate::layout::{Shape, Shaped};
use crate::notes::Note;
use crate::table::Slot;
use crate::table::cell::{Cell, NewCell};
use crate::table::destroy::Destroy;
use crate::table::extra::Extra;
use crate::table::groups::large_record_of;
use crate::table::large::{Begins, NewBlock};
use crate::table::lock_words::word_of;
use crate::table::raw_handle::RawHandle;
use crate::table::short;
use crate::table::watermark::ALL;
use crate::table::word;

/// A block of `size` bytes.
#[inline(always)]
#[track_caller]
pub(crate) fn malloc<T: Shaped + ?Sized>(size: usize) -> Result<RawHandle, Error> {
    let (site, shape) = (Location::caller(), T::SHAPE);
    if size_class::one_is_small(shape) && size == shape.size {
        return found(allocate_one::<T>(site), true, size);
    }
    let room = size_class::room_for(size, shape.align);
    let handle = if shape.align > NATURAL_ALIGN {
        allocate_otherwise(size, shape, site)
    } else {
        allocate(size, room, shape, site)
    };
    found(handle, shape.fits_block(size), size)
}

/// A block that is one `T`, which has a size and can be small. NULL as from [`allocate`].
///
/// The usual case, where a cell is free, calls nothing, and everything but the place is known to the compiler.
#[inline(never)]
fn allocate_one<T: Shaped + ?Sized>(site: Site) -> RawHandle {
    allocate_one_shaped(T::SHAPE, site)
}

#[cfg_attr(not(debug_assertions), inline(always))]
fn allocate_one_shaped(shape: &'static Shape, site: Site) -> RawHandle {
    // SAFETY: it is not kept.
    let heap = unsafe { current() };
    let Some(short) = short::of_site(site) else {
        return allocate_otherwise(shape.size, shape, site);
    };
    let Some((slot, cell)) = heap.take_quickly(size_class::room_for(shape.size, shape.align))
    else {
        return allocate_otherwise(shape.size, shape, site);
    };
    let new_block = NewCell {
        site: short,
        length: shape.size,
        chunk_size: 0,
        safe: false,
        full: true,
        shape,
    };
    begin_small(heap, slot, cell, &new_block, word::FRESH)
}

/// NULL where there is no memory for the block, or for its slot: a handle that may be NULL, and no
/// `Option`, fits in registers.
///
/// The usual case, where a cell is free, calls nothing.
#[cfg_attr(not(debug_assertions), inline)]
fn allocate(length: usize, room: usize, shape: &'static Shape, site: Site) -> RawHandle {
    let Some(short) = short::of_site(site) else {
        return allocate_otherwise(length, shape, site);
    };
    heap(|heap| match heap.take_quickly(room) {
        Some((slot, cell)) => {
            let new_block = NewCell {
                site: short,
                length,
                chunk_size: 0,
                safe: false,
                full: false,
                shape,
            };
            begin_small(heap, slot, cell, &new_block, word::PARTIAL)
        }
        None => allocate_otherwise(length, shape, site),
    })
}

#[inline(never)]
fn allocate_otherwise(length: usize, shape: &'static Shape, site: Site) -> RawHandle {
    recorded::before();
    let handle = allocate_slowly(length, shape, site);
    recorded::began(handle, What::Allocated, site);
    handle
}

fn allocate_slowly(length: usize, shape: &'static Shape, site: Site) -> RawHandle {
    heap(|heap| {
        if !heap.may_allocate() {
            return RawHandle::NULL;
        }
        if let Some(handle) = small(heap, length, shape, 0, Begins::Zeroed, false, site) {
            return handle;
        }
        begin_fresh(heap, length, shape.align, false, |base| {
            NewBlock::of_malloc(base, length, site, shape)
        })
    })
}

/// A small block, if it can be one and there is a cell for it.
#[inline(always)]
fn small(
    heap: &Heap,
    length: usize,
    shape: &'static Shape,
    chunk_size: usize,
    begins: Begins,
    full: bool,
    site: Site,
) -> Option<RawHandle> {
    // A chunk is larger than its block where there is none.
    if chunk_size > length || !size_class::chunks_can_be_small(chunk_size) {
        return None;
    }
    if !size_class::can_be_small(length, shape.align) {
        return None;
    }
    let site = short::of_site(site)?;
    let (slot, cell) = heap.take_cell(length, shape.align)?;
    if chunk_size > 0 {
        // SAFETY: the cell has so many bytes, and belongs to nobody.
        unsafe { cell.base().write_bytes(0, length) };
    }
    let new_block = NewCell {
        site,
        length,
        chunk_size,
        safe: matches!(begins, Begins::Unassigned),
        full,
        shape,
    };
    let state = if full { word::OPEN } else { word::PARTIAL };
    Some(begin_small(heap, slot, cell, &new_block, state))
}

/// A block that C is asked for; NULL where there is no memory.
#[inline(always)]
fn begin_fresh(
    heap: &Heap,
    bytes: usize,
    align: usize,
    zeroed: bool,
    new_block: impl FnOnce(*mut u8) -> NewBlock,
) -> RawHandle {
    let destroy = Destroy::of_aligned(align);
    // Before the block, which could not be ended without it.
    let extra = match destroy {
        Some(_) => match Note::new(Extra::default()) {
            Ok(extra) => Some(extra),
            Err(_) => return RawHandle::NULL,
        },
        None => None,
    };
    let handle = match heap.ask_c(bytes, || source::allocate(bytes, align, zeroed)) {
        Some(base) => begin(heap, &new_block(base), align),
        None => RawHandle::NULL,
    };
    if let Some(extra) = extra
        && !handle.address().is_null()
        && let Some(record) = large_record_of(handle.slot())
    {
        extra.destroy.set(destroy);
        record.set_extra(extra);
    }
    handle
}

/// A block of `chunks` chunks of `chunk_size` bytes each.
#[track_caller]
pub(crate) fn calloc(
    chunks: usize,
    chunk_size: usize,
    safe: bool,
    shape: &'static Shape,
) -> Result<RawHandle, Error> {
    recorded::before();
    let length = product(chunks, chunk_size)?;
    let readable = !safe && shape.reads_zeroed(chunk_size);
    let site = Location::caller();
    let handle = heap(|heap| {
        if !heap.may_allocate() {
            return RawHandle::NULL;
        }
        // calloc_safe's memory is zero too, so that the bytes between its values are never undefined.
        let begins = Begins::of(safe);
        if let Some(handle) = small(heap, length, shape, chunk_size, begins, readable, site) {
            return handle;
        }
        begin_fresh(heap, length, shape.align, true, |base| NewBlock {
            base,
            length,
            size: length,
            chunk_size,
            begins,
            watermark: if readable { ALL } else { 0 },
            site,
            shape,
        })
    });
    recorded::began(handle, What::Allocated, site);
    let first = length > 0 && shape.fits_chunk(chunk_size);
    found(handle, first, length)
}

/// A block whose size is counted otherwise than in the bytes that it has.
pub(crate) struct Counted {
    /// The size of the block, as it is counted.
    pub(crate) size: usize,
    /// The size of the block, or of a chunk, as it is counted.
    pub(crate) unit: usize,
    /// The bytes that values can have.
    pub(crate) length: usize,
    /// The bytes that a value in a chunk can have.
    pub(crate) chunk_size: Option<usize>,
    pub(crate) safe: bool,
}

/// Allocates such a block. C is asked for as many bytes as it counts, if those are more.
#[track_caller]
pub(crate) fn counted(block: Counted, shape: &'static Shape) -> Result<RawHandle, Error> {
    recorded::before();
    let Counted { size, length, .. } = block;
    let zeroed = block.chunk_size.is_some();
    let readable = block
        .chunk_size
        .is_some_and(|chunk_size| !block.safe && shape.reads_zeroed(chunk_size));
    let site = Location::caller();
    // Before the block, which counts in no other way without it.
    let Ok(extra) = Note::new(Extra::of_unit(block.unit)) else {
        return Err(Error::new(Fault::OutOfMemory { size }, Sites::default()));
    };
    let handle = heap(|heap| {
        if !heap.may_allocate() {
            return RawHandle::NULL;
        }
        begin_fresh(heap, size.max(length), shape.align, zeroed, |base| {
            NewBlock {
                base,
                length,
                size,
                chunk_size: block.chunk_size.unwrap_or(0),
                begins: Begins::of(block.safe),
                watermark: if readable { ALL } else { 0 },
                site,
                shape,
            }
        })
    });
    let handle = found(handle, length > 0, size)?;
    if let Some(record) = large_record_of(handle.slot()) {
        match record.extra() {
            Some(there) => there.unit.set(Some(block.unit)),
            None => record.set_extra(extra),
        }
    }
    recorded::began(handle, What::Allocated, site);
    Ok(handle)
}

/// The size in bytes of so many chunks.
#[track_caller]
pub(crate) fn product(chunks: usize, chunk_size: usize) -> Result<usize, Error> {
    if chunk_size == 0 {
        return Err(Error::new(Fault::EmptyChunk, Sites::default()));
    }
    match chunks.checked_mul(chunk_size) {
        Some(size) => Ok(size),
        None => {
            let too_many = Fault::TooManyBytes { chunks, chunk_size };
            Err(Error::new(too_many, Sites::default()))
        }
    }
}

/// The handle of a block of this size, whose first element may hold a value, or the error if it is NULL. `first` says
/// whether there is one.
#[inline]
#[track_caller]
pub(super) fn found(handle: RawHandle, first: bool, size: usize) -> Result<RawHandle, Error> {
    if handle.address().is_null() {
        let fault = Fault::OutOfMemory { size };
        return Err(Error::new(fault, Sites::default()));
    }
    Ok(element_of(handle, first))
}

/// The handle of a block that has just begun, whose first element may hold a value, if there is one.
#[inline(always)]
pub(super) fn element_of(handle: RawHandle, first: bool) -> RawHandle {
    if first {
        return handle;
    }
    let key = word::with_state(handle.key(), word::NONE);
    RawHandle::new(handle.address(), handle.slot(), key)
}

/// Gives a fresh block its slot, or gives it back where the tables are full: NULL.
#[inline(always)]
fn begin(heap: &Heap, new_block: &NewBlock, align: usize) -> RawHandle {
    let handle = claim(heap, new_block);
    if handle.address().is_null() {
        // SAFETY: the block was just made, and no handle to it was.
        unsafe { source::release(new_block.base, Destroy::of_aligned(align)) };
    }
    handle
}

/// Gives a block its slot. NULL where the tables are full.
#[inline(always)]
pub(super) fn claim(heap: &Heap, new_block: &NewBlock) -> RawHandle {
    let slot = heap.take_slot();
    let Some((slot, record)) = slot.and_then(|slot| Some((slot, large_record_of(slot)?))) else {
        return RawHandle::NULL;
    };
    heap.begin(new_block.size);
    record.be_born(new_block);
    let open = new_block.watermark == ALL;
    let state = if open { word::OPEN } else { word::PARTIAL };
    unlock(slot, new_block.base, state)
}

/// A small block begins in a cell that was free.
#[inline(always)]
fn begin_small(heap: &Heap, slot: Slot, cell: Cell, new_block: &NewCell, state: u32) -> RawHandle {
    heap.begin(new_block.length);
    cell.be_born(new_block);
    unlock(slot, cell.base(), state)
}

/// Sets the lock of a block that begins, and makes its handle.
#[inline(always)]
fn unlock(slot: Slot, base: *mut u8, state: u32) -> RawHandle {
    let lock = word_of(slot);
    let word = lock.load(Relaxed);
    lock.store(word::with_state(word, state), Relaxed);
    RawHandle::new(base, slot, word::with_state(word, word::OPEN))
}
