//! `p += n`, `p -= n` and `p[i]`.

use core::cell::Cell;
use core::convert::Infallible;
use core::marker::PhantomData;
use core::ops::{AddAssign, Index, IndexMut, SubAssign};
use core::panic::Location;
use std::borrow::Borrow;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::hash::{BuildHasher, Hash};

use super::leads::LeadsToHandle;
use super::sides::{Ours, Rusts};
use crate::access::offsets;
use crate::error::Site;
use crate::{Array, Distance, Error, Kind, Pointer, Result, Value};

/// A distance that no block reaches stays one.
#[inline]
fn distance(n: impl Distance) -> isize {
    match n.to_isize() {
        Some(n) => n,
        None if n.to_i128() < 0 => isize::MIN,
        None => isize::MAX,
    }
}

#[inline]
fn back(n: impl Distance) -> isize {
    distance(n).saturating_neg()
}

/// A distance as [`distance`] has it, which it becomes only where it may matter.
#[derive(Clone, Copy)]
pub(super) struct Saturating<N>(pub(super) N);

impl<N: Distance> offsets::Step for Saturating<N> {
    #[inline(always)]
    fn way(self) -> offsets::Way {
        self.0.to_way()
    }

    #[inline]
    fn wide(self) -> i128 {
        distance(self.0) as i128
    }
}

impl<T: Value + ?Sized, K: Array> Pointer<T, K> {
    /// `p[i]`, under `~` or left of an operator. By reference: of a reference lookup finds it before [`At`].
    #[doc(hidden)]
    #[inline]
    #[track_caller]
    pub fn __pointers_at(&self, index: impl Distance) -> Result<Self> {
        self.moved(Saturating(index))
    }

    /// The same of a `p[i]` that is assigned: what has only the name of a handle is to be mutable then.
    #[doc(hidden)]
    #[inline]
    #[track_caller]
    pub fn __pointers_at_changed(&self, index: impl Distance) -> Result<Self> {
        self.moved(Saturating(index))
    }

    #[doc(hidden)]
    #[inline]
    #[track_caller]
    pub fn __pointers_at_move(self, index: impl Distance) -> Result<Self> {
        self.moved(Saturating(index))
    }

    /// `p += n` of a variable that is a handle, or should be.
    #[doc(hidden)]
    #[inline]
    #[track_caller]
    pub fn __pointers_step_up(&mut self, by: impl Distance) -> Result<()> {
        *self = self.offset(distance(by))?;
        Ok(())
    }

    #[doc(hidden)]
    #[inline]
    #[track_caller]
    pub fn __pointers_step_down(&mut self, by: impl Distance) -> Result<()> {
        *self = self.offset(back(by))?;
        Ok(())
    }
}

/// What a minus gives.
pub struct Difference<D>(pub D);

impl Difference<Result<isize>> {
    /// Of two handles.
    #[inline(always)]
    pub fn __pointers_difference(self) -> Result<isize> {
        self.0
    }
}

/// Of everything else it is the value.
pub trait PlainDifference {
    type Value;

    fn __pointers_difference(self) -> Result<Self::Value, Infallible>;
}

impl<D> PlainDifference for Difference<D> {
    type Value = D;

    #[inline(always)]
    fn __pointers_difference(self) -> Result<D, Infallible> {
        Ok(self.0)
    }
}

/// Only a handle's variable can be assigned again without `mut`.
#[diagnostic::on_unimplemented(
    message = "cannot assign twice to an immutable variable: declare it `mut`",
    label = "a `{Self}`, not a handle",
    note = "inside `pointers! {{ }}` only a variable that holds a handle needs no `mut`"
)]
pub trait Reassigned {}

/// Only handles can be stepped without `mut`. A reference, which cannot be stepped at all, is told so by the same words.
#[diagnostic::on_unimplemented(
    message = "cannot assign twice to an immutable variable that is not a handle",
    label = "a `{Self}`, not a handle",
    note = "a number's variable is declared `mut`; what a reference leads to is changed by `*x += 1`",
    note = "inside `pointers! {{ }}` only a variable that holds a handle needs no `mut`"
)]
pub trait Counted {}

/// Gives the error its words.
pub trait StepMut<N> {
    #[doc(hidden)]
    fn __pointers_step_up(&mut self, _: N) -> Result<(), Infallible> {
        Ok(())
    }

    #[doc(hidden)]
    fn __pointers_step_down(&mut self, _: N) -> Result<(), Infallible> {
        Ok(())
    }
}

impl<T: Counted + ?Sized, N> StepMut<N> for T {}

/// `v[i]` of everything that has an index, for reading.
pub trait At<I> {
    type Output: ?Sized;

    #[doc(hidden)]
    #[track_caller]
    fn __pointers_at(&self, index: I) -> Result<&Self::Output, Infallible>;
}

impl<T: Index<I> + ?Sized, I> At<I> for T {
    type Output = T::Output;

    #[inline]
    fn __pointers_at(&self, index: I) -> Result<&T::Output, Infallible> {
        Ok(&self[index])
    }
}

/// `v[i]` left of `<<=`, where it is a handle: the collection that holds it is only read.
pub trait AtHandle<I> {
    type Output: ?Sized;

    #[doc(hidden)]
    #[track_caller]
    fn __pointers_at_move(&self, index: I) -> Result<&Self::Output, Infallible>;
}

