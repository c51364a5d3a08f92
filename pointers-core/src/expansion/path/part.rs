//! Parts of a `Copy` value that has no `Fields`: they are reached in a copy, so that they leave no guard and work where the
//! memory is not aligned for a reference.

use core::marker::PhantomData;
use core::ops::{Deref, Index, IndexMut};
use core::ptr::NonNull;

use super::Place;
use crate::expansion::places::LARGE;
use crate::{Error, ErrorKind, Kind, Ref, RefMut, Result, SizeModel};

/// Where in a `T` a part lies. What is found is found anew at each use.
pub trait Finds<T: ?Sized> {
    type Part: ?Sized;

    /// Gives the part of `whole` that is meant, and no other.
    fn with<R>(&self, whole: &T, then: impl FnOnce(&Self::Part) -> R) -> R;
}

/// The same, to be changed.
pub trait FindsMut<T: ?Sized> {
    type Part: ?Sized;

    /// Gives the part of `whole` that is meant, and no other.
    fn with<R>(&self, whole: &mut T, then: impl FnOnce(&mut Self::Part) -> R) -> R;
}

/// A field: what the macro's closure names.
pub struct Named<F: ?Sized, G>(G, PhantomData<fn() -> *const F>);

/// An element of an array, which is there.
pub struct Numbered(pub(super) usize);

/// What an index of the type's own gives.
pub struct Indexed<I>(pub(super) I);

/// A part of a part.
pub struct Then<A, B>(A, B);

impl<F: ?Sized, G> Named<F, G> {
    #[inline]
    pub(super) fn of(name: G) -> Self {
        Named(name, PhantomData)
    }
}

macro_rules! finds {
    ($($Finds:ident $Index:ident [$($mut:tt)?];)*) => {$(
        impl<T: ?Sized, F: ?Sized, G: Fn(&$($mut)? T) -> &$($mut)? F> $Finds<T> for Named<F, G> {
            type Part = F;

            #[inline]
            fn with<R>(&self, whole: &$($mut)? T, then: impl FnOnce(&$($mut)? F) -> R) -> R {
                then((self.0)(whole))
            }
        }

        impl<T, const N: usize> $Finds<[T; N]> for Numbered {
            type Part = T;

            #[inline]
            fn with<R>(&self, whole: &$($mut)? [T; N], then: impl FnOnce(&$($mut)? T) -> R) -> R {
                then(&$($mut)? whole[self.0])
            }
        }

        impl<T: $Index<I> + ?Sized, I: Clone> $Finds<T> for Indexed<I> {
            type Part = T::Output;

            #[inline]
            fn with<R>(&self, whole: &$($mut)? T, then: impl FnOnce(&$($mut)? T::Output) -> R) -> R {
                then(&$($mut)? whole[self.0.clone()])
            }
        }

        impl<T: ?Sized, A: $Finds<T>, B: $Finds<A::Part>> $Finds<T> for Then<A, B> {
            type Part = B::Part;

            #[inline]
            fn with<R>(&self, whole: &$($mut)? T, then: impl FnOnce(&$($mut)? B::Part) -> R) -> R {
                self.0.with(whole, |part| self.1.with(part, then))
            }
        }
    )*};
}

finds! {
    Finds Index [];
    FindsMut IndexMut [mut];
}

/// What lies in a value at `place`, and how it is found in it.
pub struct Part<T, K, F: ?Sized, G> {
    place: Place<T, K>,
    part: G,
    of: PhantomData<fn() -> *const F>,
}

/// The same, to be changed.
pub struct PartMut<T, K, F: ?Sized, G> {
    place: Place<T, K>,
    part: G,
    of: PhantomData<fn() -> *mut F>,
}

macro_rules! parts {
    ($($Part:ident)*) => {$(
        impl<T, K, F: ?Sized, G> $Part<T, K, F, G> {
            #[inline]
            pub(super) fn of(place: Place<T, K>, part: G) -> Self {
                $Part {
                    place,
                    part,
                    of: PhantomData,
                }
            }

            /// A part of the part.
            #[inline]
            pub(super) fn then<H: ?Sized, B>(self, next: B) -> $Part<T, K, H, Then<G, B>> {
                $Part::of(self.place, Then(self.part, next))
            }
        }
    )*};
}

