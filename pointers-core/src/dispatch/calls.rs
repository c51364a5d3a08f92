//! `malloc(..)`, `free(..)` and the like under their bare names: `Raised(free(p)).__pointers_raise()`.

use core::convert::Infallible;

use crate::{CallocPointer, Error, MallocPointer, Result};

/// What a function of one of our names returned.
pub struct Raised<T>(pub T);

impl<T> Raised<Result<T, Error>> {
    #[doc(hidden)]
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

/// What `realloc` returned: the handle, which takes the place of the one that it was called with.
pub struct Renewed<T>(pub T);

macro_rules! renewals {
    ($($Handle:ident)*) => {$(
        impl<T: ?Sized, S> Renewed<$Handle<T, S>> {
            #[doc(hidden)]
            #[inline]
            pub fn __pointers_renew(self, variable: &mut $Handle<T, S>) -> $Handle<T, S> {
                *variable = self.0;
                self.0
            }
        }
    )*};
}

renewals!(MallocPointer CallocPointer);

/// A user's own `realloc`.
pub trait PlainRenewal {
    type Output;

    #[doc(hidden)]
    fn __pointers_renew<V: ?Sized>(self, variable: &mut V) -> Self::Output;
}

impl<T> PlainRenewal for Renewed<T> {
    type Output = T;

    #[inline]
    fn __pointers_renew<V: ?Sized>(self, _: &mut V) -> T {
        self.0
    }
}
