//! What handles to blocks as wholes have in common.

use super::value::Value;
use crate::error::{Result, Site};
use crate::layout::Shape;
use crate::table::raw_handle::RawHandle;

/// A handle to a block as a whole: [`MallocPointer`](crate::MallocPointer) or [`CallocPointer`](crate::CallocPointer). Sealed.
#[diagnostic::on_unimplemented(
    message = "this takes the handle of a whole block, and a `{Self}` is none",
    label = "not a `MallocPointer` or a `CallocPointer`",
    note = "`free(p)` frees what `p` points to: `p` itself is passed, neither `*p` nor `&p`, nor a `Pointer` to a part of its block"
)]
pub trait Handle: sealed::Sealed {
    /// What the memory holds.
    type Value: Value + ?Sized;

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
