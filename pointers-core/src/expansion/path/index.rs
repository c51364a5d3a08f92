//! `[i]`.

use core::convert::Infallible;
use core::ops::{Index, IndexMut};
use std::rc::Rc;
use std::sync::Arc;

use super::part::{Indexed, Numbered, Part, PartMut, Then};
use super::{Held, HeldMut, Place, Rust, RustMut};
use crate::block::path::Root;
use crate::error::{Error, Fault, Sites};
use crate::expansion::sides::never;
use crate::layout::fields::Fields;
use crate::{Array, Calloc, Distance, Kind, One, Pointer, Ref, RefMut, Result, Value};

/// What has more than one element in a block of this kind.
#[diagnostic::on_unimplemented(
    message = "`p[i]` of a `MallocPointer<{Self}>` would be another whole `{Self}`, and the block holds one: write `(~p)[i]`",
    label = "write `(~p)[i]` for an element of the `{Self}`",
    note = "a chunk of a `CallocPointer<{Self}>` is an element"
)]
pub trait HasElements<K> {}

impl<T, K> HasElements<K> for T {}
impl<S> HasElements<Calloc<S>> for str {}
impl<U: Copy, S> HasElements<Calloc<S>> for [U] {}

macro_rules! elements_of_handles {
    ($($method:ident)*) => {$(
        impl<T: Value + ?Sized, K: Array> Pointer<T, K> {
            #[doc(hidden)]
            #[inline(always)]
            #[track_caller]
            pub fn $method(&self, index: impl Distance) -> Result<Place<T, K>>
            where
                T: HasElements<K>,
            {
                self.__pointers_at(index).map(Place::of)
            }
        }

        /// A handle that was loaded on the way.
        impl<T: Value + ?Sized, K: Array, I: Distance> At<Pointer<T, K>, I> {
            #[inline(always)]
            #[track_caller]
            pub fn $method(self) -> Result<Place<T, K>>
            where
                T: HasElements<K>,
            {
                self.0.$method(self.1)
            }
        }

        /// `q[i]` of a pointer to an array is `(~q)[i]`.
        impl<T, const N: usize> Pointer<[T; N], One> {
            #[doc(hidden)]
            #[inline(always)]
            #[track_caller]
            pub fn $method(&self, index: impl Distance) -> Result<Place<T, One>> {
                At(Place::of(*self), index).$method()
            }
        }

        impl<T, const N: usize, I: Distance> At<Pointer<[T; N], One>, I> {
            #[inline(always)]
            #[track_caller]
            pub fn $method(self) -> Result<Place<T, One>> {
                self.0.$method(self.1)
            }
        }

        impl<T, const N: usize, L: Kind, I: Distance> At<Place<[T; N], L>, I> {
            #[inline(always)]
            #[track_caller]
            pub fn $method(self) -> Result<Place<T, One>> {
                let index = inside(self.1, N)?;
                let root = const { &Root::described(<[T; N] as Fields>::TABLE.description, L::ONE) };
                let path = self.0.path.down(root, index, index * size_of::<T>());
                Ok(self.0.part(path))
            }
        }
    )*};
}

elements_of_handles!(__pointers_p_at __pointers_p_at_mut);

/// An index of an array.
#[inline(always)]
#[track_caller]
fn inside(index: impl Distance, elements: usize) -> Result<usize> {
    let at = index.to_index();
    if at < elements {
        Ok(at)
    } else {
        Err(outside(index, elements))
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn outside(index: impl Distance, elements: usize) -> Error {
    let index = index.to_i128();
    Error::new(Fault::ArrayIndex { index, elements }, Sites::default())
}

/// A place, and an index of it.
pub struct At<B, I>(pub B, pub I);

/// Gives the error its words.
#[diagnostic::on_unimplemented(
    message = "the type `{Self}` cannot be indexed by `{I}`",
    label = "`{Self}` cannot be indexed by `{I}`",
    note = "of a place `[i]` is an element where it holds a handle, an array, or what has an index of its own"
)]
pub trait IndexedBy<I>: Index<I> {}

