//! Small blocks that were freed and wait, for a moment, to be used again by the same thread.
//!
//! They are plain blocks of the C allocator, of sizes rounded up to what it would give anyway, so that
//! all of one class serve alike. A thread keeps at most [`MOST`] of a class, and gives them all back
//! when it ends. Calling `malloc` and `free` for each would be half of the time of a small block's life.
//!
//! With `--cfg pointers_no_spare` every block goes back at once, so that sanitizers and valgrind see it.
//!
//! Invariant: the blocks of a class's list came from [`super::source`], have at least
//! [`class_size`] bytes, belong to nobody, and hold the address of the next one.

use core::cell::Cell;
use core::ptr;

/// The largest size that is kept, in bytes.
const LARGEST: usize = 120;
const CLASSES: usize = class(LARGEST) + 1;
/// How many blocks of a class are kept.
const MOST: u32 = 512;

const fn class(size: usize) -> usize {
    (size + 7) / 16
}

/// What to ask C for, for a block of this size: for small ones what their class has. C's allocators add 8 bytes
/// of their own and round to 16.
#[inline(always)]
pub(crate) const fn class_size(size: usize) -> usize {
    if size > LARGEST || cfg!(pointers_no_spare) {
        return size;
    }
    class(size) * 16 + 8
}

#[derive(Clone, Copy)]
struct List {
    first: *mut u8,
    count: u32,
}

impl List {
    const EMPTY: List = List {
        first: ptr::null_mut(),
        count: 0,
    };
}

/// The lists of one thread.
pub(crate) struct Spare([Cell<List>; CLASSES]);

impl Spare {
    pub(crate) const fn new() -> Self {
        Spare([const { Cell::new(List::EMPTY) }; CLASSES])
    }

    /// A block for this size, if one waits.
    #[inline(always)]
    pub(crate) fn take(&self, size: usize) -> Option<*mut u8> {
        if size > LARGEST {
            return None;
        }
        let list = self.0[class(size)].get();
        if list.first.is_null() {
            return None;
        }
        // SAFETY: the module's invariant; a block is aligned for a pointer, and has room for one.
        let next = unsafe { list.first.cast::<*mut u8>().read() };
        self.0[class(size)].set(List {
            first: next,
            count: list.count - 1,
        });
        Some(list.first)
    }

    /// Keeps a block for later. `false` if it has to go back to C.
    ///
    /// # Safety
    ///
    /// The block came from [`super::source`] for this size, and belongs to nobody else from now on.
    #[inline(always)]
    pub(crate) unsafe fn keep(&self, block: *mut u8, size: usize) -> bool {
        if size > LARGEST || cfg!(pointers_no_spare) {
            return false;
        }
        let list = self.0[class(size)].get();
        if list.count == MOST {
            return false;
        }
        // SAFETY: the caller's promise; a block is aligned for a pointer, and has room for one.
        unsafe { block.cast::<*mut u8>().write(list.first) };
        self.0[class(size)].set(List {
            first: block,
            count: list.count + 1,
        });
        true
    }

    /// Takes all blocks, one after another. From here on the lists count as full.
    pub(crate) fn close(&self, mut release: impl FnMut(*mut u8)) {
        for (class, list) in self.0.iter().enumerate() {
            while let Some(block) = self.take(class * 16 + 8) {
                release(block);
            }
            list.set(List {
                count: MOST,
                ..List::EMPTY
            });
        }
    }
}
