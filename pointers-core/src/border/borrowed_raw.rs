//! `borrow_raw`: the guard of memory that C only lends.

use core::ffi::c_void;
use core::fmt;
use core::ops::Deref;
use core::panic::Location;
use core::slice;

use crate::Value;
use crate::block::allocate::product;
use crate::block::{lent, look_up};
use crate::error::{Result, Site};
use crate::handle::{Calloc, Kind, Malloc, Pointer};
use crate::layout::Shape;

/// Memory that C lends, as long as this lives: a guard of [`borrow_raw`](crate::MallocPointer::borrow_raw). Everything that
/// reads works through it as on a handle, and on the copies of the handle that `*guard` gives; when it is dropped, they are
/// all stale.
///
/// Reading copies. References come from [`as_slice`](Self::as_slice), and end before the guard does; `borrow()`, whose guard
/// would outlive it, is a [`Borrow`](crate::ErrorKind::Borrow) error, and so is writing. `free` and `realloc` are
/// [`InvalidFree`](crate::ErrorKind::InvalidFree). In [`heap::stats`](crate::heap::stats) it counts as a block.
#[must_use = "the memory is lent only while the guard lives"]
pub struct BorrowedRaw<T: Value + ?Sized, K: Kind = Malloc> {
    pointer: Pointer<T, K>,
    /// Where it was lent, which is noted as where it was given back: a drop has no place in the source.
    site: Site,
}

impl<T: Value + ?Sized> Pointer<T, Malloc> {
    /// Handles to memory that C lends, and frees itself: `const T *`. They are good while the guard lives.
    ///
    /// # Errors
    ///
    /// `NullPointer` if it is NULL; `InvalidSize` if it is not aligned for `T`, or not a whole number of `T`s; `Allocation` if
    /// there is no memory to keep track of it.
    ///
    /// # Safety
    ///
    /// `pointer` is NULL, or until the guard is dropped (which one that is forgotten never is) it has `size` bytes that
    /// are initialised and valid as `T`s, and that nobody changes: what
    /// [`slice::from_raw_parts`](core::slice::from_raw_parts) asks for.
    ///
    /// ```
    /// use pointers::{ErrorKind, MallocPointer, free};
    ///
    /// let text = c"abc"; // C's, say
    /// // SAFETY: the text has four bytes, and outlives the guard.
    /// let lent = unsafe { MallocPointer::<u8>::borrow_raw(text.as_ptr().cast(), 4)? };
    /// let second = lent.add(1)?;
    /// assert_eq!((second.read()?, lent.as_slice()), (b'b', &b"abc\0"[..]));
    /// assert_eq!(second.write(b'x').unwrap_err().kind(), ErrorKind::Borrow);
    /// assert_eq!(
    ///     free(*lent).unwrap_err().to_string(),
    ///     "InvalidFreeError: memory belongs to C, which has only lent it"
    /// );
    /// drop(lent);
    /// assert_eq!(second.read().unwrap_err().kind(), ErrorKind::Memory);
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[track_caller]
    pub unsafe fn borrow_raw(pointer: *const c_void, size: usize) -> Result<BorrowedRaw<T>> {
        // SAFETY: the caller's promise.
        let handle = unsafe { lent::begin(pointer.cast_mut().cast(), size, None, T::SHAPE)? };
        Ok(BorrowedRaw {
            pointer: Self::from_handle(handle),
            site: Location::caller(),
        })
    }
}

impl<T: Value + ?Sized> Pointer<T, Calloc> {
    /// Handles to chunks that C lends, and frees itself: as [`borrow_raw`](crate::MallocPointer::borrow_raw) of a
    /// `MallocPointer`.
    ///
    /// # Errors
    ///
    /// As for `borrow_raw` of a `MallocPointer`; `InvalidSize` too if a chunk is smaller than one `T`, or empty.
    ///
    /// # Safety
    ///
    /// As for `borrow_raw` of a `MallocPointer`, and each of the chunks is valid as a `T`.
    ///
    /// ```
    /// use pointers::CallocPointer;
    ///
    /// let rows = [[1_u32, 2], [3, 4]];
    /// // SAFETY: there are two rows of eight bytes, which outlive the guard.
    /// let lent = unsafe { CallocPointer::<u32>::borrow_raw(rows.as_ptr().cast(), 2, 8)? };
    /// assert_eq!(lent.add(1)?.read()?, 3);
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[track_caller]
    pub unsafe fn borrow_raw(
        pointer: *const c_void,
        chunks: usize,
        chunk_size: usize,
    ) -> Result<BorrowedRaw<T, Calloc>> {
        let size = product(chunks, chunk_size)?;
        let base = pointer.cast_mut().cast();
        // SAFETY: the caller's promise.
        let handle = unsafe { lent::begin(base, size, Some(chunk_size), T::SHAPE)? };
        Ok(BorrowedRaw {
            pointer: Self::from_handle(handle),
            site: Location::caller(),
        })
    }
}

impl<T> BorrowedRaw<T> {
    /// All of it, as a slice.
    ///
    /// ```
    /// use pointers::MallocPointer;
    ///
    /// let numbers = [1_u32, 2, 3]; // C's, say
    /// // SAFETY: there are three numbers, which outlive the guard.
    /// let lent = unsafe { MallocPointer::<u32>::borrow_raw(numbers.as_ptr().cast(), 12)? };
    /// assert_eq!(lent.as_slice(), [1, 2, 3]);
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        let Ok(place) = look_up(self.pointer.raw) else {
            return &[];
        };
        let count = place.layout(Shape::of::<T>()).count();
        let start = place.base().cast::<T>();
        // SAFETY: the promise made to `borrow_raw`, which found the memory aligned: until this guard, which is borrowed, is
        // dropped, so many values are there that nobody changes; the handles do not ("Loans").
        unsafe { slice::from_raw_parts(start.as_ptr(), count) }
    }
}

impl<T: Value + ?Sized, K: Kind> Deref for BorrowedRaw<T, K> {
    type Target = Pointer<T, K>;

    fn deref(&self) -> &Pointer<T, K> {
        &self.pointer
    }
}

impl<T: Value + ?Sized, K: Kind> Drop for BorrowedRaw<T, K> {
    fn drop(&mut self) {
        lent::end(self.pointer.raw, T::SHAPE, self.site);
    }
}

impl<T: Value + ?Sized, K: Kind> fmt::Debug for BorrowedRaw<T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pointer.fmt(f)
    }
}
