//! `*q` of what has the name of a handle: `(*q).field`, `(*out)[i]`, `&mut *q`. The type says whether it is one.
//!
//! The expansion has two arms, as for `base[i]` (see `expansion::sides`). The one of handles goes on from
//! `q.__pointers_p_behind()?`. In the other one stands `(*Behind(&q).__pointers_behind())` for the user's `(*q)`: what
//! Rust's `*` gives, by the exact type of `q`. For a handle that arm is only checked for its types.

use core::convert::Infallible;
use core::ops::{Deref, DerefMut};

use super::{Rust, RustMut};
use crate::expansion::arithmetic::OperandOf;
use crate::expansion::sides::never;
use crate::expansion::stars::HasStar;
use crate::{Pointer, Result};

impl<T: ?Sized, K> OperandOf<Pointer<T, K>> {
    /// Whose the `*` is: ours, for it may fail.
    pub fn __pointers_p_starred(self) -> Result<()>
    where
        Pointer<T, K>: HasStar,
    {
        never()
    }
}

/// The `*` of everything else is Rust's.
pub trait StarredByRust: Sized {
    #[doc(hidden)]
    fn __pointers_p_starred(self) -> Result<(), Infallible> {
        never()
    }
}

impl<T: ?Sized> StarredByRust for OperandOf<T> {}

/// What is no handle leads to a place of Rust's.
pub trait BehindRust: Deref {
    #[doc(hidden)]
    fn __pointers_p_behind(&self) -> Result<Rust<'_, Self::Target>, Infallible> {
        Ok(Rust(self))
    }
}

impl<T: Deref + ?Sized> BehindRust for T {}

pub trait BehindRustMut: DerefMut {
    #[doc(hidden)]
    fn __pointers_p_behind_mut(&mut self) -> Result<RustMut<'_, Self::Target>, Infallible> {
        Ok(RustMut(self))
    }
}

impl<T: DerefMut + ?Sized> BehindRustMut for T {}

/// The `q` of Rust's `*q`, by its exact type.
pub struct Behind<'a, T: ?Sized>(pub &'a T);

/// The same, of which the source says that it can be changed.
pub struct BehindMut<'a, T: ?Sized>(pub &'a mut T);

macro_rules! behind {
    ($($Behind:ident $Rust:ident $Deref:ident [$($mut:tt)?];)*) => {$(
        impl<'a, T: ?Sized, K> $Behind<'a, Pointer<T, K>> {
            /// In the arm that is not run.
            #[doc(hidden)]
            pub fn __pointers_behind(self) -> &'a $($mut)? T {
                never()
            }
        }

        pub trait $Rust<'a> {
            type Target: ?Sized;

            #[doc(hidden)]
            fn __pointers_behind(self) -> &'a $($mut)? Self::Target;
        }

        impl<'a, T: $Deref + ?Sized> $Rust<'a> for $Behind<'a, T> {
            type Target = T::Target;

            #[inline(always)]
            fn __pointers_behind(self) -> &'a $($mut)? T::Target {
                self.0
            }
        }
    )*};
}

behind! {
    Behind BehindShared Deref [];
    BehindMut BehindChanged DerefMut [mut];
}

impl<'b, T: ?Sized> Behind<'_, &'b T> {
    /// A reference is copied, and so lives on as long as it did.
    #[inline(always)]
    pub fn __pointers_behind(self) -> &'b T {
        self.0
    }
}

/// What can be changed may lead to what cannot. By reference, so that what leads to what can be is found before.
pub trait BehindUnchanged {
    type Target: ?Sized;

    #[doc(hidden)]
    fn __pointers_behind(&self) -> &Self::Target;
}

impl<T: Deref + ?Sized> BehindUnchanged for BehindMut<'_, T> {
    type Target = T::Target;

    #[inline(always)]
    fn __pointers_behind(&self) -> &T::Target {
        self.0
    }
}
