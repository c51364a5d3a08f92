//! Loops that index a handle: it is looked up once, before the loop.
//!
//! `Probe(&p).__pointers_view()` gives a view, `Probe(&p).__pointers_cells(…)` perhaps a borrowed run of cells. Both say
//! what the handle would say, errors included, so that the compiler can drop the macro's usual expansion beside them.
//! What is no handle, or holds values that are not for this, has no answer: its methods are those of [`super::unhoisted`].
//!
//! What takes part in every turn of the loop only says whether it was done; what is wrong is asked for afterwards, by a
//! call of its own. Where one result may be a call's, the compiler looks at it again on the quick way too.
//!
//! The type of the memory may not be known yet where the loop begins. So nothing is asked of it there: `Copy` and
//! a known size are asked for by the methods that touch an element, where the usual expansion asks for them too.

use core::marker::PhantomData;
use core::ops::{Deref, DerefMut, Range};

use super::places::LARGE;
use crate::handle::cells::{Cells, Lent, is_integer, is_plain};
use crate::handle::view::{self, View};
use crate::{Distance, Error, Handle, Kind, Pointer};

/// Looked at by its exact type: not through `Deref`, so that no code of the user's runs.
pub struct Probe<'a, T: ?Sized>(pub &'a T);

impl<T: ?Sized> Probe<'_, T> {
    /// Whether operators of this type are the language's own.
    #[inline]
    pub fn __pointers_is_plain(self) -> bool {
        is_plain::<T>()
    }

    /// Whether its methods too are the language's own, if they have the names of an integer's.
    #[inline]
    pub fn __pointers_is_integer(self) -> bool {
        is_integer::<T>()
    }
}

impl<P: Handle> Probe<'_, P> {
    /// The elements from the handle on.
    #[inline]
    pub fn __pointers_view(self) -> View<P> {
        View::of(*self.0)
    }

    /// Whether the elements are integers.
    #[inline]
    pub fn __pointers_has_integers(self) -> bool {
        is_integer::<P::Value>()
    }

    /// The first `need` elements from the handle on, all assigned, borrowed; mutably if `write`. `None` is as many as
    /// are assigned.
    #[inline]
    #[track_caller]
    pub fn __pointers_cells(self, write: bool, need: Option<usize>) -> Option<Lent<P>> {
        Lent::of(*self.0, write, need)
    }

    /// How many items an iteration over the handle has, if it is to chunks that a value fills, and up to date.
    #[inline]
    pub fn __pointers_rest(self) -> Option<usize> {
        View::of(*self.0).chunks()
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

impl<P: Handle> View<P> {
    /// Whether it is what was looked up of this handle.
    #[doc(hidden)]
    #[inline(always)]
    pub fn __pointers_is_of(&self, pointer: &P) -> bool {
        self.is_of(*pointer)
    }
}

impl<P: Handle> Lent<P> {
    #[doc(hidden)]
    #[inline(always)]
    pub fn __pointers_lent(&self) -> Cells<'_, P> {
        self.cells()
    }
}

impl<T: ?Sized, K: Kind, P: Handle<Value = Pointer<T, K>>> View<P> {
    /// Whether it can be asked for what the elements point to.
    #[doc(hidden)]
    #[inline(always)]
    pub fn __pointers_has_rows(&self) -> bool {
        Self::ANSWERS
    }

    /// The index, and the index itself again: where there is no row, the usual expansion has it.
    #[doc(hidden)]
    #[inline(always)]
    pub fn __pointers_kept_index<I: Distance>(&self, index: I) -> (At<I>, I) {
        (self.__pointers_index(index), index)
    }

    /// The handle in `p[i]`, if it is there to be read.
    #[doc(hidden)]
    #[inline(always)]
    pub fn __pointers_row<I>(&self, at: &At<I>) -> Option<Pointer<T, K>> {
        self.look(at.index)
    }
}

/// An index, which was of the type `I`.
pub struct At<I> {
    index: usize,
    signed: bool,
    kind: PhantomData<I>,
}

impl<I> At<I> {
    /// Of what is not indexed by a number.
    pub(super) const NOWHERE: Self = At {
        index: 0,
        signed: false,
        kind: PhantomData,
    };

    /// The index as a distance. Only where that is asked for: in a loop every instruction counts.
    #[inline(always)]
    fn by(&self) -> isize {
        if self.signed {
            self.index.cast_signed()
        } else {
            isize::try_from(self.index).unwrap_or(isize::MAX)
        }
    }
}

/// A value, and what it is to be stored through. Of another type than the elements it is stored nowhere: the usual
/// expansion alone says what is wrong with it.
pub struct Store<'a, W, V> {
    pub view: &'a W,
    pub value: V,
}

