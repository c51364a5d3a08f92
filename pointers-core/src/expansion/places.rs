//! `~p` as a place: `p.__pointers_place()` locks it, `place.__pointers_commit()` writes back what was copied out.

use core::convert::Infallible;
use core::ops::{Deref, DerefMut};

use super::moves::NotAPlace;
use crate::{Array, Distance, ErrorKind, Kind, Pointer, RefMut, Result, SizeModel, Value};

/// The place of a `Copy` value: a copy that is written back, or the memory itself where a copy would be large.
///
/// A copy is quicker than a borrow, and works where the memory is not aligned for a reference.
pub enum CopyPlace<T, P> {
    Locked(RefMut<T>),
    Copied { handle: P, value: T },
}

impl<T, P> Deref for CopyPlace<T, P> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        match self {
            Self::Locked(guard) => guard,
            Self::Copied { value, .. } => value,
        }
    }
}

impl<T, P> DerefMut for CopyPlace<T, P> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        match self {
            Self::Locked(guard) => guard,
            Self::Copied { value, .. } => value,
        }
    }
}

/// In bytes.
pub(super) const LARGE: usize = 64;

impl<T: Copy, K: Kind> Pointer<T, K> {
    #[doc(hidden)]
    #[inline]
    #[track_caller]
    pub fn __pointers_place(&self) -> Result<CopyPlace<T, Self>> {
        if size_of::<T>() > LARGE {
            match self.borrow_mut() {
                Err(error) if error.kind() == ErrorKind::InvalidSize => {}
                locked => return locked.map(CopyPlace::Locked),
            }
        }
        let value = self.read()?;
        Ok(CopyPlace::Copied {
            handle: *self,
            value,
        })
    }
}

impl<T: Copy, K: Array> Pointer<T, K> {
    #[doc(hidden)]
    #[inline]
    #[track_caller]
    pub fn __pointers_place_at(&self, index: impl Distance) -> Result<CopyPlace<T, Self>> {
        self.__pointers_at(index)?.__pointers_place()
    }
}

impl<T: Value + ?Sized, K: Kind> Pointer<T, K> {
    #[doc(hidden)]
    #[inline]
    #[track_caller]
    pub fn __pointers_borrow_mut(self) -> Result<RefMut<T>> {
        self.borrow_mut()
    }
}

/// The place of a value that is not `Copy`, or has no size.
pub trait PlaceOf {
    type Value: ?Sized;

    #[doc(hidden)]
    #[track_caller]
    fn __pointers_place(&self) -> Result<RefMut<Self::Value>>;
}

/// The same of an element.
pub trait PlaceAt {
    type Value: ?Sized;

    #[doc(hidden)]
    #[track_caller]
    fn __pointers_place_at(&self, index: impl Distance) -> Result<RefMut<Self::Value>>;
}

macro_rules! places {
    ($([$($generics:tt)*] $T:ty;)*) => {$(
        impl<$($generics)* K: Kind> PlaceOf for Pointer<$T, K> {
            type Value = $T;

            #[inline]
            #[track_caller]
            fn __pointers_place(&self) -> Result<RefMut<$T>> {
                self.borrow_mut()
            }
        }

        impl<$($generics)* K: Array> PlaceAt for Pointer<$T, K> {
            type Value = $T;

            #[inline]
            #[track_caller]
            fn __pointers_place_at(&self, index: impl Distance) -> Result<RefMut<$T>> {
                self.__pointers_at(index)?.borrow_mut()
            }
        }
    )*};
}

places! {
    [T,] T;
    [] str;
    [U: Copy,] [U];
}

/// A place that was changed. Lookup does not look into it, for the type in it may not be known yet.
pub struct Placed<P>(pub P);

impl<T: Copy, K: Kind<Sizes: SizeModel<T>>> Placed<CopyPlace<T, Pointer<T, K>>> {
    #[inline]
    #[track_caller]
    pub fn __pointers_commit(self) -> Result<()> {
        match self.0 {
            CopyPlace::Locked(_) => Ok(()),
            CopyPlace::Copied { handle, value } => handle.write(value),
        }
    }
}

/// Places that are locked have nothing to write back.
pub trait CommitFallback: Sized {
    #[doc(hidden)]
    fn __pointers_commit(self) -> Result<(), Infallible> {
        Ok(())
    }
}

impl<T: ?Sized> CommitFallback for Placed<RefMut<T>> {}
impl<T: ?Sized> CommitFallback for Placed<&mut T> {}

/// Gives the error its words: `~n` of an integer is no place.
pub trait BorrowFallback {
    #[doc(hidden)]
    fn __pointers_place(&mut self) -> Result<&mut Self, Infallible> {
        Ok(self)
    }

    #[doc(hidden)]
    fn __pointers_borrow_mut(&mut self) -> Result<&mut Self, Infallible> {
        Ok(self)
    }
}

impl<T: NotAPlace + ?Sized> BorrowFallback for T {}