impl<V: Index<I> + ?Sized, I> IndexedBy<I> for V {}

/// Gives the error its words.
#[diagnostic::on_unimplemented(
    message = "the type `{Self}` cannot be mutably indexed by `{I}`",
    label = "`{Self}` cannot be mutably indexed by `{I}`",
    note = "of a place `[i]` is an element where it holds a handle, an array, or what has an index of its own"
)]
pub trait IndexedMutBy<I>: IndexMut<I> {}

impl<V: IndexMut<I> + ?Sized, I> IndexedMutBy<I> for V {}

macro_rules! indexed {
    ($($Trait:ident $method:ident $Indexed:ident $Holder:ident $Guard:ident $borrow:ident;)*) => {$(
        /// What lies here, or a guard holds, has an index of its own: a `Vec`, a range of an array.
        pub trait $Trait<V: ?Sized, I> {
            #[track_caller]
            fn $method(self) -> Result<$Holder<V::Output>>
            where
                V: $Indexed<I>;
        }

        impl<V, K: Kind, I> $Trait<V, I> for At<Place<V, K>, I> {
            fn $method(self) -> Result<$Holder<V::Output>>
            where
                V: $Indexed<I>,
            {
                let guard = self.0.$borrow()?;
                Ok($Holder($Guard::at(guard, self.1)))
            }
        }

        /// No integer, and so certainly refused.
        impl<T: ?Sized, K, I> $Trait<Pointer<T, K>, I> for At<Pointer<T, K>, I> {
            fn $method(self) -> Result<$Holder<<Pointer<T, K> as Index<I>>::Output>>
            where
                Pointer<T, K>: $Indexed<I>,
            {
                never()
            }
        }

        impl<V: ?Sized, I> $Trait<V, I> for At<$Holder<V>, I> {
            fn $method(self) -> Result<$Holder<V::Output>>
            where
                V: $Indexed<I>,
            {
                Ok($Holder($Guard::at(self.0.0, self.1)))
            }
        }
    )*};
}

indexed! {
    AtPlace __pointers_p_at IndexedBy Held Ref borrow;
    AtPlaceMut __pointers_p_at_mut IndexedMutBy HeldMut RefMut borrow_mut;
}

macro_rules! parts {
    ($($method:ident $Part:ident $AtPart:ident $Indexed:ident;)*) => {$(
        impl<V, L, T, const N: usize, G, I: Distance> At<$Part<V, L, [T; N], G>, I> {
            #[inline]
            #[track_caller]
            pub fn $method(self) -> Result<$Part<V, L, T, Then<G, Numbered>>> {
                Ok(self.0.then(Numbered(inside(self.1, N)?)))
            }
        }

        /// An index is cloned, because a part of a copy may be looked up more than once.
        pub trait $AtPart<V, L, F: ?Sized, G, I> {
            fn $method(self) -> Result<$Part<V, L, F::Output, Then<G, Indexed<I>>>, Infallible>
            where
                F: $Indexed<I>;
        }

        impl<V, L, F: ?Sized, G, I: Clone> $AtPart<V, L, F, G, I> for At<$Part<V, L, F, G>, I> {
            fn $method(self) -> Result<$Part<V, L, F::Output, Then<G, Indexed<I>>>, Infallible>
            where
                F: $Indexed<I>,
            {
                Ok(self.0.then(Indexed(self.1)))
            }
        }
    )*};
}

parts! {
    __pointers_p_at Part AtPart IndexedBy;
    __pointers_p_at_mut PartMut AtPartMut IndexedMutBy;
}

macro_rules! held_arrays {
    ($($method:ident $Holder:ident $Guard:ident [$($mut:tt)?];)*) => {$(
        impl<T, const N: usize, I: Distance> At<$Holder<[T; N]>, I> {
            #[track_caller]
            pub fn $method(self) -> Result<$Holder<T>> {
                let index = inside(self.1, N)?;
                Ok($Holder($Guard::map(self.0.0, |array| &$($mut)? array[index])))
            }
        }
    )*};
}

held_arrays! {
    __pointers_p_at Held Ref [];
    __pointers_p_at_mut HeldMut RefMut [mut];
}

