//! `NULL`.

use super::Pointer;

/// What [`NULL`] is outside of the macro: in it, `NULL` is a handle.
#[derive(Clone, Copy, Debug)]
pub struct Null(());

/// In `pointers! { }`, NULL of whatever handle type is wanted.
///
/// ```
/// # use pointers::*;
/// let nothing = NULL;
/// ```
pub const NULL: Null = Null(());

impl Null {
    #[doc(hidden)]
    #[inline]
    pub const fn __pointers_null<T: ?Sized, K>(self) -> Pointer<T, K> {
        Pointer::null()
    }

    /// `return NULL`.
    #[doc(hidden)]
    #[inline]
    pub fn __pointers_null_returned<R: MayBeNull>(self) -> R {
        R::null()
    }
}

/// What a function with a `return NULL` may give.
#[diagnostic::on_unimplemented(
    message = "this function gives a `{Self}`, and `NULL` is a handle",
    label = "no `{Self}`",
    note = "a function that may find nothing returns a handle, `Result<MallocPointer<T>>`, or an `Option`, of which `None` is nothing"
)]
pub trait MayBeNull {
    #[doc(hidden)]
    fn null() -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized, K> MayBeNull for Pointer<T, K> {
    #[inline]
    fn null() -> Self {
        Pointer::null()
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized, K, E> MayBeNull for Result<Pointer<T, K>, E> {
    #[inline]
    fn null() -> Self {
        Ok(Pointer::null())
    }
}

/// A `NULL` of the user's own.
pub trait UsersNull: Sized {
    #[doc(hidden)]
    #[inline]
    fn __pointers_null(self) -> Self {
        self
    }

    #[doc(hidden)]
    #[inline]
    fn __pointers_null_returned(self) -> Self {
        self
    }
}

impl<T> UsersNull for T {}
