//! Slices in memory, copied in and out at once: what `elements` is for values of one size.

use core::panic::Location;
use core::ptr::NonNull;

use super::elements::borrowable;
use crate::block::{find, recorded};
use crate::error::{Error, Fault};
use crate::heap::recorder::What;
use crate::layout::Shape;
use crate::layout::Shaped;
use crate::table::raw_handle::RawHandle;

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
