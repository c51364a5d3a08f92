//! Right sides: what they looked at is let go of before the place is written, unless their value may borrow from it.

use std::borrow::Cow;

use super::arithmetic::OperandOf;
use super::sides::never;

/// A value that borrows from nothing, as far as the form of its type says.
#[derive(Clone, Copy)]
pub struct Owned;

/// A reference, or what holds one, which may lead to what was looked at.
#[derive(Clone, Copy)]
pub struct Lent;

impl Owned {
    #[inline(always)]
    #[must_use]
    pub fn is_owned(self) -> bool {
        true
    }

    /// What stands after it is run.
    #[inline(always)]
    pub fn owned(self) {}
}

impl Lent {
    #[inline(always)]
    #[must_use]
    pub fn is_owned(self) -> bool {
        false
    }

    /// What stands after it is neither run nor checked for what it borrows.
    pub fn owned(self) -> ! {
        never()
    }
}

macro_rules! lent {
    ($([$($generics:tt)*] $Value:ty;)*) => {$(
        impl<$($generics)*> OperandOf<$Value> {
            #[inline(always)]
            pub fn __pointers_own(self) -> Lent {
                Lent
            }
        }
    )*};
}

lent! {
    [T: ?Sized] &T;
    [T: ?Sized] &mut T;
    [T: ?Sized] Option<&T>;
    [T: ToOwned + ?Sized] Cow<'_, T>;
}

pub trait OwnsItself: Sized {
    #[doc(hidden)]
    #[inline(always)]
    fn __pointers_own(self) -> Owned {
        Owned
    }
}

impl<T: ?Sized> OwnsItself for OperandOf<T> {}
