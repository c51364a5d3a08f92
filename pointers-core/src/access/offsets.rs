//! Moving a handle through its block.

use core::sync::atomic::Ordering::Relaxed;

use crate::block::{find, key_state, look_up};
use crate::error::{Error, Fault, Sites};
use crate::layout::{Layout, Shape};
use crate::table::groups::{cell_of, extent_of, large_or_wide, record_of};
use crate::table::lock_words::word_of;
use crate::table::raw_handle::{Answer, RawHandle, Same};
use crate::table::word;

/// An integer that a handle can be moved by: any of the standard ones, or a reference to one.
#[diagnostic::on_unimplemented(
    message = "a handle is moved by an integer, not by `{Self}`",
    label = "not an integer",
    note = "`q.offset_from(p)?` is C's `q - p`: how many elements `q` is above `p`"
)]
pub trait Distance: Copy + sealed::ToI128 {}

pub(crate) mod sealed {
    pub trait ToI128 {
        const SIGNED: bool;

        /// Saturates where a `u128` is larger: no block is.
        #[doc(hidden)]
        fn to_i128(self) -> i128;

        /// `None` where no block is as large.
        #[doc(hidden)]
        fn to_isize(self) -> Option<isize>;

        #[doc(hidden)]
        fn to_way(self) -> super::Way;

        /// As a signed number the same if [`SIGNED`](Self::SIGNED), and no more than it can be. What is negative, or more than any
        /// block has, is more than any count.
        #[doc(hidden)]
        fn to_index(self) -> usize;
    }
}

use sealed::ToI128;

/// How far, as what can be compared in few instructions.
#[derive(Clone, Copy)]
pub enum Way {
    Up(usize),
    UpOrDown(isize),
    /// Further than any block reaches.
    Far,
}

macro_rules! distances {
    ($($way:ident: $($integer:ty)*;)*) => {$($(
        impl Distance for $integer {}

        impl ToI128 for $integer {
            const SIGNED: bool = <$integer>::MIN != 0;

            #[inline]
            fn to_i128(self) -> i128 {
                i128::try_from(self).unwrap_or(i128::MAX)
            }

            #[inline]
            fn to_isize(self) -> Option<isize> {
                isize::try_from(self).ok()
            }

            #[inline(always)]
            fn to_way(self) -> Way {
                self.try_into().map_or(Way::Far, Way::$way)
            }

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
            const SIGNED: bool = <$integer>::SIGNED;

            #[inline]
            fn to_i128(self) -> i128 {
                (*self).to_i128()
            }

            #[inline]
            fn to_isize(self) -> Option<isize> {
                (*self).to_isize()
            }

            #[inline(always)]
            fn to_way(self) -> Way {
                (*self).to_way()
            }

            #[inline(always)]
            fn to_index(self) -> usize {
                (*self).to_index()
            }
        }
    )*)*};
}

distances! {
    Up: u8 u16 u32 u64 u128 usize;
    UpOrDown: i8 i16 i32 i64 i128 isize;
}

/// What a handle is moved by: a distance, or what is made of one.
pub(crate) trait Step: Copy {
    fn way(self) -> Way;

    /// The same, where the way is not enough.
    fn wide(self) -> i128;
}

impl<N: Distance> Step for N {
    #[inline(always)]
    fn way(self) -> Way {
        self.to_way()
    }

    #[inline]
    fn wide(self) -> i128 {
        self.to_i128()
    }
}

/// As far the other way.
#[derive(Clone, Copy)]
pub(crate) struct Back<N>(pub(crate) N);

impl<N: Distance> Step for Back<N> {
    #[inline(always)]
    fn way(self) -> Way {
        let back = match self.0.to_way() {
            Way::Up(by) => isize::try_from(by).ok().map(|by| -by),
            Way::UpOrDown(by) => by.checked_neg(),
            Way::Far => None,
        };
        back.map_or(Way::Far, Way::UpOrDown)
    }

    #[inline]
    fn wide(self) -> i128 {
        self.0.to_i128().checked_neg().unwrap_or(i128::MAX)
    }
}

/// The usual case: the handle is up to date, stays inside its block, and there are no gaps between elements.
#[cfg_attr(not(debug_assertions), inline(always))]
fn quick(handle: RawHandle, way: Way, shape: &'static Shape, chunked: bool) -> Option<RawHandle> {
    let word = word_of(handle.slot()).load(Relaxed);
    if word & !word::PARTIAL != handle.key() {
        return None;
    }
    moved_within(handle, way, shape, chunked)
}

