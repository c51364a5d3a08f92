//! `place = v`.

use core::convert::Infallible;
use core::marker::PhantomData;

use super::part::{FindsMut, PartMut};
use super::{HeldMut, Place, RustMut};
use crate::{Kind, Result, SizeModel};

impl<T, K: Kind<Sizes: SizeModel<T>>> Place<T, K> {
    #[inline(always)]
    #[track_caller]
    pub fn __pointers_p_assign(self, value: T) -> Result<()> {
        self.write(value)
    }

    #[inline(always)]
    #[track_caller]
    pub fn __pointers_p_assign_literal(self, literal: impl LiteralOf<T>) -> Result<()> {
        self.write(literal.value())
    }
}

impl<T> HeldMut<T> {
    /// The old value is dropped while the guard lives, as it is behind Rust's own `&mut`.
    #[inline]
    pub fn __pointers_p_assign(mut self, value: T) -> Result<(), Infallible> {
        *self.0 = value;
        Ok(())
    }

    #[inline]
    pub fn __pointers_p_assign_literal(self, literal: impl LiteralOf<T>) -> Result<(), Infallible> {
        self.__pointers_p_assign(literal.value())
    }
}

impl<T> RustMut<'_, T> {
    #[inline]
    pub fn __pointers_p_assign(self, value: T) -> Result<(), Infallible> {
        *self.0 = value;
        Ok(())
    }

    #[inline]
    pub fn __pointers_p_assign_literal(self, literal: impl LiteralOf<T>) -> Result<(), Infallible> {
        self.__pointers_p_assign(literal.value())
    }
}

impl<T: Copy, K: Kind<Sizes: SizeModel<T>>, F, G: FindsMut<T, Part = F>> PartMut<T, K, F, G> {
    #[inline]
    #[track_caller]
    pub fn __pointers_p_assign(self, value: F) -> Result<()> {
        self.changed(|part| *part = value)
    }

    #[inline]
    #[track_caller]
    pub fn __pointers_p_assign_literal(self, literal: impl LiteralOf<F>) -> Result<()> {
        self.__pointers_p_assign(literal.value())
    }
}

/// What C assigns to any place by its form, `0` and a text between quotes.
#[diagnostic::on_unimplemented(
    message = "what is assigned here is no `{T}`",
    label = "not a `{T}`",
    note = "what C writes as `0` is `NULL` for a pointer, and `0.0` for a float",
    note = "a text between quotes goes into an array of bytes by `strcpy(u->name, \"Ada\")`, into memory of its own by \
            `n->name = strdup(\"Ada\")`, and becomes a `String` by `\"Ada\".to_owned()`"
)]
pub trait LiteralOf<T> {
    fn value(self) -> T;
}

impl<T> LiteralOf<T> for T {
    #[inline(always)]
    fn value(self) -> T {
        self
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

impl<T, K, F, G> TypeOfPlace for PartMut<T, K, F, G> {
    type Value = F;
}
