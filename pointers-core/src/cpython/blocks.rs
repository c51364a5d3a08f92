//! Blocks whose size is counted as CPython does, and which have room for the Rust value all the same.

use super::room::room;
use super::{CPython, Object, getsizeof};
use crate::access::elements;
use crate::block::allocate::{self, Counted};
use crate::block::realloc::{self, Request};
use crate::block::{find, start_of};
use crate::error::{Fault, Result};
use crate::handle::size_model::sealed::Model;
use crate::handle::{Pointer, guard};
use crate::table::raw_handle::RawHandle;

impl<T: Object + ?Sized> Model<T> for CPython {
    const NATIVE: bool = false;

    fn admit<K>(handle: Pointer<T, K>, value: &T) -> Result<()> {
        let place = find(handle.raw)?;
        let object = getsizeof(value);
        let room = place.record.unit();
        if object != room {
            return Err(place.error(Fault::OtherSize {
                object,
                place: room,
            }));
        }
        Ok(())
    }

    fn malloc(size: usize) -> Result<RawHandle> {
        let block = Counted {
            size,
            unit: size,
            length: room(size, T::SHAPE),
            chunk_size: None,
            safe: false,
        };
        allocate::counted(block, T::SHAPE)
    }

    unsafe fn resize(handle: RawHandle, size: usize) -> Result<RawHandle> {
        let place = start_of(handle)?;
        let unit = place.record.unit();
        let (needed, stored) = match place.record.chunk_size() {
            Some(_) => (unit, false),
            None if elements::is_assigned(handle, T::SHAPE) => {
                // SAFETY: the caller's promise.
                let value = unsafe { guard::borrow::<T>(handle, false)? };
                (getsizeof(&*value), true)
            }
            None => (1, false),
        };
        if size < needed {
            return Err(place.error(Fault::TooSmall {
                needed,
                size,
                stored,
            }));
        }
        let (length, unit) = match place.record.chunk_size() {
            None => (room(size, T::SHAPE), size),
            Some(_) if !size.is_multiple_of(unit) => {
                let chunk_size = unit;
                return Err(place.error(Fault::PartOfChunk { chunk_size, size }));
            }
            Some(stride) => match (size / unit).checked_mul(stride) {
                Some(length) => (length, unit),
                None => return Err(place.error(Fault::OutOfMemory { size })),
            },
        };
        let request = Request {
            size,
            length,
            unit: Some(unit),
        };
        // SAFETY: the caller's promise.
        unsafe { realloc::resize(handle, request, T::SHAPE) }
    }
}
