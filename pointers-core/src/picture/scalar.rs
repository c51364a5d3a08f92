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
            #[inline]
            pub(super) fn of(id: TypeId) -> Option<Self> {
                $(if id == TypeId::of::<$of>() {
                    return Some(Scalar::$kind);
                })*
                (id == TypeId::of::<String>()).then_some(Scalar::String)
            }

            /// Whether no handle can be in a value of this type, as far as can be told by the type alone. Of all other types
            /// nobody knows.
            #[inline]
            pub(super) fn holds_no_handle(id: TypeId) -> bool {
                let holds_none = [
                    $(TypeId::of::<Option<$of>>(), TypeId::of::<Vec<$of>>(), TypeId::of::<Box<[$of]>>(),)*
                    TypeId::of::<()>(), TypeId::of::<&str>(), TypeId::of::<Box<str>>(),
                    TypeId::of::<Option<String>>(), TypeId::of::<Vec<String>>(),
                    TypeId::of::<std::time::Duration>(), TypeId::of::<std::time::Instant>(),
                ];
                Scalar::of(id).is_some() || holds_none.contains(&id)
            }

            /// Which of them a slice of this type has.
            #[inline]
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
