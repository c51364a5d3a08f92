//! Reading, writing and taking: the checks, and the one place where bytes are touched.
//!
//! No code of the user's runs between a check and its access: a note that has to be made meanwhile is none
//! ("Alone"). Values of any type can be moved in and out unaligned; only references need alignment.

use core::ops::Range;
use core::panic::Location;
use core::ptr::NonNull;
use core::sync::atomic::AtomicU32;
use core::sync::atomic::Ordering::Relaxed;

use crate::block::{Located, find, recorded};
use crate::error::{Error, Fault};
use crate::handle::arithmetic::{self, Step};
use crate::heap::recorder::What;
use crate::layout::Layout;
use crate::layout::Shape;
use crate::layout::Shaped;
use crate::table::Slot;
use crate::table::cell::Cell;
use crate::table::extra::Extra;
use crate::table::groups::{large_or_wide, record_of};
use crate::table::large::Large;
use crate::table::lock_words::word_of;
use crate::table::raw_handle::RawHandle;
use crate::table::record::{Known, Record};
use crate::table::watermark::{ALL, SPARSE};
use crate::table::word::{FRESH, PARTIAL};

/// Says that the way it is called on is seldom taken. (std's is newer than our oldest Rust.)
#[cold]
#[inline]
fn cold_path() {}

/// Whether the handle can be used as it is.
#[inline(always)]
fn is_open(handle: RawHandle) -> bool {
    word_of(handle.slot()).load(Relaxed) == handle.key()
}

/// What a fill from the start, or a look at what was filled, finds in a block that is not yet full.
enum Partial {
    /// The element lies below the watermark: it is assigned.
    Below,
    /// The element is the next one, and is marked as assigned now.
    Next,
    /// Something else: the slow way decides.
    Other,
}

