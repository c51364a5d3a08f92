//! Asks the type of a left side whose an operator is: the handle's, or Rust's.

use core::cell::{Ref, RefMut};
use core::marker::PhantomData;
use core::ops::{AddAssign, ShlAssign, ShrAssign, SubAssign};
use std::rc::Rc;
use std::sync::Arc;

use super::leads::{LeadsToHandle, Takes, TakesValue};
use super::sides::{MeansSomethingOnlyInPointersMacro, Ours, Rusts, Slot};
use crate::{Handle, Pointer, Result};

macro_rules! primitives {
    ($($T:ty)*) => {$(
        impl LentPrimitive for $T {}
    )*};
}

primitives!(f32 f64 u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

/// A left side, for looking up what `<<=` of it means. Lookup is not to take it for something that can be borrowed mutably.
pub trait Lent {
    #[doc(hidden)]
    #[inline]
    fn __pointers_lent(&self) -> &Self {
        self
    }
}

impl<T: ?Sized> Lent for T {}

impl<T: LentPrimitive, const N: usize> LentPrimitive for [T; N] {}

/// By value, because a field of a packed structure cannot be borrowed.
pub trait LentPrimitive: Copy {
    #[doc(hidden)]
    #[inline]
    fn __pointers_lent(self) -> Self {
        self
    }
}

impl<T: ?Sized, K> Pointer<T, K> {
    #[doc(hidden)]
    #[inline]
    pub fn __pointers_lent(self) -> Self {
        self
    }
}

/// `<<=` of what leads to a handle. It has the operator of the arm that is not run, so lookup is to find this first.
pub trait MoveThrough<V> {
    #[doc(hidden)]
    #[track_caller]
    fn __pointers_move(&self, value: V) -> Result<()>;

    #[doc(hidden)]
    #[inline]
    #[track_caller]
    fn __pointers_move_in(&self, value: V) -> Result<()> {
        self.__pointers_move(value)
    }
}

macro_rules! move_through {
    ($($Left:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: ?Sized, K> ShlAssign<MeansSomethingOnlyInPointersMacro> for $Left {
            fn shl_assign(&mut self, value: MeansSomethingOnlyInPointersMacro) {
                match value.0 {}
            }
        }

        impl<T: ?Sized, K, V> MoveThrough<V> for $Left
        where
            Pointer<T, K>: Takes<V>,
        {
            #[inline]
            fn __pointers_move(&self, value: V) -> Result<()> {
                Pointer::clone(self).take_in(value)
            }
        }
    )*};
}

move_through! {
    &Pointer<T, K>, &&Pointer<T, K>, &mut Pointer<T, K>, Box<Pointer<T, K>>, Rc<Pointer<T, K>>,
    Arc<Pointer<T, K>>, Ref<'_, Pointer<T, K>>, RefMut<'_, Pointer<T, K>>
}

/// A left side and a right side, of which only the types matter.
///
/// `a += 1` may stand before anything says what `a` is. Asked first whether it has the operator, such a type counts as
/// one that has it; a handle has none for what the user writes.
pub struct Sides<T: ?Sized, V: ?Sized>(PhantomData<*const T>, PhantomData<V>);

impl<T: ?Sized, V> Sides<T, V> {
    pub fn of(_: *const T, _: V) -> Self {
        Self(PhantomData, PhantomData)
    }
}

/// Where the right side may not be written twice: nearly everything that has the operator takes its own type.
impl<T: ?Sized> Sides<T, T> {
    pub fn alone(_: *const T) -> Self {
        Self(PhantomData, PhantomData)
    }
}

macro_rules! asked_first {
    ($($Rusts:ident $Operator:ident $method:ident)*) => {$(
        pub trait $Rusts {
            fn $method(self) -> Rusts;
        }

        impl<T: $Operator<V> + ?Sized, V> $Rusts for Sides<T, V> {
            fn $method(self) -> Rusts {
                Rusts
            }
        }
    )*};
}

asked_first! {
    RustsAdd AddAssign __pointers_add
    RustsSub SubAssign __pointers_sub
    RustsShr ShrAssign __pointers_shr
}

/// Of `<<=`, whose right side may take its type from the left one.
pub trait RustsShl {
    fn __pointers_shl<W>(self) -> (Rusts, Slot<W>);
}

impl<T: ShlAssign<V> + ?Sized, V> RustsShl for Sides<T, V> {
    fn __pointers_shl<W>(self) -> (Rusts, Slot<W>) {
        (Rusts, Slot::new())
    }
}

impl<P: LeadsToHandle, V> Sides<P, V> {
    #[must_use]
    pub fn __pointers_shl<'v>(&self) -> (Ours, Slot<<P::Handle as TakesValue>::Value<'v>>)
    where
        P::Handle: 'v,
    {
        (Ours, Slot::new())
    }
}

/// Never implemented: handles refuse `>>=`.
#[diagnostic::on_unimplemented(
    message = "IsMallocPointerError: cannot assign to malloc pointer",
    label = "a handle",
    note = "`p <<= value` moves a value into the memory"
)]
pub trait Assignable {}

impl<P: Handle, V: ?Sized> Sides<P, V> {
    #[must_use]
    pub fn __pointers_add(&self) -> Ours {
        Ours
    }

    #[must_use]
    pub fn __pointers_sub(&self) -> Ours {
        Ours
    }

    #[must_use]
    pub fn __pointers_shr(&self) -> Ours
    where
        P: Assignable,
    {
        Ours
    }
}

/// Everything else: the right side may become what the operator takes, as a `&String` becomes a `&str`.
pub trait RustsOther {
    #[doc(hidden)]
    fn __pointers_add(&self) -> Rusts {
        Rusts
    }

    #[doc(hidden)]
    fn __pointers_sub(&self) -> Rusts {
        Rusts
    }

    #[doc(hidden)]
    fn __pointers_shr(&self) -> Rusts {
        Rusts
    }

    #[doc(hidden)]
    fn __pointers_shl<W>(&self) -> (Rusts, Slot<W>) {
        (Rusts, Slot::new())
    }
}

impl<T: ?Sized, V: ?Sized> RustsOther for Sides<T, V> {}
