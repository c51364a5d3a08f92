//! Reading, writing and taking: the checks, and the one place where bytes are touched.
//!
//! No code of the user's runs between a check and its access: a note that has to be made meanwhile is none
//! ("Alone"). Values of any type can be moved in and out unaligned; only references need alignment.

use core::ops::Range;
use core::panic::Location;
use core::ptr::NonNull;
use core::sync::atomic::Ordering::Relaxed;

use super::filling::{Partial, among_gaps, cold_path, partial};
use super::offsets::{self, Step};
use super::unaligned::{load, store};
use crate::block::{Located, find, recorded};
use crate::error::Error;
use crate::heap::recorder::What;
use crate::layout::Layout;
use crate::layout::Shape;
use crate::layout::Shaped;
use crate::table::lock_words::word_of;
use crate::table::raw_handle::RawHandle;
use crate::table::word::FRESH;

/// Whether the handle can be used as it is.
#[inline(always)]
fn is_open(handle: RawHandle) -> bool {
    word_of(handle.slot()).load(Relaxed) == handle.key()
}

/// The value, copied.
///
/// # Safety
///
/// `T` is the handle's type, and the caller may have a copy of the value: it is `Copy`, or it is
/// not used as a value of its own.
#[inline(always)]
#[track_caller]
pub(crate) unsafe fn read<T>(handle: RawHandle) -> Result<T, Error> {
    let lock = word_of(handle.slot());
    let word = lock.load(Relaxed);
    let address = if word == handle.key() {
        handle.address()
    } else {
        // Inline all the same, but not in the way.
        cold_path();
        match partial(handle, lock, word, size_of::<T>(), false) {
            Partial::Below => handle.address(),
            _ => readable(handle, T::SHAPE)?.as_ptr(),
        }
    };
    // SAFETY: "Key" in the first case, "Assigned" in the others: a valid `T` is there, and "Alone": still.
    Ok(unsafe { load(address.cast::<T>()) })
}

/// The value of the element so many further, copied: the lock word is compared once.
///
/// # Safety
///
/// As of [`read`].
#[inline(always)]
#[track_caller]
pub(crate) unsafe fn read_at<T>(
    handle: RawHandle,
    by: impl Step,
    chunked: bool,
) -> Result<T, Error> {
    match offsets::open(handle, by.way(), T::SHAPE, chunked) {
        // SAFETY: "Key": a valid `T` is at each element of the block, and "Alone": still.
        Some(element) => Ok(unsafe { load(element.address().cast::<T>()) }),
        // SAFETY: the caller's.
        None => unsafe { read_at_otherwise(handle, by, chunked) },
    }
}

/// # Safety
///
/// As of [`read`].
#[cold]
#[inline(never)]
#[track_caller]
unsafe fn read_at_otherwise<T>(
    handle: RawHandle,
    by: impl Step,
    chunked: bool,
) -> Result<T, Error> {
    let element = match offsets::in_cell(handle, by.way(), T::SHAPE, chunked) {
        Some(element) => element,
        None => offsets::checked(handle, by, T::SHAPE, chunked)?,
    };
    // SAFETY: the caller's.
    unsafe { read(element) }
}

/// The address of a value that may be read.
#[cold]
#[inline(never)]
#[track_caller]
fn readable(handle: RawHandle, shape: &'static Shape) -> Result<NonNull<u8>, Error> {
    if let Some(spot) = among_gaps(handle, shape)
        && spot.is_assigned(handle.slot())
    {
        return Ok(spot.pointer);
    }
    let place = find(handle)?;
    let (offset, bytes) = assigned_element(&place, shape)?;
    place.not_borrowed(&bytes, false)?;
    Ok(place.pointer(offset))
}

/// The element that is pointed at, and the bytes that count as its own. It holds a value.
#[track_caller]
fn assigned_element(
    place: &Located,
    shape: &'static Shape,
) -> Result<(usize, Range<usize>), Error> {
    let layout = place.layout(shape);
    let malloc = place.record.chunk_size().is_none();
    // A block that is too small for even one value has no element, and holds no value.
    let offset = match place.offset {
        0 if malloc && layout.end == 0 => 0,
        _ => place.element(layout)?,
    };
    // Nor does any block of the wrong size, until a cast to another type assigns its bytes.
    if !layout.fits && malloc && !place.record.is_any_assigned() {
        return Err(place.unassigned(offset, layout, false));
    }
    if !layout.fits {
        place.fits(shape)?;
    }
    let bytes = offset..offset + layout.extent;
    place.assigned(&bytes, layout)?;
    Ok((offset, bytes))
}

