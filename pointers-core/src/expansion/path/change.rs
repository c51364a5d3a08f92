//! `place op= v`, and `place <<= v`.

use core::convert::Infallible;
use core::ops::{Deref, DerefMut, ShlAssign};

use super::large::OfLarge;
use super::part::{FindsMut, PartMut};
use super::{HeldMut, Place, RustMut};
use crate::{Array, Error, ErrorKind, Kind, One, Pointer, RefMut, Result, SizeModel};

/// A copy that is written back, or the memory itself where a copy would be large.
pub enum Changing<T, K> {
    Copied { place: Place<T, K>, value: T },
    Locked(OfLarge<T, RefMut<T>>),
}

impl<T, K> Deref for Changing<T, K> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        match self {
            Changing::Copied { value, .. } => value,
            Changing::Locked(guard) => guard,
        }
    }
}

impl<T, K> DerefMut for Changing<T, K> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        match self {
            Changing::Copied { value, .. } => value,
            Changing::Locked(guard) => guard,
        }
    }
}

impl<T: Copy, K: Kind<Sizes: SizeModel<T>>> Changing<T, K> {
    #[inline(always)]
    #[track_caller]
    pub fn __pointers_p_commit(self) -> Result<()> {
        match self {
            Changing::Copied { place, value } => place.write(value),
            Changing::Locked(_) => Ok(()),
        }
    }
}

impl<T: Copy, K: Kind> Place<T, K> {
    #[inline(always)]
    #[track_caller]
    pub fn __pointers_p_place(self) -> Result<Changing<T, K>> {
        if OfLarge::<T, RefMut<T>>::IS_LARGE {
            match self.borrow_mut() {
                Err(error) if error.kind() == ErrorKind::InvalidSize => {}
                locked => return locked.map(OfLarge::new).map(Changing::Locked),
            }
        }
        let value = self.read()?;
        Ok(Changing::Copied { place: self, value })
    }
}

impl<T: ?Sized> HeldMut<T> {
    #[inline]
    pub fn __pointers_p_place(self) -> Result<RefMut<T>, Infallible> {
        Ok(self.0)
    }
}

impl<'a, T: ?Sized> RustMut<'a, T> {
    #[inline]
    pub fn __pointers_p_place(self) -> Result<&'a mut T, Infallible> {
        Ok(self.0)
    }
}

impl<T: Copy, K: Kind, F: Copy, G: FindsMut<T, Part = F>> PartMut<T, K, F, G> {
    #[inline]
    #[track_caller]
    pub fn __pointers_p_place(self) -> Result<ChangingPart<T, K, F, G>> {
        let value = self.copied()?;
        Ok(ChangingPart { part: self, value })
    }
}

/// A copy of a part, which is written back in the whole.
pub struct ChangingPart<T, K, F, G> {
    part: PartMut<T, K, F, G>,
    value: F,
}

impl<T, K, F, G> Deref for ChangingPart<T, K, F, G> {
    type Target = F;

    #[inline]
    fn deref(&self) -> &F {
        &self.value
    }
}

impl<T, K, F, G> DerefMut for ChangingPart<T, K, F, G> {
    #[inline]
    fn deref_mut(&mut self) -> &mut F {
        &mut self.value
    }
}

impl<T: Copy, K: Kind<Sizes: SizeModel<T>>, F, G: FindsMut<T, Part = F>> ChangingPart<T, K, F, G> {
    #[inline]
    #[track_caller]
    pub fn __pointers_p_commit(self) -> Result<()> {
        let Self { part, value } = self;
        part.changed(|part| *part = value)
    }
}

pub trait PartGuarded {
    type Value: ?Sized;

    #[track_caller]
    fn __pointers_p_place(self) -> Result<RefMut<Self::Value>>;
}

impl<T: Copy, K: Kind, F: ?Sized, G: FindsMut<T, Part = F>> PartGuarded for PartMut<T, K, F, G> {
    type Value = F;

    fn __pointers_p_place(self) -> Result<RefMut<F>> {
        self.borrowed()
    }
}

/// What was changed where it is has nothing to write back.
pub trait NoCommit: Sized {
    #[inline]
    fn __pointers_p_commit(self) -> Result<(), Infallible> {
        Ok(())
    }
}

impl<T: ?Sized> NoCommit for RefMut<T> {}
impl<T: ?Sized> NoCommit for &mut T {}

impl<T, K: Array<Sizes: SizeModel<T>>> Place<T, K> {
    /// An element of a handle: moves in.
    #[inline(always)]
    #[track_caller]
    pub fn __pointers_p_move(self, value: T) -> Result<()> {
        self.write(value)
    }
}

