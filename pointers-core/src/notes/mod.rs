//! What the library notes for itself: a box and a list, whose memory is C's, and which can fail.
//!
//! Not the global allocator's: that is the user's code, which may free, reallocate or borrow the very block
//! that the note is about (rule 11). No code of the user's runs in here, so that a note can be made, and
//! dropped, between a check and its access. For the same reason only what needs no drop is kept in a list.
//!
//! Invariants
//! - A [`Note`] points to an initialised value, in memory that C's allocator gave, which it owns.
//! - A [`Notes`] without capacity has no memory; otherwise `start` came from C's `realloc`, is owned, and
//!   has room for `capacity` values, of which the first `length` are initialised.

use core::mem::ManuallyDrop;
use core::ops::{Deref, DerefMut};
use core::ptr::{self, NonNull};
use core::slice;

use crate::system::{self, NATURAL_ALIGN};

/// A value in memory of its own, like a `Box`.
pub(crate) struct Note<T>(NonNull<T>);

impl<T> Note<T> {
    /// Whether C has to be asked for the alignment: of wide numbers, where addresses have 32 bits.
    const IS_ALIGNED: bool = align_of::<T>() > NATURAL_ALIGN;

    /// Gives the value back where there is no memory for it.
    pub(crate) fn new(value: T) -> Result<Self, T> {
        const { assert!(size_of::<T>() > 0) };
        let memory = if Self::IS_ALIGNED {
            allocate_aligned(size_of::<T>(), align_of::<T>())
        } else {
            // SAFETY: null is what C makes a block of.
            unsafe { reallocate(ptr::null_mut(), size_of::<T>()) }
        };
        let Some(memory) = memory else {
            return Err(value);
        };
        let memory = memory.cast::<T>();
        // SAFETY: `memory` is fresh, and has room for a `T`, aligned.
        unsafe { memory.write(value) };
        Ok(Note(memory))
    }

    /// The value's address, which owns it.
    pub(crate) fn into_raw(self) -> NonNull<T> {
        ManuallyDrop::new(self).0
    }

    /// # Safety
    ///
    /// The address came out of [`Note::into_raw`], and is used so once.
    pub(crate) unsafe fn from_raw(value: NonNull<T>) -> Self {
        Note(value)
    }
}

impl<T> Deref for Note<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the first invariant.
        unsafe { self.0.as_ref() }
    }
}

impl<T> Drop for Note<T> {
    fn drop(&mut self) {
        #[cfg(test)]
        failing::ended();
        // SAFETY: the first invariant; nobody uses the value after this.
        unsafe { self.0.drop_in_place() };
        let memory = self.0.as_ptr();
        match system::ENDS_ALIGNED {
            // SAFETY: as above.
            Some(ends) if Self::IS_ALIGNED => unsafe { ends(memory.cast()) },
            // SAFETY: as above.
            _ => unsafe { system::free(memory.cast()) },
        }
    }
}

/// A wide number as part of a note: where addresses have 32 bits, it is aligned to more than C's `realloc` aligns to.
#[derive(Clone, Copy)]
#[repr(Rust, packed(4))]
pub(crate) struct Wide<T>(pub(crate) T);

/// Values one after another, like a `Vec`.
pub(crate) struct Notes<T> {
    start: NonNull<T>,
    length: usize,
    capacity: usize,
}

impl<T> Notes<T> {
    pub(crate) const fn new() -> Self {
        const { assert!(size_of::<T>() > 0 && align_of::<T>() <= NATURAL_ALIGN) };
        const { assert!(!core::mem::needs_drop::<T>()) };
        Notes {
            start: NonNull::dangling(),
            length: 0,
            capacity: 0,
        }
    }

    /// Makes room for so many values, so that up to there nothing fails.
    pub(crate) fn reserve(&mut self, length: usize) -> Option<()> {
        if length <= self.capacity {
            return Some(());
        }
        let memory = match self.capacity {
            0 => ptr::null_mut(),
            _ => self.start.as_ptr().cast(),
        };
        let size = length.checked_mul(size_of::<T>())?;
        // SAFETY: the second invariant; the old address is not used again.
        self.start = unsafe { reallocate(memory, size)? }.cast();
        self.capacity = length;
        Some(())
    }

