//! `p[i]` of a handle as a value, and as what is moved into: found and used in one step, so that the lock word is compared once.

use core::convert::Infallible;
use core::ops::{Index, IndexMut, Not, ShlAssign};

use super::index::HasElements;
use crate::access::elements;
use crate::expansion::arithmetic::Saturating;
use crate::handle::size_model::sealed::Model;
use crate::{Array, Distance, One, Pointer, Read, Ref, Result, SizeModel, SlicePointer};

/// `p[i]`, and `~p[i]`, which alone stands for `str` and `[U]` of a `MallocPointer` too.
macro_rules! elements {
    ($($method:ident)*) => {$(
        impl<T: Copy, K: Array> Pointer<T, K> {
            #[doc(hidden)]
            #[inline(always)]
            #[track_caller]
            pub fn $method(&self, index: impl Distance) -> Result<T> {
                // SAFETY: the handle is of a `T`, which is `Copy`.
                unsafe { elements::read_at(self.raw, Saturating(index), K::CHUNKED) }
            }
        }

        /// `q[i]` of a pointer to an array is `(~q)[i]`.
        impl<T: Copy, const N: usize> Pointer<[T; N], One> {
            #[doc(hidden)]
            #[inline(always)]
            #[track_caller]
            pub fn $method(&self, index: impl Distance) -> Result<T> {
                self.__pointers_p_at(index)?.__pointers_p_value()
            }
        }
    )*};
}

elements!(__pointers_p_element __pointers_p_tilded);

impl<T, K: Array> Pointer<T, K> {
    /// `p[i] <<= value`.
    #[doc(hidden)]
    #[inline(always)]
    #[track_caller]
    pub fn __pointers_p_element_move(&self, index: impl Distance, value: T) -> Result<()>
    where
        K::Sizes: SizeModel<T>,
    {
        if !<K::Sizes as Model<T>>::NATIVE {
            return self.move_into_element(index, value);
        }
        // SAFETY: the handle is of a `T`.
        match unsafe { elements::write_at(self.raw, Saturating(index), K::CHUNKED, value) } {
            Ok(()) => Ok(()),
            Err(value) => self.move_into_element(index, value),
        }
    }

    /// `p[i] = value`.
    #[doc(hidden)]
    #[inline(always)]
    #[track_caller]
    pub fn __pointers_p_element_assign(&self, index: impl Distance, value: T) -> Result<()>
    where
        K::Sizes: SizeModel<T>,
    {
        self.__pointers_p_element_move(index, value)
    }

    /// Not cold: memory is filled so.
    #[inline(never)]
    #[track_caller]
    fn move_into_element(self, index: impl Distance, value: T) -> Result<()>
    where
        K::Sizes: SizeModel<T>,
    {
        match self.__pointers_at(index) {
            Ok(element) => element.write(value),
            Err(error) => Err(error.after_drop_of(value)),
        }
    }
}

/// What is not `Copy` is borrowed.
pub trait ElementOfHandle {
    type Value;

    #[track_caller]
    fn __pointers_p_element(&self, index: impl Distance) -> Result<Self::Value>;

    #[track_caller]
    fn __pointers_p_tilded(&self, index: impl Distance) -> Result<Self::Value>;
}

macro_rules! borrowed_elements {
    ($([$($generics:tt)*] $T:ty, $K:ty, $at:ident;)*) => {$(
        impl<$($generics)*> ElementOfHandle for Pointer<$T, $K> {
            type Value = Ref<T>;

            fn __pointers_p_element(&self, index: impl Distance) -> Result<Ref<T>> {
                self.$at(index)?.borrow()
            }

            fn __pointers_p_tilded(&self, index: impl Distance) -> Result<Ref<T>> {
                self.$at(index)?.borrow()
            }
        }
    )*};
}

borrowed_elements! {
    [T, K: Array] T, K, __pointers_at;
    [T, const N: usize] [T; N], One, __pointers_p_at;
}

/// `str` and `[U]` are copied out into what owns them. By a trait, so that a handle of which the type is not known yet counts as one to what is `Copy`.
pub trait ElementOfSlices<K> {
    type Slice: ?Sized + Read;

    #[track_caller]
    fn __pointers_p_element(&self, index: impl Distance) -> Result<<Self::Slice as Read>::Output>
    where
        Self::Slice: HasElements<K>;

    #[track_caller]
    fn __pointers_p_tilded(&self, index: impl Distance) -> Result<<Self::Slice as Read>::Output>;

    #[track_caller]
    fn __pointers_p_element_move(&self, index: impl Distance, value: &Self::Slice) -> Result<()>
    where
        K: Array<Sizes: SizeModel<Self::Slice>>;

    #[track_caller]
    fn __pointers_p_element_assign(&self, index: impl Distance, value: &Self::Slice) -> Result<()>
    where
        K: Array<Sizes: SizeModel<Self::Slice>>,
    {
        self.__pointers_p_element_move(index, value)
    }
}

macro_rules! slices {
    ($([$($generics:tt)*] $T:ty;)*) => {$(
        impl<$($generics)* K: Array> ElementOfSlices<K> for Pointer<$T, K> {
            type Slice = $T;

            fn __pointers_p_element(&self, index: impl Distance) -> Result<<$T as Read>::Output>
            where
                $T: HasElements<K>,
            {
                self.__pointers_at(index)?.read()
            }

            fn __pointers_p_tilded(&self, index: impl Distance) -> Result<<$T as Read>::Output> {
                self.__pointers_at(index)?.read()
            }

            fn __pointers_p_element_move(&self, index: impl Distance, value: &$T) -> Result<()>
            where
                K: Array<Sizes: SizeModel<$T>>,
            {
                SlicePointer::write(self.__pointers_at(index)?, value)
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

    #[track_caller]
    fn __pointers_p_tilded(&self, index: I) -> Result<<Self::Value as Not>::Output, Infallible>
    where
        Self::Value: Not;
}

impl<V: Index<I, Output: Copy> + ?Sized, I> ElementOfRust<I> for V {
    type Value = V::Output;

    #[inline]
    fn __pointers_p_element(&self, index: I) -> Result<V::Output, Infallible> {
        Ok(self[index])
    }

    #[inline]
    fn __pointers_p_tilded(&self, index: I) -> Result<<V::Output as Not>::Output, Infallible>
    where
        V::Output: Not,
    {
        Ok(!self[index])
    }
}

/// The same, to be changed.
pub trait ElementOfRustMut<I, W> {
    #[track_caller]
    fn __pointers_p_element_move(&mut self, index: I, value: W) -> Result<(), Infallible>;
}

impl<V: IndexMut<I, Output: ShlAssign<W>> + ?Sized, I, W> ElementOfRustMut<I, W> for V {
    #[inline]
    fn __pointers_p_element_move(&mut self, index: I, value: W) -> Result<(), Infallible> {
        self[index] <<= value;
        Ok(())
    }
}

/// `p[i] = value` of that.
pub trait ElementAssigned<I> {
    type Value;

    #[track_caller]
    fn __pointers_p_element_assign(
        &mut self,
        index: I,
        value: Self::Value,
    ) -> Result<(), Infallible>;
}

impl<V: IndexMut<I, Output: Sized> + ?Sized, I> ElementAssigned<I> for V {
    type Value = V::Output;

    #[inline]
    #[track_caller]
    fn __pointers_p_element_assign(
        &mut self,
        index: I,
        value: V::Output,
    ) -> Result<(), Infallible> {
        self[index] = value;
        Ok(())
    }
}
