//! What the arm that is not run is checked against: handles, and elements of theirs, that have every operator and method which
//! the user's own tokens may use there.

use core::marker::PhantomData;
use core::ops::{
    AddAssign, BitAndAssign, BitOrAssign, BitXorAssign, Deref, DivAssign, Index, MulAssign,
    RemAssign, ShlAssign, ShrAssign, SubAssign,
};

use super::leads::{LeadsToHandle, TakesValue};
use super::sides::{Anything, MeansSomethingOnlyInPointersMacro, never};
use crate::handle::star::HandleUseTildeOrRead;
use crate::{Calloc, Malloc, One, Pointer};

/// What a handle points to, to the arm that is Rust's.
pub struct ElementUseTildeOrRead<P>(PhantomData<P>);

/// What a field or a method of an element is of.
macro_rules! elements {
    ($([$($generics:tt)*] $P:ty => $T:ty;)*) => {$(
        impl<$($generics)*> Deref for ElementUseTildeOrRead<$P> {
            type Target = $T;

            fn deref(&self) -> &$T {
                never()
            }
        }
    )*};
}

elements! {
    [T: ?Sized, S] Pointer<T, Malloc<S>> => T;
    [T: ?Sized, S] Pointer<T, Calloc<S>> => T;
    [T, const N: usize] Pointer<[T; N], One> => T;
}

macro_rules! operators {
    ($($Operator:ident $method:ident)*) => {$(
        impl<N> $Operator<N> for Anything {
            fn $method(&mut self, _: N) {}
        }

        impl<T: ?Sized, K> $Operator<MeansSomethingOnlyInPointersMacro> for HandleUseTildeOrRead<T, K> {
            fn $method(&mut self, value: MeansSomethingOnlyInPointersMacro) {
                match value {}
            }
        }
    )*};
}

operators! {
    AddAssign add_assign SubAssign sub_assign MulAssign mul_assign DivAssign div_assign RemAssign rem_assign
    BitAndAssign bitand_assign BitOrAssign bitor_assign BitXorAssign bitxor_assign ShlAssign shl_assign
    ShrAssign shr_assign
}

macro_rules! operators_of_elements {
    ($($Operator:ident $method:ident)*) => {$(
        impl<P, N> $Operator<N> for ElementUseTildeOrRead<P> {
            fn $method(&mut self, _: N) {}
        }
    )*};
}

operators_of_elements! {
    AddAssign add_assign SubAssign sub_assign MulAssign mul_assign DivAssign div_assign RemAssign rem_assign
    BitAndAssign bitand_assign BitOrAssign bitor_assign BitXorAssign bitxor_assign ShrAssign shr_assign
}

macro_rules! moved_into {
    ($($K:ident)*) => {$(
        impl<T: ?Sized, S> ShlAssign<MeansSomethingOnlyInPointersMacro>
            for ElementUseTildeOrRead<Pointer<T, $K<S>>>
        {
            fn shl_assign(&mut self, value: MeansSomethingOnlyInPointersMacro) {
                match value.0 {}
            }
        }

        impl<T: ?Sized, S> LeadsToHandle for ElementUseTildeOrRead<Pointer<T, $K<S>>>
        where
            Pointer<T, $K<S>>: TakesValue,
        {
            type Handle = Pointer<T, $K<S>>;

            fn handle(&self) -> Self::Handle {
                never()
            }
        }
    )*};
}

moved_into! { Malloc Calloc }

/// An element of an array is shifted, or leads on.
impl<T, const N: usize, V> ShlAssign<V> for ElementUseTildeOrRead<Pointer<[T; N], One>> {
    fn shl_assign(&mut self, _: V) {
        never()
    }
}

/// What a handle is indexed by in the arm that is not run, and never elsewhere.
#[diagnostic::on_unimplemented(
    message = "`p[i]` of a handle is a value, an argument, or what is assigned, in `pointers! {{ }}`: it has no reference that stays",
    label = "an element of a handle",
    note = "`&mut p[i]` lends it to one call, `f(&mut p[i])`; `let mut element = (p + i).borrow_mut()?;` keeps it borrowed as long as \
            that lives; outside of the macro `p.add(i)?.read()?` is its value"
)]
pub trait OfTheOtherArm {
    fn never(self) -> !;
}

#[diagnostic::do_not_recommend]
impl OfTheOtherArm for MeansSomethingOnlyInPointersMacro {
    fn never(self) -> ! {
        match self.0 {}
    }
}

impl<T: ?Sized, K, I: OfTheOtherArm> Index<I> for Pointer<T, K> {
    type Output = ElementUseTildeOrRead<Self>;

    fn index(&self, index: I) -> &ElementUseTildeOrRead<Self> {
        index.never()
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized, K> ShlAssign<MeansSomethingOnlyInPointersMacro> for Pointer<T, K> {
    fn shl_assign(&mut self, value: MeansSomethingOnlyInPointersMacro) {
        match value.0 {}
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized, K> ShrAssign<MeansSomethingOnlyInPointersMacro> for Pointer<T, K> {
    fn shr_assign(&mut self, value: MeansSomethingOnlyInPointersMacro) {
        match value.0 {}
    }
}
