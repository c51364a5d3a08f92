//! Handles that lie in memory, and that nothing in a loop can change: `row->chars` is read once, before it.
//!
//! `Kept(place).__pointers_p_handle()` is perhaps the handle that lies in a place. In the loop stands `kept.__pointers_kept()` for
//! what `row->chars` loads: a copy of a handle, which is checked at each use as any other.

use super::Place;
use crate::expansion::sides::never;
use crate::handle::cells::is_plain;
use crate::{Array, Distance, Kind, Pointer};

/// What a step leads to, if it does.
pub struct Kept<T>(pub Option<T>);

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

/// An element of what is no handle.
pub trait NoneKept {
    #[inline(always)]
    fn __pointers_p_kept_at<I>(&self, _: I) -> Option<NotKept> {
        None
    }
}

impl<T: ?Sized> NoneKept for T {}

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
