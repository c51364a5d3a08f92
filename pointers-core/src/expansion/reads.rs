//! `~e`: `e.__pointers_read()`.

use core::convert::Infallible;
use core::ops::{Neg, Not};

use crate::{Kind, Pointer, Ref, Result};

impl<T: Copy, K: Kind> Pointer<T, K> {
    /// Where `T` is not known yet it counts as `Copy`, so `~p` may stand before the first move.
    #[doc(hidden)]
    #[inline]
    #[track_caller]
    pub fn __pointers_read(&self) -> Result<T> {
        self.read()
    }
}

/// The value of a `~`, behind an operator as it is for the user.
///
/// What the compiler suggests to write around an operator it writes around all of it, in parentheses.
pub struct ReadValue<T>(pub T);

impl<T> Neg for ReadValue<T> {
    type Output = T;

    #[inline(always)]
    fn neg(self) -> T {
        self.0
    }
}

/// The same of a difference.
impl<T> Not for ReadValue<T> {
    type Output = T;

    #[inline(always)]
    fn not(self) -> T {
        self.0
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

impl<K: Kind> ReadSlice for Pointer<str, K> {
    type Output = String;

    #[inline]
    fn __pointers_read(&self) -> Result<String> {
        self.read()
    }
}

impl<U: Copy, K: Kind> ReadSlice for Pointer<[U], K> {
    type Output = Vec<U>;

    #[inline]
    fn __pointers_read(&self) -> Result<Vec<U>> {
        self.read()
    }
}

impl<T, K: Kind> BorrowRead for Pointer<T, K> {
    type Value = T;

    #[inline]
    fn __pointers_read(&self) -> Result<Ref<T>> {
        self.borrow()
    }
}

/// `~p->field` of an integer would silently be `!`, where it was meant as `p->field`.
pub trait IntegerField: Copy {
    #[doc(hidden)]
    fn __pointers_link(&self) -> Self
    where
        Self: Link,
    {
        *self
    }
}

/// Never implemented.
#[diagnostic::on_unimplemented(
    message = "`~` reads through a handle, and the field is of type `{Self}`: `p->field` is its value",
    label = "`~` of a `{Self}` field",
    note = "write `p->field` for the value, or `!p->field` for the value with each bit inverted"
)]
pub trait Link {}

macro_rules! integer_fields {
    ($($integer:ty)*) => {$(
        impl IntegerField for $integer {}
    )*};
}

integer_fields!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

/// Every other field is left as it is. Of a reference to a reference, so that lookup comes here last.
pub trait OtherField {
    #[doc(hidden)]
    fn __pointers_link(&self) -> Self;
}

impl<T: ?Sized> OtherField for &T {
    #[inline]
    fn __pointers_link(&self) -> Self {
        self
    }
}

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

/// `T: ?Sized`, because method lookup on a `String` also tries `str` by autoderef. If `str` failed another bound here, rustc
/// would report that bound, and not the message of [`Readable`].
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
