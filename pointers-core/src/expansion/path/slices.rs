//! Uses of a place that holds a `str` or a `[U]`.

use super::change::MoveSliceIn;
use super::lend::GuardOfPlace;
use super::part::{FindsMut, PartMut};
use super::value::ValueOfPlace;
use super::{HeldMut, Place, RustMut};
use crate::{Array, Kind, One, Pointer, Read, Ref, RefMut, Result, SizeModel, SlicePointer};

macro_rules! slices {
    ($([$($generics:tt)*] $T:ty;)*) => {$(
        impl<$($generics)* K: Kind> ValueOfPlace for Place<$T, K> {
            type Value = <$T as Read>::Output;

            fn __pointers_p_value(self) -> Result<Self::Value> {
                self.told(self.handle().read())
            }
        }

        impl<$($generics)* K: Kind> GuardOfPlace for Place<$T, K> {
            type Value = $T;

            fn __pointers_p_look(self) -> Result<Ref<$T>> {
                self.told(self.handle().borrow())
            }

            fn __pointers_p_guard(self) -> Result<RefMut<$T>> {
                self.told(self.handle().borrow_mut())
            }
        }

        impl<$($generics)* K: Array<Sizes: SizeModel<$T>>> MoveSliceIn for Place<$T, K> {
            type Value = $T;

            fn __pointers_p_move(self, value: &$T) -> Result<()> {
                self.told(SlicePointer::write(self.handle(), value))
            }
        }

        // A place that holds a handle: into what that points to.
        impl<$($generics)* K: Array<Sizes: SizeModel<$T>>> Place<Pointer<$T, K>, One> {
            #[track_caller]
            pub fn __pointers_p_move(self, value: &$T) -> Result<()> {
                SlicePointer::write(self.read()?, value)
            }
        }

        impl<$($generics)* K: Array<Sizes: SizeModel<$T>>> HeldMut<Pointer<$T, K>> {
            #[track_caller]
            pub fn __pointers_p_move(self, value: &$T) -> Result<()> {
                let handle = *self.0;
                drop(self);
                SlicePointer::write(handle, value)
            }
        }

        impl<$($generics)* K: Array<Sizes: SizeModel<$T>>> RustMut<'_, Pointer<$T, K>> {
            #[track_caller]
            pub fn __pointers_p_move(self, value: &$T) -> Result<()> {
                SlicePointer::write(*self.0, value)
            }
        }

        impl<$($generics)* V, L, K, G> PartMut<V, L, Pointer<$T, K>, G>
        where
            V: Copy,
            L: Kind,
            K: Array<Sizes: SizeModel<$T>>,
            G: FindsMut<V, Part = Pointer<$T, K>>,
        {
            #[track_caller]
            pub fn __pointers_p_move(self, value: &$T) -> Result<()> {
                SlicePointer::write(self.copied()?, value)
            }
        }
    )*};
}

slices! {
    [] str;
    [U: Copy,] [U];
}
