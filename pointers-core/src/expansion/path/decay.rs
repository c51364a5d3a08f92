//! Arrays in the arguments of string functions: `strcpy(u->name, "Ada")`.

use core::convert::Infallible;

use super::part::Part;
use super::{Held, HeldMut, Place, Rust, RustMut};
use crate::block::part;
use crate::block::path::Root;
use crate::layout::fields::Fields;
use crate::string::Unit;
use crate::{Kind, Pointer, Result};

/// An array that stands for its address, as C's do in arguments.
pub struct Decayed<U, const N: usize>(Pointer<[U; N]>);

impl<U: Unit, const N: usize, K: Kind> Place<[U; N], K> {
    #[inline]
    #[track_caller]
    pub fn __pointers_p_decay(self) -> Result<Decayed<U, N>> {
        let root = const { &Root::described(<[U; N]>::TABLE.description, K::ONE) };
        self.told(part::point(
            self.raw,
            &self.path.known(root).end::<[U; N]>(),
        ))
        .map(Pointer::from_handle)
        .map(Decayed)
    }
}

impl<U, const N: usize> Decayed<U, N> {
    #[inline]
    pub fn __pointers_p_value(self) -> Result<Pointer<[U; N]>, Infallible> {
        Ok(self.0)
    }
}

/// Everything else is the value that it is elsewhere.
pub trait DecaysNot: Sized {
    #[inline(always)]
    fn __pointers_p_decay(self) -> Result<Self, Infallible> {
        Ok(self)
    }
}

impl<T: ?Sized, K> DecaysNot for Place<T, K> {}
impl<T: ?Sized> DecaysNot for Held<T> {}
impl<T: ?Sized> DecaysNot for HeldMut<T> {}
impl<T: ?Sized> DecaysNot for Rust<'_, T> {}
impl<T: ?Sized> DecaysNot for RustMut<'_, T> {}
impl<T, K, F: ?Sized, G> DecaysNot for Part<T, K, F, G> {}