/// Moves a value in; the one that was there is dropped, after the new one is in place.
///
/// # Safety
///
/// `T` is the handle's type.
#[inline(always)]
#[track_caller]
pub(crate) unsafe fn write<T>(handle: RawHandle, value: T) -> Result<(), Error> {
    let whole = T::SHAPE.drop.is_none() || handle.address().addr().is_multiple_of(align_of::<T>());
    let lock = word_of(handle.slot());
    let word = lock.load(Relaxed);
    let quick = match whole {
        true if word == handle.key() => Partial::Below,
        true if word == handle.key() | FRESH => {
            // "Fresh": it points to the one element, and the record says already that it is assigned.
            lock.store(handle.key(), Relaxed);
            Partial::Next
        }
        true => {
            cold_path();
            partial(handle, lock, word, size_of::<T>(), true)
        }
        false => Partial::Other,
    };
    let (address, assigned) = match quick {
        Partial::Below => (handle.address(), true),
        Partial::Next => (handle.address(), false),
        Partial::Other => match writable(handle, T::SHAPE) {
            Ok((pointer, assigned)) => (pointer.as_ptr(), assigned),
            Err(error) => return Err(error.after_drop_of(value)),
        },
    };
    // SAFETY: the element lies inside the block, and no guard of it lives. "Key", or "Assigned": it holds a value if it is
    // `assigned`. "Alone": that `writable` noted it as assigned, for which it may have asked for memory, ran no code of the user's.
    unsafe { put(address.cast(), value, assigned) };
    Ok(())
}

/// Moves a value to where one may be already, which is dropped after the new one is in place.
///
/// # Safety
///
/// The memory may be written, and nobody borrows it. If it is `assigned`, a valid `T` is there that nobody else owns.
#[inline(always)]
pub(crate) unsafe fn put<T>(address: *mut T, value: T, assigned: bool) {
    if T::SHAPE.drop.is_some() && assigned {
        // SAFETY: the caller's: a `T` is there. It is overwritten next.
        let old = unsafe { load(address) };
        // SAFETY: the caller's.
        unsafe { store(address, value) };
        drop(old);
    } else {
        // SAFETY: the caller's. What may be there needs no drop.
        unsafe { store(address, value) };
    }
}

/// Moves a value into the element so many further, where the lock word alone says that it can be; otherwise gives it back. The
/// lock word is compared once.
///
/// # Safety
///
/// `T` is the handle's type.
#[inline(always)]
pub(crate) unsafe fn write_at<T>(
    handle: RawHandle,
    by: impl Step,
    chunked: bool,
    value: T,
) -> Result<(), T> {
    let Some(element) = offsets::open(handle, by.way(), T::SHAPE, chunked) else {
        return Err(value);
    };
    let address = element.address().cast::<T>();
    if T::SHAPE.drop.is_some() && !address.is_aligned() {
        return Err(value);
    }
    // SAFETY: "Key": a valid `T` is at each element of the block, and no guard of it lives. "Alone": still.
    unsafe { put(address, value, true) };
    Ok(())
}

/// The address where a value may be written, marked as assigned, and whether one is there already.
#[cold]
#[inline(never)]
#[track_caller]
fn writable(handle: RawHandle, shape: &'static Shape) -> Result<(NonNull<u8>, bool), Error> {
    if shape.drop.is_none()
        && let Some(spot) = among_gaps(handle, shape)
        && spot.assign(handle.slot())
    {
        return Ok((spot.pointer, false));
    }
    recorded::before_change(handle, What::Moved, Location::caller());
    loop {
        let place = find(handle)?;
        place.fits(shape)?;
        let layout = place.layout(shape);
        let offset = place.element(layout)?;
        let pointer = movable(&place, offset, shape)?;
        let bytes = offset..offset + layout.extent;
        place.not_borrowed(&bytes, true)?;
        let assigned = place.record.is_assigned(&bytes);
        if !assigned
            && shape.drop.is_some()
            && let Some(element) = place.element_in_parts(offset)
        {
            // Code of the user's runs: everything is looked up again.
            place.drop_leaves(&element, 0..element.of.leaves, bytes)?;
            continue;
        }
        if !assigned {
            mark(&place, bytes.clone(), layout)?;
        }
        recorded::changed(&place, What::Moved, &bytes, Location::caller());
        return Ok((pointer, assigned));
    }
}

#[track_caller]
fn mark(place: &Located, bytes: Range<usize>, layout: Layout) -> Result<(), Error> {
    place.check(place.record.assign(place.slot, bytes, layout.tracked))
}

