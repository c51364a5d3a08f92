//! `(~p).field`, `(~p)[i]` and `(~p).method()`: what was read, or a part of it, which cannot be written through.
//!
//! A part that is `Copy` is copied out at once, so that no guard stays behind. What was a copy from the beginning is
//! wrapped, so that `(~p).sort()` is refused and does not sort the copy.

use core::fmt;
use core::marker::PhantomData;
use core::ops::Deref;

use crate::Ref;

/// What `~p` gave.
pub struct Whole<V>(pub V);

impl<T: ?Sized> Whole<Ref<T>> {
    #[inline]
    pub fn __pointers_part<F: ?Sized>(self, part: impl FnOnce(&T) -> &F) -> Ref<F> {
        Ref::map(self.0, part)
    }

    #[inline]
    pub fn __pointers_whole(self) -> Ref<T> {
        self.0
    }
}

/// What `~p` gave as a copy, and which part of it is meant.
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

/// A copy that can only be read.
pub struct ReadOnly<V>(V);

impl<V> Deref for ReadOnly<V> {
    type Target = V;

    #[inline]
    fn deref(&self) -> &V {
        &self.0
    }
}

impl<V: fmt::Display> fmt::Display for ReadOnly<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The parts of a copy.
pub trait WholeCopy {
    type Value;

    fn __pointers_part<F: ?Sized, G: Fn(&Self::Value) -> &F>(
        self,
        part: G,
    ) -> PartOfCopy<Self::Value, F, G>;
    fn __pointers_whole(self) -> ReadOnly<Self::Value>;
}

impl<V> WholeCopy for Whole<V> {
    type Value = V;

    #[inline]
    fn __pointers_part<F: ?Sized, G: Fn(&V) -> &F>(self, part: G) -> PartOfCopy<V, F, G> {
        PartOfCopy {
            whole: self.0,
            part,
            kind: PhantomData,
        }
    }

    #[inline]
    fn __pointers_whole(self) -> ReadOnly<V> {
        ReadOnly(self.0)
    }
}

impl<F: Copy> Ref<F> {
    #[doc(hidden)]
    #[inline]
    pub fn __pointers_copied(self) -> ReadOnly<F> {
        ReadOnly(*self)
    }
}

/// A part that is not `Copy` keeps its guard, and a part of a copy has none.
pub trait KeptPart: Sized {
    fn __pointers_copied(self) -> Self {
        self
    }
}

impl<T> KeptPart for T {}

/// Never implemented: what `~` read is not written through.
#[diagnostic::on_unimplemented(
    message = "`~p` can only be read here: a method that changes what `p` points to needs `&mut ~p`",
    label = "changes its receiver",
    note = "write `(&mut ~p).method(..)`"
)]
pub trait Writable {}

macro_rules! mutators {
    ($($Trait:ident for $([$($generics:tt)*] $T:ty),* {
        $($method:ident($($argument:ident),*))*
    })*) => {$(
        /// Methods of the standard library that change their receiver. Every use is refused, with better words than the
        /// compiler's; no other method of such a name is hidden, because on these types there is none.
        pub trait $Trait {
            $(
                fn $method<$($argument),*>(self, $(_: $argument),*) -> usize
                where
                    Self: Writable + Sized,
                {
                    0
                }
            )*
        }

        $(
            impl<$($generics)*> $Trait for ReadOnly<$T> {}
            impl<$($generics)*> $Trait for Ref<$T> {}
        )*
    )*};
}

#[allow(
    non_camel_case_types,
    reason = "the arguments of the methods double as their types"
)]
mod mutators {
    use super::{ReadOnly, Ref, Writable};

    mutators! {
        SliceMutators for [U, const N: usize] [U; N], [U] Vec<U> {
            sort() sort_unstable() reverse() iter_mut() as_mut_slice() first_mut() last_mut()
            sort_by(a) sort_by_key(a) sort_unstable_by(a) sort_unstable_by_key(a) fill(a) rotate_left(a) rotate_right(a)
            get_mut(a) copy_from_slice(a) clone_from_slice(a) swap(a, b)
        }
        VecMutators for [U] Vec<U> {
            pop() clear() push(a) remove(a) swap_remove(a) truncate(a) retain(a) extend(a) append(a) reserve(a) drain(a)
            extend_from_slice(a) insert(a, b) resize(a, b) dedup()
        }
        StringMutators for [] String {
            pop() clear() push(a) push_str(a) remove(a) truncate(a) retain(a) extend(a) reserve(a) drain(a) insert(a, b)
            insert_str(a, b) make_ascii_lowercase() make_ascii_uppercase()
        }
    }
}

pub use mutators::{SliceMutators, StringMutators, VecMutators};
