//! What leads to a handle, such as a reference or a box, and what the handle takes.

use core::cell::{Ref, RefMut};
use std::rc::Rc;
use std::sync::Arc;

use crate::{Array, Kind, Pointer, Result, SizeModel, SlicePointer};

/// A handle, or what leads to one.
pub trait LeadsToHandle {
    type Handle: TakesValue;

    fn handle(&self) -> Self::Handle;
}

impl<T: ?Sized, K> LeadsToHandle for Pointer<T, K>
where
    Self: TakesValue,
{
    type Handle = Self;

    #[inline]
    fn handle(&self) -> Self {
        *self
    }
}

/// The type of what `<<=` of a handle takes: the right side may become that, as a `&String` becomes a `&str`.
pub trait TakesValue {
    type Value<'v>
    where
        Self: 'v;
}

/// `<<=` of a handle.
pub trait Takes<V>: Copy {
    #[track_caller]
    fn take_in(self, value: V) -> Result<()>;
}

impl<T, K> TakesValue for Pointer<T, K> {
    type Value<'v>
        = T
    where
        Self: 'v;
}

impl<K> TakesValue for Pointer<str, K> {
    type Value<'v>
        = &'v str
    where
        Self: 'v;
}

impl<U, K> TakesValue for Pointer<[U], K> {
    type Value<'v>
        = &'v [U]
    where
        Self: 'v;
}

impl<T, K: Kind<Sizes: SizeModel<T>>> Takes<T> for Pointer<T, K> {
    #[inline]
    fn take_in(self, value: T) -> Result<()> {
        self.write(value)
    }
}

impl<K: Array<Sizes: SizeModel<str>>> Takes<&str> for Pointer<str, K> {
    #[inline]
    fn take_in(self, value: &str) -> Result<()> {
        SlicePointer::write(self, value)
    }
}

impl<U: Copy, K: Array<Sizes: SizeModel<[U]>>> Takes<&[U]> for Pointer<[U], K> {
    #[inline]
    fn take_in(self, value: &[U]) -> Result<()> {
        SlicePointer::write(self, value)
    }
}

macro_rules! lead_to_handles {
    ($($Left:ty),*) => {$(
        impl<P: LeadsToHandle + ?Sized> LeadsToHandle for $Left {
            type Handle = P::Handle;

            #[inline]
            fn handle(&self) -> P::Handle {
                (**self).handle()
            }
        }
    )*};
}

lead_to_handles! { &P, &mut P, Box<P>, Rc<P>, Arc<P>, Ref<'_, P>, RefMut<'_, P> }
