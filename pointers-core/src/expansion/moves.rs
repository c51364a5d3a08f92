//! `p <<= v`: `p.__pointers_move(v)`. `~p = v`: `p.__pointers_assign(v)`.

use core::convert::Infallible;
use core::ops::ShlAssign;

use super::sides::Slot;
use crate::{Array, Kind, Pointer, Result, SizeModel, SlicePointer};

impl<T, K: Kind> Pointer<T, K> {
    #[doc(hidden)]
    #[inline]
    #[track_caller]
    pub fn __pointers_move(self, value: T) -> Result<()>
    where
        K::Sizes: SizeModel<T>,
    {
        self.write(value)
    }

    /// The same where Rust would refuse to change the left side: see [`Unchanged`].
    #[doc(hidden)]
    #[inline]
    #[track_caller]
    pub fn __pointers_move_in(self, value: T) -> Result<()>
    where
        K::Sizes: SizeModel<T>,
    {
        self.write(value)
    }

    #[doc(hidden)]
    #[inline]
    #[track_caller]
    pub fn __pointers_assign(self, value: T) -> Result<()>
    where
        K::Sizes: SizeModel<T>,
    {
        self.write(value)
    }

    /// The type of what is assigned.
    #[doc(hidden)]
    #[inline]
    pub fn __pointers_slot(self) -> Slot<T> {
        Slot::new()
    }
}

/// `str` and `[U]` are moved in from a reference.
pub trait MoveSlice: SlicePointer {
    #[doc(hidden)]
    #[inline]
    #[track_caller]
    fn __pointers_move(self, value: &Self::Value) -> Result<()> {
        self.write(value)
    }

    #[doc(hidden)]
    #[inline]
    #[track_caller]
    fn __pointers_move_in(self, value: &Self::Value) -> Result<()> {
        self.write(value)
    }

    #[doc(hidden)]
    #[inline]
    #[track_caller]
    fn __pointers_assign(self, value: &Self::Value) -> Result<()> {
        self.write(value)
    }

    #[doc(hidden)]
    #[inline]
    fn __pointers_slot<'v>(self) -> Slot<&'v Self::Value> {
        Slot::new()
    }
}

impl<K: Array<Sizes: SizeModel<str>>> MoveSlice for Pointer<str, K> {}
impl<U: Copy, K: Array<Sizes: SizeModel<[U]>>> MoveSlice for Pointer<[U], K> {}

/// Every other type means Rust's operator.
pub trait MoveFallback<V> {
    #[doc(hidden)]
    #[track_caller]
    fn __pointers_move(&mut self, value: V) -> Result<(), Infallible>;
}

impl<T: ShlAssign<V> + ?Sized, V> MoveFallback<V> for T {
    #[inline]
    fn __pointers_move(&mut self, value: V) -> Result<(), Infallible> {
        *self <<= value;
        Ok(())
    }
}

/// Never implemented: what `<<=` cannot change is no left side of Rust's.
#[diagnostic::on_unimplemented(
    message = "`<<=` changes what a handle points to, or what Rust can assign to: a place, of a variable that is `mut`",
    label = "a `{Self}` that cannot be assigned"
)]
pub trait Changed {}

/// Gives the error its words, where the left side is a variable without `mut`, or the value of an expression.
pub trait Unchanged<V> {
    #[doc(hidden)]
    fn __pointers_move_in(&self, _: V) -> Result<(), Infallible> {
        Ok(())
    }
}

impl<T: Changed + ?Sized, V> Unchanged<V> for T {}

/// Never implemented: only through a handle is `~` a place.
#[diagnostic::on_unimplemented(
    message = "`~` of a `{Self}` is not a place that can be assigned",
    label = "`{Self}` is not a handle"
)]
pub trait NotAPlace {}

/// Gives the error its words.
pub trait AssignFallback<V> {
    #[doc(hidden)]
    fn __pointers_assign(&self, _: V) -> Result<(), Infallible> {
        Ok(())
    }
}

impl<T: NotAPlace + ?Sized, V> AssignFallback<V> for T {}