/// Whether the element of this size lies below the watermark of a block that is no small one, and whose lock word was just
/// this.
#[inline(always)]
pub(super) fn is_below(handle: RawHandle, word: u32, size: usize) -> bool {
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
#[inline(always)]
fn partial(handle: RawHandle, lock: &AtomicU32, word: u32, size: usize, grow: bool) -> Partial {
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

/// The same of a small block.
#[inline]
fn partial_cell(
    cell: Cell,
    handle: RawHandle,
    lock: &AtomicU32,
    size: usize,
    grow: bool,
) -> Partial {
    let start = handle.address().addr().wrapping_sub(cell.base().addr());
    let end = start.wrapping_add(size);
    let mark = cell.mark();
    if grow && start == mark {
        let length = cell.length();
        if end > length {
            return Partial::Other;
        }
        if end == length {
            cell.set_watermark(ALL);
            lock.store(handle.key(), Relaxed);
        } else {
            cell.set_watermark(end.cast_signed());
        }
        return Partial::Next;
    }
    if end <= mark {
        return Partial::Below;
    }
    Partial::Other
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
    Ok(unsafe { address.cast::<T>().read_unaligned() })
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
    match arithmetic::open(handle, by.way(), T::SHAPE, chunked) {
        // SAFETY: "Key": a valid `T` is at each element of the block, and "Alone": still.
        Some(element) => Ok(unsafe { element.address().cast::<T>().read_unaligned() }),
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
    let element = match arithmetic::in_cell(handle, by.way(), T::SHAPE, chunked) {
        Some(element) => element,
        None => arithmetic::checked(handle, by, T::SHAPE, chunked)?,
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
        && spot.is_assigned()
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
    let address = address.cast::<T>();
    if T::SHAPE.drop.is_some() && assigned {
        // SAFETY: "Key", or "Assigned": a valid `T` is there, and "Alone": still. It is overwritten next.
        let old = unsafe { address.read_unaligned() };
        // SAFETY: the element lies inside the block, and no guard of it lives. The old value is dropped
        // afterwards.
        unsafe { address.write_unaligned(value) };
        drop(old);
    } else {
        // SAFETY: the element lies inside the block, no guard of it lives, and what it may hold needs no
        // drop. "Alone": that `writable` noted it as assigned, for which it may have asked for memory, ran
        // no code of the user's.
        unsafe { address.write_unaligned(value) };
    }
    Ok(())
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
    let Some(element) = arithmetic::open(handle, by.way(), T::SHAPE, chunked) else {
        return Err(value);
    };
    let address = element.address().cast::<T>();
    if T::SHAPE.drop.is_none() {
        // SAFETY: "Key": the element lies inside the block, and no guard of it lives.
        unsafe { address.write_unaligned(value) };
        return Ok(());
    }
    if !address.is_aligned() {
        return Err(value);
    }
    // SAFETY: "Key": a valid `T` is at each element of the block, and "Alone": still. It is overwritten next.
    let old = unsafe { address.read_unaligned() };
    // SAFETY: as above. The old value is dropped afterwards.
    unsafe { address.write_unaligned(value) };
    drop(old);
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

/// An element of a block with gaps.
struct AmongGaps {
    record: &'static Large,
    extra: &'static Extra,
    /// Where it begins, in bytes.
    start: usize,
    size: usize,
    pointer: NonNull<u8>,
}

/// The usual case of a block that is filled in another order than from its start, such as digits from the back: the handle is
/// up to date, and no guard lives.
fn among_gaps(handle: RawHandle, shape: &'static Shape) -> Option<AmongGaps> {
    let word = word_of(handle.slot()).load(Relaxed);
    if word != handle.key() | PARTIAL || shape.size == 0 || shape.slice {
        return None;
    }
    let record = large_or_wide(handle.slot())?;
    if record.watermark() != SPARSE || record.chunk_size().is_some() {
        return None;
    }
    // "Key": an element begins here, and the block is a whole number of them.
    Some(AmongGaps {
        record,
        extra: record.extra()?,
        start: offset_from(record.base(), handle),
        size: shape.size,
        pointer: NonNull::new(handle.address())?,
    })
}

impl AmongGaps {
    fn is_assigned(&self) -> bool {
        let bitmap = self.extra.bitmap.borrow();
        let map = bitmap.as_ref();
        map.is_some_and(|map| map.covers(self.start, self.size))
    }

    /// Notes the element as assigned. `false` where more has to be noted than that: of its parts, say.
    fn assign(&self, slot: Slot) -> bool {
        if self.record.description().is_some() {
            return false;
        }
        let mut bitmap = self.extra.bitmap.borrow_mut();
        let Some(map) = bitmap.as_mut() else {
            return false;
        };
        map.set(self.start, self.size, true);
        if map.all_ones() {
            drop(bitmap);
            let length = self.record.length();
            Record::Large(self.record).raise_watermark(slot, length, length);
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
    Ok(unsafe { pointer.cast::<T>().read_unaligned() })
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
    let old = unsafe { address.read_unaligned() };
    // SAFETY: the element lies inside the block, and no guard of it lives.
    unsafe { address.write_unaligned(value) };
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

/// A slice in memory, to be copied at once.
///
/// # Safety
///
/// `T` is the handle's type. No code of the user's runs while what this points to is used.
#[track_caller]
pub(crate) unsafe fn slice<T: Shaped + ?Sized>(handle: RawHandle) -> Result<NonNull<T>, Error> {
    let place = find(handle)?;
    let (pointer, length, bytes) = borrowable(&place, T::SHAPE)?;
    place.not_borrowed(&bytes, false)?;
    Ok(T::at(pointer, length))
}

/// The longest slice whose length can be noted beside what else is noted there. Only slices of values without
/// size can be longer.
const LONGEST: usize = isize::MAX as usize - 2;

/// Copies a slice's bytes into the memory; `length` is what is noted of it.
///
/// # Safety
///
/// `T` is the handle's type, and slices of it have no drop.
#[track_caller]
pub(crate) unsafe fn write_slice<T: Shaped + ?Sized>(
    handle: RawHandle,
    value: &T,
    length: usize,
) -> Result<(), Error> {
    recorded::before_change(handle, What::Moved, Location::caller());
    let place = find(handle)?;
    let layout = place.layout(T::SHAPE);
    let object = size_of_val(value);
    let room = place.record.chunk_size().unwrap_or(place.record.length());
    if length > LONGEST {
        let object = length;
        return Err(place.error(Fault::TooLarge {
            object,
            place: room,
        }));
    }
    if object > room {
        return Err(place.error(Fault::TooLarge {
            object,
            place: room,
        }));
    }
    let offset = place.element(layout)?;
    let pointer = place.aligned(offset, T::SHAPE.align)?;
    place.not_borrowed(&(offset..offset + layout.extent), true)?;
    place.check(
        place
            .record
            .set_slice_length(offset / layout.stride, Some(length)),
    )?;
    let bytes = offset..offset + layout.extent;
    recorded::changed(&place, What::Moved, &bytes, Location::caller());
    let source = core::ptr::from_ref(value).cast::<u8>();
    // SAFETY: the place has room for `object` bytes and nobody borrows it, so that `value`, which is
    // borrowed, does not overlap it. "Alone": that the length was noted ran no code of the user's.
    unsafe { source.copy_to_nonoverlapping(pointer.as_ptr(), object) };
    Ok(())
}

/// Marks a slice as taken out of the memory.
#[track_caller]
pub(crate) fn forget_slice(handle: RawHandle, shape: &'static Shape) -> Result<(), Error> {
    recorded::before_change(handle, What::Taken, Location::caller());
    let place = find(handle)?;
    let layout = place.layout(shape);
    let offset = place.element(layout)?;
    let bytes = offset..offset + layout.extent;
    place.not_borrowed(&bytes, true)?;
    place.check(place.record.set_slice_length(offset / layout.stride, None))?;
    recorded::changed(&place, What::Taken, &bytes, Location::caller());
    Ok(())
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