parts!(Part PartMut);

impl<T: Copy, K: Kind, F: ?Sized, G: Finds<T, Part = F>> Part<T, K, F, G> {
    #[inline]
    #[track_caller]
    pub(super) fn copied(&self) -> Result<F>
    where
        F: Copy,
    {
        if size_of::<T>() > LARGE {
            match self.place.borrow() {
                Err(error) if error.kind() == ErrorKind::InvalidSize => {}
                whole => return whole.map(|whole| self.part.with(&whole, |part| *part)),
            }
        }
        let whole = self.place.read()?;
        Ok(self.part.with(&whole, |part| *part))
    }

    #[track_caller]
    pub(super) fn looked_at(self) -> Result<LookAtPart<T, F, G>> {
        if size_of::<T>() > LARGE {
            match self.place.borrow() {
                Err(error) if error.kind() == ErrorKind::InvalidSize => {}
                whole => return whole.map(|whole| LookAtPart::Borrowed(self.narrow(whole))),
            }
        }
        let whole = self.place.read()?;
        let part = self.part;
        Ok(LookAtPart::Copied { whole, part })
    }

    #[track_caller]
    pub(super) fn borrowed(self) -> Result<Ref<F>> {
        let whole = self.place.borrow()?;
        Ok(self.narrow(whole))
    }

    fn narrow(self, whole: Ref<T>) -> Ref<F> {
        let part = self.part.with(&whole, |part| NonNull::from(part));
        // SAFETY: the part is reached through the value, which the loan covers.
        unsafe { whole.narrowed(part) }
    }
}

/// A part that is looked at: in a copy of the whole, or where it lies.
pub enum LookAtPart<T, F: ?Sized, G> {
    Copied { whole: T, part: G },
    Borrowed(Ref<F>),
}

impl<T, F: ?Sized, G: Finds<T, Part = F>> Deref for LookAtPart<T, F, G> {
    type Target = F;

    fn deref(&self) -> &F {
        match self {
            LookAtPart::Copied { whole, part } => {
                let part = part.with(whole, |part| NonNull::from(part));
                // SAFETY: the part is reached through the copy, which is lent for as long.
                unsafe { part.as_ref() }
            }
            LookAtPart::Borrowed(part) => part,
        }
    }
}

impl<T: Copy, K: Kind, F: ?Sized, G: FindsMut<T, Part = F>> PartMut<T, K, F, G> {
    #[inline]
    #[track_caller]
    pub(super) fn copied(&self) -> Result<F>
    where
        F: Copy,
    {
        let mut whole = self.place.read()?;
        Ok(self.part.with(&mut whole, |part| *part))
    }

    /// Changes the part where it lies, or in a copy of the whole.
    #[inline]
    #[track_caller]
    pub(super) fn changed(self, change: impl FnOnce(&mut F)) -> Result<()>
    where
        K: Kind<Sizes: SizeModel<T>>,
    {
        if size_of::<T>() > LARGE {
            match self.place.borrow_mut() {
                Err(error) if error.kind() == ErrorKind::InvalidSize => {}
                whole => {
                    let mut whole = whole.map_err(Error::of_part)?;
                    self.part.with(&mut whole, change);
                    return Ok(());
                }
            }
        }
        let mut whole = self.place.read().map_err(Error::of_part)?;
        self.part.with(&mut whole, change);
        self.place.write(whole)
    }

    #[track_caller]
    pub(super) fn borrowed(self) -> Result<RefMut<F>> {
        let mut whole = self.place.borrow_mut()?;
        let part = self.part.with(&mut whole, |part| NonNull::from(part));
        // SAFETY: the part is reached through the value, which the loan covers.
        Ok(unsafe { whole.narrowed(part) })
    }
}