/// Moves the value out; the element is unassigned again.
///
/// # Safety
///
/// `T` is the handle's type.
#[track_caller]
pub(crate) unsafe fn take<T>(handle: RawHandle) -> Result<T, Error> {
    let pointer = takable(handle, T::SHAPE)?;
    // SAFETY: "Assigned": a valid `T` is there, and nobody else owns it: it was just marked as unassigned,
    // which ran no code of the user's ("Alone").
    Ok(unsafe { load(pointer.cast::<T>().as_ptr()) })
}

#[inline(never)]
#[track_caller]
fn takable(handle: RawHandle, shape: &'static Shape) -> Result<NonNull<u8>, Error> {
    recorded::before_change(handle, What::Taken, Location::caller());
    let place = find(handle)?;
    let (offset, bytes) = assigned_element(&place, shape)?;
    let pointer = movable(&place, offset, shape)?;
    place.not_borrowed(&bytes, true)?;
    let end = place.layout(shape).tracked;
    place.check(place.record.unassign(place.slot, bytes.clone(), end))?;
    recorded::changed(&place, What::Taken, &bytes, Location::caller());
    Ok(pointer)
}

/// Swaps the value.
///
/// # Safety
///
/// `T` is the handle's type.
#[track_caller]
pub(crate) unsafe fn replace<T>(handle: RawHandle, value: T) -> Result<T, Error> {
    let whole = T::SHAPE.drop.is_none() || handle.address().addr().is_multiple_of(align_of::<T>());
    let address = if whole && is_open(handle) {
        handle.address()
    } else {
        match replaceable(handle, T::SHAPE) {
            Ok(pointer) => pointer.as_ptr(),
            Err(error) => return Err(error.after_drop_of(value)),
        }
    };
    let address = address.cast::<T>();
    // SAFETY: "Key", or "Assigned": a valid `T` is there, and "Alone": still. It is overwritten next.
    let old = unsafe { load(address) };
    // SAFETY: the element lies inside the block, and no guard of it lives.
    unsafe { store(address, value) };
    Ok(old)
}

#[cold]
#[inline(never)]
#[track_caller]
fn replaceable(handle: RawHandle, shape: &'static Shape) -> Result<NonNull<u8>, Error> {
    recorded::before_change(handle, What::Moved, Location::caller());
    let place = find(handle)?;
    place.fits(shape)?;
    let (offset, bytes) = assigned_element(&place, shape)?;
    let pointer = movable(&place, offset, shape)?;
    place.not_borrowed(&bytes, true)?;
    recorded::changed(&place, What::Moved, &bytes, Location::caller());
    Ok(pointer)
}

/// The address of a value that is moved in or out: where it has a drop, it must be aligned.
#[track_caller]
fn movable(place: &Located, offset: usize, shape: &Shape) -> Result<NonNull<u8>, Error> {
    if shape.drop.is_some() {
        place.aligned(offset, shape.align)
    } else {
        Ok(place.pointer(offset))
    }
}

/// The element for a guard of one value: its address, its length in bytes if it is a slice, and the
/// bytes that count as its own.
#[track_caller]
pub(crate) fn borrowable(
    place: &Located,
    shape: &'static Shape,
) -> Result<(NonNull<u8>, usize, Range<usize>), Error> {
    if !shape.slice {
        let (offset, bytes) = assigned_element(place, shape)?;
        return Ok((place.aligned(offset, shape.align)?, shape.size, bytes));
    }
    let layout = place.layout(shape);
    let offset = place.element(layout)?;
    let Some(length) = place.record.slice_length(offset / layout.stride) else {
        return Err(place.unassigned(offset, layout, true));
    };
    let pointer = place.aligned(offset, shape.align)?;
    Ok((pointer, length, offset..offset + layout.extent))
}

/// Whether the handle points at an element that holds a value.
pub(crate) fn is_assigned(handle: RawHandle, shape: &'static Shape) -> bool {
    if !shape.slice && is_open(handle) {
        return true;
    }
    let Ok(place) = crate::block::look_up(handle) else {
        return false;
    };
    let layout = place.layout(shape);
    match usize::try_from(place.offset) {
        Ok(offset) if layout.fits && layout.is_element(offset) => {
            if shape.slice {
                let chunk = offset / layout.stride;
                place.record.slice_length(chunk).is_some()
            } else {
                place.record.is_assigned(&(offset..offset + layout.extent))
            }
        }
        _ => false,
    }
}