/// The same, where all of the block is assigned and nothing is borrowed: what the result points to can be used at once.
#[cfg_attr(not(debug_assertions), inline(always))]
pub(crate) fn open(
    handle: RawHandle,
    way: Way,
    shape: &'static Shape,
    chunked: bool,
) -> Option<RawHandle> {
    if word_of(handle.slot()).load(Relaxed) != handle.key() {
        return None;
    }
    moved_within(handle, way, shape, chunked)
}

/// Of a handle that is up to date.
#[inline(always)]
fn moved_within(
    handle: RawHandle,
    way: Way,
    shape: &'static Shape,
    chunked: bool,
) -> Option<RawHandle> {
    if shape.slice || shape.size == 0 {
        return None;
    }
    let (base, length) = if chunked {
        // Small blocks are looked at out of line.
        let record = large_or_wide(handle.slot())?;
        if record.chunk_size() != Some(shape.size) {
            return None;
        }
        (record.base(), record.length())
    } else {
        extent_of(handle.slot())
    };
    let address = within(base.addr(), length, handle.address(), way, shape.size)?;
    Some(RawHandle::new(address, handle.slot(), handle.key()))
}

/// The address of an element so many further, of a block that begins here.
#[inline(always)]
fn within(base: usize, length: usize, here: *mut u8, way: Way, size: usize) -> Option<*mut u8> {
    // "Key": the handle points at an element, and the block is a whole number of them.
    Some(match way {
        Way::Up(by) => {
            let rest = base.wrapping_sub(here.addr()).wrapping_add(length);
            // The size is a constant where this is inlined: a shift, or else a multiplication.
            let inside = if size.is_power_of_two() {
                by < rest / size
            } else {
                by.checked_mul(size)? < rest
            };
            if !inside {
                return None;
            }
            here.wrapping_offset(by.cast_signed().wrapping_mul(size.cast_signed()))
        }
        Way::UpOrDown(by) => {
            // What is below the start is, as a distance from it, more than half of all addresses, and no block's length.
            let there = here.wrapping_offset(by.checked_mul(size.cast_signed())?);
            if there.addr().wrapping_sub(base) >= length {
                return None;
            }
            there
        }
        Way::Far => return None,
    })
}

/// The usual case of a small block: as [`quick`], out of line.
#[cfg_attr(not(debug_assertions), inline(always))]
pub(crate) fn in_cell(
    handle: RawHandle,
    way: Way,
    shape: &'static Shape,
    chunked: bool,
) -> Option<RawHandle> {
    let (word, size) = (word_of(handle.slot()).load(Relaxed), shape.size);
    if word & !word::PARTIAL != handle.key() || shape.slice || size == 0 {
        return None;
    }
    let cell = cell_of(handle.slot()).filter(|cell| cell.is_narrow())?;
    if chunked && cell.chunk_size() != size {
        return None;
    }
    let base = cell.base().addr();
    let address = within(base, cell.length(), handle.address(), way, size)?;
    Some(RawHandle::new(address, handle.slot(), handle.key()))
}

/// The same, wherever in its block the handle points, and wherever it is moved to there: one past the last too, and where chunks
/// are larger than the values in them.
fn quick_otherwise(handle: RawHandle, by: i128, shape: &'static Shape) -> Option<RawHandle> {
    let word = word_of(handle.slot()).load(Relaxed);
    let key = word::with_state(handle.key(), word::OPEN);
    if word & !word::PARTIAL != key || handle.has_overflowed() || shape.slice || shape.size == 0 {
        return None;
    }
    let record = record_of(handle.slot()).known();
    let layout = Layout::of(shape, record.length(), record.chunk_size());
    let start = handle.address().addr().wrapping_sub(record.base().addr());
    let by = isize::try_from(by)
        .ok()?
        .checked_mul(layout.stride.cast_signed())?;
    let target = start.cast_signed().checked_add(by)?;
    let is_there = |target: &usize| *target <= layout.end && target.is_multiple_of(layout.stride);
    usize::try_from(target).ok().filter(is_there)?;
    let address = handle.address().wrapping_offset(by);
    let key = word::with_state(key, key_state(layout, target));
    Some(RawHandle::new(address, handle.slot(), key))
}

/// Moves by elements or chunks. An error if that is outside, where one past the last is not. `chunked` says whether
/// it is a [`CallocPointer`](crate::CallocPointer)'s.
#[inline(always)]
#[track_caller]
pub(crate) fn checked(
    handle: RawHandle,
    by: impl Step,
    shape: &'static Shape,
    chunked: bool,
) -> Result<RawHandle, Error> {
    match quick(handle, by.way(), shape, chunked) {
        Some(moved) => Ok(moved),
        None => checked_otherwise(handle, by, shape, chunked).result(),
    }
}

