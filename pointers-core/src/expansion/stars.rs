//! `*p`, by the type of `p`: the value in the memory of a `MallocPointer` or a `Pointer`, Rust's `*` of everything
//! else.
//!
//! A method cannot stand for Rust's `*`, which is a place: it is moved out of, borrowed and assigned as what is there allows.
//! So the expansion has both, each in an arm of its own, and the type decides which of them can be reached. What follows
//! the call of `__pointers_go` there is checked for its types, but neither run nor borrowed from.

use core::convert::Infallible;
use core::marker::PhantomData;
use core::ops::Deref;

use super::arithmetic::OperandOf;
use super::parts::Copied;
use super::sides::{Anything, MeansSomethingOnlyInPointersMacro, Slot, never};
use crate::handle::star::HandleUseTildeOrRead;
use crate::{Calloc, CallocPointer, Kind, Malloc, One, Pointer, Ref, Result};

/// Which `*` it is.
pub enum Arm<O, R> {
    Ours(O),
    Rusts(R),
}

/// The arm that is taken.
#[derive(Clone, Copy)]
pub struct Here;

/// The other one, of a place of the type `T`.
pub struct Never<T: ?Sized>(Infallible, PhantomData<T>);

impl<T: ?Sized> Clone for Never<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Never<T> {}

impl Here {
    #[inline(always)]
    pub fn __pointers_go(self) {}

    #[inline(always)]
    pub fn __pointers_out<V>(self, value: V) -> V {
        value
    }

    #[inline(always)]
    pub fn __pointers_in<V>(self, value: V) -> V {
        value
    }

    /// The right side of an operator.
    #[inline(always)]
    pub fn __pointers_operand<V>(self, value: V) -> V {
        value
    }

    #[inline(always)]
    pub fn __pointers_handle<P: Copy>(self, pointer: &P) -> P {
        *pointer
    }
}

macro_rules! arms_not_run {
    ($([$($generics:tt)*] $Arm:ty;)*) => {$(
        impl<$($generics)*> $Arm {
            pub fn __pointers_go(self) -> ! {
                match self.0 {}
            }

            pub fn __pointers_out<V, U>(self, _: V) -> U {
                match self.0 {}
            }

            pub fn __pointers_operand<V>(self, _: V) -> MeansSomethingOnlyInPointersMacro {
                match self.0 {}
            }

            pub fn __pointers_place<'p>(self) -> Result<&'p mut Anything, Infallible> {
                match self.0 {}
            }

            pub fn __pointers_read<U>(self) -> Result<U, Infallible> {
                match self.0 {}
            }
        }
    )*};
}

arms_not_run! {
    [T: ?Sized] Never<T>;
    [] Refused;
}

impl<T: ?Sized> Never<T> {
    pub fn __pointers_handle(self, _: &T) -> Self {
        self
    }
}

/// The value of `*x = value` has the type of the place, in both arms.
impl<T: Deref<Target: Sized> + ?Sized> Never<T> {
    pub fn __pointers_slot(self) -> Slot<T::Target> {
        match self.0 {}
    }

    pub fn __pointers_assign(self, _: T::Target) -> Result<(), Infallible> {
        match self.0 {}
    }
}

/// Of what has no `*` the user's own tokens tell.
pub trait AssignNothing: Sized {
    #[doc(hidden)]
    fn __pointers_assign<V>(self, _: V) -> Result<(), Infallible>;

    #[doc(hidden)]
    fn __pointers_slot<V>(self) -> Slot<V>;
}

impl<T: ?Sized> AssignNothing for Never<T> {
    #[doc(hidden)]
    fn __pointers_assign<V>(self, _: V) -> Result<(), Infallible> {
        match self.0 {}
    }

    #[doc(hidden)]
    fn __pointers_slot<V>(self) -> Slot<V> {
        match self.0 {}
    }
}

impl<T, K> Never<Pointer<T, K>> {
    pub fn __pointers_in<U>(self, _: T) -> U {
        match self.0 {}
    }
}

/// `str` and `[U]` are moved in from a reference.
pub trait InSlice<V: ?Sized>: Sized {
    #[doc(hidden)]
    fn __pointers_in<U>(self, value: &V) -> U;
}

impl<K> InSlice<str> for Never<Pointer<str, K>> {
    fn __pointers_in<U>(self, _: &str) -> U {
        match self.0 {}
    }
}

impl<V, K> InSlice<[V]> for Never<Pointer<[V], K>> {
    fn __pointers_in<U>(self, _: &[V]) -> U {
        match self.0 {}
    }
}

/// What a kind of handle makes of `*`.
pub trait Star {
    type Place: ?Sized;
    type Arm;
    type Shown;
    fn arm() -> Self::Arm;
    fn shown(place: &Self::Place) -> Self::Shown;
}

macro_rules! ours {
    ($([$($S:ident)?] $K:ty;)*) => {$(
        impl<T: ?Sized $(, $S)?> Star for Pointer<T, $K> {
            type Place = HandleUseTildeOrRead<T, $K>;
            type Arm = Arm<Here, Never<Self>>;
            type Shown = Self;

            #[inline(always)]
            fn arm() -> Self::Arm {
                Arm::Ours(Here)
            }

            #[inline(always)]
            fn shown(place: &Self::Place) -> Self {
                place.handle()
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: ?Sized $(, $S)?> HasStar for Pointer<T, $K> {}
    )*};
}

ours! {
    [S] Malloc<S>;
    [] One;
}

impl<T: ?Sized, S> Star for CallocPointer<T, S> {
    type Place = HandleUseTildeOrRead<T, Calloc<S>>;
    type Arm = Arm<Refused, Refused>;
    type Shown = ShownChunk<T>;

    fn arm() -> Self::Arm {
        never()
    }

    fn shown(_: &Self::Place) -> Self::Shown {
        never()
    }
}

#[diagnostic::on_unimplemented(
    message = "`*` is not supported on a `CallocPointer`: `~` reads the chunk",
    label = "a `CallocPointer`"
)]
pub trait HasStar {}

