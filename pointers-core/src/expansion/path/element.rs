//! `p[i]` of a handle as a value: found and read in one step, so that the lock word is compared once.

use core::convert::Infallible;
use core::ops::Index;

use super::index::HasElements;
use crate::expansion::arithmetic::Saturating;
use crate::handle::access;
use crate::{Array, Distance, One, Pointer, Read, Ref, Result};

impl<T: Copy, K: Array> Pointer<T, K> {
    #[doc(hidden)]
    #[inline(always)]
    #[track_caller]
    pub fn __pointers_p_element(&self, index: impl Distance) -> Result<T> {
        // SAFETY: the handle is of a `T`, which is `Copy`.
        unsafe { access::read_at(self.raw, Saturating(index), K::CHUNKED) }
    }
}

/// `q[i]` of a pointer to an array is `(~q)[i]`.
impl<T: Copy, const N: usize> Pointer<[T; N], One> {
    #[doc(hidden)]
    #[inline(always)]
    #[track_caller]
    pub fn __pointers_p_element(&self, index: impl Distance) -> Result<T> {
        self.__pointers_p_at(index)?.__pointers_p_value()
    }
}

/// What is not `Copy` is borrowed.
pub trait ElementOfHandle {
    type Value;

    #[track_caller]
    fn __pointers_p_element(&self, index: impl Distance) -> Result<Self::Value>;
}

impl<T, K: Array> ElementOfHandle for Pointer<T, K> {
    type Value = Ref<T>;

    #[track_caller]
    fn __pointers_p_element(&self, index: impl Distance) -> Result<Ref<T>> {
        self.__pointers_at(index)?.borrow()
    }
}

impl<T, const N: usize> ElementOfHandle for Pointer<[T; N], One> {
    type Value = Ref<T>;

    #[track_caller]
    fn __pointers_p_element(&self, index: impl Distance) -> Result<Ref<T>> {
        self.__pointers_p_at(index)?.borrow()
    }
}

/// `str` and `[U]` are copied out into what owns them. By a trait, so that a handle of which the type is not known yet counts as one to what is `Copy`.
pub trait ElementOfSlices<K> {
    type Slice: ?Sized + Read;

    #[track_caller]
    fn __pointers_p_element(&self, index: impl Distance) -> Result<<Self::Slice as Read>::Output>
    where
        Self::Slice: HasElements<K>;
}

macro_rules! slices {
    ($([$($generics:tt)*] $T:ty;)*) => {$(
        impl<$($generics)* K: Array> ElementOfSlices<K> for Pointer<$T, K> {
            type Slice = $T;

            #[track_caller]
            fn __pointers_p_element(&self, index: impl Distance) -> Result<<$T as Read>::Output>
            where
                $T: HasElements<K>,
            {
                self.__pointers_at(index)?.read()
            }
        }
    )*};
}

slices! {
    [] str;
    [U: Copy,] [U];
}

/// Of what only has the name of a handle.
pub trait ElementOfRust<I> {
    type Value;

    #[track_caller]
    fn __pointers_p_element(&self, index: I) -> Result<Self::Value, Infallible>;
}

impl<V: Index<I, Output: Copy> + ?Sized, I> ElementOfRust<I> for V {
    type Value = V::Output;

    #[inline]
    #[track_caller]
    fn __pointers_p_element(&self, index: I) -> Result<V::Output, Infallible> {
        Ok(self[index])
    }
}
