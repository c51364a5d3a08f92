//! The functions of C, and of [the document](crate#the-document).

use core::panic::Location;

use crate::block::allocate;
use crate::error::Result;
use crate::handle::value::{Value, Zeroed};
use crate::handle::{CallocPointer, Handle, MallocPointer};

/// Allocates a block of `size` bytes. Nothing is assigned yet: move a value in before reading.
///
/// [The document](crate#the-document): `ptr: MallocPointer[str] = malloc(52)`. C: `malloc`.
///
/// A block of 0 bytes is a block, in which only values without size fit.
///
/// # Errors
///
/// `Allocation` if there is no memory, or `size` is above `isize::MAX`.
///
/// ```
/// use pointers::{ErrorKind, free, malloc};
///
/// let ptr = malloc(4)?;
/// ptr.write(7_i32)?;
/// assert_eq!(ptr.read()?, 7);
/// free(ptr)?;
/// assert_eq!(malloc::<u8>(usize::MAX).unwrap_err().kind(), ErrorKind::Allocation);
/// # Ok::<(), pointers::Error>(())
/// ```
#[inline]
#[track_caller]
pub fn malloc<T: Value + ?Sized>(size: usize) -> Result<MallocPointer<T>> {
    allocate::malloc::<T>(size).map(MallocPointer::from_handle)
}

/// Allocates `chunks` chunks of `chunk_size` bytes each, all zero, which can be read at once.
///
/// [The document](crate#the-document): `memory = calloc(3, 28)`. C: `calloc`.
///
/// # Errors
///
/// `Allocation` if there is no memory, or the sizes multiplied are above `isize::MAX`;
/// `InvalidSize` if `chunk_size` is 0. A chunk that is smaller than one `T` is `InvalidSize` when it is used.
///
/// ```
/// use pointers::{calloc, free};
///
/// let memory = calloc(3, 28)?;
/// assert_eq!(memory.read()?, 0);
/// memory.write(5)?;
/// assert_eq!(memory.read()?, 5);
/// free(memory)?;
/// # Ok::<(), pointers::Error>(())
/// ```
///
/// What is not valid when zeroed does not compile:
/// ```compile_fail,E0277
/// let memory = pointers::calloc::<String>(3, 24);
/// ```
#[inline]
#[track_caller]
pub fn calloc<T: Zeroed + ?Sized>(chunks: usize, chunk_size: usize) -> Result<CallocPointer<T>> {
    allocate::calloc(chunks, chunk_size, false, T::SHAPE).map(CallocPointer::from_handle)
}

/// Allocates `chunks` chunks of `chunk_size` bytes each, for values of any type. Nothing is assigned yet.
///
/// [The document](crate#the-document): `mem = calloc_safe(4, 28)`.
///
/// # Errors
///
/// As for [`calloc`].
///
/// ```
/// use pointers::{ErrorKind, calloc_safe, free};
///
/// let memory = calloc_safe(2, 24)?;
/// assert_eq!(memory.borrow().unwrap_err().kind(), ErrorKind::Dereference);
/// memory.write(String::from("abc"))?;
/// assert_eq!(*memory.borrow()?, "abc");
/// free(memory)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[inline]
#[track_caller]
pub fn calloc_safe<T: Value + ?Sized>(
    chunks: usize,
    chunk_size: usize,
) -> Result<CallocPointer<T>> {
    allocate::calloc(chunks, chunk_size, true, T::SHAPE).map(CallocPointer::from_handle)
}

/// Gives the block another size, in bytes, and returns its handle as it is then. The old handle, its copies
/// and the handles derived from it keep working, as the document has it: "it simply allocates it and lets
/// you use the old one".
///
/// What is added is unassigned, or zero in a [`calloc`] block. Elements past the new end are dropped. NULL
/// becomes a new block, if it is a `MallocPointer`. Copies that are so old that the block has moved more than 64 times
/// since may have become `Memory` errors.
///
/// [The document](crate#the-document): `realloc(ptr, 53)`. C: `p = realloc(p, size)`.
///
/// # Errors
///
/// Nothing is changed by an error. `InvalidSize` to zero, to less than one element, below the stored `str`,
/// or to part of a chunk; `Allocation`; `Memory`; `InvalidFree` away from the block's start; `Borrow` while
/// a guard lives; `NullPointer` of a NULL [`CallocPointer`].
///
/// ```
/// use pointers::{MallocPointer, free, malloc, realloc, traits::*};
///
/// let ptr: MallocPointer<str> = malloc(3)?;
/// ptr.write("abc")?;
/// realloc(ptr, 4)?;
/// ptr.write("abcd")?;
/// assert_eq!(ptr.read()?, "abcd");
/// free(ptr)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[inline]
#[track_caller]
pub fn realloc<P: Handle>(pointer: P, size: usize) -> Result<P> {
    pointer.realloc(size)
}

/// Frees the block: every handle to it is dead from here on, for ever. What it holds is dropped. NULL is
/// nothing to do.
///
/// [The document](crate#the-document): "Just pass the `MallocPointer` object, and it will do the rest."
/// C: `free`.
///
/// # Errors
///
/// `Memory` if it is freed already; `InvalidFree` away from the block's start; `Borrow` while a guard lives.
///
/// ```
/// use pointers::{ErrorKind, free, malloc};
///
/// let ptr = malloc::<i32>(4)?;
/// free(ptr)?;
/// assert_eq!(free(ptr).unwrap_err().kind(), ErrorKind::Memory);
/// # Ok::<(), pointers::Error>(())
/// ```
#[inline]
#[track_caller]
pub fn free<P: Handle>(pointer: P) -> Result<()> {
    pointer.free_at(Location::caller())
}
