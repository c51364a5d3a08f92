//! C's manual memory for Rust, without the undefined behaviour.
#![forbid(unsafe_code)]

pub use pointers_core::*;

/// What most programs import.
pub mod prelude {
    pub use pointers_core::traits::*;
    pub use pointers_core::{
        CallocPointer, Error, ErrorKind, Handle, MallocPointer, Owned, Read, Ref, RefMut, Result,
        Value, Zeroed, calloc, calloc_safe, free, malloc, realloc,
    };
}
