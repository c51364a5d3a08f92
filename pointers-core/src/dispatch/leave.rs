//! Leaving a block, a function or a closure with an error.

use core::convert::Infallible;

use crate::{Error, Result};

/// What a body that is left with `Self` returns.
#[diagnostic::on_unimplemented(
    message = "this can fail, so it needs somewhere to fail to: `{T}` cannot hold its error",
    label = "can fail",
    note = "let the function or closure around it return a `Result` whose error is `From<pointers::Error>`"
)]
pub trait Leave<T> {
    fn leave(self) -> T;
}

impl<T, E: From<Error>> Leave<Result<T, E>> for Error {
    #[cold]
    fn leave(self) -> Result<T, E> {
        Err(self.into())
    }
}

/// What cannot fail asks nothing of the body around it.
impl<T> Leave<T> for Infallible {
    fn leave(self) -> T {
        match self {}
    }
}

/// How a labelled block of the macro was left.
pub enum Flow<V, B> {
    Value(V),
    /// By a `break` of a loop around it.
    Break(B),
    Continue,
}
