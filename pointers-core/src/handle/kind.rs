//! The kinds of handles: whether they point into a whole block, divided into chunks or not, or to one value in it, and
//! how sizes are counted.

use core::marker::PhantomData;

/// A value counts as many bytes as it has in memory, and must fit.
#[derive(Clone, Copy, Debug)]
pub enum Native {}

/// What kind of handle a [`Pointer`](super::Pointer) is: [`Malloc`], [`Calloc`] or [`One`]. Sealed.
pub trait Kind: sealed::Sealed {
    /// How sizes are counted: [`Native`], or [`CPython`](crate::cpython::CPython).
    type Sizes;

    /// Whether blocks are divided into chunks, whose size the record knows.
    #[doc(hidden)]
    const CHUNKED: bool;

    /// Whether it points to one value, wherever in a block that lies.
    #[doc(hidden)]
    const ONE: bool = false;
}

/// A kind of handle that points into a run of elements, and belongs to the block as a whole: it can be moved, freed and
/// reallocated. Sealed.
#[diagnostic::on_unimplemented(
    message = "a `Pointer<T>` points to one value inside of a block: it cannot be moved, freed or reallocated",
    label = "needs a `MallocPointer` or a `CallocPointer`",
    note = "keep the handle that `malloc` or `calloc` returned: it has arithmetic, and `free` and `realloc` take it"
)]
pub trait Array: Kind {}

/// The kind of a [`MallocPointer`](crate::MallocPointer): its block is one run of elements.
#[derive(Debug)]
pub struct Malloc<S = Native>(PhantomData<S>);

/// The kind of a [`CallocPointer`](crate::CallocPointer): its block is divided into chunks.
#[derive(Debug)]
pub struct Calloc<S = Native>(PhantomData<S>);

/// The kind of a [`Pointer`](super::Pointer) to one value: a field, an element of an array in a structure, a whole element.
#[derive(Debug)]
pub struct One(());

impl<S> Kind for Malloc<S> {
    type Sizes = S;
    const CHUNKED: bool = false;
}

impl<S> Kind for Calloc<S> {
    type Sizes = S;
    const CHUNKED: bool = true;
}

impl Kind for One {
    type Sizes = Native;
    const CHUNKED: bool = false;
    const ONE: bool = true;
}

impl<S> Array for Malloc<S> {}
impl<S> Array for Calloc<S> {}

/// A kind that counts sizes in bytes, so that what works on bytes can be done: not `pointers::cpython`'s. Sealed.
#[diagnostic::on_unimplemented(
    message = "handles of `pointers::cpython` count Python's sizes, not bytes",
    note = "what works on bytes needs a handle of `pointers::prelude`"
)]
pub trait InBytes: Array<Sizes = Native> {}

impl InBytes for Malloc {}
impl InBytes for Calloc {}

mod sealed {
    pub trait Sealed {}
    impl<S> Sealed for super::Malloc<S> {}
    impl<S> Sealed for super::Calloc<S> {}
    impl Sealed for super::One {}
}
