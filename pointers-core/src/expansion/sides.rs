//! Whose an operator is, where only the type of its left side says it.
//!
//! The expansion then has two arms: ours, and one with the user's own tokens, so that Rust's order of evaluation,
//! temporaries and borrows stay Rust's. The compiler checks the types of both, but the wrong one begins with a call
//! that never returns, so that it is neither run nor borrow-checked.

use core::cell::{Ref, RefMut};
use core::convert::Infallible;
use core::marker::PhantomData;
use core::ops::{
    AddAssign, BitAndAssign, BitOrAssign, BitXorAssign, Deref, DivAssign, Index, MulAssign,
    RemAssign, ShlAssign, ShrAssign, SubAssign,
};
use std::rc::Rc;
use std::sync::Arc;

use crate::handle::star::OnlyInPointersMacro;
use crate::{
    Array, Calloc, Distance, Error, Handle, Kind, Malloc, One, Pointer, Result, SizeModel,
    SlicePointer,
};

/// A handle is meant.
#[derive(Clone, Copy)]
pub struct Ours;

/// Rust's operator is meant.
#[derive(Clone, Copy)]
pub struct Rusts;

/// One of the two, and the type of the right side where that matters.
pub trait Side {
    const SIDE: Self;
}

impl Side for Ours {
    const SIDE: Self = Self;
}

impl Side for Rusts {
    const SIDE: Self = Self;
}

impl<S: Side, V> Side for (S, Slot<V>) {
    const SIDE: Self = (S::SIDE, Slot(PhantomData));
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

/// Where a guard waits for the end of the statement.
pub struct Waiting<G>(Option<G>);

impl<G> Waiting<G> {
    #[inline]
    #[must_use]
    #[allow(clippy::new_without_default, reason = "only the expansion makes one")]
    pub fn new() -> Self {
        Waiting(None)
    }

    #[inline]
    pub fn hold(&mut self, guard: G) -> &mut G {
        self.0.insert(guard)
    }
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

/// What no value has: the right side, and the index, of the arm that is not run. That there is none only this module sees:
/// Rust 1.88 calls the user's code unreachable that stands after what has such a type.
pub struct MeansSomethingOnlyInPointersMacro(Infallible);

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

    pub fn index<I>(self, _: I) -> MeansSomethingOnlyInPointersMacro {
        never()
    }

    pub fn right<V>(self, _: &Slot<V>, _: V) -> MeansSomethingOnlyInPointersMacro {
        never()
    }

    /// The right side of an operator that is refused.
    pub fn refused<V>(self, _: V) -> MeansSomethingOnlyInPointersMacro {
        never()
    }

    #[inline]
    pub fn place<P>(self, place: P) -> P {
        place
    }

    /// A value of Rust's arm.
    pub fn value<V, U>(self, _: V) -> U {
        never()
    }

    /// Where the guard of the arm of a handle waits; of any type where that arm is not run.
    #[inline]
    pub fn slot<G>(self, slot: &mut Waiting<G>) -> &mut Waiting<G> {
        slot
    }

    pub fn without<G>(self, _: &mut Waiting<G>) {
        never()
    }

