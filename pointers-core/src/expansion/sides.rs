//! Whose an operator is, where only the type of its left side says it.
//!
//! The expansion then has two arms: ours, and one with the user's own tokens, so that Rust's order of evaluation,
//! temporaries and borrows stay Rust's. The compiler checks the types of both, but the wrong one begins with a call
//! that never returns, so that it is neither run nor borrow-checked.

use core::cell::{Ref, RefMut};
use core::convert::Infallible;
use core::marker::PhantomData;
use core::ops::{AddAssign, Index, ShlAssign, ShrAssign, SubAssign};
use std::rc::Rc;
use std::sync::Arc;

use crate::{Error, Handle, Kind, Pointer, Result, SizeModel};

/// A handle is meant.
#[derive(Clone, Copy)]
pub struct Ours;

/// Rust's operator is meant.
#[derive(Clone, Copy)]
pub struct Rusts;

/// One of the two.
pub trait Side: Copy {
    const SIDE: Self;
}

impl Side for Ours {
    const SIDE: Self = Self;
}

impl Side for Rusts {
    const SIDE: Self = Self;
}

/// The side that the code after a call of [`never`] says.
#[inline]
#[must_use]
pub fn side<S: Side>() -> S {
    S::SIDE
}

/// Before code of which only the types matter.
#[cold]
pub fn never() -> ! {
    unreachable!("this arm is of another type")
}

/// What can go wrong says whose an operation is.
pub trait Fails {
    type Side: Side;
}

impl Fails for Error {
    type Side = Ours;
}

impl Fails for Infallible {
    type Side = Rusts;
}

/// Whose an operation is that is never done.
pub fn side_of<T, E: Fails>(_: Result<T, E>) -> E::Side {
    side()
}

/// What no value has: the right side, and the index, of the arm that is not run.
pub enum Dead {}

impl Ours {
    #[inline]
    #[must_use]
    pub fn is_ours(self) -> bool {
        true
    }

    #[inline]
    pub fn ours(self) {}

    pub fn rusts(self) -> ! {
        never()
    }

    pub fn index<I>(self, _: I) -> Dead {
        never()
    }

    pub fn right<V>(self, _: V, _: &Slot<V>) -> Dead {
        never()
    }
}

impl Rusts {
    #[inline]
    #[must_use]
    pub fn is_ours(self) -> bool {
        false
    }

    pub fn ours(self) -> ! {
        never()
    }

    #[inline]
    pub fn rusts(self) {}

    #[inline]
    pub fn index<I>(self, index: I) -> I {
        index
    }

    #[inline]
    pub fn right<V, W>(self, value: V, _: &Slot<W>) -> V {
        value
    }
}

/// The type of a right side, which is known before the right side is evaluated.
pub struct Slot<V>(PhantomData<fn(V) -> V>);

impl<V> Slot<V> {
    #[inline]
    #[must_use]
    #[allow(clippy::new_without_default, reason = "only the expansion makes one")]
    pub fn new() -> Self {
        Self(PhantomData)
    }

    /// A value for code that is not run.
    #[must_use]
    pub fn value(&self) -> V {
        never()
    }

    #[inline]
    pub fn typed(&self, value: V) -> V {
        value
    }
}

impl<T, K: Kind> Pointer<T, K> {
    /// `x <<= value` of a left side whose type the macro does not know: [`side_of`] this says whose it is.
    #[doc(hidden)]
    #[inline]
    #[track_caller]
    pub fn __pointers_moved(self, value: T) -> Result<()>
    where
        K::Sizes: SizeModel<T>,
    {
        self.write(value)
    }
}

/// Rust's `<<=` of a primitive type. By value, because a field of a packed structure cannot be borrowed.
pub trait MovedPrimitive<V>: Sized {
    #[doc(hidden)]
    fn __pointers_moved(self, _: V) -> Result<(), Infallible> {
        never()
    }
}

macro_rules! primitives {
    ($($T:ty)*) => {$(
        impl<V> MovedPrimitive<V> for $T where $T: ShlAssign<V> {}
        impl LentPrimitive for $T {}
    )*};
}

primitives!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

