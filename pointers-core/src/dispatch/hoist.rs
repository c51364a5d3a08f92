//! Loops that index a handle: it is looked up once, before the loop.
//!
//! `Probe(&p).__pointers_view()` gives a view, `Probe(&p).__pointers_cells(…)` perhaps a borrowed run of cells. Both have
//! an answer for what is usual; where they have none, the macro's usual expansion is run, which finds out why. What is
//! no handle, or of a type that is not for this, never has an answer: its methods are those of [`NoAnswer`].
//!
//! The type of the memory may not be known yet where the loop begins. So nothing is asked of it there: `Copy` and
//! a known size are asked for by the methods that touch an element, where the usual expansion asks for them too.

use core::convert::Infallible;
use core::ops::{Deref, DerefMut};

use super::places::LARGE;
use crate::handle::cells::{Cells, is_plain};
use crate::handle::view::View;
use crate::{Distance, Error, Handle};

/// Looked at by its exact type: not through `Deref`, so that no code of the user's runs.
pub struct Probe<'a, T: ?Sized>(pub &'a T);

impl<T: ?Sized> Probe<'_, T> {
    /// Whether operators of this type are the language's own.
    #[inline]
    pub fn __pointers_is_plain(self) -> bool {
        is_plain::<T>()
    }
}

impl<P: Handle> Probe<'_, P> {
    /// The elements from the handle on.
    #[inline]
    pub fn __pointers_view(self) -> View<P::Value> {
        View::of(*self.0)
    }

    /// The first `need` elements from the handle on, all assigned, borrowed; mutably if `write`. `None` is as many as
    /// are assigned.
    #[inline]
    #[track_caller]
    pub fn __pointers_cells(self, write: bool, need: Option<usize>) -> Option<Cells<P::Value>> {
        Cells::of(*self.0, write, need)
    }
}

impl<N: Distance> Probe<'_, N> {
    /// How many elements a loop needs that runs up to this number, and looks `extra` elements further.
    #[inline]
    pub fn __pointers_need(self, extra: usize) -> Option<usize> {
        let end = self.0.to_index();
        // What is negative is more than there is.
        let most = isize::MAX.cast_unsigned();
        Some(if extra < most && end < most - extra {
            end + extra
        } else {
            usize::MAX
        })
    }
}

/// A copy of an element, to be changed and written back.
pub struct Stepped<T>(T);

impl<T> Deref for Stepped<T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Stepped<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

macro_rules! indexed {
    ($($Indexed:ident)*) => {$(
        impl<T> $Indexed<T> {
            /// Whether `__pointers_set` is worth trying: the element is there, and not borrowed.
            #[inline(always)]
            pub fn __pointers_holds<I: Distance>(&self, index: &I) -> bool {
                self.holds(index.to_index())
            }

            /// `p[i] <<= value`, or the value comes back.
            #[inline(always)]
            pub fn __pointers_set<I: Distance>(&self, index: &I, value: T) -> Result<(), T> {
                self.set(index.to_index(), value)
            }

            /// `p[i] <<= value`, after `__pointers_holds` said so: whatever happened since, as the handle would do it.
            #[inline(always)]
            #[track_caller]
            pub fn __pointers_store<I: Distance>(&self, index: &I, value: T) -> Result<(), Error> {
                self.store(*index, value)
            }
        }

        impl<T: Copy> $Indexed<T> {
            /// `~p[i]`.
            #[inline(always)]
            pub fn __pointers_get<I: Distance>(&self, index: &I) -> Option<T> {
                self.get(index.to_index())
            }

            /// `p[i] += n`: what is written back. A large value is for the handle, which does not copy it.
            #[inline(always)]
            pub fn __pointers_place<I: Distance, P, E>(
                &self,
                index: &I,
                _: impl FnOnce(I) -> Result<P, E>,
            ) -> Option<Stepped<T>> {
                if size_of::<T>() > LARGE || !self.holds(index.to_index()) {
                    return None;
                }
                self.get(index.to_index()).map(Stepped)
            }

            /// Writes it back, as `__pointers_store` does.
            #[inline(always)]
            #[track_caller]
            pub fn __pointers_commit<I: Distance>(
                &self,
                index: &I,
                place: Stepped<T>,
            ) -> Result<(), Error> {
                self.store(*index, place.0)
            }
        }
    )*};
}

indexed!(View Cells);

impl<T> Cells<T> {
    #[inline]
    pub fn __pointers_len(&self) -> usize {
        self.len()
    }
}

/// What is not a handle, and counts nothing.
pub trait NoHandle {
    fn __pointers_view(self) -> Nothing;
    fn __pointers_cells(self, write: bool, need: Option<usize>) -> Option<Nothing>;
    fn __pointers_need(self, extra: usize) -> Option<usize>;
}

impl<T: ?Sized> NoHandle for Probe<'_, T> {
    #[inline]
    fn __pointers_view(self) -> Nothing {
        Nothing
    }

    #[inline]
    fn __pointers_cells(self, _: bool, _: Option<usize>) -> Option<Nothing> {
        None
    }

    #[inline]
    fn __pointers_need(self, _: usize) -> Option<usize> {
        Some(usize::MAX)
    }
}

/// The view of what is not a handle.
pub struct Nothing;

/// Takes every type, so that the usual expansion alone says which it is.
pub trait NoAnswer {
    #[inline]
    fn __pointers_get<V, I>(&self, _: &I) -> Option<V> {
        None
    }

    #[inline]
    fn __pointers_holds<I>(&self, _: &I) -> bool {
        false
    }

    #[inline]
    fn __pointers_set<V, I>(&self, _: &I, value: V) -> Result<(), V> {
        Err(value)
    }

    /// Never called: nothing holds.
    #[inline]
    fn __pointers_store<V, I>(&self, _: &I, _: V) -> Result<(), Infallible> {
        Ok(())
    }

    /// `usual` is not called: it only tells the type.
    #[inline]
    fn __pointers_place<I, P, E>(
        &self,
        _: &I,
        _usual: impl FnOnce(I) -> Result<P, E>,
    ) -> Option<P> {
        None
    }

    /// Never called: there is no place.
    #[inline]
    fn __pointers_commit<I, P>(&self, _: &I, _: P) -> Result<(), Infallible> {
        Ok(())
    }

    #[inline]
    fn __pointers_len(&self) -> usize {
        0
    }
}

impl NoAnswer for Nothing {}
impl<T: ?Sized> NoAnswer for View<T> {}
impl<T: ?Sized> NoAnswer for Cells<T> {}
