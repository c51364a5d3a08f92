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

/// The document's own numbers: import this instead of the prelude, and `"abc"` is 52 bytes, as in CPython 3.11.
///
/// It has all that the prelude has. Its `malloc`, `calloc`, `calloc_safe` and handles count a value as many bytes as
/// `sys.getsizeof` says, and that must be the size of its memory exactly:
///
/// ```
/// use pointers::cpython::*;
///
/// let outcome = pointers! {
///     let ptr = malloc(52);
///     ptr <<= "abc";
///     println!("{}", ~ptr);
///     realloc(ptr, 53);
///     ptr <<= "abcd";
///     realloc(ptr, 28);
/// };
/// assert_eq!(
///     outcome.unwrap_err().to_string(),
///     "InvalidSizeError: object inside memory is of size 53, so memory cannot be set to size 28"
/// );
/// ```
///
/// | Rust | Python | bytes |
/// | --- | --- | --- |
/// | integers | `int` | 24, and 4 for each 30 bits: 28 up to 2³⁰ - 1, 32 up to 2⁶⁰ - 1, ... |
/// | `bool` | `bool` | 28 |
/// | `f64`, `f32` | `float` | 24 |
/// | `str`, `String`, `char` | `str` | all ASCII: 49, and 1 for each character |
/// | | | up to U+00FF: 73, and 1 for each |
/// | | | up to U+FFFF: 74, and 2 for each |
/// | | | beyond: 76, and 4 for each |
/// | `[u8]`, `Vec<u8>` | `bytes` | 33, and 1 for each byte |
///
/// Other types do not compile here. These sizes are only compared: the memory itself has room for the Rust value,
/// whatever it counts. The handles are those of the crate, with another size model as their second parameter.
pub mod cpython {
    pub use crate::pointers;
    pub use pointers_core::cpython::*;
    pub use pointers_core::traits::*;
    pub use pointers_core::{
        Error, ErrorKind, Handle, Owned, Read, Ref, RefMut, Result, Value, Zeroed,
    };
}
