//! `malloc(..)`, `free(..)` and the like under their bare names: `Raised(free(p)).__pointers_raise()`.

use core::convert::Infallible;

use super::arithmetic::OperandOf;
use crate::{Error, Handle, Result};

/// What a function of one of our names returned.
pub struct Raised<T>(pub T);

impl<T> Raised<Result<T, Error>> {
    #[inline]
    pub fn __pointers_raise(self) -> Result<T> {
        self.0
    }
}

/// A user's own function of such a name returns what it likes.
pub trait PlainCall {
    type Output;

    #[doc(hidden)]
    fn __pointers_raise(self) -> Result<Self::Output, Infallible>;
}

impl<T> PlainCall for Raised<T> {
    type Output = T;

    #[inline]
    fn __pointers_raise(self) -> Result<T, Infallible> {
        Ok(self.0)
    }
}

/// `realloc` returned a handle, which takes the place of the one that it was called with.
impl<P: Handle> OperandOf<P> {
    #[inline]
    pub fn __pointers_renewed(self, renewed: &P) -> Option<P> {
        Some(*renewed)
    }
}

/// A user's own `realloc` updates nothing.
pub trait PlainRenewal {
    type Value;

    #[doc(hidden)]
    #[inline]
    fn __pointers_renewed<R>(self, _: &R) -> Option<Self::Value>
    where
        Self: Sized,
    {
        None
    }
}

impl<T> PlainRenewal for OperandOf<T> {
    type Value = T;
}
