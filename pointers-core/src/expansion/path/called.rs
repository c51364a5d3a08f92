//! `*f()?` and `*(p + i)`, where it is only looked at.

use core::convert::Infallible;
use core::ops::Deref;

use super::Place;
use crate::expansion::stars::HasStar;
use crate::{Kind, Pointer, Value};

/// What a call gave.
pub struct Called<P>(pub P);

impl<T: Value + ?Sized, K: Kind> Called<Pointer<T, K>> {
    #[inline(always)]
    pub fn __pointers_called(self) -> Place<T, K>
    where
        Pointer<T, K>: HasStar,
    {
        Place::of(self.0)
    }
}

/// Everything else has a `*` of Rust's.
pub trait CalledByRust: Sized {
    #[inline(always)]
    fn __pointers_called(self) -> Self {
        self
    }
}

impl<P: Deref> CalledByRust for Called<P> {}

impl<P: Deref> Called<P> {
    #[inline(always)]
    pub fn __pointers_p_look(self) -> Result<Self, Infallible> {
        Ok(self)
    }
}

impl<P: Deref> Deref for Called<P> {
    type Target = P::Target;

    #[inline(always)]
    fn deref(&self) -> &P::Target {
        &self.0
    }
}
