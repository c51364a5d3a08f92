//! The same bytes as another type.

use core::sync::atomic::Ordering::Relaxed;

use zerocopy::{FromBytes, Immutable, IntoBytes};

use super::Pointer;
use super::kind::{InBytes, Kind, One};
use super::size_model::Native;
use crate::block::{Located, find, part};
use crate::error::{Fault, Result};
use crate::layout::Shape;
use crate::table::groups::record_of;
use crate::table::lock_words::word_of;
use crate::table::raw_handle::RawHandle;
use crate::table::word;

/// A type whose values are nothing but bytes, and for which all bytes are values.
#[diagnostic::on_unimplemented(
    message = "memory cannot be cast from or to `{Self}`",
    note = "both types of a `cast` are `Copy` and have zerocopy's `FromBytes`, `IntoBytes` and `Immutable`: no padding, and every byte pattern is a value"
)]
pub trait Castable: Copy + FromBytes + IntoBytes + Immutable {}

impl<T: Copy + FromBytes + IntoBytes + Immutable> Castable for T {}

impl<T, K: InBytes> Pointer<T, K> {
    /// The same bytes as another type. What is assigned is known in bytes.
    ///
    /// C: `(U *)p`.
    ///
    /// # Errors
    ///
    /// `InvalidSize` if the block, or the distance of the handle from its start, is not a whole number of
    /// `U`s, or the chunk is smaller than one; `Memory`; `NullPointer`.
    ///
    /// ```
    /// use pointers::*;
    /// let p = malloc::<u32>(12)?;
    /// p.write(u32::from_ne_bytes(*b"abcd"))?;
    /// let bytes = p.cast::<u8>()?;
    /// assert_eq!(bytes.read()?, b'a');
    /// # free(p)?;
    /// # Ok::<(), Error>(())
    /// ```
    #[track_caller]
    pub fn cast<U>(self) -> Result<Pointer<U, K>>
    where
        T: Castable,
        U: Castable,
    {
        cast_raw(self.raw, Shape::of::<T>(), Shape::of::<U>()).map(Pointer::from_handle)
    }
}

/// The handle's address as one of another shape; the caller knows that both are plain bytes.
#[track_caller]
fn cast_raw(handle: RawHandle, from: &'static Shape, to: &'static Shape) -> Result<RawHandle> {
    if let Some(cast) = quick(handle, from, to) {
        return Ok(cast);
    }
    let place = find(handle)?;
    let object = to.size;
    match place.record.chunk_size() {
        Some(chunk) if object > chunk => {
            return Err(place.error(Fault::TooLarge {
                object,
                place: chunk,
            }));
        }
        // What is assigned is known in bytes, of which a value without size has none.
        _ if (object == 0) != (from.size == 0) => {
            return Err(place.error(Fault::NoBytes));
        }
        None if object > 0 && !place.record.length().is_multiple_of(object) => {
            return Err(place.error(Fault::Remainder {
                object,
                block: place.record.length(),
            }));
        }
        None if place.offset % to.stride().cast_signed() != 0 => {
            return Err(place.error(Fault::Offset {
                object: to.stride(),
                offset: place.offset,
            }));
        }
        _ => {}
    }
    be_in_bytes(&place, from)?;
    Ok(place.handle_at(place.offset, place.layout(to)))
}

/// What is assigned is known in bytes from here on, and not by elements and their fields.
#[track_caller]
fn be_in_bytes(place: &Located, from: &'static Shape) -> Result<()> {
    let tracked = place.layout(from).tracked;
    place.check(place.record.be_in_bytes(place.slot, tracked))
}

/// The usual case: the handle is up to date, its block was cast before, and it is a whole number of both.
#[inline]
fn quick(handle: RawHandle, from: &'static Shape, to: &'static Shape) -> Option<RawHandle> {
    let word = word_of(handle.slot()).load(Relaxed);
    if word & !word::PARTIAL != handle.key() || from.size == 0 || to.size == 0 {
        return None;
    }
    let record = record_of(handle.slot());
    if !record.is_in_bytes() || record.chunk_size().is_some() {
        return None;
    }
    let offset = handle.address().addr().wrapping_sub(record.base().addr());
    let fits = record.length().is_multiple_of(to.size) && offset.is_multiple_of(to.size);
    fits.then_some(handle)
}

impl<T: Castable, K: Kind<Sizes = Native>> Pointer<T, K> {
    /// A [`Pointer`] to one `U` that begins at this byte, wherever in the block that is: the header before a payload, a number
    /// in the middle of a packet. It need not be aligned, and the block need not be a whole number of `U`s. What is assigned
    /// is known in bytes.
    ///
    /// C: `*(U *)p`.
    ///
    /// # Errors
    ///
    /// `OutOfBounds`, of chunks `NotEnoughChunks`, if the `U` would reach beyond the block, or from a field beyond that field;
    /// `Memory`; `NullPointer`; `InvalidSize` between a type that has bytes and one that has none.
    ///
    /// ```
    /// use pointers::*;
    ///
    /// let packet: MallocPointer<u8> = malloc(7)?;
    /// packet.copy_from_slice(b"\x01abcdef")?;
    /// let word: Pointer<[u8; 4]> = packet.add(1)?.cast_one()?;
    /// assert_eq!(&word.read()?, b"abcd");
    /// packet.add(1)?.cast_one::<u32>()?.write(u32::from_ne_bytes(*b"WXYZ"))?; // not aligned
    /// assert_eq!(&word.read()?, b"WXYZ");
    /// let beyond = packet.add(4)?.cast_one::<u32>().unwrap_err();
    /// assert_eq!(beyond.kind(), ErrorKind::OutOfBounds);
    /// # free(packet)?;
    /// # Ok::<(), Error>(())
    /// ```
    #[track_caller]
    pub fn cast_one<U: Castable>(self) -> Result<Pointer<U>> {
        cast_one(self.raw, K::ONE, Shape::of::<T>(), Shape::of::<U>()).map(Pointer::from_handle)
    }
}

#[track_caller]
fn cast_one(
    handle: RawHandle,
    one: bool,
    from: &'static Shape,
    to: &'static Shape,
) -> Result<RawHandle> {
    let place = find(handle)?;
    if (from.size == 0) != (to.size == 0) {
        return Err(place.error(Fault::NoBytes));
    }
    let length = place.record.length();
    match usize::try_from(place.offset) {
        Ok(offset) if offset <= length && to.size <= length - offset => {
            // Around a part lies what may be of any type.
            let is_part = one && place.record.parts().is_some_and(|(of, _)| !of.is_of(from));
            // It would be to another field without size, in the same place.
            if is_part && to.size == 0 && (from.id)() != (to.id)() {
                return Err(place.error(Fault::PartOfUnknown));
            }
            if !is_part {
                be_in_bytes(&place, from)?;
            } else if to.size > from.size {
                return Err(part::beyond_part(&place, to.size, from.size));
            }
            let key = word::with_state(place.word, word::OPEN);
            let address = place.record.base().wrapping_add(offset);
            Ok(RawHandle::new(address, place.slot, key))
        }
        Ok(_) => Err(part::beyond(&place, to.size)),
        Err(_) => {
            let layout = place.layout(from);
            Err(place.outside(layout.index(place.offset), layout))
        }
    }
}

impl<T: Castable> Pointer<T, One> {
    /// The same bytes as one value of another type: [`cast_one`](Self::cast_one).
    ///
    /// # Errors
    ///
    /// As for `cast_one`.
    #[track_caller]
    pub fn cast<U: Castable>(self) -> Result<Pointer<U>> {
        self.cast_one()
    }
}
