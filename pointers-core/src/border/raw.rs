//! Blocks as C sees them: addresses, and destructors of C's own.

use crate::Value;
use crate::block::adopt::adopt;
use crate::block::allocate::product;
use crate::block::{Located, find};
use crate::error::{Error, Result};
use crate::handle::{Calloc, Kind, Malloc, Pointer};
use crate::layout::{Shape, Shaped};
use crate::table::destroy::Destroy;
use crate::table::raw_handle::RawHandle;

/// The address that a handle points to, of a block that lives, or one past its last element.
#[track_caller]
fn address_of(handle: RawHandle, one: bool, shape: &'static Shape) -> Result<*mut u8> {
    let place = find(handle)?;
    let length = place.record.length();
    match usize::try_from(place.offset) {
        Ok(offset) if one || offset <= length => Ok(place.pointer(offset).as_ptr()),
        _ => Err(outside(&place, shape)),
    }
}

#[cold]
#[track_caller]
fn outside(place: &Located, shape: &'static Shape) -> Error {
    let layout = place.layout(shape);
    place.outside(layout.index(place.offset), layout)
}

impl<T, K: Kind> Pointer<T, K> {
    /// The address for C: a raw pointer, after a check that the block lives.
    ///
    /// It is good until the block is freed, reallocated or handed over, which nobody who has the raw pointer notices: take
    /// it where you call C, and do not keep it. C may read what is assigned, and write while no guard lives. What it writes
    /// into unassigned memory counts as assigned only after
    /// [`assume_assigned`](crate::Unassigned::assume_assigned). Of memory that C lends ([`borrow_raw`]) it is for reading.
    ///
    /// [`borrow_raw`]: crate::MallocPointer::borrow_raw
    ///
    /// # Errors
    ///
    /// `Memory` after `free`; `NullPointer`: where C takes NULL, pass [`ptr::null_mut`](core::ptr::null_mut) yourself;
    /// `OutOfBounds` or `NotEnoughChunks` outside the block. One past the last element is an address, as in C.
    ///
    /// ```
    /// use pointers::{ErrorKind, MallocPointer, free, malloc};
    ///
    /// let text: MallocPointer<u8> = malloc(4)?;
    /// text.copy_from_slice(b"abc\0")?;
    /// // SAFETY: the block has a string with its terminator, and lives.
    /// assert_eq!(unsafe { libc::strlen(text.as_ptr()?.cast()) }, 3);
    /// free(text)?;
    /// assert_eq!(text.as_ptr().unwrap_err().kind(), ErrorKind::Memory);
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[track_caller]
    pub fn as_ptr(self) -> Result<*mut T> {
        Ok(address_of(self.raw, K::ONE, Shape::of::<T>())?.cast())
    }
}

impl<K: Kind> Pointer<str, K> {
    /// The address of the text's first byte, for C: as [`as_ptr`](crate::MallocPointer::as_ptr) of other handles. A `str`
    /// has no terminator.
    ///
    /// # Errors
    ///
    /// `Memory`, `NullPointer`, `OutOfBounds`, `NotEnoughChunks`.
    ///
    /// ```
    /// use pointers::{MallocPointer, free};
    ///
    /// let text = MallocPointer::<str>::from_str("abc")?;
    /// // SAFETY: the block has three bytes, and lives.
    /// assert_eq!(unsafe { *text.as_ptr()? }, b'a');
    /// free(text)?;
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[track_caller]
    pub fn as_ptr(self) -> Result<*mut u8> {
        address_of(self.raw, K::ONE, str::SHAPE)
    }
}

impl<U: Copy, K: Kind> Pointer<[U], K> {
    /// The address of the slice's first element, for C: as [`as_ptr`](crate::MallocPointer::as_ptr) of other handles.
    ///
    /// # Errors
    ///
    /// `Memory`, `NullPointer`, `OutOfBounds`, `NotEnoughChunks`.
    ///
    /// ```
    /// use pointers::{MallocPointer, free, malloc, traits::*};
    ///
    /// let numbers: MallocPointer<[u16]> = malloc(6)?;
    /// numbers.write(&[1, 2, 3])?;
    /// // SAFETY: the block has three numbers, and lives.
    /// assert_eq!(unsafe { *numbers.as_ptr()?.add(2) }, 3);
    /// free(numbers)?;
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[track_caller]
    pub fn as_ptr(self) -> Result<*mut U> {
        Ok(address_of(self.raw, K::ONE, <[U]>::SHAPE)?.cast())
    }
}

