//! How a block begins and ends.

use core::panic::Location;
use core::ptr::NonNull;
use core::sync::atomic::Ordering::Relaxed;

use super::assigned::ALL;
use super::extra::Extra;
use super::{Layout, Place, find, look_up, sites_of_lost, source, spare};
use crate::error::{Error, Fault, Resized, Site, Sites};
use crate::handle::raw::RawHandle;
use crate::heap::local::{Heap, heap};
use crate::table::Slot;
use crate::table::locks::word_of;
use crate::table::record::{Birth, Record, origin_of, record_of};
use crate::table::word;
use crate::value::Shape;

/// A block of `size` bytes.
#[inline(always)]
#[track_caller]
pub(crate) fn malloc(size: usize, shape: &'static Shape) -> Result<RawHandle, Error> {
    let site = Location::caller();
    let handle = if shape.align > source::NATURAL_ALIGN {
        allocate_otherwise(size, shape.align, site)
    } else {
        allocate(size, site)
    };
    found(handle, shape.fits_block(size), size)
}

/// NULL where there is no memory for the block, or for its slot: a handle that may be NULL, and no
/// `Option`, fits in registers.
///
/// The usual case, where a block waits to be used again, calls nothing.
#[inline]
fn allocate(length: usize, site: Site) -> RawHandle {
    heap(|heap| match heap.take_waiting(length) {
        Some((slot, record)) => be_born_again(heap, slot, record, length, site),
        None => allocate_otherwise(length, source::NATURAL_ALIGN, site),
    })
}

#[inline(never)]
fn allocate_otherwise(length: usize, align: usize, site: Site) -> RawHandle {
    heap(|heap| {
        if !heap.may_allocate() {
            return RawHandle::NULL;
        }
        // Here while a failure is rehearsed.
        if length <= spare::LARGEST
            && align <= source::NATURAL_ALIGN
            && let Some((slot, record)) = heap.spare.take(length)
        {
            return be_born_again(heap, slot, record, length, site);
        }
        begin_fresh(heap, length, align, false, |base| {
            Birth::of_malloc(base, length, site)
        })
    })
}

/// A block that C is asked for; NULL where there is no memory.
#[inline(always)]
fn begin_fresh(
    heap: &Heap,
    bytes: usize,
    align: usize,
    zeroed: bool,
    birth: impl FnOnce(*mut u8) -> Birth,
) -> RawHandle {
    match heap.ask_c(bytes, || source::allocate(bytes, align, zeroed)) {
        Some(base) => begin(heap, &birth(base)),
        None => RawHandle::NULL,
    }
}