/// For each type of distance, so that it is widened in here. Not cold, where blocks are small; but out of the way.
#[cold]
#[inline(never)]
#[track_caller]
pub(crate) fn checked_otherwise(
    handle: RawHandle,
    by: impl Step,
    shape: &'static Shape,
    chunked: bool,
) -> Answer {
    if let Some(moved) = in_cell(handle, by.way(), shape, chunked) {
        return Answer::found(moved);
    }
    let by = by.wide();
    Answer::of(match quick_otherwise(handle, by, shape) {
        Some(moved) => Ok(moved),
        None => moved_slowly(handle, by, shape),
    })
}

#[inline(never)]
#[track_caller]
fn moved_slowly(handle: RawHandle, by: i128, shape: &'static Shape) -> Result<RawHandle, Error> {
    let place = find(handle)?;
    let layout = place.layout(shape);
    let index = layout.index(place.offset).saturating_add(by);
    match usize::try_from(index.saturating_mul(layout.stride as i128)) {
        Ok(offset) if offset <= layout.end => Ok(place.handle_at(offset.cast_signed(), layout)),
        _ => Err(place.outside(index, layout)),
    }
}

/// Moves by elements or chunks, as C does: what is wrong shows when the result is used.
#[inline(always)]
pub(crate) fn lazy(
    handle: RawHandle,
    by: impl Step,
    shape: &'static Shape,
    chunked: bool,
) -> RawHandle {
    match quick(handle, by.way(), shape, chunked) {
        Some(moved) => moved,
        None => lazy_otherwise(handle, by, shape, chunked),
    }
}

#[cold]
#[inline(never)]
fn lazy_otherwise(
    handle: RawHandle,
    by: impl Step,
    shape: &'static Shape,
    chunked: bool,
) -> RawHandle {
    match in_cell(handle, by.way(), shape, chunked) {
        Some(moved) => moved,
        None => moved_lazily(handle, by.wide(), shape),
    }
}

#[inline(never)]
fn moved_lazily(handle: RawHandle, by: i128, shape: &'static Shape) -> RawHandle {
    if let Some(moved) = quick_otherwise(handle, by, shape) {
        return moved;
    }
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
#[inline(always)]
#[track_caller]
pub(crate) fn offset_from(
    handle: RawHandle,
    other: RawHandle,
    shape: &'static Shape,
    chunked: bool,
) -> Result<isize, Error> {
    if let Some(distance) = quick_distance(handle, other, shape, chunked) {
        return Ok(distance);
    }
    distance_otherwise(handle, other, shape)
}

/// In bytes: 2⁴⁷ of 2⁶⁴, 2¹⁵ of 2³².
const FAR: usize = 1 << (usize::BITS - 17);

/// The usual case: both are up to date, and there are no gaps between elements. One past the last may be either.
#[inline(always)]
fn quick_distance(
    handle: RawHandle,
    other: RawHandle,
    shape: &'static Shape,
    chunked: bool,
) -> Option<isize> {
    let size = shape.size;
    if shape.slice || size == 0 {
        return None;
    }
    let bytes = handle.address().addr().wrapping_sub(other.address().addr());
    match handle.same_block(other) {
        Same::Version => {}
        // Further away than blocks are large: arithmetic left the block, or lost the handle.
        Same::ButPointsElsewhere if bytes.wrapping_add(FAR) < 2 * FAR => {}
        _ => return None,
    }
    // The other one points to an element of a block that lives, without guards.
    let word = word_of(other.slot()).load(Relaxed);
    if word & !word::PARTIAL != other.key() {
        return None;
    }
    if chunked && record_of(other.slot()).chunk_size() != Some(size) {
        return None;
    }
    // There are whole elements between the two.
    let bytes = bytes.cast_signed();
    Some(match size.is_power_of_two() {
        true => bytes >> size.trailing_zeros(),
        false => bytes / size.cast_signed(),
    })
}

#[cold]
#[inline(never)]
#[track_caller]
fn distance_otherwise(
    handle: RawHandle,
    other: RawHandle,
    shape: &'static Shape,
) -> Result<isize, Error> {
    let place = find(handle)?;
    let start = find(other)?;
    if place.slot != start.slot {
        let Sites {
            allocated_at,
            block,
            ..
        } = start.sites();
        return Err(place.error(Fault::OtherBlock {
            allocated_at,
            block,
        }));
    }
    let layout = place.layout(shape);
    let distance = layout.index(place.offset) - layout.index(start.offset);
    // Only two lazy handles, at opposite ends of the address space, are further apart.
    Ok(distance.clamp(isize::MIN as i128, isize::MAX as i128) as isize)
}
