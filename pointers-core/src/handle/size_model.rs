//! How sizes are counted: natively, or by another rule ([`crate::cpython`]).

use super::Pointer;
pub use super::kind::Native;
use super::value::Value;
use crate::block::{allocate, realloc};
use crate::error::Result;
use crate::table::raw_handle::RawHandle;

/// A rule by which the size of a `T` is counted: [`Native`], or [`CPython`](crate::cpython::CPython). Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no rule for the size of a `{T}`",
    note = "handles count sizes as `Native`, or as `cpython::CPython`"
)]
pub trait SizeModel<T: ?Sized>: sealed::Model<T> {}

impl<T: Value + ?Sized> SizeModel<T> for Native {}

pub(crate) mod sealed {
    use super::{Pointer, RawHandle, Result};

    /// The part of [`SizeModel`](super::SizeModel) that users neither see nor implement.
    pub trait Model<T: ?Sized> {
        /// Whether a value counts as the bytes that it has.
        const NATIVE: bool;

        /// That the value's size is one that may be moved to where the handle points.
        ///
        /// Of a handle that stays on its thread: this is safe, and anybody can call it who has the bound.
        #[track_caller]
        fn admit<K>(handle: Pointer<T, K>, value: &T) -> Result<()>;

        /// A block of `size` bytes, as they are counted.
        #[track_caller]
        fn malloc(size: usize) -> Result<RawHandle>;

        /// Gives the block another size, as it is counted.
        ///
        /// # Safety
        ///
        /// `T` is the handle's type.
        #[track_caller]
        unsafe fn resize(handle: RawHandle, size: usize) -> Result<RawHandle>;
    }
}

impl<T: Value + ?Sized> sealed::Model<T> for Native {
    const NATIVE: bool = true;

    /// What a native value needs is for the access itself to check.
    #[inline(always)]
    fn admit<K>(_: Pointer<T, K>, _: &T) -> Result<()> {
        Ok(())
    }

    #[inline]
    fn malloc(size: usize) -> Result<RawHandle> {
        allocate::malloc::<T>(size)
    }

    #[inline]
    unsafe fn resize(handle: RawHandle, size: usize) -> Result<RawHandle> {
        // SAFETY: the caller's promise.
        unsafe { realloc::resize(handle, size.into(), T::SHAPE) }
    }
}
