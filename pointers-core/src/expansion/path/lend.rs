//! `&mut place`, for one call, and `&raw mut place`.

use core::convert::Infallible;

use super::part::{FindsMut, Part, PartMut};
use super::{Held, HeldMut, Place, RustMut};
use crate::block::part;
use crate::expansion::sides::never;
use crate::{Kind, Pointer, Ref, RefMut, Result, Value};

/// A place is lent; and where it is not `Copy`, or has no size, to be looked at or changed too.
pub trait GuardOfPlace: Sized {
    type Value: ?Sized;

    #[track_caller]
    fn __pointers_p_look(self) -> Result<Ref<Self::Value>>;

    #[track_caller]
    fn __pointers_p_guard(self) -> Result<RefMut<Self::Value>>;

    #[track_caller]
    fn __pointers_p_place(self) -> Result<RefMut<Self::Value>> {
        self.__pointers_p_guard()
    }
}

impl<T, K: Kind> GuardOfPlace for Place<T, K> {
    type Value = T;

    fn __pointers_p_look(self) -> Result<Ref<T>> {
        self.borrow()
    }

    fn __pointers_p_guard(self) -> Result<RefMut<T>> {
        self.borrow_mut()
    }
}

impl<T: Copy, K: Kind, F: ?Sized, G: FindsMut<T, Part = F>> PartMut<T, K, F, G> {
    #[track_caller]
    pub fn __pointers_p_guard(self) -> Result<RefMut<F>> {
        self.borrowed()
    }
}

impl<T: ?Sized> HeldMut<T> {
    #[inline]
    pub fn __pointers_p_guard(self) -> Result<RefMut<T>, Infallible> {
        Ok(self.0)
    }
}

impl<'a, T: ?Sized> RustMut<'a, T> {
    #[inline]
    pub fn __pointers_p_guard(self) -> Result<&'a mut T, Infallible> {
        Ok(self.0)
    }
}

impl<T: Value + ?Sized, K: Kind> Place<T, K> {
    /// The pointer is as old as the handle that the place was found through. It points to a part, whose element the block
    /// has to be able to take apart, for as long as it lives.
    #[inline]
    #[track_caller]
    pub fn __pointers_p_raw(self) -> Result<Pointer<T, K>> {
        if !K::ONE {
            return Ok(self.handle());
        }
        self.told(part::point(self.raw, &self.path.end::<T>()))
            .map(Pointer::from_handle)
    }
}

/// Never implemented.
#[diagnostic::on_unimplemented(
    message = "`&raw mut` of this place would outlive it: it lies behind a `Deref` or an index, or in a type without `#[derive(Fields)]`",
    label = "no `Pointer` can point here",
    note = "derive `Fields` for the structure; what a `Box` or a `Vec` holds is borrowed for one call: `f(&mut p->list[0])`"
)]
pub trait Addressable {}

macro_rules! not_addressable {
    ($([$($generics:tt)*] $Holder:ty;)*) => {$(
        impl<$($generics)*> $Holder {
            pub fn __pointers_p_raw(self) -> Result<Pointer<()>, Infallible>
            where
                Self: Addressable,
            {
                Ok(Pointer::null())
            }
        }
    )*};
}

not_addressable! {
    [T: ?Sized] Held<T>;
    [T: ?Sized] HeldMut<T>;
    [T, K, F: ?Sized, G] Part<T, K, F, G>;
    [T, K, F: ?Sized, G] PartMut<T, K, F, G>;
}

impl<T: ?Sized> RustMut<'_, T> {
    /// In the arm that is not run: in Rust's own stand the user's tokens.
    pub fn __pointers_p_raw(self) -> Result<*mut T, Infallible> {
        never()
    }
}
