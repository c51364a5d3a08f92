//! The same bytes as another type.

use zerocopy::{FromBytes, Immutable, IntoBytes};

use super::Pointer;
use super::kind::InBytes;
use crate::block::find;
use crate::error::{Fault, Result};
use crate::layout::Shape;
use crate::table::raw_handle::RawHandle;

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
    /// use pointers_core::*;
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
    Ok(place.handle_at(place.offset, place.layout(to)))
}
