//! `->`, `.f`, `~`.

use core::convert::Infallible;
use core::ops::{Deref, Not};

use super::part::{Finds, FindsMut, Named, Part, PartMut, Then};
use super::{Held, HeldMut, Place, Rust, RustMut};
use crate::block::path::Root;
use crate::expansion::sides::never;
use crate::layout::fields::{Field, Fields};
use crate::{Array, Error, Kind, One, Pointer, Ref, RefMut, Result, Value};

impl<T: Value + ?Sized, K: Kind> Pointer<T, K> {
    /// What an arrow asks for a field: what the handle points to. Found through references, `Box` and `Rc` too.
    #[doc(hidden)]
    #[inline(always)]
    pub fn __pointers_p_arrow(&self) -> Result<Place<T, K>, Infallible> {
        Ok(Place::of(*self))
    }

    #[doc(hidden)]
    #[inline(always)]
    pub fn __pointers_p_tilde(&self) -> Result<Place<T, K>, Infallible> {
        Ok(Place::of(*self))
    }
}

impl<T: Value + ?Sized, K: Kind, L: Kind> Place<Pointer<T, K>, L> {
    #[inline(always)]
    #[track_caller]
    pub fn __pointers_p_arrow(self) -> Result<Place<T, K>> {
        self.read().map(Place::of)
    }

    /// What an index asks for an element. A step of its own, so that an error is where the handle lies.
    #[inline(always)]
    #[track_caller]
    pub fn __pointers_p_load(self) -> Result<Pointer<T, K>> {
        self.read()
    }
}

macro_rules! handles_in {
    ($([$($lifetime:lifetime)?] $Holder:ty;)*) => {$(
        impl<$($lifetime,)? T: Value + ?Sized, K: Kind> $Holder {
            #[inline]
            pub fn __pointers_p_arrow(self) -> Result<Place<T, K>, Infallible> {
                Ok(Place::of(*self.0))
            }

            #[inline]
            pub fn __pointers_p_tilde(self) -> Result<Place<T, K>, Infallible> {
                Ok(Place::of(*self.0))
            }

            #[inline]
            pub fn __pointers_p_load(self) -> Result<Pointer<T, K>, Infallible> {
                Ok(*self.0)
            }
        }
    )*};
}

handles_in! {
    [] Held<Pointer<T, K>>;
    [] HeldMut<Pointer<T, K>>;
    ['a] Rust<'a, Pointer<T, K>>;
    ['a] RustMut<'a, Pointer<T, K>>;
}

/// An index of what is no handle.
pub trait LoadItself: Sized {
    #[inline(always)]
    fn __pointers_p_load(self) -> Result<Self, Infallible> {
        Ok(self)
    }
}

impl<T: ?Sized, K> LoadItself for Place<T, K> {}
impl<T: ?Sized> LoadItself for Held<T> {}
impl<T: ?Sized> LoadItself for HeldMut<T> {}
impl<T: ?Sized> LoadItself for Rust<'_, T> {}
impl<T: ?Sized> LoadItself for RustMut<'_, T> {}
impl<T, K, F: ?Sized, G> LoadItself for Part<T, K, F, G> {}
impl<T, K, F: ?Sized, G> LoadItself for PartMut<T, K, F, G> {}

macro_rules! handles_in_parts {
    ($($Part:ident $Finds:ident;)*) => {$(
        impl<V, L, T, K, G> $Part<V, L, Pointer<T, K>, G>
        where
            V: Copy,
            L: Kind,
            T: Value + ?Sized,
            K: Kind,
            G: $Finds<V, Part = Pointer<T, K>>,
        {
            #[inline]
            #[track_caller]
            pub fn __pointers_p_arrow(self) -> Result<Place<T, K>> {
                self.copied().map(Place::of)
            }

            #[inline]
            #[track_caller]
            pub fn __pointers_p_tilde(self) -> Result<Place<T, K>> {
                self.copied().map(Place::of)
            }

            #[inline]
            #[track_caller]
            pub fn __pointers_p_load(self) -> Result<Pointer<T, K>> {
                self.copied()
            }
        }
    )*};
}

handles_in_parts! {
    Part Finds;
    PartMut FindsMut;
}

/// An arrow after what is no handle: its own field, `people[i]->age`.
pub trait ArrowItself: Sized {
    #[inline(always)]
    fn __pointers_p_arrow(self) -> Result<Self, Infallible> {
        Ok(self)
    }
}

impl<T: ?Sized, K> ArrowItself for Place<T, K> {}
impl<T: ?Sized> ArrowItself for Held<T> {}
impl<T: ?Sized> ArrowItself for HeldMut<T> {}
impl<T, K, F: ?Sized, G> ArrowItself for Part<T, K, F, G> {}
impl<T, K, F: ?Sized, G> ArrowItself for PartMut<T, K, F, G> {}

/// Never implemented.
#[diagnostic::on_unimplemented(
    message = "`->` stands after a handle, and a `{Self}` is none and holds none",
    label = "no handle stands before this arrow",
    note = "a field or a method of its own is written with a dot: `x.f`; of a list of handles an element has fields: `list[i]->f`"
)]
pub trait LeadsToFields {}

