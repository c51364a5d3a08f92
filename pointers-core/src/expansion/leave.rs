//! Leaving a block, a function or a closure with an error.

use core::convert::Infallible;

use crate::error::UserWords;
use crate::{Error, Result};

/// What a body that is left with `Self` returns.
#[diagnostic::on_unimplemented(
    message = "this can fail, so it needs somewhere to fail to: `{T}` cannot hold its error",
    label = "can fail",
    note = "let the function or closure around it return a `Result` whose error is `From<pointers::Error>`",
    note = "a `pointers!` in the middle of a function hands its error on with a `?` behind its last brace"
)]
pub trait Leave<T> {
    #[doc(hidden)]
    fn __pointers_leave(self) -> T;
}

#[diagnostic::do_not_recommend]
impl<T, E: From<Error>> Leave<Result<T, E>> for Error {
    #[cold]
    fn __pointers_leave(self) -> Result<T, E> {
        Err(self.into())
    }
}

/// Keeps inference from choosing `Result<T, E>` for a body whose type nothing says. While that was the only type with an
/// `impl`, the compiler would take it; with this second one it reports that the type is unknown, in the words of `Leave`'s
/// `on_unimplemented`.
pub struct Undecided(());

#[diagnostic::do_not_recommend]
impl Leave<Undecided> for Error {
    fn __pointers_leave(self) -> Undecided {
        Undecided(())
    }
}

/// What cannot fail asks nothing of the body around it.
#[diagnostic::do_not_recommend]
impl<T> Leave<T> for Infallible {
    fn __pointers_leave(self) -> T {
        match self {}
    }
}

/// The error of what cannot fail, once it is named. That there is none only this module sees: Rust 1.88 calls the code unreachable
/// that stands after a call which returns such a type.
pub struct CannotFail(Infallible);

#[diagnostic::do_not_recommend]
impl<T> Leave<T> for CannotFail {
    fn __pointers_leave(self) -> T {
        match self.0 {}
    }
}

/// An error of a step of a path, which is told in the user's words.
pub trait Names {
    type Named;

    #[doc(hidden)]
    fn __pointers_named(self, handle: &'static str, place: &'static str) -> Self::Named;
}

impl Names for Error {
    type Named = Self;

    #[cold]
    fn __pointers_named(self, handle: &'static str, place: &'static str) -> Self {
        self.named(UserWords { handle, place })
    }
}

impl Names for Infallible {
    type Named = CannotFail;

    fn __pointers_named(self, _: &'static str, _: &'static str) -> CannotFail {
        CannotFail(self)
    }
}

/// How a labelled block of the macro was left.
pub enum Flow<V, B> {
    Value(V),
    /// By a `break` of a loop around it.
    Break(B),
    Continue,
}

/// Stands where the macro refused what the user wrote.
#[must_use]
pub const fn unknown<T>() -> T {
    panic!("this program has compile errors")
}

/// Stands where the macro could not parse a block.
pub const fn unfinished<T>() -> Result<T, Error> {
    unknown()
}

/// Everything has this method: it stands where the name of one, or of a field, is not there yet.
pub trait Unfinished {
    #[doc(hidden)]
    fn __pointers_unfinished<E>(&self, error: E) -> E {
        error
    }
}

impl<T: ?Sized> Unfinished for T {}

/// Never implemented: a name that stands alone needs a `;` after it.
#[diagnostic::on_unimplemented(
    message = "a `;` is missing after this",
    label = "a statement ends here"
)]
pub trait Ended {}

/// Gives the error its words, where nothing is wrong with the name itself.
pub trait Unended {
    #[doc(hidden)]
    fn __pointers_unended(&self)
    where
        Self: Ended,
    {
    }
}

impl<T: ?Sized> Unended for T {}