/// The same of `str` and `[U]`, by `<<=` or by `=`.
pub trait MoveSliceIn: Sized {
    type Value: ?Sized;

    #[track_caller]
    fn __pointers_p_move(self, value: &Self::Value) -> Result<()>;

    #[track_caller]
    fn __pointers_p_assign(self, value: &Self::Value) -> Result<()> {
        self.__pointers_p_move(value)
    }
}

impl<T, K: Kind<Sizes: SizeModel<T>>> Place<Pointer<T, K>, One> {
    /// Any other place that holds a handle: into what that points to.
    #[inline(always)]
    #[track_caller]
    pub fn __pointers_p_move(self, value: T) -> Result<()> {
        match self.read() {
            Ok(handle) => handle.write(value),
            Err(error) => Err(error.after_drop_of(value)),
        }
    }
}

impl<T, K: Kind<Sizes: SizeModel<T>>> HeldMut<Pointer<T, K>> {
    #[inline]
    #[track_caller]
    pub fn __pointers_p_move(self, value: T) -> Result<()> {
        let handle = *self.0;
        drop(self);
        handle.write(value)
    }
}

impl<T, K: Kind<Sizes: SizeModel<T>>> RustMut<'_, Pointer<T, K>> {
    #[inline]
    #[track_caller]
    pub fn __pointers_p_move(self, value: T) -> Result<()> {
        self.0.write(value)
    }
}

impl<T, L, K, V, G> PartMut<V, L, Pointer<T, K>, G>
where
    V: Copy,
    L: Kind,
    K: Kind<Sizes: SizeModel<T>>,
    G: FindsMut<V, Part = Pointer<T, K>>,
{
    #[inline]
    #[track_caller]
    pub fn __pointers_p_move(self, value: T) -> Result<()> {
        self.copied()?.write(value)
    }
}

/// Anything else is shifted.
pub trait Shift<V> {
    type Failure;

    #[track_caller]
    fn __pointers_p_move(self, value: V) -> Result<(), Self::Failure>;
}

impl<T: ShlAssign<V> + Copy, V> Shift<V> for Place<T, One> {
    type Failure = Error;

    #[inline]
    fn __pointers_p_move(self, value: V) -> Result<()> {
        let mut shifted = self.read()?;
        shifted <<= value;
        self.write(shifted)
    }
}

impl<T: ShlAssign<V>, V> Shift<V> for HeldMut<T> {
    type Failure = Infallible;

    #[inline]
    fn __pointers_p_move(mut self, value: V) -> Result<(), Infallible> {
        *self.0 <<= value;
        Ok(())
    }
}

impl<T: ShlAssign<V>, V> Shift<V> for RustMut<'_, T> {
    type Failure = Infallible;

    #[inline]
    fn __pointers_p_move(self, value: V) -> Result<(), Infallible> {
        *self.0 <<= value;
        Ok(())
    }
}

impl<T, K, F, G, V> Shift<V> for PartMut<T, K, F, G>
where
    T: Copy,
    K: Kind<Sizes: SizeModel<T>>,
    F: ShlAssign<V>,
    G: FindsMut<T, Part = F>,
{
    type Failure = Error;

    #[inline]
    fn __pointers_p_move(self, value: V) -> Result<()> {
        self.changed(|part| *part <<= value)
    }
}

/// Never implemented: what `<<=` neither shifts nor leads on from.
#[diagnostic::on_unimplemented(
    message = "`<<=` does not move into a `{Self}` that lies in a structure or an array: `=` assigns it",
    label = "a `{Self}`, which is no handle and no integer",
    note = "`<<=` moves into what a handle points to (`p <<= v`, `p[i] <<= v`, `n->data <<= v`), and shifts an integer"
)]
pub trait Shifted {}

/// Gives the error its words. Found last, by reference.
pub trait NotShifted<V> {
    type Value;

    fn __pointers_p_move(&self, _: V) -> Result<(), Infallible>
    where
        Self::Value: Shifted,
    {
        Ok(())
    }
}

impl<T, V> NotShifted<V> for Place<T, One> {
    type Value = T;
}

impl<T, V> NotShifted<V> for HeldMut<T> {
    type Value = T;
}

impl<T, V> NotShifted<V> for RustMut<'_, T> {
    type Value = T;
}

impl<T, K, F, G, V> NotShifted<V> for PartMut<T, K, F, G> {
    type Value = F;
}
