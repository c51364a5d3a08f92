//! `p <<= v`: `p.__pointers_move(v)`. `~p = v`: `p.__pointers_assign(v)`. `p >>= v`, which handles refuse.

use core::convert::Infallible;
use core::ops::{ShlAssign, ShrAssign};

use crate::{Array, Kind, Pointer, Result, SizeModel, SlicePointer, Value};

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

    #[doc(hidden)]
    #[inline]
    #[track_caller]
    pub fn __pointers_assign(self, value: T) -> Result<()>
    where
        K::Sizes: SizeModel<T>,
    {
        self.write(value)
    }
}

impl<T: Value + ?Sized, K: Kind> Pointer<T, K> {
    #[doc(hidden)]
    pub fn __pointers_shr_assign<V>(self, _: V) -> Result<(), Infallible>
    where
        Self: Assignable,
    {
        Ok(())
    }
}

/// Never implemented: handles refuse `>>=`.
#[diagnostic::on_unimplemented(
    message = "IsMallocPointerError: cannot assign to malloc pointer",
    label = "a handle",
    note = "`p <<= value` moves a value into the memory"
)]
pub trait Assignable {}

/// `str` and `[U]` are moved in from a reference.
pub trait MoveSlice {
    type Value: ?Sized;

    #[track_caller]
    fn __pointers_move(self, value: &Self::Value) -> Result<()>;

    #[track_caller]
    fn __pointers_assign(self, value: &Self::Value) -> Result<()>;
}

macro_rules! move_slices {
    ($([$($generics:tt)*] $T:ty;)*) => {$(
        impl<$($generics)*> MoveSlice for Pointer<$T, K> {
            type Value = $T;

            #[inline]
            #[track_caller]
            fn __pointers_move(self, value: &$T) -> Result<()> {
                SlicePointer::write(self, value)
            }

            #[inline]
            #[track_caller]
            fn __pointers_assign(self, value: &$T) -> Result<()> {
                SlicePointer::write(self, value)
            }
        }
    )*};
}

move_slices! {
    [K: Array<Sizes: SizeModel<str>>] str;
    [U: Copy, K: Array<Sizes: SizeModel<[U]>>] [U];
}

macro_rules! fallback {
    ($Fallback:ident, $method:ident, $Operator:ident, $op:tt) => {
        /// Every other type means Rust's operator.
        pub trait $Fallback<V> {
            #[track_caller]
            fn $method(&mut self, value: V) -> Result<(), Infallible>;
        }

        impl<T: $Operator<V> + ?Sized, V> $Fallback<V> for T {
            #[inline]
            #[track_caller]
            fn $method(&mut self, value: V) -> Result<(), Infallible> {
                *self $op value;
                Ok(())
            }
        }
    };
}

fallback!(MoveFallback, __pointers_move, ShlAssign, <<=);
fallback!(ShrAssignFallback, __pointers_shr_assign, ShrAssign, >>=);

/// Never implemented: only through a handle is `~` a place.
#[diagnostic::on_unimplemented(
    message = "`~` of a `{Self}` is not a place that can be assigned",
    label = "`{Self}` is not a handle"
)]
pub trait NotAPlace {}

/// Gives the error its words.
pub trait AssignFallback<V> {
    fn __pointers_assign(&self, value: V) -> Result<(), Infallible>;
}

impl<T: NotAPlace + ?Sized, V> AssignFallback<V> for T {
    fn __pointers_assign(&self, _: V) -> Result<(), Infallible> {
        Ok(())
    }
}
