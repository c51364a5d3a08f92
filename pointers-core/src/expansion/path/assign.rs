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

impl<T: Copy, K: Kind<Sizes: SizeModel<T>>, F, G: FindsMut<T, Part = F>> PartMut<T, K, F, G> {
    #[inline]
    #[track_caller]
    pub fn __pointers_p_assign(self, value: F) -> Result<()> {
        self.changed(|part| *part = value)
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
