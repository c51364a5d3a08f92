//! Blocks that C's `malloc` made, and that its `free` ends: where there is a C. wasm32-unknown-unknown has none.

use core::ffi::c_void;

use crate::Value;
use crate::block::adopt::adopt;
use crate::block::allocate::product;
use crate::block::{free, recorded};
use crate::error::{Parting, Result};
use crate::handle::{Array, Calloc, Kind, Malloc, Pointer};

impl<T: Value + ?Sized, K: Kind> Pointer<T, K> {
    /// Hands the block over to C, which frees it: `libc::free`. Every handle to it goes stale, and nothing in
    /// it is dropped. Small blocks lie side by side in memory of the library: of these C gets a copy, at another address.
    /// (On wasm32-unknown-unknown, where there is no C, there is no `into_raw`, and no `from_raw`. On
    /// Windows C ends blocks of a type that is aligned to more than 16 by `_aligned_free`.)
    ///
    /// # Errors
    ///
    /// `InvalidFree` away from the block's start; `Memory`; `NullPointer`; `Borrow` while a guard lives; `Allocation` if there
    /// is no memory for the copy of a small block, which stays as it is then.
    ///
    /// ```
    /// use pointers::*;
    /// let p = malloc::<u32>(12)?;
    /// p.write(7)?;
    /// let raw = p.into_raw()?;
    /// assert_eq!(p.read().unwrap_err().kind(), ErrorKind::Memory);
    /// // SAFETY: the block is C's `malloc`'s, and nobody else's now.
    /// unsafe { libc::free(raw) };
    /// # Ok::<(), Error>(())
    /// ```
    #[track_caller]
    pub fn into_raw(self) -> Result<*mut c_void>
    where
        K: Array,
    {
        recorded::before();
        let base = free::hand_over(self.raw, T::SHAPE, Parting::HandedOver)?;
        Ok(base.as_ptr().cast())
    }
}

impl<T: Value + ?Sized> Pointer<T, Malloc> {
    /// Takes over a block that C allocated, so that it can be used and freed here.
    ///
    /// # Errors
    ///
    /// `NullPointer` if it is NULL; `InvalidSize` if it is not aligned for `T`, or not a whole number of `T`s. The
    /// block stays C's then.
    ///
    /// # Safety
    ///
    /// `pointer` is NULL or came from the C allocator, is used by nobody else from now on, and has `size`
    /// bytes that are initialised and valid as `T`s. On Windows a block of a `T` that is aligned to more than 16 comes from
    /// `_aligned_malloc`: C's `free` does not take what has that alignment there.
    ///
    /// ```
    /// use pointers::{MallocPointer, free};
    ///
    /// // SAFETY: `strdup` allocates with `malloc`, and the copy has four bytes.
    /// let copy = unsafe {
    ///     let raw = libc::strdup(c"abc".as_ptr());
    ///     MallocPointer::<u8>::from_raw(raw.cast(), 4)?
    /// };
    /// assert_eq!(copy.add(2)?.read()?, b'c');
    /// free(copy)?;
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[track_caller]
    pub unsafe fn from_raw(pointer: *mut c_void, size: usize) -> Result<Self> {
        // SAFETY: the caller's promise.
        unsafe { adopt(pointer.cast(), size, None, None, T::SHAPE) }.map(Self::from_handle)
    }
}

impl<T: Value + ?Sized> Pointer<T, Calloc> {
    /// Takes over a block that C allocated, so that it can be used and freed here. All of its chunks are
    /// assigned; those that a later [`realloc`](crate::realloc) adds are not, since nobody has said that
    /// zero is a `T`.
    ///
    /// # Errors
    ///
    /// `NullPointer` if it is NULL; `InvalidSize` if it is not aligned for `T`, a chunk is smaller than one `T`, or
    /// is empty; `Allocation` if the sizes multiplied are more than any block has. The block stays C's then.
    ///
    /// # Safety
    ///
    /// `pointer` is NULL or came from the C allocator, is used by nobody else from now on, and has
    /// `chunks * chunk_size` bytes that are initialised, each chunk valid as a `T`. On Windows a block of a `T` that is aligned
    /// to more than 16 comes from `_aligned_malloc`.
    ///
    /// ```
    /// use pointers::{CallocPointer, free, realloc};
    ///
    /// // SAFETY: the block is fresh and has three zeroed chunks.
    /// let memory = unsafe { CallocPointer::<u32>::from_raw(libc::calloc(3, 4), 3, 4)? };
    /// assert_eq!(memory.add(2)?.read()?, 0);
    /// let memory = realloc(memory, 16)?;
    /// assert!(!memory.add(3)?.assigned());
    /// free(memory)?;
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[track_caller]
    pub unsafe fn from_raw(pointer: *mut c_void, chunks: usize, chunk_size: usize) -> Result<Self> {
        let size = product(chunks, chunk_size)?;
        // SAFETY: the caller's promise.
        let handle = unsafe { adopt(pointer.cast(), size, Some(chunk_size), None, T::SHAPE)? };
        Ok(Self::from_handle(handle))
    }
}