/// One method for all kinds: of a name that is not there, and so has no type, rustc then says nothing of which is meant.
impl<T: ?Sized, K> OperandOf<Pointer<T, K>>
where
    Pointer<T, K>: Star,
{
    #[inline(always)]
    pub fn __pointers_star(self) -> <Pointer<T, K> as Star>::Arm
    where
        Pointer<T, K>: HasStar,
    {
        Pointer::arm()
    }

    /// `*p` where it is only looked at: the handle.
    #[inline(always)]
    pub fn __pointers_shown(
        self,
        place: &<Pointer<T, K> as Star>::Place,
    ) -> <Pointer<T, K> as Star>::Shown
    where
        Pointer<T, K>: HasStar,
    {
        Pointer::shown(place)
    }
}

/// Fits any type, so that nothing else is said of a `*` that is refused.
#[derive(Clone, Copy)]
pub struct Refused(Infallible);

impl Refused {
    pub fn __pointers_in<V, U>(self, _: V) -> U {
        match self.0 {}
    }

    pub fn __pointers_handle<P>(self, _: &P) -> Self {
        self
    }

    pub fn __pointers_assign<V>(self, _: V) -> Result<(), Infallible> {
        match self.0 {}
    }

    pub fn __pointers_slot<V>(self) -> Slot<V> {
        match self.0 {}
    }
}

/// The same, of a `*` that is only looked at.
pub struct ShownChunk<T: ?Sized>(Refused, PhantomData<T>);

impl<T: ?Sized> ShownChunk<T> {
    pub fn __pointers_look<'a>(self) -> Result<&'a T, Infallible> {
        match self.0.0 {}
    }
}

/// Everything else has Rust's `*`.
pub trait RustsStar: Sized {
    type Place: ?Sized;

    #[doc(hidden)]
    #[inline(always)]
    fn __pointers_star(self) -> Arm<Never<Self::Place>, Here> {
        Arm::Rusts(Here)
    }

    #[doc(hidden)]
    #[inline(always)]
    fn __pointers_shown<V: ?Sized>(self, place: &V) -> Shown<'_, V> {
        Shown(place)
    }
}

impl<T: ?Sized> RustsStar for OperandOf<T> {
    type Place = T;
}

/// A place of Rust's.
pub struct Shown<'a, V: ?Sized>(&'a V);

impl<'a, V: ?Sized> Shown<'a, V> {
    #[inline(always)]
    pub fn __pointers_look(self) -> Result<&'a V, Infallible> {
        Ok(self.0)
    }
}

impl<T: Copy, K: Kind> Pointer<T, K> {
    #[doc(hidden)]
    #[inline]
    #[track_caller]
    pub fn __pointers_look(self) -> Result<Copied<T>> {
        self.read().map(Copied)
    }
}

/// `str` and `[U]`, as `~` reads them; what is not `Copy` is borrowed.
pub trait LookOther {
    type Look;

    #[doc(hidden)]
    #[track_caller]
    fn __pointers_look(self) -> Result<Self::Look>;
}

impl<K: Kind> LookOther for Pointer<str, K> {
    type Look = Copied<String>;

    #[inline]
    fn __pointers_look(self) -> Result<Copied<String>> {
        self.read().map(Copied)
    }
}

impl<U: Copy, K: Kind> LookOther for Pointer<[U], K> {
    type Look = Copied<Vec<U>>;

    #[inline]
    fn __pointers_look(self) -> Result<Copied<Vec<U>>> {
        self.read().map(Copied)
    }
}

impl<T, K: Kind> LookOther for Pointer<T, K> {
    type Look = Ref<T>;

    #[inline]
    fn __pointers_look(self) -> Result<Ref<T>> {
        self.borrow()
    }
}

/// The `p` of `(*p).field`, by its exact type.
pub struct Starred<'a, T: ?Sized>(pub &'a T);

impl<T: ?Sized, K> Starred<'_, Pointer<T, K>> {
    #[inline]
    pub fn __pointers_pointee(self) -> Pointer<T, K> {
        *self.0
    }
}

/// What is no handle is read through Rust's `*`.
pub trait PlainPointee {
    type Pointee;

    #[doc(hidden)]
    fn __pointers_pointee(self) -> Self::Pointee;
}

impl<'a, T: Deref + ?Sized> PlainPointee for Starred<'a, T> {
    type Pointee = Pointee<'a, T::Target>;

    #[inline]
    fn __pointers_pointee(self) -> Self::Pointee {
        Pointee(self.0)
    }
}

/// What something that is no handle points to.
pub struct Pointee<'a, T: ?Sized>(&'a T);

impl<'a, T: ?Sized> Pointee<'a, T> {
    #[inline]
    pub fn __pointers_read(self) -> Result<&'a T, Infallible> {
        Ok(self.0)
    }
}
