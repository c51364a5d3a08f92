//! `place[i]` in a loop: where the handle there is the one that it was before, its block is not looked for again.

use core::convert::Infallible;

use super::Place;
use super::index::{At, HasElements};
use crate::access::seen::Seen;
use crate::expansion::arithmetic::Saturating;
use crate::expansion::sides::never;
use crate::layout::Shaped;
use crate::{Array, Distance, Pointer, Result};

/// An element of a handle that was loaded on the way, and what was seen of the last one that was loaded there.
pub struct SeenAt<'a, B, I> {
    at: At<B, I>,
    seen: &'a Seen,
}

impl<T, K: Array, I: Distance> At<Pointer<T, K>, I> {
    #[inline(always)]
    pub fn __pointers_p_seen(self, seen: &Seen) -> SeenAt<'_, Pointer<T, K>, I> {
        SeenAt { at: self, seen }
    }
}

/// All else is found as ever.
pub trait NotSeen: Sized {
    #[inline(always)]
    fn __pointers_p_seen(self, _: &Seen) -> Self {
        self
    }
}

impl<B, I> NotSeen for At<B, I> {}

impl<T: Copy, K: Array, I: Distance> SeenAt<'_, Pointer<T, K>, I> {
    /// Whether its value is not copied in one step. Chunks may lie further apart than what they hold.
    #[inline(always)]
    pub fn __pointers_p_is_apart(&self) -> bool {
        K::CHUNKED
    }

    #[inline(always)]
    #[track_caller]
    pub fn __pointers_p_copied(self) -> Result<T> {
        let At(handle, index) = self.at;
        if K::CHUNKED {
            return handle.__pointers_p_at(index)?.__pointers_p_value();
        }
        // SAFETY: the handle is of a `T`, which is `Copy`, and there are no chunks.
        unsafe { self.seen.read(handle.raw, Saturating(index)) }
    }
}

/// All else is found, and then read.
pub trait Apart: Sized {
    #[inline(always)]
    fn __pointers_p_is_apart(&self) -> bool {
        true
    }

    fn __pointers_p_copied<U>(self) -> Result<U, Infallible> {
        never()
    }
}

impl<B, I> Apart for At<B, I> {}
impl<B, I> Apart for SeenAt<'_, B, I> {}

macro_rules! elements {
    ($($method:ident)*) => {$(
        impl<T, K: Array, I: Distance> SeenAt<'_, Pointer<T, K>, I> {
            #[inline(always)]
            #[track_caller]
            pub fn $method(self) -> Result<Place<T, K>>
            where
                T: HasElements<K>,
            {
                let At(handle, index) = self.at;
                // Chunks may lie further apart than what they hold.
                if K::CHUNKED {
                    return handle.$method(index);
                }
                let found = self.seen.reach(handle.raw, Saturating(index), T::SHAPE);
                found.map(|raw| Place::of(Pointer::from_handle(raw)))
            }
        }
    )*};
}

elements!(__pointers_p_at __pointers_p_at_mut);
