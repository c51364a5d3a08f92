//! Moving a handle through its block.

use core::sync::atomic::Ordering::Relaxed;

use super::raw::RawHandle;
use crate::block::{find, look_up};
use crate::error::{Error, Fault};
use crate::table::locks::word_of;
use crate::table::record::record_of;
use crate::table::word;
use crate::value::Shape;

/// An integer that a handle can be moved by: any of the standard ones, or a reference to one.
pub trait Distance: Copy + sealed::ToI128 {}

pub(crate) mod sealed {
    pub trait ToI128 {
        /// Saturates where a `u128` is larger: no block is.
        fn to_i128(self) -> i128;

        /// `None` where no block is as large.
        fn to_isize(self) -> Option<isize>;

        const SIGNED: bool;

        /// As a signed number the same if [`SIGNED`](Self::SIGNED), and no more than it can be. What is negative, or more than any
        /// block has, is more than any count.
        fn to_index(self) -> usize;
    }
}

use sealed::ToI128;

macro_rules! distances {
    ($($integer:ty)*) => {$(
        impl Distance for $integer {}

        impl ToI128 for $integer {
            #[inline]
            fn to_i128(self) -> i128 {
                i128::try_from(self).unwrap_or(i128::MAX)
            }

            #[inline]
            fn to_isize(self) -> Option<isize> {
                isize::try_from(self).ok()
            }

            const SIGNED: bool = <$integer>::MIN != 0;

            #[inline(always)]
            fn to_index(self) -> usize {
                // A negative number of up to 64 bits becomes one above `isize::MAX`, without a branch.
                if size_of::<Self>() <= size_of::<usize>() {
                    return self as usize;
                }
                match self.to_isize() {
                    Some(near) => near.cast_unsigned(),
                    None if self.to_i128() < 0 => isize::MIN.cast_unsigned(),
                    None => isize::MAX.cast_unsigned(),
                }
            }
        }

        impl Distance for &$integer {}

        impl ToI128 for &$integer {
            #[inline]
            fn to_i128(self) -> i128 {
                (*self).to_i128()
            }

            #[inline]
            fn to_isize(self) -> Option<isize> {
                (*self).to_isize()
            }

            const SIGNED: bool = <$integer>::SIGNED;

            #[inline(always)]
            fn to_index(self) -> usize {
                (*self).to_index()
            }
        }
    )*};
}

distances!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

/// The usual case: the handle is up to date, stays inside its block, and there are no gaps between elements.
#[inline(always)]
fn quick(handle: RawHandle, by: isize, shape: &'static Shape) -> Option<RawHandle> {
    let word = word_of(handle.slot()).load(Relaxed);
    if word & !word::PARTIAL != handle.key() || shape.slice || shape.size == 0 {
        return None;
    }
    let record = record_of(handle.slot());
    if record.chunk_size().is_some_and(|size| size != shape.size) {
        return None;
    }
    // The size is a constant where this is inlined, so that the divisions are shifts or multiplications.
    let start = handle.address().addr().wrapping_sub(record.base().addr());
    let (index, count) = (start / shape.size, record.length() / shape.size);
    // "Key": the index is below the count, and both are far below what could wrap around and be below it again.
    if index.wrapping_add_signed(by) >= count {
        return None;
    }
    let bytes = by.wrapping_mul(shape.size.cast_signed());
    let address = handle.address().wrapping_offset(bytes);
    Some(RawHandle::new(address, handle.slot(), handle.key()))
}

/// The same, where the chunks are larger than the values in them.
fn quick_by_chunks(handle: RawHandle, by: i128) -> Option<RawHandle> {
    let word = word_of(handle.slot()).load(Relaxed);
    if word & !word::PARTIAL != handle.key() {
        return None;
    }
    let record = record_of(handle.slot());
    let stride = record.chunk_size()?;
    let start = handle.address().addr().wrapping_sub(record.base().addr());
    let by = isize::try_from(by)
        .ok()?
        .checked_mul(stride.cast_signed())?;
    let target = start.checked_add_signed(by)?;
    if target.checked_add(stride)? > record.length() {
        return None;
    }
    let address = handle.address().wrapping_offset(by);
    Some(RawHandle::new(address, handle.slot(), handle.key()))
}

/// Moves by elements or chunks. An error if that is outside, where one past the last is not.
#[inline]
#[track_caller]
pub(crate) fn checked(
    handle: RawHandle,
    by: impl Distance,
    shape: &'static Shape,
) -> Result<RawHandle, Error> {
    if let Some(near) = by.to_isize()
        && let Some(moved) = quick(handle, near, shape)
    {
        return Ok(moved);
    }
    checked_otherwise(handle, by.to_i128(), shape)
}

#[cold]
#[inline(never)]
#[track_caller]
fn checked_otherwise(
    handle: RawHandle,
    by: i128,
    shape: &'static Shape,
) -> Result<RawHandle, Error> {
    if let Some(moved) = quick_by_chunks(handle, by) {
        return Ok(moved);
    }
    let place = find(handle)?;
    let layout = place.layout(shape);
    let index = layout.index(place.offset).saturating_add(by);
    match usize::try_from(index.saturating_mul(layout.stride as i128)) {
        Ok(offset) if offset <= layout.end => Ok(place.handle_at(offset.cast_signed(), layout)),
        _ => Err(place.outside(index, layout)),
    }
}

/// Moves by elements or chunks, as C does: what is wrong shows when the result is used.
#[inline]
pub(crate) fn lazy(handle: RawHandle, by: impl Distance, shape: &'static Shape) -> RawHandle {
    if let Some(near) = by.to_isize()
        && let Some(moved) = quick(handle, near, shape)
    {
        return moved;
    }
    lazy_otherwise(handle, by.to_i128(), shape)
}

#[cold]
#[inline(never)]
fn lazy_otherwise(handle: RawHandle, by: i128, shape: &'static Shape) -> RawHandle {
    let place = match look_up(handle) {
        Ok(place) if !handle.has_overflowed() => place,
        // NULL, a block that is gone, or an address that is lost: the handle stays what it is.
        _ => return handle,
    };
    let layout = place.layout(shape);
    let offset = by
        .checked_add(layout.index(place.offset))
        .and_then(|index| index.checked_mul(layout.stride as i128));
    match offset.map(isize::try_from) {
        Some(Ok(offset)) => {
            let moved = place.handle_at(offset, layout);
            // An address of zero would look like NULL.
            if moved.address().is_null() {
                return moved.overflowed();
            }
            moved
        }
        _ => handle.overflowed(),
    }
}

/// How many elements or chunks `handle` is above `other`.
#[track_caller]
pub(crate) fn offset_from(
    handle: RawHandle,
    other: RawHandle,
    shape: &'static Shape,
) -> Result<isize, Error> {
    let place = find(handle)?;
    let start = find(other)?;
    if place.slot != start.slot {
        return Err(place.error(Fault::OtherBlock));
    }
    let layout = place.layout(shape);
    let distance = layout.index(place.offset) - layout.index(start.offset);
    // Only two lazy handles, at opposite ends of the address space, are further apart.
    Ok(distance.clamp(isize::MIN as i128, isize::MAX as i128) as isize)
}
