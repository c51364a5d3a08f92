//! `malloc(..)`, `free(..)` and the like under their bare names: `Raised(free(p)).__pointers_raise()`.

use core::convert::Infallible;

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

    fn __pointers_raise(self) -> Result<Self::Output, Infallible>;
}

impl<T> PlainCall for Raised<T> {
    type Output = T;

    #[inline]
    fn __pointers_raise(self) -> Result<T, Infallible> {
        Ok(self.0)
    }
}

/// What `realloc` returned: the handle, which takes the place of the one that it was called with.
pub struct Renewed<T>(pub T);

/// One `impl` for both: of a type that is not known, because of an error elsewhere, two would be one more
/// error.
impl<P: Handle> Renewed<P> {
    #[inline]
    pub fn __pointers_renew(self, variable: &mut P) -> P {
        *variable = self.0;
        self.0
    }
}

/// A user's own `realloc`.
pub trait PlainRenewal {
    type Output;

    fn __pointers_renew<V: ?Sized>(self, variable: &mut V) -> Self::Output;
}

impl<T> PlainRenewal for Renewed<T> {
    type Output = T;

    #[inline]
    fn __pointers_renew<V: ?Sized>(self, _: &mut V) -> T {
        self.0
    }
}
