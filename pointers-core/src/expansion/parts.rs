//! `(~p).field`, `(~p)[i]` and `(~p).method()`: what was read, or a part of it, which cannot be written through.
//!
//! A part that is `Copy` is copied out at once, so that no guard stays behind. What was a copy from the beginning is
//! wrapped, so that `(~p).sort()` is refused and does not sort the copy.

use core::marker::PhantomData;
use core::ops::Deref;

use crate::Ref;

impl<T: ?Sized> Ref<T> {
    #[doc(hidden)]
    #[inline]
    pub fn __pointers_part<F: ?Sized>(self, part: impl FnOnce(&T) -> &F) -> Part<F, Ref<F>> {
        Part(Ref::map(self, part))
    }

    #[doc(hidden)]
    #[inline]
    pub fn __pointers_whole(self) -> ReadOnlyUseMutTilde<T, Self> {
        ReadOnlyUseMutTilde(self)
    }
}

/// What `~` gave as a copy, and its parts.
pub trait WholeCopy: Sized {
    #[doc(hidden)]
    #[inline]
    fn __pointers_part<F: ?Sized, G: Fn(&Self) -> &F>(
        self,
        part: G,
    ) -> Part<F, PartOfCopy<Self, F, G>> {
        Part(PartOfCopy {
            whole: self,
            part,
            kind: PhantomData,
        })
    }

    #[doc(hidden)]
    #[inline]
    fn __pointers_whole(self) -> ReadOnlyUseMutTilde<Self, Copied<Self>> {
        ReadOnlyUseMutTilde(Copied(self))
    }
}

impl<V> WholeCopy for V {}

/// A part, which its keeper `K` dereferences to.
pub struct Part<F: ?Sized, K: Deref<Target = F>>(K);

impl<F: Copy, K: Deref<Target = F>> Part<F, K> {
    /// Copies the part out, and lets go of the rest.
    #[doc(hidden)]
    #[inline]
    pub fn __pointers_copied(self) -> ReadOnlyUseMutTilde<F, Copied<F>> {
        ReadOnlyUseMutTilde(Copied(*self.0))
    }
}

/// A part that is not `Copy` stays where it is.
pub trait KeptPart {
    type Part: ?Sized;
    type Keeper: Deref<Target = Self::Part>;

    #[doc(hidden)]
    fn __pointers_copied(self) -> ReadOnlyUseMutTilde<Self::Part, Self::Keeper>;
}

impl<F: ?Sized, K: Deref<Target = F>> KeptPart for Part<F, K> {
    type Part = F;
    type Keeper = K;

    #[inline]
    fn __pointers_copied(self) -> ReadOnlyUseMutTilde<F, K> {
        ReadOnlyUseMutTilde(self.0)
    }
}

/// What was read, for reading only. Its name is part of the message that a method gets which would write.
pub struct ReadOnlyUseMutTilde<V: ?Sized, K>(pub(super) K)
where
    K: Deref<Target = V>;

impl<V: ?Sized, K: Deref<Target = V>> Deref for ReadOnlyUseMutTilde<V, K> {
    type Target = V;

    #[inline]
    fn deref(&self) -> &V {
        &self.0
    }
}

/// A copy.
pub struct Copied<V>(pub(super) V);

impl<V> Deref for Copied<V> {
    type Target = V;

    #[inline]
    fn deref(&self) -> &V {
        &self.0
    }
}

/// A copy, and which part of it is meant.
pub struct PartOfCopy<V, F: ?Sized, G> {
    whole: V,
    part: G,
    kind: PhantomData<fn() -> *const F>,
}

impl<V, F: ?Sized, G: Fn(&V) -> &F> Deref for PartOfCopy<V, F, G> {
    type Target = F;

    #[inline]
    fn deref(&self) -> &F {
        (self.part)(&self.whole)
    }
}

/// An index, for one more use.
#[inline]
pub fn again<I: Clone>(index: &I) -> I {
    index.clone()
}

/// Never implemented: what `~` read is not written through.
#[diagnostic::on_unimplemented(
    message = "`~p` is read-only as a receiver: a method that changes it needs `(&mut ~p)`",
    label = "changes its receiver",
    note = "`(~p).sort()` would sort a copy: write `(&mut ~p).sort()`, and of a part of it `(&mut p->part).sort()`"
)]
pub trait Writable {}

macro_rules! mutators {
    ($($([$($generics:tt)*] $T:ty),* => $methods:tt)*) => {
        $($(mutators! { @of [$($generics)*] $T, $methods })*)*
    };
    (@of [$($generics:tt)*] $T:ty, { $($method:ident($($argument:ident),*))* }) => {
        /// Methods of the standard library that change their receiver. Every use is refused, with better words than the
        /// compiler's; no other method of such a name is hidden, because on these types there is none. They are of no
        /// trait: with one in scope, the user's `<_>::push` would have two meanings.
        impl<$($generics)* K: Deref<Target = $T>> ReadOnlyUseMutTilde<$T, K> {
            $(
                #[doc(hidden)]
                pub fn $method<$($argument),*>(self, $(_: $argument),*) -> usize
                where
                    Self: Writable,
                {
                    0
                }
            )*
        }
    };
}

#[allow(
    clippy::wrong_self_convention,
    non_camel_case_types,
    reason = "the arguments of the methods double as their types"
)]
mod mutators {
    use core::ops::Deref;

    use super::{ReadOnlyUseMutTilde, Writable};

    mutators! {
        [U, const N: usize,] [U; N], [U,] Vec<U> => {
            sort() sort_unstable() reverse() iter_mut() as_mut_slice() first_mut() last_mut()
            sort_by(a) sort_by_key(a) sort_unstable_by(a) sort_unstable_by_key(a) fill(a) rotate_left(a) rotate_right(a)
            get_mut(a) copy_from_slice(a) clone_from_slice(a) swap(a, b)
        }
        [U,] Vec<U> => {
            pop() clear() push(a) remove(a) swap_remove(a) truncate(a) retain(a) extend(a) append(a) reserve(a) drain(a)
            extend_from_slice(a) insert(a, b) resize(a, b) dedup()
        }
        [] String => {
            pop() clear() push(a) push_str(a) remove(a) truncate(a) retain(a) extend(a) reserve(a) drain(a) insert(a, b)
            insert_str(a, b) make_ascii_lowercase() make_ascii_uppercase()
        }
    }
}
