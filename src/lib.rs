#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub use pointers_core::*;

pub mod docs;

/// C's statements: `pointers! { let ptr = malloc(52); ptr <<= "abc"; println!("{}", ~ptr); free(ptr); }`.
#[macro_export]
macro_rules! pointers {
    ($($body:tt)*) => {
        $crate::__private::expand! { ($crate) $($body)* }
    };
}

/// What the macro's expansion names.
#[doc(hidden)]
pub mod __private {
    pub use pointers_core::__private::*;
    pub use pointers_macros::pointers as expand;
}

/// What most programs import.
pub mod prelude {
    pub use crate::pointers;
    pub use pointers_core::traits::*;
    pub use pointers_core::{
        CallocPointer, Error, ErrorKind, Handle, MallocPointer, Owned, Read, Ref, RefMut, Result,
        Value, Zeroed, calloc, calloc_safe, free, malloc, realloc,
    };
}
