//! The types whose values a picture shows as they are.

use core::any::TypeId;

use crate::layout::{Shape, Shaped};

/// A type whose values are read as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scalar {
    I8,
    I16,
    I32,
    I64,
    I128,
    Isize,
    U8,
    U16,
    U32,
    U64,
    U128,
    Usize,
    F32,
    F64,
    Bool,
    Char,
    String,
    Handle,
}

macro_rules! scalars {
    ($($kind:ident $of:ty)*) => {
        impl Scalar {
            pub(super) const SHAPES: &[&Shape] =
                &[$(Shape::of::<$of>(),)* Shape::of::<String>(), <str as Shaped>::SHAPE];

            /// Which of them this type is. Handles are not asked for here.
            pub(super) fn of(id: TypeId) -> Option<Self> {
                $(if id == TypeId::of::<$of>() {
                    return Some(Scalar::$kind);
                })*
                (id == TypeId::of::<String>()).then_some(Scalar::String)
            }

            /// Which of them a slice of this type has.
            pub(super) fn of_slice(id: TypeId) -> Option<Self> {
                $(if id == TypeId::of::<[$of]>() {
                    return Some(Scalar::$kind);
                })*
                None
            }
        }
    };
}

scalars! {
    I8 i8 I16 i16 I32 i32 I64 i64 I128 i128 Isize isize
    U8 u8 U16 u16 U32 u32 U64 u64 U128 u128 Usize usize
    F32 f32 F64 f64 Bool bool Char char
}
