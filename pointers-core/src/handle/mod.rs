//! Handles: the pointers that users hold.

pub(crate) mod access;
pub(crate) mod arithmetic;
mod calloc_pointer;
mod cast;
pub(crate) mod cells;
pub(crate) mod describe;
pub(crate) mod guard;
mod id;
mod iter;
pub(crate) mod kind;
mod malloc_pointer;
mod null;
mod one;
mod operators;
pub(crate) mod parts;
mod pointer;
mod runs;
pub(crate) mod size_model;
pub(crate) mod slices;
pub(crate) mod star;
mod tabled;
mod text;
mod thread;
pub(crate) mod value;
mod values;
pub(crate) mod view;

pub use arithmetic::Distance;
pub use calloc_pointer::CallocPointer;
pub use guard::{Ref, RefMut};
pub use id::PointerId;
pub use iter::{Chunks, Values};
pub use kind::{Array, Calloc, InBytes, Kind, Malloc, One};
pub use malloc_pointer::MallocPointer;
pub use null::{NULL, UsersNull};
pub use pointer::Pointer;
pub use text::SlicePointer;

use crate::error::{Result, Site};
use crate::layout::Shape;
use crate::table::raw_handle::RawHandle;

/// A handle to a block as a whole: [`MallocPointer`] or [`CallocPointer`]. Sealed.
pub trait Handle: sealed::Sealed {
    /// What the memory holds.
    type Value: crate::Value + ?Sized;

    /// That the size of the value is one that may be moved in.
    #[doc(hidden)]
    #[track_caller]
    fn __pointers_admit(self, value: &Self::Value) -> Result<()>;

    #[doc(hidden)]
    #[track_caller]
    fn __pointers_write(self, value: Self::Value) -> Result<()>
    where
        Self::Value: Sized;
}

pub(crate) mod sealed {
    use super::{RawHandle, Result, Site};

    /// The part of [`Handle`](super::Handle) that users neither see nor implement.
    pub trait Sealed: Copy {
        /// Whether a value counts as the bytes that it has.
        const NATIVE: bool;
        /// Whether the blocks are divided into chunks, whose size the record knows.
        const CHUNKED: bool;
        const SHAPE: &'static super::Shape;

        #[doc(hidden)]
        fn raw(self) -> RawHandle;

        /// `site` is noted as where the block was freed.
        #[doc(hidden)]
        #[track_caller]
        fn free_at(self, site: Site) -> Result<()>;

        #[doc(hidden)]
        #[track_caller]
        fn realloc(self, size: usize) -> Result<Self>;
    }
}
