//! How a block begins and ends.

use core::panic::Location;
use core::ptr::NonNull;
use core::sync::atomic::Ordering::Relaxed;

use super::assigned::ALL;
use super::extra::Extra;
use super::{Layout, Place, find, source};
use crate::error::{Error, Fault, Sites};
use crate::handle::raw::RawHandle;
use crate::heap::local::heap;
use crate::table::locks::word_of;
use crate::table::record::{Birth, record_of};
use crate::table::word;
use crate::value::Shape;

/// A block of `size` bytes.
#[track_caller]
pub(crate) fn malloc(size: usize, shape: Shape) -> Result<RawHandle, Error> {
    allocate(size, None, false, shape)
}

/// A block of `chunks` chunks of `chunk_size` bytes each.
#[track_caller]
pub(crate) fn calloc(
    chunks: usize,
    chunk_size: usize,
    safe: bool,
    shape: Shape,
) -> Result<RawHandle, Error> {
    let size = product(chunks, chunk_size)?;
    allocate(size, Some(chunk_size), safe, shape)
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

#[track_caller]
fn allocate(
    length: usize,
    chunk_size: Option<usize>,
    safe: bool,
    shape: Shape,
) -> Result<RawHandle, Error> {
    let fault = Fault::OutOfMemory { size: length };
    if !heap(|heap| heap.may_allocate()) {
        return Err(Error::new(fault, Sites::default()));
    }
    // calloc_safe's memory is zero too, so that the bytes between its values are never undefined.
    let Some(base) = source::allocate(length, shape.align, chunk_size.is_some()) else {
        return Err(Error::new(fault, Sites::default()));
    };
    let readable = chunk_size.is_some_and(|size| !safe && shape.reads_zeroed(size));
    let birth = Birth {
        base,
        length,
        chunk_size: chunk_size.unwrap_or(0),
        safe,
        watermark: if readable { ALL } else { 0 },
        site: Location::caller(),
    };
    match begin(&birth, shape) {
        Some(handle) => Ok(handle),
        None => {
            // SAFETY: the block was just made, and no handle to it was.
            unsafe { source::release(base) };
            Err(Error::new(Fault::NoSlot, Sites::default()))
        }
    }
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
    shape: Shape,
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
        chunk_size: chunk_size.unwrap_or(0),
        safe: false,
        watermark: match (shape.slice, chunk_size) {
            (false, _) => ALL,
            (true, None) => length.cast_signed() + 1,
            (true, Some(_)) => 0,
        },
        site: Location::caller(),
    };
    let Some(handle) = begin(&birth, shape) else {
        return Err(Error::new(Fault::NoSlot, Sites::default()));
    };
    if shape.slice
        && let Some(chunk_size) = chunk_size
    {
        let place = find(handle)?;
        for chunk in 0..length / chunk_size {
            if let Err(fault) = place.set_slice_length(chunk, Some(chunk_size)) {
                let _ = end(handle, shape, true).map(Remains::into_raw);
                return Err(Error::new(fault, Sites::default()));
            }
        }
    }
    Ok(handle)
}

/// Gives a block its slot. `None` if the tables are full.
fn begin(birth: &Birth, shape: Shape) -> Option<RawHandle> {
    let (slot, owner) = heap(|heap| heap.begin(birth.length))?;
    let lock = word_of(slot);
    let version = word::version(lock.load(Relaxed)).max(1);
    let record = record_of(slot);
    record.be_born(version, birth);
    record.set_owner(owner);
    let open = birth.watermark == ALL;
    let state = if open { word::OPEN } else { word::PARTIAL };
    lock.store(word::new(version, state), Relaxed);
    let chunk_size = record.chunk_size();
    let flag = Layout::of(shape, birth.length, chunk_size).key_state(0);
    Some(RawHandle::new(birth.base, slot, word::new(version, flag)))
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
pub(crate) fn end(handle: RawHandle, shape: Shape, handed_over: bool) -> Result<Remains, Error> {
    let place = start_of(handle)?;
    let Place { slot, record, .. } = place;
    let remains = Remains {
        base: place.base(),
        layout: place.layout(shape),
        watermark: record.watermark(),
        extra: record.take_extra(),
    };
    let length = record.length();
    record.die(Location::caller(), handed_over);
    let next = word::version(place.word) + 1;
    word_of(slot).store(word::new(next, word::NONE), Relaxed);
    heap(|heap| heap.end(slot, length));
    Ok(remains)
}

/// The block of a handle that points at its start, and that no guard holds.
#[track_caller]
#[inline]
pub(crate) fn start_of(handle: RawHandle) -> Result<Place, Error> {
    let slot = handle.slot();
    let word = word_of(slot).load(Relaxed);
    // The usual case: the handle is up to date, and so is its address.
    if word & !1 == handle.key() {
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
    let place = find(handle)?;
    if place.offset != 0 {
        let offset = place.offset;
        return Err(place.error(Fault::Interior { offset }));
    }
    place.not_borrowed_at_all()?;
    Ok(place)
}
