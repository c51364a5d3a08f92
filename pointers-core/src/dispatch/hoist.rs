//! Loops that index a handle: it is looked up once, before the loop.
//!
//! `Probe(&p).__pointers_view()` gives a view, `Probe(&p).__pointers_cells(…)` perhaps a borrowed run of cells. Both say
//! what the handle would say, errors included, so that the compiler can drop the macro's usual expansion beside them.
//! What is no handle, or holds values that are not for this, has no answer: its methods are those of [`NoAnswer`].
//!
//! What takes part in every turn of the loop only says whether it was done; what is wrong is asked for afterwards, by a
//! call of its own. Where one result may be a call's, the compiler looks at it again on the quick way too.
//!
//! The type of the memory may not be known yet where the loop begins. So nothing is asked of it there: `Copy` and
//! a known size are asked for by the methods that touch an element, where the usual expansion asks for them too.

use core::convert::Infallible;
use core::ops::{Deref, DerefMut};

use super::arithmetic::distance;
use super::places::LARGE;
use crate::handle::cells::{Cells, Lent, is_plain};
use crate::handle::view::{self, View};
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
    pub fn __pointers_view(self) -> View<P> {
        View::of(*self.0)
    }

    /// The first `need` elements from the handle on, all assigned, borrowed; mutably if `write`. `None` is as many as
    /// are assigned.
    #[inline]
    #[track_caller]
    pub fn __pointers_cells(self, write: bool, need: Option<usize>) -> Option<Lent<P>> {
        Lent::of(*self.0, write, need)
    }
}

impl<N: Distance> Probe<'_, N> {
    /// How many elements a loop needs that runs up to this number, and looks `extra` elements further. What is negative
    /// becomes more than there is. Exactly the end if nothing is added, so that the compiler sees that they are the same.
    #[inline]
    pub fn __pointers_need(self, extra: usize) -> Option<usize> {
        self.0.to_index().checked_add(extra)
    }
}

impl<P: Handle> Lent<P> {
    #[inline(always)]
    pub fn __pointers_lent(&self) -> Cells<'_, P> {
        self.cells()
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
    ($($Indexed:ty)*) => {$(
        impl<P: Handle<Value: Sized>> $Indexed {
            /// Whether there are answers to `p[i] <<= value`: the same for all of a type.
            #[inline(always)]
            pub fn __pointers_answers(&self) -> bool {
                View::<P>::ANSWERS
            }

            /// `p[i]` in `p[i] <<= value`: whether it is there, before the value is known.
            #[inline(always)]
            pub fn __pointers_holds<I: Distance>(&self, index: &I) -> Option<bool> {
                View::<P>::ANSWERS.then(|| self.holds(index.to_index()))
            }

            /// `p[i] <<= value`, or the value comes back.
            #[inline(always)]
            pub fn __pointers_set<I: Distance>(
                &self,
                index: &I,
                value: P::Value,
            ) -> Result<(), P::Value> {
                self.set(index.to_index(), value)
            }

            /// What was not there at once: whether the handle reaches it. An error of `[`.
            #[inline(always)]
            #[track_caller]
            pub fn __pointers_reach<I: Distance>(&self, index: &I) -> Result<(), Error> {
                view::reach(self.pointer(), distance(*index))
            }

            /// What the element's handle says of the value that came back. An error of `<<=`.
            #[inline(always)]
            #[track_caller]
            pub fn __pointers_set_late<I: Distance>(
                &self,
                index: &I,
                value: P::Value,
            ) -> Result<(), Error> {
                self.set_late(distance(*index), value)
            }
        }

        impl<P: Handle<Value: Copy>> $Indexed {
            /// `~p[i]`, if it is there to be read.
            #[inline(always)]
            pub fn __pointers_get<I: Distance>(&self, index: &I) -> Option<Option<P::Value>> {
                View::<P>::ANSWERS.then(|| self.get(index.to_index()))
            }

            /// What the element's handle says of the read. An error of `~`.
            #[inline(always)]
            #[track_caller]
            pub fn __pointers_late<I: Distance>(&self, index: &I) -> Result<P::Value, Error> {
                view::read(self.pointer(), distance(*index))
            }

            /// `p[i] += n`: what is to be written back. A large value is for the handle, which locks it instead.
            #[inline(always)]
            pub fn __pointers_place<I: Distance, Q, E>(
                &self,
                index: &I,
                _: impl FnOnce(I) -> Result<Q, E>,
            ) -> Option<Option<Stepped<P::Value>>> {
                if size_of::<P::Value>() > LARGE {
                    return None;
                }
                Some(self.__pointers_get(index)?.map(Stepped))
            }

            #[inline(always)]
            #[track_caller]
            pub fn __pointers_place_late<I: Distance>(
                &self,
                index: &I,
            ) -> Result<Stepped<P::Value>, Error> {
                self.__pointers_late(index).map(Stepped)
            }

            /// Writes it back, as `__pointers_set` does.
            #[inline(always)]
            pub fn __pointers_commit<I: Distance>(
                &self,
                index: &I,
                place: Stepped<P::Value>,
            ) -> Result<(), Stepped<P::Value>> {
                self.__pointers_set(index, place.0).map_err(Stepped)
            }

            #[inline(always)]
            #[track_caller]
            pub fn __pointers_commit_late<I: Distance>(
                &self,
                index: &I,
                place: Stepped<P::Value>,
            ) -> Result<(), Error> {
                self.__pointers_set_late(index, place.0)
            }
        }
    )*};
}

indexed!(View<P> Cells<'_, P>);

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
        None
    }
}

/// The view of what is not a handle.
pub struct Nothing;

impl Nothing {
    pub fn __pointers_lent(&self) -> Nothing {
        Nothing
    }
}

/// Takes every type, so that the usual expansion alone says which it is. What is there for a late answer is never called,
/// since there is no answer.
pub trait NoAnswer {
    #[inline]
    fn __pointers_answers(&self) -> bool {
        false
    }

    #[inline]
    fn __pointers_get<V, I>(&self, _: &I) -> Option<Option<V>> {
        None
    }

    #[inline]
    fn __pointers_late<V, I>(&self, _: &I) -> Result<V, Infallible> {
        unreachable!()
    }

    #[inline]
    fn __pointers_reach<I>(&self, _: &I) -> Result<(), Infallible> {
        Ok(())
    }

    #[inline]
    fn __pointers_holds<I>(&self, _: &I) -> Option<bool> {
        None
    }

    #[inline]
    fn __pointers_set<V, I>(&self, _: &I, value: V) -> Result<(), V> {
        Err(value)
    }

    #[inline]
    fn __pointers_set_late<V, I>(&self, _: &I, _: V) -> Result<(), Infallible> {
        Ok(())
    }

    /// `usual` is not called: it only tells the type.
    #[inline]
    fn __pointers_place<I, Q, E>(
        &self,
        _: &I,
        _usual: impl FnOnce(I) -> Result<Q, E>,
    ) -> Option<Option<Q>> {
        None
    }

    #[inline]
    fn __pointers_place_late<I, Q>(&self, _: &I) -> Result<Q, Infallible> {
        unreachable!()
    }

    #[inline]
    fn __pointers_commit<I, Q>(&self, _: &I, place: Q) -> Result<(), Q> {
        Err(place)
    }

    #[inline]
    fn __pointers_commit_late<I, Q>(&self, _: &I, _: Q) -> Result<(), Infallible> {
        Ok(())
    }
}

impl NoAnswer for Nothing {}
impl<P> NoAnswer for View<P> {}
impl<P> NoAnswer for Cells<'_, P> {}