/// The collections one by one: of a type that has an index, what it gives is not known before the index is.
macro_rules! collections {
    ($([$($generics:tt)*] $Collection:ty, $Index:ty;)*) => {$(
        impl<$($generics)*> AtHandle<$Index> for $Collection {
            type Output = P;

            #[inline]
            fn __pointers_at_move(&self, index: $Index) -> Result<&P, Infallible> {
                Ok(&self[index])
            }
        }
    )*};
}

collections! {
    [P: LeadsToHandle] [P], usize;
    [P: LeadsToHandle, const N: usize] [P; N], usize;
    [P: LeadsToHandle] Vec<P>, usize;
    [P: LeadsToHandle] VecDeque<P>, usize;
    [P: LeadsToHandle, K: Ord + Borrow<Q>, Q: Ord + ?Sized] BTreeMap<K, P>, &Q;
    [P: LeadsToHandle, K: Eq + Hash + Borrow<Q>, Q: Eq + Hash + ?Sized, S: BuildHasher] HashMap<K, P, S>, &Q;
}

/// `v[i]` of everything else that has an index, for writing: left of `<<=`, and of `+=`.
pub trait AtMut<I> {
    type Output: ?Sized;

    #[doc(hidden)]
    #[track_caller]
    fn __pointers_at_move(&mut self, index: I) -> Result<&mut Self::Output, Infallible>;

    #[doc(hidden)]
    #[inline]
    #[track_caller]
    fn __pointers_place_at(&mut self, index: I) -> Result<&mut Self::Output, Infallible> {
        self.__pointers_at_move(index)
    }
}

impl<T: IndexMut<I> + ?Sized, I> AtMut<I> for T {
    type Output = T::Output;

    #[inline]
    fn __pointers_at_move(&mut self, index: I) -> Result<&mut T::Output, Infallible> {
        Ok(&mut self[index])
    }
}

/// The right side of `place += n`, by the type of the place.
///
/// The operator itself stays in the user's code, so that everything that Rust says of it still holds. Only a
/// handle gets another right side, which does the checked move and keeps the error for the macro.
pub struct OperandOf<T: ?Sized>(PhantomData<*const T>);

impl<T: ?Sized> Clone for OperandOf<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for OperandOf<T> {}

impl<T: ?Sized> OperandOf<T> {
    /// Only the type of the place matters; it is not accessed.
    #[inline]
    pub fn place(_: *const T) -> Self {
        Self(PhantomData)
    }

    /// Of the type that the place in another branch has.
    #[inline(always)]
    pub fn unknown() -> Self {
        Self(PhantomData)
    }
}

/// What went wrong in `handle += n`.
pub struct Failure(Cell<Option<Error>>);

impl Failure {
    #[inline]
    pub fn outcome(self) -> Result<()> {
        self.0.into_inner().map_or(Ok(()), Err)
    }
}

/// Nothing goes wrong where the operator is Rust's.
pub struct NoFailure;

impl NoFailure {
    #[inline]
    pub fn outcome(self) -> Result<(), Infallible> {
        Ok(())
    }
}

/// A step of a handle.
pub struct StepOnlyInPointersMacro<'f, N> {
    by: N,
    failure: &'f Failure,
    /// Where the user wrote it: the operator itself lies between the user's tokens and the macro's.
    used_at: Site,
}

impl Ours {
    #[inline]
    pub fn failure(self) -> Failure {
        Failure(Cell::new(None))
    }

    #[inline]
    #[track_caller]
    pub fn operand<N: Distance>(self, by: N, failure: &Failure) -> StepOnlyInPointersMacro<'_, N> {
        StepOnlyInPointersMacro {
            by,
            failure,
            used_at: Location::caller(),
        }
    }
}

/// The operand as it is.
impl Rusts {
    #[inline]
    pub fn failure(self) -> NoFailure {
        NoFailure
    }

    #[inline]
    pub fn operand<N>(self, operand: N, _: &NoFailure) -> N {
        operand
    }
}

impl<T: Value + ?Sized, K: Kind> OperandOf<Pointer<T, K>> {
    /// A handle's variable needs no `mut`.
    #[inline]
    pub fn __pointers_assign_again(self) {}
}

impl<N> StepOnlyInPointersMacro<'_, N> {
    #[inline]
    fn note(&self, outcome: Result<()>) {
        let error = outcome.err();
        self.failure
            .0
            .set(error.map(|error| error.used_at_instead(self.used_at)));
    }
}

impl<T: Value + ?Sized, K: Array, N: Distance> AddAssign<StepOnlyInPointersMacro<'_, N>>
    for Pointer<T, K>
{
    #[inline]
    fn add_assign(&mut self, step: StepOnlyInPointersMacro<'_, N>) {
        step.note(self.__pointers_step_up(step.by));
    }
}

impl<T: Value + ?Sized, K: Array, N: Distance> SubAssign<StepOnlyInPointersMacro<'_, N>>
    for Pointer<T, K>
{
    #[inline]
    fn sub_assign(&mut self, step: StepOnlyInPointersMacro<'_, N>) {
        step.note(self.__pointers_step_down(step.by));
    }
}

/// Gives the error its words: every other type's variable needs `mut`.
pub trait AssignAgain {
    type Value: ?Sized;

    #[doc(hidden)]
    fn __pointers_assign_again(self)
    where
        Self::Value: Reassigned;
}

impl<T: ?Sized> AssignAgain for OperandOf<T> {
    type Value = T;

    fn __pointers_assign_again(self)
    where
        T: Reassigned,
    {
    }
}