/// What a handle to `str` or `[U]` points to has no size, but an index of its own.
pub trait AtSlice {
    type Output: ?Sized;

    #[track_caller]
    fn __pointers_p_at(self) -> Result<Held<Self::Output>>;
}

pub trait AtSliceMut {
    type Output: ?Sized;

    #[track_caller]
    fn __pointers_p_at_mut(self) -> Result<HeldMut<Self::Output>>;
}

macro_rules! slices {
    ($([$($generics:tt)*] $T:ty;)*) => {$(
        impl<$($generics)* K: Kind, I> AtSlice for At<Place<$T, K>, I>
        where
            $T: Index<I>,
        {
            type Output = <$T as Index<I>>::Output;

            fn __pointers_p_at(self) -> Result<Held<Self::Output>> {
                let guard = self.0.told(self.0.handle().borrow())?;
                Ok(Held(Ref::at(guard, self.1)))
            }
        }

        impl<$($generics)* K: Kind, I> AtSliceMut for At<Place<$T, K>, I>
        where
            $T: IndexMut<I>,
        {
            type Output = <$T as Index<I>>::Output;

            fn __pointers_p_at_mut(self) -> Result<HeldMut<Self::Output>> {
                let guard = self.0.told(self.0.handle().borrow_mut())?;
                Ok(HeldMut(RefMut::at(guard, self.1)))
            }
        }
    )*};
}

slices! {
    [] str;
    [U: Copy,] [U];
}

macro_rules! of_rust {
    ($($At:ident $AtNext:ident $method:ident $Rust:ident $Index:ident [$($mut:tt)?];)*) => {$(
        /// `v[i]` of what is no handle.
        pub trait $At<I> {
            type Output: ?Sized;

            #[track_caller]
            fn $method(&$($mut)? self, index: I) -> Result<$Rust<'_, Self::Output>, Infallible>;
        }

        impl<V: $Index<I> + ?Sized, I> $At<I> for V {
            type Output = V::Output;

            #[inline]
            fn $method(&$($mut)? self, index: I) -> Result<$Rust<'_, V::Output>, Infallible> {
                Ok($Rust(&$($mut)? self[index]))
            }
        }

        /// A further index.
        pub trait $AtNext<'a> {
            type Output: ?Sized + 'a;

            #[track_caller]
            fn $method(self) -> Result<$Rust<'a, Self::Output>, Infallible>;
        }

        impl<'a, V: $Index<I, Output: 'a> + ?Sized, I> $AtNext<'a> for At<$Rust<'a, V>, I> {
            type Output = V::Output;

            #[inline]
            fn $method(self) -> Result<$Rust<'a, V::Output>, Infallible> {
                Ok($Rust(&$($mut)? self.0.0[self.1]))
            }
        }
    )*};
}

of_rust! {
    AtRust AtRustNext __pointers_p_at Rust Index [];
    AtRustMut AtRustNextMut __pointers_p_at_mut RustMut IndexMut [mut];
}

macro_rules! rows_behind_references {
    ($($method:ident $Rust:ident $Index:ident [$($mut:tt)?] $Row:ty;)*) => {$(
        /// Of a row that has no index itself, but leads to one, it is that.
        impl<'a, U: $Index<I, Output: 'a> + ?Sized, I> At<$Rust<'a, $Row>, I> {
            #[inline]
            #[track_caller]
            pub fn $method(self) -> Result<$Rust<'a, U::Output>, Infallible> {
                Ok($Rust(&$($mut)? (**self.0.0)[self.1]))
            }
        }
    )*};
}

rows_behind_references! {
    __pointers_p_at Rust Index [] &U;
    __pointers_p_at Rust Index [] &mut U;
    __pointers_p_at Rust Index [] Box<U>;
    __pointers_p_at Rust Index [] Rc<U>;
    __pointers_p_at Rust Index [] Arc<U>;
    __pointers_p_at_mut RustMut IndexMut [mut] &mut U;
    __pointers_p_at_mut RustMut IndexMut [mut] Box<U>;
}
