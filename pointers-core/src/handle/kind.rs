//! The kinds of handles: whether the block is divided into chunks, and how sizes are counted.

use super::size_model::Native;
use core::marker::PhantomData;

/// What kind of handle a [`Pointer`](super::Pointer) is: [`Malloc`] or [`Calloc`]. Sealed.
pub trait Kind: sealed::Sealed {
    /// How sizes are counted: [`Native`], or [`CPython`](crate::cpython::CPython).
    type Sizes;

    /// Whether blocks are divided into chunks, whose size the record knows.
    #[doc(hidden)]
    const CHUNKED: bool;
}

/// The kind of a [`MallocPointer`](crate::MallocPointer): its block is one run of elements.
#[derive(Debug)]
pub struct Malloc<S = Native>(PhantomData<S>);

/// The kind of a [`CallocPointer`](crate::CallocPointer): its block is divided into chunks.
#[derive(Debug)]
pub struct Calloc<S = Native>(PhantomData<S>);

impl<S> Kind for Malloc<S> {
    type Sizes = S;
    const CHUNKED: bool = false;
}

impl<S> Kind for Calloc<S> {
    type Sizes = S;
    const CHUNKED: bool = true;
}

/// A kind that counts sizes in bytes, so that what works on bytes can be done: not `pointers::cpython`'s. Sealed.
#[diagnostic::on_unimplemented(
    message = "handles of `pointers::cpython` count Python's sizes, not bytes",
    note = "what works on bytes needs a handle of `pointers::prelude`"
)]
pub trait InBytes: Kind<Sizes = Native> {}

impl InBytes for Malloc {}
impl InBytes for Calloc {}

mod sealed {
    pub trait Sealed {}
    impl<S> Sealed for super::Malloc<S> {}
    impl<S> Sealed for super::Calloc<S> {}
}
