//! The value of a place, and what is only looked at: receivers, operands that stay places, `match`, `{}`.

use core::convert::Infallible;
use core::ops::Deref;

use super::large::OfLarge;
use super::part::{Finds, LookAtPart, Part};
use super::{Held, Place, Rust};
use crate::expansion::parts::ReadOnlyUseMutTilde;
use crate::expansion::sides::never;
use crate::{ErrorKind, Kind, Ref, Result};

impl<T: Copy, K: Kind> Place<T, K> {
    #[inline(always)]
    #[track_caller]
    pub fn __pointers_p_value(self) -> Result<T> {
        self.read()
    }
}

/// What is not `Copy` is borrowed, `str` and `[U]` are copied out into what owns them.
pub trait ValueOfPlace {
    type Value;

    #[track_caller]
    fn __pointers_p_value(self) -> Result<Self::Value>;
}

impl<T, K: Kind> ValueOfPlace for Place<T, K> {
    type Value = Ref<T>;

    fn __pointers_p_value(self) -> Result<Ref<T>> {
        self.borrow()
    }
}

impl<T: Copy> Held<T> {
    #[inline]
    pub fn __pointers_p_value(self) -> Result<T, Infallible> {
        Ok(*self.0)
    }
}

/// The guard is handed on.
pub trait GuardOfHeld {
    type Value: ?Sized;

    fn __pointers_p_value(self) -> Result<Ref<Self::Value>, Infallible>;

    fn __pointers_p_look(self) -> Result<Ref<Self::Value>, Infallible>;
}

impl<T: ?Sized> GuardOfHeld for Held<T> {
    type Value = T;

    fn __pointers_p_value(self) -> Result<Ref<T>, Infallible> {
        Ok(self.0)
    }

    #[inline]
    fn __pointers_p_look(self) -> Result<Ref<T>, Infallible> {
        Ok(self.0)
    }
}

impl<T: Copy> Rust<'_, T> {
    #[inline]
    pub fn __pointers_p_value(self) -> Result<T, Infallible> {
        Ok(*self.0)
    }
}

/// In the arm that is not run: in Rust's own stand the user's tokens.
pub trait ValueOfRust {
    type Value;

    fn __pointers_p_value(self) -> Result<Self::Value, Infallible>;
}

impl<T> ValueOfRust for Rust<'_, T> {
    type Value = T;

    fn __pointers_p_value(self) -> Result<T, Infallible> {
        never()
    }
}

/// The same of what has no size, `data[1..5]`: it is what a method is called on by reference. Found after [`ValueOfRust`].
pub trait ValueOfUnsized {
    type Value;

    fn __pointers_p_value(self) -> Result<Self::Value, Infallible>;
}

impl<'a, T: ?Sized> ValueOfUnsized for &Rust<'a, T> {
    type Value = &'a T;

    fn __pointers_p_value(self) -> Result<&'a T, Infallible> {
        never()
    }
}

impl<T: Copy, K: Kind, F: Copy, G: Finds<T, Part = F>> Part<T, K, F, G> {
    #[inline]
    #[track_caller]
    pub fn __pointers_p_value(self) -> Result<F> {
        self.copied()
    }
}

/// What is not `Copy` lies behind a reference in it.
pub trait ValueOfPart {
    type Value: ?Sized;

    #[track_caller]
    fn __pointers_p_value(self) -> Result<Ref<Self::Value>>;
}

/// What is looked at: a small copy, or the memory itself.
pub enum Look<T> {
    Copied(T),
    Borrowed(OfLarge<T, Ref<T>>),
}

impl<T> Deref for Look<T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        match self {
            Look::Copied(value) => value,
            Look::Borrowed(guard) => guard,
        }
    }
}

impl<T: Copy, K: Kind> Place<T, K> {
    /// A copy leaves no guard, and works where the memory is not aligned for a reference.
    #[inline(always)]
    #[track_caller]
    pub fn __pointers_p_look(self) -> Result<Look<T>> {
        if OfLarge::<T, Ref<T>>::IS_LARGE {
            match self.borrow() {
                Err(error) if error.kind() == ErrorKind::InvalidSize => {}
                looked => return looked.map(OfLarge::new).map(Look::Borrowed),
            }
        }
        self.read().map(Look::Copied)
    }
}

impl<T> Look<T> {
    #[inline(always)]
    pub fn __pointers_whole(self) -> ReadOnlyUseMutTilde<T, Self> {
        ReadOnlyUseMutTilde(self)
    }
}

impl<T: Copy> Held<T> {
    #[inline]
    pub fn __pointers_p_look(self) -> Result<Look<T>, Infallible> {
        Ok(if OfLarge::<T, Ref<T>>::IS_LARGE {
            Look::Borrowed(OfLarge::new(self.0))
        } else {
            Look::Copied(*self.0)
        })
    }
}

impl<'a, T: ?Sized> Rust<'a, T> {
    #[inline]
    pub fn __pointers_p_look(self) -> Result<&'a T, Infallible> {
        Ok(self.0)
    }
}

impl<T: Copy, K: Kind, F: Copy, G: Finds<T, Part = F>> Part<T, K, F, G> {
    #[inline]
    #[track_caller]
    pub fn __pointers_p_look(self) -> Result<Look<F>> {
        self.copied().map(Look::Copied)
    }
}

/// What is not `Copy`, such as a range of an array.
pub trait LookOfPart<T, F: ?Sized, G> {
    #[track_caller]
    fn __pointers_p_look(self) -> Result<LookAtPart<T, F, G>>;
}

impl<T: Copy, K: Kind, F: ?Sized, G: Finds<T, Part = F>> LookOfPart<T, F, G> for Part<T, K, F, G> {
    fn __pointers_p_look(self) -> Result<LookAtPart<T, F, G>> {
        self.looked_at()
    }
}

impl<T: Copy, K: Kind, F: ?Sized, G: Finds<T, Part = F>> ValueOfPart for Part<T, K, F, G> {
    type Value = F;

    fn __pointers_p_value(self) -> Result<Ref<F>> {
        self.borrowed()
    }
}

impl<T, F: ?Sized, G: Finds<T, Part = F>> LookAtPart<T, F, G> {
    #[inline]
    pub fn __pointers_whole(self) -> ReadOnlyUseMutTilde<F, Self> {
        ReadOnlyUseMutTilde(self)
    }
}
