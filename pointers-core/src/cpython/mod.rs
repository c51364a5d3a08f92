//! The own numbers of [the document](crate#the-document): sizes as CPython 3.11 counts them.
//!
//! `malloc`, `calloc`, `calloc_safe`, `realloc`, `free` and the handle types once more, under the rule of the Python
//! library that the document is about: a value counts as many bytes as `sys.getsizeof` says, and that must be the
//! size of its memory **exactly**.
//!
//! ```
//! use pointers::cpython::*;
//! use pointers::{ErrorKind, Result, traits::*};
//!
//! # fn main() -> Result<()> {
//! let ptr: MallocPointer<str> = malloc(52)?;
//! ptr.write("abc")?;
//! assert_eq!(
//!     ptr.write("abcd").unwrap_err().to_string(),
//!     "InvalidSizeError: object is of size 53, while memory allocation is 52"
//! );
//! realloc(ptr, 53)?;
//! ptr.write("abcd")?;
//! assert_eq!(ptr.read()?, "abcd");
//! free(ptr)
//! # }
//! ```
//!
//! | Rust | Python | bytes |
//! | --- | --- | --- |
//! | integers | `int` | 24, and 4 for each 30 bits: 28 up to 2³⁰ - 1, 32 up to 2⁶⁰ - 1, ... |
//! | `bool` | `bool` | 28 |
//! | `f64`, `f32` | `float` | 24 |
//! | `str`, `String`, `char` | `str` | 49, and 1 for each character, if all are ASCII; |
//! | | | 73, and 1 for each, up to U+00FF; 74, and 2 for each, up to U+FFFF; 76, and 4 for each, beyond |
//! | `[u8]`, `Vec<u8>` | `bytes` | 33, and 1 for each byte |
//!
//! Other types do not compile here:
//! ```compile_fail,E0277
//! struct Node;
//! let ptr = pointers::cpython::malloc::<Node>(48);
//! ```
//!
//! These sizes are only compared: the memory itself has room for the Rust value, whatever it counts. [`getsizeof`]
//! says what a value counts as. What `size()` and `chunk_size()` say is what was asked for.
//!
//! The handles are those of the crate, with another size model as their second parameter. What works on
//! bytes, `cast`, `fill`, `copy_from` and `from_raw`, is native only.

mod blocks;
mod room;
mod sizes;

pub use crate::functions::{free, realloc};
pub use sizes::{Object, getsizeof};

use crate::error::Result;
use crate::handle::size_model::SizeModel;
use crate::handle::size_model::sealed::Model;
use crate::handle::value::Zeroed;

/// A value counts as many bytes as CPython's `sys.getsizeof` says, and that must be the size of its memory.
#[derive(Clone, Copy, Debug)]
pub enum CPython {}

impl<T: Object + ?Sized> SizeModel<T> for CPython {}

/// A handle to a block of [`malloc`].
///
/// It is the crate's [`MallocPointer`](crate::MallocPointer), and can do what that can.
pub type MallocPointer<T> = crate::MallocPointer<T, CPython>;

/// A handle to a block of [`calloc`] or [`calloc_safe`].
///
/// It is the crate's [`CallocPointer`](crate::CallocPointer), and can do what that can.
pub type CallocPointer<T> = crate::CallocPointer<T, CPython>;

/// Allocates memory for one value that counts exactly `size` bytes.
///
/// [The document](crate#the-document): `ptr: MallocPointer[str] = malloc(52)`.
///
/// # Errors
///
/// `Allocation` if there is no memory, or `size` is above `isize::MAX`.
///
/// ```
/// use pointers::cpython::{free, malloc};
///
/// let mem = malloc(28)?;
/// mem.write(1)?;
/// assert_eq!((mem.read()?, mem.size()), (1, 28));
/// let error = mem.write(1 << 30).unwrap_err();
/// assert_eq!(error.to_string(), "InvalidSizeError: object is of size 32, while memory allocation is 28");
/// assert_eq!(mem.read()?, 1);
/// free(mem)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[track_caller]
pub fn malloc<T: Object + ?Sized>(size: usize) -> Result<MallocPointer<T>> {
    let raw = <CPython as Model<T>>::malloc(size)?;
    Ok(MallocPointer::from_handle(raw))
}

/// Allocates memory for `chunks` values that count exactly `chunk_size` bytes each. All of them are zero, or
/// empty, and can be read at once.
///
/// [The document](crate#the-document): `memory = calloc(3, 28)`.
///
/// # Errors
///
/// `Allocation` if there is no memory, or the sizes multiplied are above `isize::MAX`; `InvalidSize` if
/// `chunk_size` is 0.
///
/// ```
/// use pointers::cpython::{calloc, free};
///
/// let memory = calloc(3, 28)?;
/// assert_eq!(memory.read()?, 0);
/// memory.write(5)?;
/// assert_eq!((memory.read()?, memory.chunk_size(), memory.size()), (5, 28, 84));
/// free(memory)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[track_caller]
pub fn calloc<T: Object + Zeroed + ?Sized>(
    chunks: usize,
    chunk_size: usize,
) -> Result<CallocPointer<T>> {
    let raw = room::calloc(chunks, chunk_size, false, T::SHAPE)?;
    Ok(CallocPointer::from_handle(raw))
}

/// Allocates memory for `chunks` values that count exactly `chunk_size` bytes each. Nothing is assigned yet.
///
/// [The document](crate#the-document): `mem = calloc_safe(4, 28)`.
///
/// # Errors
///
/// As for [`calloc`].
///
/// ```
/// use pointers::cpython::{calloc_safe, free};
///
/// let mem = calloc_safe(2, 52)?;
/// mem.write(String::from("abc"))?;
/// assert!(mem.safe() && mem.assigned() && !(mem + 1).assigned());
/// free(mem)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[track_caller]
pub fn calloc_safe<T: Object + ?Sized>(
    chunks: usize,
    chunk_size: usize,
) -> Result<CallocPointer<T>> {
    let raw = room::calloc(chunks, chunk_size, true, T::SHAPE)?;
    Ok(CallocPointer::from_handle(raw))
}

#[cfg(test)]
mod tests;