    /// The handle that a left side is, or leads to.
    #[inline]
    pub fn handle<P: LeadsToHandle + ?Sized>(self, left: &P) -> P::Handle {
        left.handle()
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
    pub fn right<V, W>(self, _: &Slot<W>, value: V) -> V {
        value
    }

    #[inline]
    pub fn refused<V>(self, value: V) -> V {
        value
    }

    #[inline]
    pub fn value<V>(self, value: V) -> V {
        value
    }

    pub fn slot<'s, G, H>(self, _: &mut Waiting<G>) -> &'s mut Waiting<H> {
        never()
    }

    /// Rust's arm, where nothing waits.
    #[inline]
    pub fn without(self, _: &mut Waiting<()>) {}

    /// Whatever is done to it, Rust's arm says what is wrong with that.
    pub fn place<'p, P>(self, _: P) -> Result<&'p mut Anything, Infallible> {
        never()
    }

    pub fn handle<T: ?Sized>(self, _: &T) -> NoHandle {
        never()
    }
}

/// The handle that a left side of Rust's is not.
pub struct NoHandle(Infallible);

impl NoHandle {
    #[doc(hidden)]
    pub fn __pointers_move<V>(self, _: V) -> Result<(), Infallible> {
        match self.0 {}
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

/// What a handle points to, to the arm that is Rust's.
pub struct ElementOnlyInPointersMacro<P>(PhantomData<P>);

/// What a field or a method of an element is of.
macro_rules! elements {
    ($([$($generics:tt)*] $P:ty => $T:ty;)*) => {$(
        impl<$($generics)*> Deref for ElementOnlyInPointersMacro<$P> {
            type Target = $T;

            fn deref(&self) -> &$T {
                never()
            }
        }
    )*};
}

elements! {
    [T: ?Sized, S] Pointer<T, Malloc<S>> => T;
    [T: ?Sized, S] Pointer<T, Calloc<S>> => T;
    [T, const N: usize] Pointer<[T; N], One> => T;
}

/// Whose an index of an index is.
pub struct Both<A, B>(pub A, pub B);

impl<B> Both<Ours, B> {
    pub fn value<V, U>(self, _: V) -> U {
        never()
    }

    pub fn slot<'s, G, H>(self, _: &mut Waiting<G>) -> &'s mut Waiting<H> {
        never()
    }

    pub fn without<G>(self, _: &mut Waiting<G>) {
        never()
    }
}

impl Both<Rusts, Ours> {
    pub fn value<V, U>(self, _: V) -> U {
        never()
    }

    #[inline]
    pub fn slot<G>(self, slot: &mut Waiting<G>) -> &mut Waiting<G> {
        slot
    }

    pub fn without<G>(self, _: &mut Waiting<G>) {
        never()
    }
}

impl Both<Rusts, Rusts> {
    #[inline]
    pub fn value<V>(self, value: V) -> V {
        value
    }

    pub fn slot<'s, G, H>(self, _: &mut Waiting<G>) -> &'s mut Waiting<H> {
        never()
    }

    #[inline]
    pub fn without(self, _: &mut Waiting<()>) {}
}

/// An index after one of another base. Where that is a handle, which takes any integer, an array does not yet.
pub struct Next<S, I>(pub S, pub I);

impl<I: Distance> Next<Ours, I> {
    #[doc(hidden)]
    pub fn __pointers_index(self) -> usize {
        never()
    }
}

pub trait NextItself {
    type Index;

    #[doc(hidden)]
    fn __pointers_index(self) -> Self::Index;
}

impl<S, I> NextItself for Next<S, I> {
    type Index = I;

    #[inline]
    fn __pointers_index(self) -> I {
        self.1
    }
}

/// Has every operator, in the arm that is not run: of what is wrong with one the other arm tells.
pub struct Anything(Infallible);

macro_rules! operators {
    ($($Operator:ident $method:ident)*) => {$(
        impl<N> $Operator<N> for Anything {
            fn $method(&mut self, _: N) {}
        }

        impl<T: ?Sized, K> $Operator<MeansSomethingOnlyInPointersMacro> for OnlyInPointersMacro<T, K> {
            fn $method(&mut self, value: MeansSomethingOnlyInPointersMacro) {
                match value {}
            }
        }
    )*};
}

operators! {
    AddAssign add_assign SubAssign sub_assign MulAssign mul_assign DivAssign div_assign RemAssign rem_assign
    BitAndAssign bitand_assign BitOrAssign bitor_assign BitXorAssign bitxor_assign ShlAssign shl_assign
    ShrAssign shr_assign
}

macro_rules! operators_of_elements {
    ($($Operator:ident $method:ident)*) => {$(
        impl<P, N> $Operator<N> for ElementOnlyInPointersMacro<P> {
            fn $method(&mut self, _: N) {}
        }
    )*};
}

operators_of_elements! {
    AddAssign add_assign SubAssign sub_assign MulAssign mul_assign DivAssign div_assign RemAssign rem_assign
    BitAndAssign bitand_assign BitOrAssign bitor_assign BitXorAssign bitxor_assign ShrAssign shr_assign
}

macro_rules! moved_into {
    ($($K:ident)*) => {$(
        impl<T: ?Sized, S> ShlAssign<MeansSomethingOnlyInPointersMacro>
            for ElementOnlyInPointersMacro<Pointer<T, $K<S>>>
        {
            fn shl_assign(&mut self, value: MeansSomethingOnlyInPointersMacro) {
                match value.0 {}
            }
        }

        impl<T: ?Sized, S> LeadsToHandle for ElementOnlyInPointersMacro<Pointer<T, $K<S>>>
        where
            Pointer<T, $K<S>>: TakesValue,
        {
            type Handle = Pointer<T, $K<S>>;

            fn handle(&self) -> Self::Handle {
                never()
            }
        }
    )*};
}

moved_into! { Malloc Calloc }

/// An element of an array is shifted, or leads on.
impl<T, const N: usize, V> ShlAssign<V> for ElementOnlyInPointersMacro<Pointer<[T; N], One>> {
    fn shl_assign(&mut self, _: V) {
        never()
    }
}

/// What a handle is indexed by in the arm that is not run, and never elsewhere.
#[diagnostic::on_unimplemented(
    message = "`p[i]` of a handle is a value, an argument, or what is assigned, in `pointers! {{ }}`: it has no reference that stays",
    label = "an element of a handle",
    note = "`&mut p[i]` lends it to one call, `f(&mut p[i])`; `let mut element = (p + i).borrow_mut()?;` keeps it borrowed as long as \
            that lives; outside of the macro `p.add(i)?.read()?` is its value"
)]
pub trait OfTheOtherArm {
    fn never(self) -> !;
}

#[diagnostic::do_not_recommend]
impl OfTheOtherArm for MeansSomethingOnlyInPointersMacro {
    fn never(self) -> ! {
        match self.0 {}
    }
}

impl<T: ?Sized, K, I: OfTheOtherArm> Index<I> for Pointer<T, K> {
    type Output = ElementOnlyInPointersMacro<Self>;

