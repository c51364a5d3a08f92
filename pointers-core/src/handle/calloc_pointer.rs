//! [`CallocPointer`].

use super::Pointer;
use super::kind::Calloc;
use super::size_model::Native;
use crate::block::look_up;

/// A handle to a block of [`calloc`](crate::calloc) or [`calloc_safe`](crate::calloc_safe): the address of a
/// chunk, and the knowledge whether its block is still there.
///
/// What it can do beyond a [`MallocPointer`](crate::MallocPointer): it knows its chunks, and can be iterated,
/// from the chunk it points at to the last.
///
/// ```
/// use pointers::{calloc, free};
///
/// let memory = calloc(4, 28)?;
/// for (index, chunk) in memory.into_iter().enumerate() {
///     chunk.write(index + 1)?;
/// }
/// assert_eq!(memory.add(2)?.read()?, 3);
/// free(memory)?;
/// # Ok::<(), pointers::Error>(())
/// ```
///
/// A handle cannot leave its thread:
/// ```compile_fail,E0277
/// let p = pointers::calloc::<u8>(1, 1).unwrap();
/// std::thread::spawn(move || p.read());
/// ```
/// Nor can its type's lifetimes be shortened, which would be a use after free:
/// ```compile_fail
/// use pointers::CallocPointer;
/// fn shorten<'a>(p: CallocPointer<&'static str>) -> CallocPointer<&'a str> {
///     p
/// }
/// ```
pub type CallocPointer<T, S = Native> = Pointer<T, Calloc<S>>;

impl<T: ?Sized, S> Pointer<T, Calloc<S>> {
    /// How many chunks the block has; 0 of a block that is gone, and of NULL. Keep the number yourself where you
    /// divide by it: on a handle that is stale the division would panic before an access reports the mistake.
    ///
    /// ```
    /// let memory = pointers::calloc::<i32>(3, 28)?;
    /// assert_eq!((memory.chunks(), memory.chunk_size(), memory.size()), (3, 28, 84));
    /// # pointers::free(memory)?;
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[must_use]
    pub fn chunks(self) -> usize {
        match self.chunk_size() {
            0 => 0,
            chunk_size => look_up(self.raw).map_or(0, |place| place.record.size()) / chunk_size,
        }
    }

    /// The size of a chunk, in bytes; 0 of a block that is gone, and of NULL.
    #[must_use]
    pub fn chunk_size(self) -> usize {
        look_up(self.raw).map_or(0, |place| {
            place.record.chunk_size().map_or(0, |_| place.record.unit())
        })
    }

    /// Which chunk the handle points at, counted from 0; the number of chunks if it is one past the last. 0 of
    /// a block that is gone, of NULL, below the first, and where arithmetic left the address space.
    ///
    /// ```
    /// let memory = pointers::calloc::<i32>(3, 28)?;
    /// assert_eq!(memory.add(2)?.current_index(), 2);
    /// # pointers::free(memory)?;
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[must_use]
    pub fn current_index(self) -> usize {
        if self.raw.has_overflowed() {
            return 0;
        }
        look_up(self.raw).map_or(0, |place| {
            let offset = usize::try_from(place.offset).unwrap_or(0);
            offset / place.record.chunk_size().unwrap_or(1)
        })
    }

    /// Whether the block is [`calloc_safe`](crate::calloc_safe)'s, whose chunks begin unassigned. One that
    /// was taken over from C is not, though what `realloc` adds to it is unassigned too.
    ///
    /// ```
    /// use pointers::{calloc, calloc_safe, free};
    ///
    /// let (plain, safe) = (calloc::<i32>(1, 4)?, calloc_safe::<i32>(1, 4)?);
    /// assert!(!plain.safe());
    /// assert!(safe.safe());
    /// # free(plain)?; free(safe)?;
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[must_use]
    pub fn safe(self) -> bool {
        look_up(self.raw).is_ok_and(|place| place.record.safe())
    }
}
