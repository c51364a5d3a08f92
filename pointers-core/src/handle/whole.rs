//! What a handle does that belongs to a block as a whole: freed and reallocated.

use super::Pointer;
use super::kind::Array;
use super::size_model::SizeModel;
use super::size_model::sealed::Model;
use super::traits::Handle;
use super::traits::sealed::Sealed;
use super::value::Value;
use crate::block::free;
use crate::error::{Error, Fault, Result, Site, Sites};
use crate::layout::Shape;
use crate::table::raw_handle::RawHandle;

impl<T: Value + ?Sized, K: Array<Sizes: SizeModel<T>>> Handle for Pointer<T, K> {
    type Value = T;

    #[inline(always)]
    fn __pointers_admit(self, value: &T) -> Result<()> {
        K::Sizes::admit(self, value)
    }

    #[inline]
    fn __pointers_write(self, value: T) -> Result<()>
    where
        T: Sized,
    {
        self.write(value)
    }
}

impl<T: Value + ?Sized, K: Array<Sizes: SizeModel<T>>> Sealed for Pointer<T, K> {
    const NATIVE: bool = K::Sizes::NATIVE;
    const CHUNKED: bool = K::CHUNKED;
    const SHAPE: &'static Shape = T::SHAPE;

    fn raw(self) -> RawHandle {
        self.raw
    }

    #[inline]
    fn free_at(self, site: Site) -> Result<()> {
        if self.is_null() {
            return Ok(());
        }
        // SAFETY: `T` is the handle's type.
        unsafe { free::free_of::<T>(self.raw, site) }
    }

    fn realloc(self, size: usize) -> Result<Self> {
        if self.is_null() {
            return Self::from_null(size);
        }
        // SAFETY: `T` is the handle's type.
        unsafe { K::Sizes::resize(self.raw, size) }.map(Self::from_handle)
    }
}

impl<T: Value + ?Sized, K: Array<Sizes: SizeModel<T>>> Pointer<T, K> {
    /// C: `realloc(NULL, size)` is `malloc(size)`. Chunks, whose size nobody says, cannot be made of NULL.
    #[track_caller]
    fn from_null(size: usize) -> Result<Self> {
        if K::CHUNKED {
            return Err(Error::new(Fault::Null, Sites::default()));
        }
        K::Sizes::malloc(size).map(Self::from_handle)
    }
}
