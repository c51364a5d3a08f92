//! What a place is used for.

use core::convert::Infallible;
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut, ShlAssign};

use super::{Held, HeldMut, Place, Rust, RustMut};
use crate::block::part;
use crate::expansion::parts::ReadOnlyUseMutTilde;
use crate::expansion::places::LARGE;
use crate::{
    Array, ErrorKind, Kind, One, Pointer, Read, Ref, RefMut, Result, SizeModel, SlicePointer, Value,
};

// ---- the value

impl<T: Copy, K: Kind> Place<T, K> {
    #[inline(always)]
    #[track_caller]
    pub fn __pointers_p_value(self) -> Result<T> {
        self.read()
    }
}

/// What is not `Copy` is borrowed.
pub trait ValueOfPlace {
    type Value;

    #[track_caller]
    fn __pointers_p_value(self) -> Result<Ref<Self::Value>>;
}

impl<T, K: Kind> ValueOfPlace for Place<T, K> {
    type Value = T;

    #[track_caller]
    fn __pointers_p_value(self) -> Result<Ref<T>> {
        self.borrow()
    }
}

/// `str` and `[U]` are copied out into what owns them.
pub trait ValueOfSlice {
    type Output;

    #[track_caller]
    fn __pointers_p_value(self) -> Result<Self::Output>;
}

macro_rules! slices {
    ($([$($generics:tt)*] $T:ty;)*) => {$(
        impl<$($generics)* K: Kind> ValueOfSlice for Place<$T, K> {
            type Output = <$T as Read>::Output;

            #[track_caller]
            fn __pointers_p_value(self) -> Result<Self::Output> {
                self.handle().read()
            }
        }

        impl<$($generics)* K: Kind> LookOfPlace for Place<$T, K> {
            type Value = $T;

            #[track_caller]
            fn __pointers_p_look(self) -> Result<Ref<$T>> {
                self.handle().borrow()
            }
        }

        impl<$($generics)* K: Kind> PlaceGuarded for Place<$T, K> {
            type Value = $T;

            #[track_caller]
            fn __pointers_p_place(self) -> Result<RefMut<$T>> {
                self.handle().borrow_mut()
            }
        }

        impl<$($generics)* K: Kind> GuardOfPlace for Place<$T, K> {
            type Value = $T;

            #[track_caller]
            fn __pointers_p_guard(self) -> Result<RefMut<$T>> {
                self.handle().borrow_mut()
            }
        }

        impl<$($generics)* K: Array<Sizes: SizeModel<$T>>> AssignSlice for Place<$T, K> {
            type Value = $T;

            #[track_caller]
            fn __pointers_p_assign(self, value: &$T) -> Result<()> {
                SlicePointer::write(self.handle(), value)
            }
        }

        impl<$($generics)* K: Array<Sizes: SizeModel<$T>>> MoveSliceIn for Place<$T, K> {
            type Value = $T;

            #[track_caller]
            fn __pointers_p_move(self, value: &$T) -> Result<()> {
                SlicePointer::write(self.handle(), value)
            }
        }
    )*};
}

slices! {
    [] str;
    [U: Copy,] [U];
}

impl<T: Copy> Held<T> {
    #[inline]
    pub fn __pointers_p_value(self) -> Result<T, Infallible> {
        Ok(*self.0)
    }
}

pub trait ValueOfHeld {
    type Value: ?Sized;

    fn __pointers_p_value(self) -> Result<Ref<Self::Value>, Infallible>;
}

impl<T: ?Sized> ValueOfHeld for Held<T> {
    type Value = T;

    fn __pointers_p_value(self) -> Result<Ref<T>, Infallible> {
        Ok(self.0)
    }
}

impl<T: Copy> Rust<'_, T> {
    #[inline]
    pub fn __pointers_p_value(self) -> Result<T, Infallible> {
        Ok(*self.0)
    }
}

// ---- receivers, operands that stay places, `match`, `{}`: read only

/// What is looked at: a small copy, or the memory itself.
pub enum Look<T> {
    Copied(T),
    Borrowed(Ref<T>),
}

impl<T> Deref for Look<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        match self {
            Look::Copied(value) => value,
            Look::Borrowed(guard) => guard,
        }
    }
}

impl<T: Copy, K: Kind> Place<T, K> {
    /// A copy leaves no guard, and works where the memory is not aligned for a reference.
    #[inline]
    #[track_caller]
    pub fn __pointers_p_look(self) -> Result<Look<T>> {
        if size_of::<T>() > LARGE {
            match self.borrow() {
                Err(error) if error.kind() == ErrorKind::InvalidSize => {}
                looked => return looked.map(Look::Borrowed),
            }
        }
        self.read().map(Look::Copied)
    }
}

impl<T> Look<T> {
    #[inline]
    pub fn __pointers_whole(self) -> ReadOnlyUseMutTilde<T, Self> {
        ReadOnlyUseMutTilde(self)
    }
}

pub trait LookOfPlace {
    type Value: ?Sized;