/// A block of `chunks` chunks of `chunk_size` bytes each.
#[track_caller]
pub(crate) fn calloc(
    chunks: usize,
    chunk_size: usize,
    safe: bool,
    shape: &'static Shape,
) -> Result<RawHandle, Error> {
    let length = product(chunks, chunk_size)?;
    let readable = !safe && shape.reads_zeroed(chunk_size);
    let site = Location::caller();
    let handle = heap(|heap| {
        if !heap.may_allocate() {
            return RawHandle::NULL;
        }
        // calloc_safe's memory is zero too, so that the bytes between its values are never undefined.
        begin_fresh(heap, length, shape.align, true, |base| Birth {
            base,
            length,
            size: length,
            chunk_size,
            safe,
            watermark: if readable { ALL } else { 0 },
            site,
        })
    });
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
    let Counted { size, length, .. } = block;
    let zeroed = block.chunk_size.is_some();
    let readable = block
        .chunk_size
        .is_some_and(|chunk_size| !block.safe && shape.reads_zeroed(chunk_size));
    let site = Location::caller();
    let handle = heap(|heap| {
        if !heap.may_allocate() {
            return RawHandle::NULL;
        }
        begin_fresh(heap, size.max(length), shape.align, zeroed, |base| Birth {
            base,
            length,
            size,
            chunk_size: block.chunk_size.unwrap_or(0),
            safe: block.safe,
            watermark: if readable { ALL } else { 0 },
            site,
        })
    });
    let handle = found(handle, length > 0, size)?;
    let noted = match look_up(handle) {
        Ok(place) => place.record.make_extra(),
        Err(_) => None,
    };
    let Some(extra) = noted else {
        end(handle, shape, site, false)?;
        return Err(Error::new(Fault::OutOfMemory { size }, Sites::default()));
    };
    extra.unit.set(Some(block.unit));
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
fn found(handle: RawHandle, first: bool, size: usize) -> Result<RawHandle, Error> {
    if handle.address().is_null() {
        let fault = Fault::OutOfMemory { size };
        return Err(Error::new(fault, Sites::default()));
    }
    if first {
        return Ok(handle);
    }
    let key = word::with_state(handle.key(), word::NONE);
    Ok(RawHandle::new(handle.address(), handle.slot(), key))
}

/// Takes over a block that C made, all of whose bytes are assigned.
///
/// # Safety
///
/// `base` is null, or a block of the C allocator that nobody else uses, whose `length` bytes are
/// initialised and valid as values of the shape.
#[track_caller]
pub(crate) unsafe fn adopt(
    base: *mut u8,
    length: usize,
    chunk_size: Option<usize>,
    shape: &'static Shape,
) -> Result<RawHandle, Error> {
    let address = base.addr();
    let object = shape.size;
    let place = chunk_size.unwrap_or(length);
    let whole = object == 0 || length.is_multiple_of(object);
    let fault = if base.is_null() {
        Some(Fault::Null)
    } else if length > source::LARGEST {
        Some(Fault::OutOfMemory { size: length })
    } else if !address.is_multiple_of(shape.align) {
        let align = shape.align;
        Some(Fault::Misaligned { address, align })
    } else if object > place && !shape.slice {
        Some(Fault::TooLarge { object, place })
    } else if chunk_size.is_none() && !whole {
        let block = length;
        Some(Fault::Remainder { object, block })
    } else {
        None
    };
    if let Some(fault) = fault {
        return Err(Error::new(fault, Sites::default()));
    }
    let birth = Birth {
        base,
        length,
        size: length,
        chunk_size: chunk_size.unwrap_or(0),
        safe: false,
        watermark: match (shape.slice, chunk_size) {
            (false, _) => ALL,
            (true, None) => length.cast_signed() + 1,
            (true, Some(_)) => 0,
        },
        site: Location::caller(),
    };
    let first = match chunk_size {
        Some(chunk_size) => length > 0 && shape.fits_chunk(chunk_size),
        None => shape.fits_block(length),
    };
    let handle = heap(|heap| claim(heap, &birth));
    let handle = found(handle, first, length)?;
    let place = find(handle)?;
    // Blocks with an extra are never kept as spare ones: nobody knows this one's real size.
    if place.record.make_extra().is_none() {
        let _ = end(handle, shape, Location::caller(), true).map(Remains::into_raw);
        return Err(Error::new(Fault::NoNote, Sites::default()));
    }
    if shape.slice
        && let Some(chunk_size) = chunk_size
    {
        for chunk in 0..length / chunk_size {
            if let Err(fault) = place.set_slice_length(chunk, Some(chunk_size)) {
                let _ = end(handle, shape, Location::caller(), true).map(Remains::into_raw);
                return Err(Error::new(fault, Sites::default()));
            }
        }
    }
    Ok(handle)
}

/// Gives a fresh block its slot, or gives it back where the tables are full: NULL.
#[inline(always)]
fn begin(heap: &Heap, birth: &Birth) -> RawHandle {
    let handle = claim(heap, birth);
    if handle.address().is_null() {
        // SAFETY: the block was just made, and no handle to it was.
        unsafe { source::release(birth.base) };
    }
    handle
}

/// Gives a block its slot. NULL where the tables are full.
#[inline(always)]
fn claim(heap: &Heap, birth: &Birth) -> RawHandle {
    let Some(slot) = heap.take_slot() else {
        return RawHandle::NULL;
    };
    heap.begin(birth.size);
    record_of(slot).be_born(birth);
    origin_of(slot).forget_reallocations();
    let open = birth.watermark == ALL;
    let state = if open { word::OPEN } else { word::PARTIAL };
    unlock(slot, birth.base, state)
}

/// A block that waited is one of `malloc` again.
#[inline(always)]
fn be_born_again(heap: &Heap, slot: Slot, record: &Record, length: usize, site: Site) -> RawHandle {
    heap.grow(length);
    record.be_born_again(length, site);
    unlock(slot, record.base(), word::PARTIAL)
}

/// Sets the lock of a block that begins, and makes its handle.
#[inline(always)]
fn unlock(slot: Slot, base: *mut u8, state: u32) -> RawHandle {
    let lock = word_of(slot);
    let word = lock.load(Relaxed);
    lock.store(word::with_state(word, state), Relaxed);
    RawHandle::new(base, slot, word::with_state(word, word::OPEN))
}

/// What is left of a block that has no handles any more: its bytes, and what was known of them.
/// Dropping it gives the bytes back to C.
pub struct Remains {
    pub(crate) base: NonNull<u8>,
    pub(crate) layout: Layout,
    pub(crate) watermark: isize,
    pub(crate) extra: Option<Box<Extra>>,
}

impl Drop for Remains {
    fn drop(&mut self) {
        // SAFETY: "Versions rise": no handle or guard reaches the block any more, and whoever ended
        // it owns it alone.
        unsafe { source::release(self.base.as_ptr()) };
    }
}

impl Remains {
    /// Keeps the bytes for C.
    pub(crate) fn into_raw(self) -> NonNull<u8> {
        let mut this = core::mem::ManuallyDrop::new(self);
        drop(this.extra.take());
        this.base
    }
}

/// Ends a block: every handle to it is stale from here on. Nothing of it is dropped or released yet.
#[track_caller]
pub(crate) fn end(
    handle: RawHandle,
    shape: &'static Shape,
    site: Site,
    handed_over: bool,
) -> Result<Remains, Error> {
    let place = match start_of(handle) {
        Ok(place) => place,
        Err(error) if handed_over => return Err(error),
        Err(error) => return Err(error.of_free(site)),
    };
    let record = place.record;
    let layout = place.layout(shape);
    let size = size_at_end(record);
    let resized = record.resized();
    let remains = Remains {
        base: place.base(),
        layout,
        watermark: record.watermark(),
        extra: record.take_extra(),
    };
    if handed_over {
        record.hand_over();
    }
    let next = stale(&place, site, resized);
    record.part();
    heap(|heap| {
        heap.end(size);
        heap.give_back(place.slot, next);
    });
    Ok(remains)
}

/// Ends a block whose values need no drop, and gives its bytes back.
///
/// The usual case, where the block will wait to be used again, calls nothing and so saves no registers.
#[inline]
pub(crate) fn free_plain(handle: RawHandle, site: Site) -> Result<(), Error> {
    let slot = handle.slot();
    let lock = word_of(slot);
    let word = lock.load(Relaxed);
    if word & !word::PARTIAL != handle.key() || !word::can_be_used_again(ended(word)) {
        return free_otherwise(handle, site);
    }
    let record = record_of(slot);
    let (base, length) = (record.base(), record.length());
    if base != handle.address() || !record.is_plain() || !spare::can_wait(length) {
        return free_otherwise(handle, site);
    }
    record.die(site);
    lock.store(ended(word), Relaxed);
    // The heap last, and told little: in a shared library finding it is a call, which saves what is needed later.
    // SAFETY: "Versions rise": no handle or guard reaches the block any more. It was plain, and
    // so neither resized nor taken over from C: it came from `source` for this size.
    heap(|heap| unsafe { heap.keep(slot, record) });
    Ok(())
}

/// The same for all other cases: the block is too large to wait, say, or the handle is not up to date.
#[cold]
#[inline(never)]
fn free_otherwise(handle: RawHandle, site: Site) -> Result<(), Error> {
    let place = start_of(handle).map_err(|error| error.of_free(site))?;
    let Place { slot, record, .. } = place;
    let (base, size) = (record.base(), size_at_end(record));
    let is_plain = record.is_plain();
    let resized = record.resized();
    drop(record.take_extra());
    let next = stale(&place, site, resized);
    heap(|heap| {
        if is_plain && spare::can_wait(size) && word::can_be_used_again(next) {
            // SAFETY: as in `free_plain`.
            unsafe { heap.keep(slot, record) };
            return;
        }
        heap.end(size);
        record.part();
        heap.give_back(slot, next);
        // SAFETY: "Versions rise": no handle or guard reaches the block any more.
        unsafe { source::release(base) };
    });
    Ok(())
}

/// The size of a block that ends, as it is counted, which is also what stays known of it.
fn size_at_end(record: &Record) -> usize {
    let size = record.size();
    if let Some(unit) = record.counted_unit() {
        record.set_length(size);
        if record.chunk_size().is_some() {
            record.set_chunk_size(unit);
        }
    }
    size
}

/// Makes every handle of a block stale. Its word is this now.
fn stale(place: &Place, site: Site, resized: Option<Resized>) -> u32 {
    place.record.die(site);
    let next = ended(place.word);
    word_of(place.slot).store(next, Relaxed);
    if let Some(resized) = resized {
        heap(|heap| heap.endings.note(place.slot, word::version(next), resized));
    }
    next
}

/// The word of a block whose word was this, once it has ended.
#[inline(always)]
const fn ended(word: u32) -> u32 {
    word::new(word::version(word) + 1, word::NONE)
}

/// The block of a handle that points at its start, and that no guard holds.
#[track_caller]
#[inline]
pub(crate) fn start_of(handle: RawHandle) -> Result<Place, Error> {
    let slot = handle.slot();
    let word = word_of(slot).load(Relaxed);
    // The usual case: the handle is up to date, and so is its address.
    if word & !word::PARTIAL == handle.key() {
        let record = record_of(slot);
        if record.base() == handle.address() {
            return Ok(Place {
                slot,
                record,
                word,
                offset: 0,
            });
        }
    }
    let place = match look_up(handle) {
        Ok(place) => place,
        Err(fault) => return Err(Error::new(fault, sites_of_lost(handle))),
    };
    if place.offset != 0 {
        let offset = (!handle.has_overflowed()).then_some(place.offset);
        return Err(place.error(Fault::Interior { offset }));
    }
    place.not_borrowed_at_all()?;
    Ok(place)
}
