//! Loops that index a handle: it is looked up once, before the loop.
//!
//! `Probe(&p).__pointers_view()` gives a view, `Probe(&p).__pointers_cells(…)` perhaps a borrowed run of cells. Both have
//! an answer for what is usual; where they have none, the macro's usual expansion is run, which finds out why. What is
//! no handle, or of a type that is not for this, never has an answer: its methods are those of [`NoAnswer`].
//!
//! The type of the memory may not be known yet where the loop begins. So nothing is asked of it there: `Copy` and
//! a known size are asked for by the methods that touch an element, where the usual expansion asks for them too.

use crate::handle::cells::{Cells, is_plain};
use crate::handle::view::View;
use crate::{Distance, Handle};

/// Looked at by its exact type: not through `Deref`, so that no code of the user's runs.
pub struct Probe<'a, T: ?Sized>(pub &'a T);

impl<T: ?Sized> Probe<'_, T> {
    /// Whether operators of this type are the language's own.
    #[inline]
    pub fn __pointers_is_plain(self) -> bool {
        is_plain::<T>()
    }
}

impl<P: Handle> Probe<'_, P> {
    /// The elements from the handle on.
    #[inline]
    pub fn __pointers_view(self) -> View<P::Value> {
        View::of(*self.0)
    }

    /// The first `need` elements from the handle on, all assigned, borrowed; mutably if `write`. `None` is as many as
    /// are assigned.
    #[inline]
    #[track_caller]
    pub fn __pointers_cells(self, write: bool, need: Option<usize>) -> Option<Cells<P::Value>> {
        Cells::of(*self.0, write, need)
    }
}

/// What a loop needs that runs up to `end` and looks `extra` elements further. What is negative is more than there is.
#[inline]
pub fn need(end: impl Distance, extra: usize) -> Option<usize> {
    Some(end.to_index().saturating_add(extra))
}

/// What is not a handle.
pub trait NoHandle {
    fn __pointers_view(self) -> Nothing;
    fn __pointers_cells(self, write: bool, need: Option<usize>) -> Option<Nothing>;
}

impl<T: ?Sized> NoHandle for Probe<'_, T> {
    #[inline]
    fn __pointers_view(self) -> Nothing {
        Nothing
    }

    #[inline]
    fn __pointers_cells(self, _: bool, _: Option<usize>) -> Option<Nothing> {
        None
    }
}

/// The view of what is not a handle.
pub struct Nothing;

/// Takes every type, so that the usual expansion alone says which it is.
pub trait NoAnswer {
    #[inline]
    fn __pointers_get<V, I>(&self, _: I) -> Option<V> {
        None
    }

    #[inline]
    fn __pointers_holds<I>(&self, _: I) -> bool {
        false
    }

    #[inline]
    fn __pointers_set<V, I>(&self, _: I, value: V) -> Result<(), V> {
        Err(value)
    }

    #[inline]
    fn __pointers_len(&self) -> usize {
        0
    }
}

impl NoAnswer for Nothing {}
impl<T: ?Sized> NoAnswer for View<T> {}
impl<T: ?Sized> NoAnswer for Cells<T> {}
