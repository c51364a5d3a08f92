//! `p += n`, `p -= n` and `p[i]`.

use core::cell::Cell;
use core::convert::Infallible;
use core::marker::PhantomData;
use core::ops::{AddAssign, Index, IndexMut, SubAssign};
use core::panic::Location;
use std::borrow::Borrow;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::hash::{BuildHasher, Hash};
use std::rc::Rc;

use super::sides::{Ours, Rusts};
use crate::error::Site;
use crate::handle::arithmetic;
use crate::{Array, Distance, Error, Handle, Pointer, Result, Value};

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
struct Saturating<N>(N);

impl<N: Distance> arithmetic::Step for Saturating<N> {
    #[inline(always)]
    fn way(self) -> arithmetic::Way {
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

/// Only handles can be stepped without `mut`.
#[diagnostic::on_unimplemented(
    message = "cannot assign twice to an immutable variable: declare it `mut`",
    label = "a `{Self}`, not a handle",
    note = "inside `pointers! {{ }}` only a variable that holds a handle needs no `mut`"
)]
pub trait Steppable {}

/// Gives the error its words.
pub trait StepMut<N> {
    #[doc(hidden)]
    fn __pointers_step_up(&mut self, by: N) -> Result<(), Infallible>;
    #[doc(hidden)]
    fn __pointers_step_down(&mut self, by: N) -> Result<(), Infallible>;
}

impl<T: Steppable + ?Sized, N> StepMut<N> for T {
    #[doc(hidden)]
    fn __pointers_step_up(&mut self, _: N) -> Result<(), Infallible> {
        Ok(())
    }

    #[doc(hidden)]
    fn __pointers_step_down(&mut self, _: N) -> Result<(), Infallible> {
        Ok(())
    }
}

/// `v[i]` of everything that has an index, for reading.
pub trait At<I> {
    type Output: ?Sized;

    #[doc(hidden)]
    #[track_caller]
    fn __pointers_at(&self, index: I) -> Result<&Self::Output, Infallible>;
}

impl<T: Index<I> + ?Sized, I> At<I> for T {
    type Output = T::Output;

    #[doc(hidden)]
    #[inline]
    #[track_caller]
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

/// A handle, or what leads to one.
pub trait LeadsToHandle {}

impl<T: ?Sized, K> LeadsToHandle for Pointer<T, K> {}
impl<P: LeadsToHandle> LeadsToHandle for &P {}
impl<P: LeadsToHandle> LeadsToHandle for Box<P> {}
impl<P: LeadsToHandle> LeadsToHandle for Rc<P> {}

/// The collections one by one: of a type that has an index, what it gives is not known before the index is.
macro_rules! collections {
    ($([$($generics:tt)*] $Collection:ty, $Index:ty;)*) => {$(
        impl<$($generics)*> AtHandle<$Index> for $Collection {
            type Output = P;

            #[doc(hidden)]
            #[inline]
            #[track_caller]
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

/// `v[i]` of everything else that has an index, for writing.
pub trait AtMut<I> {
    type Output: ?Sized;

    #[doc(hidden)]
    #[track_caller]
    fn __pointers_at_move(&mut self, index: I) -> Result<&mut Self::Output, Infallible>;
}

impl<T: IndexMut<I> + ?Sized, I> AtMut<I> for T {
    type Output = T::Output;

    #[doc(hidden)]
    #[inline]
    #[track_caller]
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
pub struct Step<'f, N> {
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
    pub fn operand<N: Distance>(self, by: N, failure: &Failure) -> Step<'_, N> {
        Step {
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

/// One `impl` for both: of a type that is not known, because of an error elsewhere, two would be one more error.
impl<P: Handle> OperandOf<P> {
    #[doc(hidden)]
    #[inline]
    pub fn __pointers_side(self) -> Ours {
        Ours
    }

    /// A handle's variable needs no `mut`.
    #[doc(hidden)]
    #[inline]
    pub fn __pointers_assign_again(self) {}
}

impl<N> Step<'_, N> {
    #[inline]
    fn note(&self, outcome: Result<()>) {
        let error = outcome.err();
        self.failure
            .0
            .set(error.map(|error| error.used_at_instead(self.used_at)));
    }
}

impl<T: Value + ?Sized, K: Array, N: Distance> AddAssign<Step<'_, N>> for Pointer<T, K> {
    #[inline]
    fn add_assign(&mut self, step: Step<'_, N>) {
        step.note(self.__pointers_step_up(step.by));
    }
}

impl<T: Value + ?Sized, K: Array, N: Distance> SubAssign<Step<'_, N>> for Pointer<T, K> {
    #[inline]
    fn sub_assign(&mut self, step: Step<'_, N>) {
        step.note(self.__pointers_step_down(step.by));
    }
}

/// Gives the error its words: every other type's variable needs `mut`.
pub trait AssignAgain {
    type Value: ?Sized;

    #[doc(hidden)]
    fn __pointers_assign_again(self)
    where
        Self::Value: Steppable;
}

impl<T: ?Sized> AssignAgain for OperandOf<T> {
    type Value = T;

    #[doc(hidden)]
    fn __pointers_assign_again(self)
    where
        T: Steppable,
    {
    }
}

/// Every other type's operator is Rust's.
pub trait RustsSide: Sized {
    #[doc(hidden)]
    fn __pointers_side(self) -> Rusts {
        Rusts
    }
}

impl<T: ?Sized> RustsSide for OperandOf<T> {}
