//! What a step led to, of which an error may say through which handle: a [`Place`](super::Place) notes that itself.

use super::part::{Part, PartMut};
use super::{Called, Held, HeldMut, Rust, RustMut};

/// What is no place of ours, or knows the place that it is part of.
pub trait ThroughNoHandle: Sized {
    #[inline(always)]
    #[must_use]
    fn __pointers_through(self, _: &'static str) -> Self {
        self
    }
}

impl<T: ?Sized> ThroughNoHandle for Held<T> {}
impl<T: ?Sized> ThroughNoHandle for HeldMut<T> {}
impl<T: ?Sized> ThroughNoHandle for Rust<'_, T> {}
impl<T: ?Sized> ThroughNoHandle for RustMut<'_, T> {}
impl<T, K, F: ?Sized, G> ThroughNoHandle for Part<T, K, F, G> {}
impl<T, K, F: ?Sized, G> ThroughNoHandle for PartMut<T, K, F, G> {}
impl<P> ThroughNoHandle for Called<P> {}
