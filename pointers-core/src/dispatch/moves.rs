//! `p <<= v`: `p.__pointers_move(v)`. `~p = v`: `p.__pointers_assign(v)`. `p >>= v`, which handles refuse.

use core::convert::Infallible;
use core::ops::{ShlAssign, ShrAssign};

use super::for_handles;
use crate::{CallocPointer, MallocPointer, Result, SizeModel, SlicePointer, Value};

for_handles! {
    impl[T] Handle<T> {
        #[doc(hidden)]
        #[inline]
        #[track_caller]
        pub fn __pointers_move(self, value: T) -> Result<()>
        where
            S: SizeModel<T>,
        {
            self.write(value)
        }

        #[doc(hidden)]
        #[inline]
        #[track_caller]
        pub fn __pointers_assign(self, value: T) -> Result<()>
        where
            S: SizeModel<T>,
        {
            self.write(value)
        }
    }

    impl[T: Value + ?Sized] Handle<T> {
        #[doc(hidden)]
        pub fn __pointers_shr_assign<V>(self, _: V) -> Result<(), Infallible>
        where
            Self: Assignable,
        {
            Ok(())
        }
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

    #[doc(hidden)]
    #[track_caller]
    fn __pointers_move(self, value: &Self::Value) -> Result<()>;

    #[doc(hidden)]
    #[track_caller]
    fn __pointers_assign(self, value: &Self::Value) -> Result<()>;
}

macro_rules! move_slices {
    ($([$($generics:tt)*] $Handle:ident<$T:ty>)*) => {$(
        impl<$($generics)*> MoveSlice for $Handle<$T, S> {
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
    [S: SizeModel<str>] MallocPointer<str>
    [S: SizeModel<str>] CallocPointer<str>
    [U: Copy, S: SizeModel<[U]>] MallocPointer<[U]>
    [U: Copy, S: SizeModel<[U]>] CallocPointer<[U]>
}

macro_rules! fallback {
    ($Fallback:ident, $method:ident, $Operator:ident, $op:tt) => {
        /// Every other type means Rust's operator.
        pub trait $Fallback<V> {
            #[doc(hidden)]
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
    #[doc(hidden)]
    fn __pointers_assign(&self, value: V) -> Result<(), Infallible>;
}

impl<T: NotAPlace + ?Sized, V> AssignFallback<V> for T {
    fn __pointers_assign(&self, _: V) -> Result<(), Infallible> {
        Ok(())
    }
}