    #[track_caller]
    fn __pointers_p_look(self) -> Result<Ref<Self::Value>>;
}

impl<T: Copy> Held<T> {
    #[inline]
    pub fn __pointers_p_look(self) -> Result<Look<T>, Infallible> {
        Ok(if size_of::<T>() > LARGE {
            Look::Borrowed(self.0)
        } else {
            Look::Copied(*self.0)
        })
    }
}

pub trait LookOfHeld {
    type Value: ?Sized;

    fn __pointers_p_look(self) -> Result<Ref<Self::Value>, Infallible>;
}

impl<T: ?Sized> LookOfHeld for Held<T> {
    type Value = T;

    #[inline]
    fn __pointers_p_look(self) -> Result<Ref<T>, Infallible> {
        Ok(self.0)
    }
}

impl<'a, T: ?Sized> Rust<'a, T> {
    #[inline]
    pub fn __pointers_p_look(self) -> Result<&'a T, Infallible> {
        Ok(self.0)
    }
}

// ---- `place = v`

impl<T, K: Kind<Sizes: SizeModel<T>>> Place<T, K> {
    #[inline(always)]
    #[track_caller]
    pub fn __pointers_p_assign(self, value: T) -> Result<()> {
        self.write(value)
    }
}

pub trait AssignSlice {
    type Value: ?Sized;

    #[track_caller]
    fn __pointers_p_assign(self, value: &Self::Value) -> Result<()>;
}

impl<T> HeldMut<T> {
    /// The old value is dropped while the guard lives, as it is behind Rust's own `&mut`.
    #[inline]
    pub fn __pointers_p_assign(mut self, value: T) -> Result<(), Infallible> {
        *self.0 = value;
        Ok(())
    }
}

impl<T> RustMut<'_, T> {
    #[inline]
    pub fn __pointers_p_assign(self, value: T) -> Result<(), Infallible> {
        *self.0 = value;
        Ok(())
    }
}

/// The type of a place, which the right side is expected to be of.
pub struct TypeOf<T>(PhantomData<fn(T) -> T>);

impl<T> TypeOf<T> {
    /// Of a place that is found in code that does not run.
    #[inline]
    pub fn unknown() -> Self {
        TypeOf(PhantomData)
    }

    #[inline]
    pub fn value(self, value: T) -> T {
        value
    }
}

pub trait TypeOfPlace {
    type Value;

    #[inline]
    fn __pointers_p_type(self) -> TypeOf<Self::Value>
    where
        Self: Sized,
    {
        TypeOf::unknown()
    }
}

impl<T, K> TypeOfPlace for Place<T, K> {
    type Value = T;
}

impl<T> TypeOfPlace for HeldMut<T> {
    type Value = T;
}

impl<T> TypeOfPlace for RustMut<'_, T> {
    type Value = T;
}

// ---- `place op= v`

/// A copy that is written back, or the memory itself where a copy would be large.
pub enum Changing<T, K> {
    Copied { place: Place<T, K>, value: T },
    Locked(RefMut<T>),
}

impl<T, K> Deref for Changing<T, K> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        match self {
            Changing::Copied { value, .. } => value,
            Changing::Locked(guard) => guard,
        }
    }
}

impl<T, K> DerefMut for Changing<T, K> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        match self {
            Changing::Copied { value, .. } => value,
            Changing::Locked(guard) => guard,
        }
    }
}

impl<T: Copy, K: Kind<Sizes: SizeModel<T>>> Changing<T, K> {
    #[inline]
    #[track_caller]
    pub fn __pointers_p_commit(self) -> Result<()> {
        match self {
            Changing::Copied { place, value } => place.write(value),
            Changing::Locked(_) => Ok(()),
        }
    }
}

impl<T: Copy, K: Kind> Place<T, K> {
    #[inline]
    #[track_caller]
    pub fn __pointers_p_place(self) -> Result<Changing<T, K>> {
        if size_of::<T>() > LARGE {
            match self.borrow_mut() {
                Err(error) if error.kind() == ErrorKind::InvalidSize => {}
                locked => return locked.map(Changing::Locked),
            }
        }
        let value = self.read()?;
        Ok(Changing::Copied { place: self, value })
    }
}

pub trait PlaceGuarded {
    type Value: ?Sized;

    #[track_caller]
    fn __pointers_p_place(self) -> Result<RefMut<Self::Value>>;
}

impl<T: ?Sized> HeldMut<T> {
    #[inline]
    pub fn __pointers_p_place(self) -> Result<RefMut<T>, Infallible> {
        Ok(self.0)
    }
}

impl<'a, T: ?Sized> RustMut<'a, T> {
    #[inline]
    pub fn __pointers_p_place(self) -> Result<&'a mut T, Infallible> {
        Ok(self.0)
    }
}

/// What was changed where it is has nothing to write back.
pub trait NoCommit: Sized {
    #[inline]
    fn __pointers_p_commit(self) -> Result<(), Infallible> {
        Ok(())
    }
}

impl<T: ?Sized> NoCommit for RefMut<T> {}
impl<T: ?Sized> NoCommit for &mut T {}