/// Gives the error its words. Only of what has no `Deref`: through that a handle may be found.
pub trait ArrowOfNoHandle {
    fn __pointers_p_arrow<U>(&self) -> Result<U, Infallible>
    where
        Self: LeadsToFields,
    {
        never()
    }
}

/// The same of a structure of the user's own: what it asks is part of the lookup, which so goes on to what it derefs to.
pub trait ArrowOfStructure {
    fn __pointers_p_arrow<U>(&self) -> Result<U, Infallible> {
        never()
    }
}

impl<T: LeadsToFields + ?Sized> ArrowOfStructure for T {}

macro_rules! no_handles {
    ($($T:ty)*) => {$(
        impl ArrowOfNoHandle for $T {}
    )*};
}

no_handles! {
    i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 bool char str
}

impl<T> ArrowOfNoHandle for [T] {}
impl<T> ArrowOfNoHandle for Option<T> {}
impl<T, E> ArrowOfNoHandle for Result<T, E> {}

impl<T: Fields, K: Kind> Place<T, K> {
    #[inline(always)]
    pub fn __pointers_p_field<F>(
        self,
        name: impl FnOnce(&T::Members) -> &Field<T, F>,
    ) -> Result<Place<F, One>, Infallible> {
        Ok(self.field(name(&T::MEMBERS)))
    }

    #[inline(always)]
    pub fn __pointers_p_field_mut<F>(
        self,
        name: impl FnOnce(&mut T::Members) -> &mut Field<T, F>,
    ) -> Result<Place<F, One>, Infallible> {
        Ok(self.field(name(&mut { T::MEMBERS })))
    }

    #[inline(always)]
    fn field<F>(&self, field: &Field<T, F>) -> Place<F, One> {
        let root = const { &Root::described(T::TABLE.description, K::ONE) };
        let path = self.path.down(root, field.index, field.offset);
        self.part(path)
    }
}

macro_rules! held {
    ($($Trait:ident $method:ident $Holder:ident $Guard:ident $borrow:ident [$($mut:tt)?];)*) => {$(
        /// A field of what has no [`Fields`].
        pub trait $Trait {
            type Whole: ?Sized;

            #[track_caller]
            fn $method<F: ?Sized>(
                self,
                part: impl FnOnce(&$($mut)? Self::Whole) -> &$($mut)? F,
            ) -> Result<$Holder<F>>;
        }

        // By reference, so that what is `Copy` is found before.
        impl<T, K: Kind> $Trait for &Place<T, K> {
            type Whole = T;

            #[track_caller]
            fn $method<F: ?Sized>(
                self,
                part: impl FnOnce(&$($mut)? T) -> &$($mut)? F,
            ) -> Result<$Holder<F>> {
                let whole = self.$borrow().map_err(Error::of_part)?;
                Ok($Holder($Guard::map(whole, part)))
            }
        }

        impl<T: ?Sized> $Trait for $Holder<T> {
            type Whole = T;

            fn $method<F: ?Sized>(
                self,
                part: impl FnOnce(&$($mut)? T) -> &$($mut)? F,
            ) -> Result<$Holder<F>> {
                Ok($Holder($Guard::map(self.0, part)))
            }
        }
    )*};
}

held! {
    FieldHeld __pointers_p_field Held Ref borrow [];
    FieldHeldMut __pointers_p_field_mut HeldMut RefMut borrow_mut [mut];
}

macro_rules! parts {
    ($($Trait:ident $method:ident $Part:ident $Finds:ident [$($mut:tt)?];)*) => {$(
        /// A field of what is `Copy` and has no [`Fields`].
        pub trait $Trait<T, K> {
            fn $method<F: ?Sized, G: Fn(&$($mut)? T) -> &$($mut)? F>(
                self,
                part: G,
            ) -> Result<$Part<T, K, F, Named<F, G>>, Infallible>;
        }

        impl<T: Copy, K: Kind> $Trait<T, K> for Place<T, K> {
            #[inline]
            fn $method<F: ?Sized, G: Fn(&$($mut)? T) -> &$($mut)? F>(
                self,
                part: G,
            ) -> Result<$Part<T, K, F, Named<F, G>>, Infallible> {
                Ok($Part::of(self, Named::of(part)))
            }
        }

        impl<T: Copy, K: Kind, F: ?Sized, G: $Finds<T, Part = F>> $Part<T, K, F, G> {
            #[inline]
            pub fn $method<H: ?Sized, N: Fn(&$($mut)? F) -> &$($mut)? H>(
                self,
                part: N,
            ) -> Result<$Part<T, K, H, Then<G, Named<H, N>>>, Infallible> {
                Ok(self.then(Named::of(part)))
            }
        }
    )*};
}