    /// `None` where there is no memory for one more.
    pub(crate) fn push(&mut self, value: T) -> Option<()> {
        if self.length == self.capacity {
            self.reserve(self.capacity.saturating_mul(2).max(4))?;
        }
        // SAFETY: the second invariant: there is room for this one.
        unsafe { self.start.add(self.length).write(value) };
        self.length += 1;
        Some(())
    }

    pub(crate) fn truncate(&mut self, length: usize) {
        self.length = self.length.min(length);
    }

    /// Takes one out; the last takes its place.
    pub(crate) fn swap_remove(&mut self, index: usize) {
        if let Some(last) = self.len().checked_sub(1) {
            self.swap(index, last);
            self.truncate(last);
        }
    }
}

impl<T: Copy> Notes<T> {
    /// Puts as many of these behind as it has fewer, or takes away as many as it has more. `None` where
    /// there is no memory for them.
    pub(crate) fn resize(&mut self, length: usize, value: T) -> Option<()> {
        self.reserve(length)?;
        while self.length < length {
            // SAFETY: the second invariant: there is room for this one.
            unsafe { self.start.add(self.length).write(value) };
            self.length += 1;
        }
        self.truncate(length);
        Some(())
    }
}

impl<T> Default for Notes<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Deref for Notes<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        // SAFETY: the second invariant; without capacity there are no values.
        unsafe { slice::from_raw_parts(self.start.as_ptr(), self.length) }
    }
}

impl<T> DerefMut for Notes<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        // SAFETY: as above, and this is borrowed mutably.
        unsafe { slice::from_raw_parts_mut(self.start.as_ptr(), self.length) }
    }
}

impl<T> Drop for Notes<T> {
    fn drop(&mut self) {
        if self.capacity > 0 {
            #[cfg(test)]
            failing::ended();
            // SAFETY: the second invariant; the values need no drop, and nobody uses them after this.
            unsafe { system::free(self.start.as_ptr().cast()) };
        }
    }
}

/// Memory that is aligned to more than usual, or `None`.
fn allocate_aligned(size: usize, align: usize) -> Option<NonNull<u8>> {
    #[cfg(test)]
    if !failing::may_allocate(true) {
        return None;
    }
    NonNull::new(system::malloc_aligned(size, align))
}

/// Memory for a note, or `None`, which leaves what was there as it is.
///
/// # Safety
///
/// `memory` is null, or came from here, was not freed, and is not used after success.
unsafe fn reallocate(memory: *mut u8, size: usize) -> Option<NonNull<u8>> {
    #[cfg(test)]
    if !failing::may_allocate(memory.is_null()) {
        return None;
    }
    if size > isize::MAX as usize {
        return None;
    }
    // SAFETY: the caller's promise. The size is not zero, at which C would free what is there: no value is
    // without size, and nobody asks for room for none.
    NonNull::new(unsafe { system::realloc(memory, size) })
}

/// Notes that find no memory, to see what comes of it: in this thread, all after so many.
#[cfg(test)]
pub(crate) mod failing {
    use std::cell::Cell;

    thread_local! {
        static LEFT: Cell<usize> = const { Cell::new(usize::MAX) };
        static LIVE: Cell<isize> = const { Cell::new(0) };
    }

    /// How many notes and lists this thread has made and not ended.
    pub(crate) fn live() -> isize {
        LIVE.get()
    }

    pub(super) fn ended() {
        // Notes end with a thread, too, after its variables.
        let _ = LIVE.try_with(|live| live.set(live.get() - 1));
    }

    /// Runs something while there is memory for so many notes.
    pub(crate) fn after<R>(notes: usize, run: impl FnOnce() -> R) -> R {
        struct Again(usize);

        impl Drop for Again {
            fn drop(&mut self) {
                LEFT.set(self.0);
            }
        }

        let _again = Again(LEFT.replace(notes));
        run()
    }

    /// Whether there is memory for one more: for a `fresh` one, or for one that grows.
    pub(super) fn may_allocate(fresh: bool) -> bool {
        let left = LEFT.get();
        if left < usize::MAX {
            LEFT.set(left.saturating_sub(1));
        }
        if fresh && left > 0 {
            LIVE.set(LIVE.get() + 1);
        }
        left > 0
    }
}

#[cfg(test)]
mod no_memory;
#[cfg(test)]
mod tests;
