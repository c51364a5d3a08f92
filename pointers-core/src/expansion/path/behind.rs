//! `*q` of what has the name of a handle: `(*q).field`, `(*out)[i]`, `&mut *q`. The type says whether it is one.
//!
//! The expansion has two arms, as for `base[i]` (see `expansion::sides`). The one of handles goes on from
//! `q.__pointers_p_behind()?`. In the other one stands `(*Behind(&*q).__pointers_behind())` for the user's `(*q)`: Rust's `*`, by
//! the exact type of what it gives, so that of `q` as much has to be `mut` as Rust asks for. For a handle that arm is only checked
//! for its types, as if the `*` gave what the handle points to.

use core::convert::Infallible;
use core::ops::{Deref, DerefMut};

use super::{Rust, RustMut};
use crate::expansion::arithmetic::OperandOf;
use crate::expansion::sides::never;
use crate::expansion::stars::HasStar;
use crate::handle::star::HandleUseTildeOrRead;
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

/// What Rust's `*q` leads to, by its exact type.
pub struct Behind<'a, T: ?Sized>(pub &'a T);

/// The same, to be changed.
pub struct BehindMut<'a, T: ?Sized>(pub &'a mut T);

macro_rules! behind {
    ($($Behind:ident $Rust:ident [$($mut:tt)?];)*) => {$(
        impl<'a, T: ?Sized, K> $Behind<'a, HandleUseTildeOrRead<T, K>> {
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

        impl<'a, T: ?Sized> $Rust<'a> for $Behind<'a, T> {
            type Target = T;

            #[inline(always)]
            fn __pointers_behind(self) -> &'a $($mut)? T {
                self.0
            }
        }
    )*};
}

behind! {
    Behind BehindShared [];
    BehindMut BehindChanged [mut];
}

/// The `q` of `(*q).method(..)`, where `q` can be changed: its type says whether what it leads to can be, too.
pub struct BehindCalled<'a, T: ?Sized>(pub &'a mut T);

impl<'a, T: ?Sized, K> BehindCalled<'a, Pointer<T, K>> {
    /// In the arm that is not run.
    #[doc(hidden)]
    pub fn __pointers_behind(self) -> &'a mut T {
        never()
    }
}

pub trait CalledMut<'a> {
    type Target: ?Sized;

    #[doc(hidden)]
    fn __pointers_behind(self) -> &'a mut Self::Target;
}

impl<'a, T: DerefMut + ?Sized> CalledMut<'a> for BehindCalled<'a, T> {
    type Target = T::Target;

    #[inline(always)]
    fn __pointers_behind(self) -> &'a mut T::Target {
        self.0
    }
}

impl<'b, T: ?Sized> BehindCalled<'_, &'b T> {
    /// A reference is copied, and so lives on as long as it did.
    #[inline(always)]
    pub fn __pointers_behind(self) -> &'b T {
        self.0
    }
}

/// What can be changed may lead to what cannot. By reference, so that what leads to what can be is found before.
pub trait CalledUnchanged {
    type Target: ?Sized;

    #[doc(hidden)]
    fn __pointers_behind(&self) -> &Self::Target;
}

impl<T: Deref + ?Sized> CalledUnchanged for BehindCalled<'_, T> {
    type Target = T::Target;

    #[inline(always)]
    fn __pointers_behind(&self) -> &T::Target {
        self.0
    }
}
