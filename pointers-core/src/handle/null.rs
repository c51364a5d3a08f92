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
}

/// A `NULL` of the user's own.
pub trait UsersNull: Sized {
    #[doc(hidden)]
    #[inline]
    fn __pointers_null(self) -> Self {
        self
    }
}

impl<T> UsersNull for T {}