parts! {
    FieldOfCopy __pointers_p_field Part Finds [];
    FieldOfCopyMut __pointers_p_field_mut PartMut FindsMut [mut];
}

impl<'a, T: ?Sized> Rust<'a, T> {
    #[inline]
    pub fn __pointers_p_field<F: ?Sized>(
        self,
        part: impl FnOnce(&'a T) -> &'a F,
    ) -> Result<Rust<'a, F>, Infallible> {
        Ok(Rust(part(self.0)))
    }
}

impl<'a, T: ?Sized> RustMut<'a, T> {
    #[inline]
    pub fn __pointers_p_field_mut<F: ?Sized>(
        self,
        part: impl FnOnce(&'a mut T) -> &'a mut F,
    ) -> Result<RustMut<'a, F>, Infallible> {
        Ok(RustMut(part(self.0)))
    }
}

impl<T: Value + ?Sized, K: Kind> Place<Pointer<T, K>, One> {
    /// `~v->data`: what the handle points to that lies here.
    #[inline(always)]
    #[track_caller]
    pub fn __pointers_p_tilde(self) -> Result<Place<T, K>> {
        self.read().map(Place::of)
    }
}

/// `~m[i]` of a handle: the element, whatever it is.
pub trait TildeElement: Sized {
    #[inline(always)]
    fn __pointers_p_tilde(self) -> Result<Self, Infallible> {
        Ok(self)
    }
}

impl<T: ?Sized, K: Array> TildeElement for Place<T, K> {}

/// The value of a `~` that is Rust's `!`.
pub struct Inverted<V>(V);

impl<V> Inverted<V> {
    #[inline(always)]
    pub fn __pointers_p_value(self) -> Result<V, Infallible> {
        Ok(self.0)
    }
}

/// `~v[i][j]` of integers has each bit inverted.
pub trait TildeNot {
    type Output;

    fn __pointers_p_tilde(self) -> Result<Inverted<Self::Output>, Infallible>;
}

impl<T: Not + Copy> TildeNot for Rust<'_, T> {
    type Output = T::Output;

    #[inline(always)]
    fn __pointers_p_tilde(self) -> Result<Inverted<T::Output>, Infallible> {
        Ok(Inverted(!*self.0))
    }
}

/// What leads to a handle is read through it. By reference, so that what can be inverted is found before.
pub trait TildeOfDeref {
    type Handle;

    fn __pointers_p_tilde(self) -> Result<Self::Handle, Infallible>;
}

impl<T: Value + ?Sized, K: Kind, P: Deref<Target = Pointer<T, K>>> TildeOfDeref for &Rust<'_, P> {
    type Handle = Place<T, K>;

    #[inline]
    fn __pointers_p_tilde(self) -> Result<Place<T, K>, Infallible> {
        Ok(Place::of(**self.0))
    }
}

/// Never implemented for what is no handle.
#[diagnostic::on_unimplemented(
    message = "`~` reads through a handle, and this place holds a `{Self}`: the place alone is its value",
    label = "`~` of a `{Self}`",
    note = "`p->count` and `p[i].count` are the value, `!p->count` is the value with each bit inverted"
)]
pub trait IsHandle {}

#[diagnostic::do_not_recommend]
impl<T: ?Sized, K> IsHandle for Pointer<T, K> {}

/// Gives the error its words.
pub trait TildeRefused: Sized {
    type Value: ?Sized;

    fn __pointers_p_tilde(self) -> Result<Self, Infallible>
    where
        Self::Value: IsHandle,
    {
        Ok(self)
    }
}

impl<T> TildeRefused for Place<T, One> {
    type Value = T;
}

impl<T: ?Sized> TildeRefused for Held<T> {
    type Value = T;
}

impl<T: ?Sized> TildeRefused for HeldMut<T> {
    type Value = T;
}

impl<T, K, F: ?Sized, G> TildeRefused for Part<T, K, F, G> {
    type Value = F;
}

impl<T, K, F: ?Sized, G> TildeRefused for PartMut<T, K, F, G> {
    type Value = F;
}