/// What a loop fills, and the range that it counts. What nobody can count by is counted nowhere: the usual loop alone says
/// what is wrong with it.
pub struct Fill<'a, W, I> {
    pub view: &'a W,
    pub rest: &'a mut Range<I>,
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
        impl<P: Handle> $Indexed {
            /// Whether it can be asked to store.
            #[doc(hidden)]
            #[inline(always)]
            pub fn __pointers_writes(&self) -> bool {
                View::<P>::ANSWERS
            }

            /// That it is an integer is asked for once, here.
            #[doc(hidden)]
            #[inline(always)]
            pub fn __pointers_index<I: Distance>(&self, index: I) -> At<I> {
                At {
                    index: index.to_index(),
                    signed: I::SIGNED,
                    kind: PhantomData,
                }
            }

            /// `p[i]` that was not there: whether the handle reaches it. An error of `[`, as the usual expansion has it.
            #[doc(hidden)]
            #[inline(always)]
            #[track_caller]
            pub fn __pointers_reach<I>(&self, at: &At<I>) -> Result<(), Error> {
                view::reach(self.pointer(), at.by())
            }
        }

        impl<P: Handle<Value: Sized>> $Indexed {
            /// The value in `p[i] <<= value`, which is coerced here, once for whatever then stores it.
            #[doc(hidden)]
            #[inline(always)]
            pub fn __pointers_value(&self, value: P::Value) -> P::Value {
                value
            }

        }

        impl<P: Handle<Value: Sized>> Store<'_, $Indexed, P::Value> {
            /// `p[i] <<= value`, or the value comes back.
            #[inline(always)]
            pub fn __pointers_set<I>(self, at: &At<I>) -> Result<(), P::Value> {
                self.view.store(at.index, self.value)
            }

            /// What the element's handle, which was reached before, says of the value that came back. An error of `<<=`.
            #[inline(always)]
            #[track_caller]
            pub fn __pointers_set_late<I>(self, at: &At<I>) -> Result<(), Error> {
                self.view.set_late(at.by(), self.value)
            }
        }

        impl<P: Handle<Value: Copy>> $Indexed {
            /// Whether it can be asked to read.
            #[doc(hidden)]
            #[inline(always)]
            pub fn __pointers_reads(&self) -> bool {
                View::<P>::ANSWERS
            }

            /// Whether it can be asked for a copy to change: what is large the handle locks instead.
            #[doc(hidden)]
            #[inline(always)]
            pub fn __pointers_steps(&self) -> bool {
                View::<P>::ANSWERS && size_of::<P::Value>() <= LARGE
            }

            /// `~p[i]`, if it is there to be read.
            #[doc(hidden)]
            #[inline(always)]
            pub fn __pointers_get<I>(&self, at: &At<I>) -> Option<P::Value> {
                self.look(at.index)
            }

            /// What the handle, which does reach it, says of the read. An error of `~`.
            #[doc(hidden)]
            #[inline(always)]
            #[track_caller]
            pub fn __pointers_late<I>(&self, at: &At<I>) -> Result<P::Value, Error> {
                view::read(self.pointer(), at.by())
            }

            /// `p[i] += n`: what is to be changed and written back, if it is there to be read.
            #[doc(hidden)]
            #[inline(always)]
            pub fn __pointers_place<I, Q, E>(
                &self,
                at: &At<I>,
                _usual: impl FnOnce(I) -> Result<Q, E>,
            ) -> Option<Stepped<P::Value>> {
                self.look(at.index).map(Stepped)
            }

            /// What the handle says of the place.
            #[doc(hidden)]
            #[inline(always)]
            #[track_caller]
            pub fn __pointers_place_late<I>(
                &self,
                at: &At<I>,
            ) -> Result<Stepped<P::Value>, Error> {
                self.__pointers_late(at).map(Stepped)
            }

            /// Writes it back, or it comes back itself.
            #[doc(hidden)]
            #[inline(always)]
            pub fn __pointers_commit<I>(
                &self,
                at: &At<I>,
                place: Stepped<P::Value>,
            ) -> Result<(), Stepped<P::Value>> {
                self.store(at.index, place.0).map_err(Stepped)
            }

            /// What the element's handle says of that.
            #[doc(hidden)]
            #[inline(always)]
            #[track_caller]
            pub fn __pointers_commit_late<I>(
                &self,
                at: &At<I>,
                place: Stepped<P::Value>,
            ) -> Result<(), Error> {
                self.set_late(at.by(), place.0)
            }
        }
    )*};
}

indexed!(View<P> Cells<'_, P>);

impl<P: Handle<Value: Sized>> View<P> {
    /// `for i in rest { p[i] <<= value }`, until something is unusual: the value that was in hand comes back.
    #[doc(hidden)]
    #[inline(always)]
    pub fn __pointers_fill<I: Distance>(
        &self,
        rest: &mut Range<I>,
        value: impl FnMut(I) -> P::Value,
    ) -> Option<(I, P::Value)>
    where
        Range<I>: Iterator<Item = I>,
    {
        self.fill(rest, value)
    }
}

impl<P: Handle<Value: Sized>, I: Distance> Fill<'_, View<P>, I>
where
    Range<I>: Iterator<Item = I>,
{
    #[inline(always)]
    pub fn __pointers_fill(self, value: impl FnMut(I) -> P::Value) -> Option<(At<I>, P::Value)> {
        let (index, value) = self.view.fill(self.rest, value)?;
        Some((self.view.__pointers_index(index), value))
    }
}

impl<P: Handle> Cells<'_, P> {
    #[doc(hidden)]
    #[inline(always)]
    pub fn __pointers_len(&self) -> usize {
        self.len()
    }

    /// For an inner loop: so many of them, if there are.
    #[doc(hidden)]
    #[inline(always)]
    pub fn __pointers_first(&self, need: usize) -> Option<Self> {
        self.first(need)
    }
}
