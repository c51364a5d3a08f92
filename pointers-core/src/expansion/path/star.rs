//! `*place`: what the handle points to that lies here. Of everything else it is Rust's `*`, of the copy or of the guard that
//! `place` gives.

use core::convert::Infallible;
use core::ops::{Deref, DerefMut};

use super::part::{Finds, Part, PartMut};
use super::{Held, HeldMut, Place, Rust, RustMut};
use crate::expansion::sides::never;
use crate::expansion::stars::HasStar;
use crate::{Array, Error, Kind, One, Pointer, Ref, RefMut, Result, Value};

// `__pointers_p_behind` begins a path, where only the type says that there is one: see `super::behind`.
macro_rules! stars_of_handles {
    ($($method:ident)*) => {$(
        impl<T: Value + ?Sized, K: Kind> Pointer<T, K> {
            #[doc(hidden)]
            #[inline(always)]
            pub fn $method(self) -> Result<Place<T, K>, Infallible>
            where
                Self: HasStar,
            {
                Ok(Place::of(self))
            }
        }
    )*};
}

stars_of_handles!(__pointers_p_star __pointers_p_star_mut __pointers_p_behind __pointers_p_behind_mut);

impl<'a, U: ?Sized, K: Kind> Place<&'a U, K> {
    /// A reference is copied out.
    #[track_caller]
    pub fn __pointers_p_star(self) -> Result<Rust<'a, U>> {
        self.read().map(Rust)
    }
}

impl<'a, U: ?Sized> Held<&'a U> {
    pub fn __pointers_p_star(self) -> Result<Rust<'a, U>, Infallible> {
        Ok(Rust(*self.0))
    }
}

impl<'a, T: Copy, K: Kind, U: ?Sized, G: Finds<T, Part = &'a U>> Part<T, K, &'a U, G> {
    #[track_caller]
    pub fn __pointers_p_star(self) -> Result<Rust<'a, U>> {
        self.copied().map(Rust)
    }
}

impl<'a, T: Deref + ?Sized> Rust<'a, T> {
    pub fn __pointers_p_star(self) -> Result<Rust<'a, T::Target>, Infallible> {
        Ok(Rust(self.0))
    }
}

/// Never implemented for what is no handle.
#[diagnostic::on_unimplemented(
    message = "`*` stands before a handle, and this place holds a `{Self}`: the place alone is its value",
    label = "`*` of a `{Self}`"
)]
pub trait PointsToMore {}

/// Gives the error its words.
pub trait StarRefused: Sized {
    type Value: ?Sized;

    fn __pointers_p_star(self) -> Result<Self, Infallible>
    where
        Self::Value: PointsToMore,
    {
        never()
    }
}

impl<T: Copy> StarRefused for Place<T, One> {
    type Value = T;
}

impl<T: Copy> StarRefused for &Held<T> {
    type Value = T;
}

impl<T, K, F: ?Sized, G> StarRefused for Part<T, K, F, G> {
    type Value = F;
}

/// `*p[i]` is `~p[i]`: the element, where that is no handle.
pub trait StarOfElement: Sized {
    #[inline(always)]
    fn __pointers_p_star(self) -> Result<Self, Infallible> {
        Ok(self)
    }
}

impl<T: Copy, K: Array> StarOfElement for Place<T, K> {}

/// Of what leads on, such as a `Box`, it is Rust's. By reference, so that what is `Copy` is found before.
pub trait StarOfDeref {
    type Target: ?Sized;

    #[track_caller]
    fn __pointers_p_star(self) -> Result<Held<Self::Target>>;
}

impl<T: Deref> StarOfDeref for &Place<T, One> {
    type Target = T::Target;

    fn __pointers_p_star(self) -> Result<Held<T::Target>> {
        let whole = self.borrow()?;
        Ok(Held(Ref::map(whole, |whole| &**whole)))
    }
}

impl<T: Deref + ?Sized> StarOfDeref for Held<T> {
    type Target = T::Target;

    fn __pointers_p_star(self) -> Result<Held<T::Target>> {
        Ok(Held(Ref::map(self.0, |whole| &**whole)))
    }
}

/// The `*` of a guard is what is guarded.
pub trait StarOfGuard {
    type Place;

    fn __pointers_p_star(self) -> Result<Self::Place, Infallible>;
}

impl<T, K> StarOfGuard for &mut Place<T, K> {
    type Place = Place<T, K>;

    fn __pointers_p_star(self) -> Result<Place<T, K>, Infallible> {
        Ok(*self)
    }
}

/// Gives the error its words.
#[diagnostic::on_unimplemented(
    message = "`*` stands before a handle, and this place holds a `{Self}`: `place = ..` changes the place itself",
    label = "`*` of a `{Self}`"
)]
pub trait LeadsToMore: DerefMut {}

impl<T: DerefMut + ?Sized> LeadsToMore for T {}

/// What leads to more is changed through a guard.
pub trait StarMut: Sized {
    type Value: ?Sized;

    #[track_caller]
    fn __pointers_p_star_mut(self) -> Result<HeldMut<<Self::Value as Deref>::Target>>
    where
        Self::Value: LeadsToMore;
}

impl<T, K: Kind> StarMut for Place<T, K> {
    type Value = T;

    fn __pointers_p_star_mut(self) -> Result<HeldMut<T::Target>>
    where
        T: LeadsToMore,
    {
        let whole = self.borrow_mut().map_err(Error::of_part)?;
        Ok(HeldMut(RefMut::map(whole, |whole| &mut **whole)))
    }
}

impl<T: ?Sized> StarMut for HeldMut<T> {
    type Value = T;

    fn __pointers_p_star_mut(self) -> Result<HeldMut<T::Target>>
    where
        T: LeadsToMore,
    {
        Ok(HeldMut(RefMut::map(self.0, |whole| &mut **whole)))
    }
}

impl<T, K, F: ?Sized, G> StarMut for PartMut<T, K, F, G> {
    type Value = F;

    /// What is `Copy` leads to nothing that can be changed.
    fn __pointers_p_star_mut(self) -> Result<HeldMut<F::Target>>
    where
        F: LeadsToMore,
    {
        never()
    }
}

impl<'a, T: DerefMut + ?Sized> RustMut<'a, T> {
    pub fn __pointers_p_star_mut(self) -> Result<RustMut<'a, T::Target>, Infallible> {
        Ok(RustMut(self.0))
    }
}
