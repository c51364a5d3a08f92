//! `p += n`, `p -= n` and `p[i]`.

use core::cell::Cell;
use core::convert::Infallible;
use core::marker::PhantomData;
use core::ops::{AddAssign, Index, IndexMut, SubAssign};

use super::for_handles;
use crate::{CallocPointer, Distance, Error, MallocPointer, Result, Value};

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

for_handles! {
    impl[T: Value + ?Sized] Handle<T> {
        /// `p[i]`, under `~` or left of an operator.
        #[doc(hidden)]
        #[inline]
        #[track_caller]
        pub fn __pointers_at(self, index: impl Distance) -> Result<Self> {
            self.offset(distance(index))
        }

        #[doc(hidden)]
        #[inline]
        #[track_caller]
        pub fn __pointers_at_mut(self, index: impl Distance) -> Result<Self> {
            self.offset(distance(index))
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
    fn __pointers_step_up(&mut self, by: N) -> Result<(), Infallible>;
    fn __pointers_step_down(&mut self, by: N) -> Result<(), Infallible>;
}

impl<T: Steppable + ?Sized, N> StepMut<N> for T {
    fn __pointers_step_up(&mut self, _: N) -> Result<(), Infallible> {
        Ok(())
    }

    fn __pointers_step_down(&mut self, _: N) -> Result<(), Infallible> {
        Ok(())
    }
}

/// `v[i]` of everything that has an index, for reading.
pub trait At<I> {
    type Output: ?Sized;

    #[track_caller]
    fn __pointers_at(&self, index: I) -> Result<&Self::Output, Infallible>;
}

impl<T: Index<I> + ?Sized, I> At<I> for T {
    type Output = T::Output;

    #[inline]
    #[track_caller]
    fn __pointers_at(&self, index: I) -> Result<&T::Output, Infallible> {
        Ok(&self[index])
    }
}

/// `v[i]` of everything that has an index, for writing.
pub trait AtMut<I> {
    type Output: ?Sized;

    #[track_caller]
    fn __pointers_at_mut(&mut self, index: I) -> Result<&mut Self::Output, Infallible>;
}

impl<T: IndexMut<I> + ?Sized, I> AtMut<I> for T {
    type Output = T::Output;

    #[inline]
    #[track_caller]
    fn __pointers_at_mut(&mut self, index: I) -> Result<&mut T::Output, Infallible> {
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
}

macro_rules! steps {
    ($($Handle:ident)*) => {$(
        impl<T: Value + ?Sized, S> OperandOf<$Handle<T, S>> {
            #[inline]
            pub fn __pointers_failure(self) -> Failure {
                Failure(Cell::new(None))
            }

            /// A handle's variable needs no `mut`.
            #[inline]
            pub fn __pointers_assign_again(self) {}

            #[inline]
            pub fn __pointers_operand<N: Distance>(self, by: N, failure: &Failure) -> Step<'_, N> {
                Step { by, failure }
            }
        }

        impl<T: Value + ?Sized, S, N: Distance> AddAssign<Step<'_, N>> for $Handle<T, S> {
            #[inline]
            #[track_caller]
            fn add_assign(&mut self, step: Step<'_, N>) {
                step.failure.0.set(self.__pointers_step_up(step.by).err());
            }
        }

        impl<T: Value + ?Sized, S, N: Distance> SubAssign<Step<'_, N>> for $Handle<T, S> {
            #[inline]
            #[track_caller]
            fn sub_assign(&mut self, step: Step<'_, N>) {
                step.failure.0.set(self.__pointers_step_down(step.by).err());
            }
        }
    )*};
}

steps!(MallocPointer CallocPointer);

/// Gives the error its words: every other type's variable needs `mut`.
pub trait AssignAgain {
    type Value: ?Sized;

    fn __pointers_assign_again(self)
    where
        Self::Value: Steppable;
}

impl<T: ?Sized> AssignAgain for OperandOf<T> {
    type Value = T;

    fn __pointers_assign_again(self)
    where
        T: Steppable,
    {
    }
}

/// The operand as it is.
pub trait PlainOperand {
    fn __pointers_failure(self) -> NoFailure;
    fn __pointers_operand<N>(self, operand: N, failure: &NoFailure) -> N;
}

impl<T: ?Sized> PlainOperand for OperandOf<T> {
    #[inline]
    fn __pointers_failure(self) -> NoFailure {
        NoFailure
    }

    #[inline]
    fn __pointers_operand<N>(self, operand: N, _: &NoFailure) -> N {
        operand
    }
}
