//! What [`super::hoist`] has no answer for: the same methods for every other type, by traits, which lookup finds last.
//!
//! They take every type, so that the usual expansion alone says which it is, and are never asked for more than that.

use core::convert::Infallible;

use super::hoist::{At, Fill, Probe, Store};
use crate::handle::cells::Cells;
use crate::handle::view::View;

/// What is not a handle, and counts nothing.
pub trait NoHandle: Sized {
    #[doc(hidden)]
    #[inline]
    fn __pointers_view(self) -> Nothing {
        Nothing
    }

    #[doc(hidden)]
    #[inline]
    fn __pointers_has_integers(self) -> bool {
        false
    }

    #[doc(hidden)]
    #[inline]
    fn __pointers_cells(self, _: bool, _: Option<usize>) -> Option<Nothing> {
        None
    }

    #[doc(hidden)]
    #[inline]
    fn __pointers_rest(self) -> Option<usize> {
        None
    }

    #[doc(hidden)]
    #[inline]
    fn __pointers_need(self, _: usize) -> Option<usize> {
        None
    }
}

impl<T: ?Sized> NoHandle for Probe<'_, T> {}

/// The view of what is not a handle.
pub struct Nothing;

impl Nothing {
    pub fn __pointers_lent(&self) -> Nothing {
        Nothing
    }

    pub fn __pointers_first(&self, _: usize) -> Option<Nothing> {
        None
    }
}

/// Has no view of the elements.
pub trait NoAnswer {
    #[doc(hidden)]
    #[inline]
    fn __pointers_reads(&self) -> bool {
        false
    }

    #[doc(hidden)]
    #[inline]
    fn __pointers_writes(&self) -> bool {
        false
    }

    #[doc(hidden)]
    #[inline]
    fn __pointers_steps(&self) -> bool {
        false
    }

    #[doc(hidden)]
    #[inline]
    fn __pointers_is_of<T: ?Sized>(&self, _: &T) -> bool {
        false
    }

    #[doc(hidden)]
    #[inline]
    fn __pointers_index<I>(&self, _: I) -> At<I> {
        At::NOWHERE
    }

    #[doc(hidden)]
    #[inline]
    fn __pointers_value<V>(&self, value: V) -> V {
        value
    }

    #[doc(hidden)]
    #[inline]
    fn __pointers_get<V, I>(&self, _: &At<I>) -> Option<V> {
        None
    }

    #[doc(hidden)]
    #[inline]
    fn __pointers_has_rows(&self) -> bool {
        false
    }

    #[doc(hidden)]
    #[inline]
    fn __pointers_kept_index<I>(&self, index: I) -> (At<I>, I) {
        (At::NOWHERE, index)
    }

    #[doc(hidden)]
    #[inline]
    fn __pointers_row<R, I>(&self, _: &At<I>) -> Option<R> {
        None
    }

    #[doc(hidden)]
    #[inline]
    fn __pointers_reach<I>(&self, _: &At<I>) -> Result<(), Infallible> {
        Ok(())
    }

    #[doc(hidden)]
    #[inline]
    fn __pointers_late<V, I>(&self, _: &At<I>) -> Result<V, Infallible> {
        super::unknown()
    }

    /// `usual` only tells the type.
    #[doc(hidden)]
    #[inline]
    fn __pointers_place<I, Q, E>(
        &self,
        _: &At<I>,
        _usual: impl FnOnce(I) -> Result<Q, E>,
    ) -> Option<Q> {
        None
    }

    #[doc(hidden)]
    #[inline]
    fn __pointers_place_late<I, Q>(&self, _: &At<I>) -> Result<Q, Infallible> {
        super::unknown()
    }

    #[doc(hidden)]
    #[inline]
    fn __pointers_commit<I, Q>(&self, _: &At<I>, place: Q) -> Result<(), Q> {
        Err(place)
    }

    #[doc(hidden)]
    #[inline]
    fn __pointers_commit_late<I, Q>(&self, _: &At<I>, _: Q) -> Result<(), Infallible> {
        Ok(())
    }

    #[doc(hidden)]
    #[inline]
    fn __pointers_len(&self) -> usize {
        0
    }
}

impl NoAnswer for Nothing {}
impl<P> NoAnswer for View<P> {}
impl<P> NoAnswer for Cells<'_, P> {}

/// Gives every value back. It is never asked where a program is right: without an answer nothing is stored through a
/// view, and a value of another type is an error of the usual expansion.
pub trait NoStore: Sized {
    type Value;

    #[doc(hidden)]
    fn __pointers_set<I>(self, at: &At<I>) -> Result<(), Self::Value>;

    #[doc(hidden)]
    #[inline]
    fn __pointers_set_late<I>(self, _: &At<I>) -> Result<(), Infallible> {
        super::unknown()
    }
}

impl<W, V> NoStore for Store<'_, W, V> {
    type Value = V;

    #[inline]
    fn __pointers_set<I>(self, _: &At<I>) -> Result<(), V> {
        Err(self.value)
    }
}

/// A loop that is only for the usual expansion.
pub trait NoFill<I>: Sized {
    #[doc(hidden)]
    #[inline]
    fn __pointers_fill<V>(self, _value: impl FnMut(I) -> V) -> Option<(At<I>, V)> {
        None
    }
}

impl<W, I> NoFill<I> for Fill<'_, W, I> {}