/// A left side, for looking up what `<<=` of it means. Lookup is not to take it for something that can be borrowed mutably.
pub trait Lent {
    #[doc(hidden)]
    #[inline]
    fn __pointers_lent(&self) -> &Self {
        self
    }
}

impl<T: ?Sized> Lent for T {}

/// By value, as above.
pub trait LentPrimitive: Copy {
    #[doc(hidden)]
    #[inline]
    fn __pointers_lent(self) -> Self {
        self
    }
}

/// Rust's `<<=`.
pub trait Moved<V> {
    #[doc(hidden)]
    fn __pointers_moved(&mut self, _: V) -> Result<(), Infallible> {
        never()
    }
}

impl<T: ShlAssign<V> + ?Sized, V> Moved<V> for T {}

/// What a handle points to, to the arm that is Rust's.
pub struct DeadElement<T: ?Sized>(PhantomData<T>);

impl<T: ?Sized> Index<Dead> for DeadElement<T> {
    type Output = Self;

    fn index(&self, index: Dead) -> &Self {
        match index {}
    }
}

impl<T: ?Sized, N> AddAssign<N> for DeadElement<T> {
    fn add_assign(&mut self, _: N) {}
}

impl<T: ?Sized, N> SubAssign<N> for DeadElement<T> {
    fn sub_assign(&mut self, _: N) {}
}

impl<T: ?Sized> ShlAssign<Dead> for DeadElement<T> {
    fn shl_assign(&mut self, value: Dead) {
        match value {}
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized, K> Index<Dead> for Pointer<T, K> {
    type Output = DeadElement<T>;

    fn index(&self, index: Dead) -> &DeadElement<T> {
        match index {}
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized, K> ShlAssign<Dead> for Pointer<T, K> {
    fn shl_assign(&mut self, value: Dead) {
        match value {}
    }
}

macro_rules! lead_to_handles {
    ($($Left:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T, K> ShlAssign<Dead> for $Left {
            fn shl_assign(&mut self, value: Dead) {
                match value {}
            }
        }

        impl<T, K: Kind<Sizes: SizeModel<T>>> MoveThrough for $Left {
            type Value = T;

            #[doc(hidden)]
            #[inline]
            #[track_caller]
            fn __pointers_move(&self, value: T) -> Result<()> {
                self.write(value)
            }

            #[doc(hidden)]
            #[inline]
            #[track_caller]
            fn __pointers_moved(&self, value: T) -> Result<()> {
                self.write(value)
            }
        }
    )*};
}

/// What leads to a handle. It has the operator of the arm that is not run, so lookup is to find this first.
pub trait MoveThrough {
    type Value;

    #[doc(hidden)]
    #[track_caller]
    fn __pointers_move(&self, value: Self::Value) -> Result<()>;

    #[doc(hidden)]
    #[track_caller]
    fn __pointers_moved(&self, value: Self::Value) -> Result<()>;
}

lead_to_handles! {
    &Pointer<T, K>, &&Pointer<T, K>, &mut Pointer<T, K>, Box<Pointer<T, K>>, Rc<Pointer<T, K>>,
    Arc<Pointer<T, K>>, Ref<'_, Pointer<T, K>>, RefMut<'_, Pointer<T, K>>
}

/// A left side and a right side, of which only the types matter.
///
/// `a += 1` may stand before anything says what `a` is. Asked first whether it has the operator, such a type counts as
/// one that has it; a handle has none for what the user writes.
pub struct Sides<T: ?Sized, V>(PhantomData<*const T>, PhantomData<V>);

impl<T: ?Sized, V> Sides<T, V> {
    pub fn of(_: *const T, _: V) -> Self {
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

/// Never implemented: handles refuse `>>=`.
#[diagnostic::on_unimplemented(
    message = "IsMallocPointerError: cannot assign to malloc pointer",
    label = "a handle",
    note = "`p <<= value` moves a value into the memory"
)]
pub trait Assignable {}

impl<P: Handle, V> Sides<P, V> {
    #[doc(hidden)]
    #[must_use]
    pub fn __pointers_add(&self) -> Ours {
        Ours
    }

    #[doc(hidden)]
    #[must_use]
    pub fn __pointers_sub(&self) -> Ours {
        Ours
    }

    #[doc(hidden)]
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
}

impl<T: ?Sized, V> RustsOther for Sides<T, V> {}
