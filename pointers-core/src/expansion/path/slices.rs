//! Uses of a place that holds a `str` or a `[U]`.

use super::Place;
use super::change::MoveSliceIn;
use super::lend::GuardOfPlace;
use super::value::ValueOfPlace;
use crate::{Array, Kind, Read, Ref, RefMut, Result, SizeModel, SlicePointer};

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
    )*};
}

slices! {
    [] str;
    [U: Copy,] [U];
}
