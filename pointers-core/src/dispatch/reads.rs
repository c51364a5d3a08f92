//! `~e`: `e.__pointers_read()`.

use core::convert::Infallible;
use core::ops::Not;

use super::for_handles;
use crate::{CallocPointer, MallocPointer, Ref, Result};

for_handles! {
    impl[T: Copy] Handle<T> {
        /// Where `T` is not known yet it counts as `Copy`, so `~p` may stand before the first move.
        #[doc(hidden)]
        #[inline]
        #[track_caller]
        pub fn __pointers_read(&self) -> Result<T> {
            self.read()
        }
    }
}

/// `str` and `[U]` are copied out into what owns them.
pub trait ReadSlice {
    type Output;

    #[doc(hidden)]
    #[track_caller]
    fn __pointers_read(&self) -> Result<Self::Output>;
}

/// What is not `Copy` is borrowed.
pub trait BorrowRead {
    type Value;

    #[doc(hidden)]
    #[track_caller]
    fn __pointers_read(&self) -> Result<Ref<Self::Value>>;
}

macro_rules! reads {
    ($($Handle:ident)*) => {$(
        impl<S> ReadSlice for $Handle<str, S> {
            type Output = String;

            #[inline]
            #[track_caller]
            fn __pointers_read(&self) -> Result<String> {
                self.read()
            }
        }

        impl<U: Copy, S> ReadSlice for $Handle<[U], S> {
            type Output = Vec<U>;

            #[inline]
            #[track_caller]
            fn __pointers_read(&self) -> Result<Vec<U>> {
                self.read()
            }
        }

        impl<T, S> BorrowRead for $Handle<T, S> {
            type Value = T;

            #[inline]
            #[track_caller]
            fn __pointers_read(&self) -> Result<Ref<T>> {
                self.borrow()
            }
        }
    )*};
}

reads!(MallocPointer CallocPointer);

/// Every other type means Rust's `!`.
pub trait NotFallback {
    type Output;

    #[doc(hidden)]
    fn __pointers_read(self) -> Result<Self::Output, Infallible>
    where
        Self: Sized;
}

/// Names the operator in the error that a type without it gets.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a handle nor an integer: `~` cannot read it",
    label = "`~` of a `{Self}`",
    note = "`~p.field` reads `~(p.field)`: for a part of what `p` points to write `(~p).field` or `p->field`"
)]
pub trait Readable: Not {}
impl<T: Not + ?Sized> Readable for T {}

/// Of a `String` lookup asks about `str` too: one more bound on it would take the words of the error away.
impl<T: Readable + ?Sized> NotFallback for T {
    type Output = T::Output;

    #[inline]
    fn __pointers_read(self) -> Result<T::Output, Infallible>
    where
        T: Sized,
    {
        Ok(!self)
    }
}