// ---- `&mut place`, for one call

pub trait GuardOfPlace {
    type Value: ?Sized;

    #[track_caller]
    fn __pointers_p_guard(self) -> Result<RefMut<Self::Value>>;
}

macro_rules! guards {
    ($($Trait:ident $method:ident $Guard:ident $borrow:ident;)*) => {$(
        impl<T, K: Kind> $Trait for Place<T, K> {
            type Value = T;

            #[track_caller]
            fn $method(self) -> Result<$Guard<T>> {
                self.$borrow()
            }
        }
    )*};
}

guards! {
    LookOfPlace __pointers_p_look Ref borrow;
    PlaceGuarded __pointers_p_place RefMut borrow_mut;
    GuardOfPlace __pointers_p_guard RefMut borrow_mut;
}

impl<T: ?Sized> HeldMut<T> {
    #[inline]
    pub fn __pointers_p_guard(self) -> Result<RefMut<T>, Infallible> {
        Ok(self.0)
    }
}

impl<'a, T: ?Sized> RustMut<'a, T> {
    #[inline]
    pub fn __pointers_p_guard(self) -> Result<&'a mut T, Infallible> {
        Ok(self.0)
    }
}

// ---- `&raw mut place`

impl<T: Value + ?Sized, K: Kind> Place<T, K> {
    /// The pointer is as old as the handle that the place was found through. It points to a part, whose element the block
    /// has to be able to take apart, for as long as it lives.
    #[inline]
    #[track_caller]
    pub fn __pointers_p_raw(self) -> Result<Pointer<T, K>> {
        if !K::ONE {
            return Ok(self.handle());
        }
        part::point(self.raw, &self.path.end::<T>()).map(Pointer::from_handle)
    }
}

/// Never implemented.
#[diagnostic::on_unimplemented(
    message = "`&raw mut` of this place would outlive it: it lies behind a `Deref` or an index, or in a type without `#[derive(Fields)]`",
    label = "no `Pointer` can point here",
    note = "derive `Fields` for the structure; what a `Box` or a `Vec` holds is borrowed for one call: `f(&mut p->list[0])`"
)]
pub trait Addressable {}

macro_rules! not_addressable {
    ($([$($lifetime:lifetime)?] $Holder:ty;)*) => {$(
        impl<$($lifetime,)? T: ?Sized> $Holder {
            pub fn __pointers_p_raw(self) -> Result<Pointer<()>, Infallible>
            where
                Self: Addressable,
            {
                Ok(Pointer::null())
            }
        }
    )*};
}

not_addressable! {
    [] Held<T>;
    [] HeldMut<T>;
}

// ---- `place <<= v`

impl<T, K: Array<Sizes: SizeModel<T>>> Place<T, K> {
    /// An element of a handle: moves in.
    #[inline(always)]
    #[track_caller]
    pub fn __pointers_p_move(self, value: T) -> Result<()> {
        self.write(value)
    }
}

/// The same of `str` and `[U]`.
pub trait MoveSliceIn {
    type Value: ?Sized;

    #[track_caller]
    fn __pointers_p_move(self, value: &Self::Value) -> Result<()>;
}

impl<T, K: Kind<Sizes: SizeModel<T>>> Place<Pointer<T, K>, One> {
    /// Any other place that holds a handle: into what that points to.
    #[inline(always)]
    #[track_caller]
    pub fn __pointers_p_move(self, value: T) -> Result<()> {
        self.read()?.write(value)
    }
}

impl<T, K: Kind<Sizes: SizeModel<T>>> HeldMut<Pointer<T, K>> {
    #[inline]
    #[track_caller]
    pub fn __pointers_p_move(self, value: T) -> Result<()> {
        let handle = *self.0;
        drop(self);
        handle.write(value)
    }
}

impl<T, K: Kind<Sizes: SizeModel<T>>> RustMut<'_, Pointer<T, K>> {
    #[inline]
    #[track_caller]
    pub fn __pointers_p_move(self, value: T) -> Result<()> {
        self.0.write(value)
    }
}

/// Anything else is shifted.
pub trait Shift<V> {
    #[track_caller]
    fn __pointers_p_move(self, value: V) -> Result<()>;
}

impl<T: ShlAssign<V> + Copy, V> Shift<V> for Place<T, One> {
    #[inline]
    #[track_caller]
    fn __pointers_p_move(self, value: V) -> Result<()> {
        let mut shifted = self.read()?;
        shifted <<= value;
        self.write(shifted)
    }
}

impl<T: ShlAssign<V>, V> Shift<V> for HeldMut<T> {
    #[inline]
    #[track_caller]
    fn __pointers_p_move(mut self, value: V) -> Result<()> {
        *self.0 <<= value;
        Ok(())
    }
}

impl<T: ShlAssign<V>, V> Shift<V> for RustMut<'_, T> {
    #[inline]
    #[track_caller]
    fn __pointers_p_move(self, value: V) -> Result<()> {
        *self.0 <<= value;
        Ok(())
    }
}
