//! Handles that lie in memory, and that nothing in a loop can change: `row->chars` is read once, before it.
//!
//! `Kept(row.__pointers_p_kept(|m| &m.chars)).__pointers_p_handle()` is perhaps the handle. In the loop stands
//! `kept.__pointers_kept()` for what `row->chars` loads: a copy of a handle, which is checked at each use as any other.

use super::Place;
use crate::expansion::sides::never;
use crate::handle::cells::is_plain;
use crate::layout::fields::{Field, Fields};
use crate::{Array, Distance, Kind, One, Pointer};

/// What a step leads to; `None` where it fails, or is not one of those that run no code of the user's.
pub struct Kept<T>(pub Option<T>);

impl<T: Fields, K: Kind> Pointer<T, K> {
    /// `row->chars`.
    #[doc(hidden)]
    #[inline(always)]
    pub fn __pointers_p_kept<F>(
        &self,
        name: impl FnOnce(&T::Members) -> &Field<T, F>,
    ) -> Option<Place<F, One>> {
        Some(Place::of(*self).field(*name(&T::MEMBERS)))
    }
}

impl<T, K: Array> Pointer<T, K> {
    /// `rows[i]`.
    #[doc(hidden)]
    #[inline(always)]
    pub fn __pointers_p_kept_at(&self, index: impl Distance) -> Option<Place<T, K>> {
        self.__pointers_at(index).ok().map(Place::of)
    }
}

impl<T, K: Kind, L: Kind> Kept<Place<Pointer<T, K>, L>> {
    #[inline(always)]
    pub fn __pointers_p_handle(self) -> Option<Pointer<T, K>> {
        self.0?.read().ok()
    }
}

impl<T, L> Kept<Place<T, L>> {
    /// Whether what lies there is a value of the language's own: no code of the user's runs where it is used.
    #[inline(always)]
    pub fn __pointers_p_holds_plain(self) -> bool {
        is_plain::<T>()
    }
}

impl<T, K> Pointer<T, K> {
    #[doc(hidden)]
    #[inline(always)]
    pub fn __pointers_is_kept(&self) -> bool {
        true
    }

    #[doc(hidden)]
    #[inline(always)]
    pub fn __pointers_kept(&self) -> Self {
        *self
    }
}

/// What is not kept.
pub struct NotKept;

/// A field of what has no `Fields`: it may be another type's, behind a `Deref` of the user's.
pub trait NoneKept {
    type Whole: ?Sized;

    #[inline(always)]
    fn __pointers_p_kept<F: ?Sized>(&self, _: impl FnOnce(&Self::Whole) -> &F) -> Option<NotKept> {
        None
    }

    #[inline(always)]
    fn __pointers_p_kept_at<I>(&self, _: I) -> Option<NotKept> {
        None
    }
}

impl<T: ?Sized, K> NoneKept for Pointer<T, K> {
    type Whole = T;
}

/// What is no handle.
pub trait NoHandleKept: Sized {
    #[inline(always)]
    fn __pointers_p_handle(self) -> Option<NotKept> {
        None
    }

    #[inline(always)]
    fn __pointers_p_holds_plain(self) -> bool {
        false
    }
}

impl<T> NoHandleKept for Kept<T> {}

impl NotKept {
    #[inline(always)]
    pub fn __pointers_is_kept(&self) -> bool {
        false
    }

    /// Of the type of what is loaded instead.
    #[inline(always)]
    pub fn __pointers_kept<T>(&self) -> T {
        never()
    }
}