impl<T: Value + ?Sized> Pointer<T, Malloc> {
    /// Takes over memory that has a destructor of C's own: `widget_destroy`, `fclose`, `sqlite3_free`. [`free`](crate::free)
    /// drops what it holds, as of every block, and then calls the destructor, once, instead of C's `free`. What the
    /// destructor returns is dropped.
    ///
    /// `size` is in bytes. Where C alone knows it, let it be 0 and `T` a type without size: the handle then says whether the
    /// object is still there, and [`as_ptr`](crate::MallocPointer::as_ptr) passes it on.
    ///
    /// # Errors
    ///
    /// As for [`from_raw`](crate::MallocPointer::from_raw): the memory stays C's then, and the destructor is not called.
    /// `realloc`, `into_raw`, `into_vec` and `detach` of such a block are `InvalidFree`.
    ///
    /// # Safety
    ///
    /// `pointer` is NULL, or memory that `destroy` may be called with, once, on this thread, that nobody else uses from now on,
    /// and that has `size` bytes which are initialised and valid as `T`s.
    ///
    /// ```
    /// use pointers::{ErrorKind, MallocPointer, free};
    ///
    /// // SAFETY: `tmpfile` opens a file, of which C alone knows how large it is, and that `fclose` closes.
    /// let file = unsafe { MallocPointer::<()>::from_raw_with(libc::tmpfile(), 0, libc::fclose)? };
    /// // SAFETY: the file is open.
    /// assert_eq!(unsafe { libc::fputs(c"abc".as_ptr(), file.as_ptr()?.cast()) >= 0 }, true);
    /// free(file)?; // closes it
    /// assert_eq!(file.as_ptr().unwrap_err().kind(), ErrorKind::Memory);
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[track_caller]
    pub unsafe fn from_raw_with<A, R>(
        pointer: *mut A,
        size: usize,
        destroy: unsafe extern "C" fn(*mut A) -> R,
    ) -> Result<Self> {
        let destroy = Some(Destroy::new(destroy));
        // SAFETY: the caller's promise.
        let handle = unsafe { adopt(pointer.cast(), size, None, destroy, T::SHAPE)? };
        Ok(Self::from_handle(handle))
    }
}

impl<T: Value + ?Sized> Pointer<T, Calloc> {
    /// Takes over chunks that have a destructor of C's own: as
    /// [`from_raw_with`](crate::MallocPointer::from_raw_with) of a `MallocPointer`.
    ///
    /// # Errors
    ///
    /// As for [`from_raw`](crate::CallocPointer::from_raw): the memory stays C's then, and the destructor is not called.
    ///
    /// # Safety
    ///
    /// As for `from_raw_with` of a `MallocPointer`, and each of the chunks is valid as a `T`.
    ///
    /// ```
    /// use pointers::{CallocPointer, free};
    ///
    /// // SAFETY: the block is fresh, has three zeroed chunks, and `free` is for it.
    /// let memory = unsafe { CallocPointer::<u32>::from_raw_with(libc::calloc(3, 4), 3, 4, libc::free)? };
    /// assert_eq!(memory.add(2)?.read()?, 0);
    /// free(memory)?;
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[track_caller]
    pub unsafe fn from_raw_with<A, R>(
        pointer: *mut A,
        chunks: usize,
        chunk_size: usize,
        destroy: unsafe extern "C" fn(*mut A) -> R,
    ) -> Result<Self> {
        let size = product(chunks, chunk_size)?;
        let destroy = Some(Destroy::new(destroy));
        // SAFETY: the caller's promise.
        let handle = unsafe { adopt(pointer.cast(), size, Some(chunk_size), destroy, T::SHAPE)? };
        Ok(Self::from_handle(handle))
    }
}