    fn index(&self, index: I) -> &ElementOnlyInPointersMacro<Self> {
        index.never()
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized, K> ShlAssign<MeansSomethingOnlyInPointersMacro> for Pointer<T, K> {
    fn shl_assign(&mut self, value: MeansSomethingOnlyInPointersMacro) {
        match value.0 {}
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized, K> ShrAssign<MeansSomethingOnlyInPointersMacro> for Pointer<T, K> {
    fn shr_assign(&mut self, value: MeansSomethingOnlyInPointersMacro) {
        match value.0 {}
    }
}

impl<T: ?Sized, K> Pointer<T, K> {
    #[doc(hidden)]
    #[inline]
    pub fn __pointers_lent(self) -> Self {
        self
    }
}

/// A handle, or what leads to one.
pub trait LeadsToHandle {
    type Handle: TakesValue;

    fn handle(&self) -> Self::Handle;
}

impl<T: ?Sized, K> LeadsToHandle for Pointer<T, K>
where
    Self: TakesValue,
{
    type Handle = Self;

    #[inline]
    fn handle(&self) -> Self {
        *self
    }
}

/// The type of what `<<=` of a handle takes: the right side may become that, as a `&String` becomes a `&str`.
pub trait TakesValue {
    type Value<'v>
    where
        Self: 'v;
}

/// `<<=` of a handle.
pub trait Takes<V>: Copy {
    #[track_caller]
    fn take_in(self, value: V) -> Result<()>;
}

impl<T, K> TakesValue for Pointer<T, K> {
    type Value<'v>
        = T
    where
        Self: 'v;
}

impl<K> TakesValue for Pointer<str, K> {
    type Value<'v>
        = &'v str
    where
        Self: 'v;
}

impl<U, K> TakesValue for Pointer<[U], K> {
    type Value<'v>
        = &'v [U]
    where
        Self: 'v;
}

impl<T, K: Kind<Sizes: SizeModel<T>>> Takes<T> for Pointer<T, K> {
    #[inline]
    #[track_caller]
    fn take_in(self, value: T) -> Result<()> {
        self.write(value)
    }
}

impl<K: Array<Sizes: SizeModel<str>>> Takes<&str> for Pointer<str, K> {
    #[inline]
    #[track_caller]
    fn take_in(self, value: &str) -> Result<()> {
        SlicePointer::write(self, value)
    }
}

impl<U: Copy, K: Array<Sizes: SizeModel<[U]>>> Takes<&[U]> for Pointer<[U], K> {
    #[inline]
    #[track_caller]
    fn take_in(self, value: &[U]) -> Result<()> {
        SlicePointer::write(self, value)
    }
}

macro_rules! lead_to_handles {
    ($($Left:ty),*) => {$(
        impl<P: LeadsToHandle + ?Sized> LeadsToHandle for $Left {
            type Handle = P::Handle;

            #[inline]
            fn handle(&self) -> P::Handle {
                (**self).handle()
            }
        }
    )*};
}

lead_to_handles! { &P, &mut P, Box<P>, Rc<P>, Arc<P>, Ref<'_, P>, RefMut<'_, P> }

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
            #[doc(hidden)]
            #[inline]
            #[track_caller]
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
    #[doc(hidden)]
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

    #[doc(hidden)]
    fn __pointers_shl<W>(&self) -> (Rusts, Slot<W>) {
        (Rusts, Slot::new())
    }
}

impl<T: ?Sized, V: ?Sized> RustsOther for Sides<T, V> {}
