//! `e?` in the body of a `try`: our errors leave the `try`, all others the function, as Rust has it.

use core::convert::Infallible;

use crate::{Error, Result};

/// What stands before the `?`.
pub struct Tried<T>(pub T);

/// Where a `?` leads.
pub enum Route<C, R> {
    Caught(C),
    Function(R),
}

impl<T> Tried<Result<T, Error>> {
    #[inline]
    pub fn __pointers_branch(self) -> Result<T, Route<Error, Infallible>> {
        self.0.map_err(Route::Caught)
    }
}

/// The types of the standard library that `?` works on.
#[diagnostic::on_unimplemented(
    message = "`?` in the body of a `try` works on `Result` and `Option`, not on this"
)]
pub trait Branch {
    type Value;
    type Residual;

    #[doc(hidden)]
    fn __pointers_branch(self) -> Result<Self::Value, Route<Infallible, Self::Residual>>;
}

/// An error of somebody else's.
pub struct Other<E>(E);

/// A `None`.
pub struct Nothing(());

impl<T, E> Branch for Tried<Result<T, E>> {
    type Value = T;
    type Residual = Other<E>;

    #[inline]
    fn __pointers_branch(self) -> Result<T, Route<Infallible, Other<E>>> {
        self.0.map_err(|error| Route::Function(Other(error)))
    }
}

impl<T> Branch for Tried<Option<T>> {
    type Value = T;
    type Residual = Nothing;

    #[inline]
    fn __pointers_branch(self) -> Result<T, Route<Infallible, Nothing>> {
        self.0.ok_or(Route::Function(Nothing(())))
    }
}

/// What the function returns.
#[diagnostic::on_unimplemented(
    message = "the function around this must return a `Result` or an `Option` that `?` can leave it with"
)]
pub trait Return<R> {
    #[doc(hidden)]
    fn __pointers_return(self) -> R;
}

impl<T, E, F: From<E>> Return<Result<T, F>> for Other<E> {
    fn __pointers_return(self) -> Result<T, F> {
        Err(self.0.into())
    }
}

impl<T> Return<Option<T>> for Nothing {
    fn __pointers_return(self) -> Option<T> {
        None
    }
}

impl<R> Return<R> for Infallible {
    fn __pointers_return(self) -> R {
        match self {}
    }
}
