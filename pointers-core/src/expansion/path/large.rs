//! Guards of what is too large to be copied.

use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use core::ops::{Deref, DerefMut};

use crate::expansion::places::LARGE;

/// A guard of a `T`, which is [`LARGE`]. Of a small one none is ever made: so the compiler sees that beside a copy there is
/// nothing to be dropped, and keeps the copy in registers.
pub struct OfLarge<T, G> {
    guard: ManuallyDrop<G>,
    of: PhantomData<fn() -> T>,
}

impl<T, G> OfLarge<T, G> {
    pub(super) const IS_LARGE: bool = size_of::<T>() > LARGE;

    #[inline(always)]
    pub(super) fn new(guard: G) -> Self {
        debug_assert!(Self::IS_LARGE);
        OfLarge {
            guard: ManuallyDrop::new(guard),
            of: PhantomData,
        }
    }
}

impl<T, G> Drop for OfLarge<T, G> {
    #[inline(always)]
    fn drop(&mut self) {
        if Self::IS_LARGE {
            // SAFETY: nothing else drops it, and it is not used after that.
            unsafe { ManuallyDrop::drop(&mut self.guard) };
        }
    }
}

impl<T, G: Deref> Deref for OfLarge<T, G> {
    type Target = G::Target;

    #[inline(always)]
    fn deref(&self) -> &G::Target {
        &self.guard
    }
}

impl<T, G: DerefMut> DerefMut for OfLarge<T, G> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut G::Target {
        &mut self.guard
    }
}
