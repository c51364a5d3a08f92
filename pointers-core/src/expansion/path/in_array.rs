//! `q[i] += v` of a pointer to an array, where only the type says that `q` is a handle: see `expansion::places`.

use super::change::Changing;
use super::lend::GuardOfPlace;
use crate::expansion::places::{PlaceAt, Placed};
use crate::{Distance, One, Pointer, RefMut, Result};

/// `q[i]` of a pointer to an array is `(~q)[i]`.
impl<T: Copy, const N: usize> Pointer<[T; N], One> {
    #[doc(hidden)]
    #[inline]
    #[track_caller]
    pub fn __pointers_place_at(&self, index: impl Distance) -> Result<Changing<T, One>> {
        self.__pointers_p_at(index)?.__pointers_p_place()
    }
}

impl<T, const N: usize> PlaceAt for Pointer<[T; N], One> {
    type Value = T;

    #[inline]
    fn __pointers_place_at(&self, index: impl Distance) -> Result<RefMut<T>> {
        self.__pointers_p_at(index)?.__pointers_p_guard()
    }
}

impl<T: Copy> Placed<Changing<T, One>> {
    #[inline]
    #[track_caller]
    pub fn __pointers_commit(self) -> Result<()> {
        self.0.__pointers_p_commit()
    }
}
