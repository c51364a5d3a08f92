//! Small blocks that were freed and wait to be used again by the same thread.
//!
//! They are plain blocks of the C allocator, of sizes rounded up to what it would give anyway, so that
//! all of one class serve alike. Calling `malloc` and `free` for each would be half of the time of a small
//! block's life.
//!
//! They do not add up: whenever C is asked for other memory, blocks that wait go back to it first, twice as many
//! bytes, and all of them before an allocation fails ([`Spare::make_room`]). A thread that ends gives back all.
//!
//! With `--cfg pointers_no_spare` every block goes back at once, so that sanitizers and valgrind see it.
//!
//! Invariant: the blocks of a class's list came from [`super::source`], have at least
//! [`class_size`] bytes, belong to nobody, and hold the address of the next one.

use core::cell::Cell;
use core::ptr;

use super::source;

/// The largest size that is kept, in bytes.
const LARGEST: usize = 120;
const CLASSES: usize = class(LARGEST) + 1;
/// How many blocks of a class wait even while other memory is asked for.
const FLOOR: u32 = 64;
/// The count of a list that takes no blocks any more.
const CLOSED: u32 = u32::MAX;

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
pub(crate) struct Spare {
    lists: [Cell<List>; CLASSES],
    /// Whether there may be a list above [`FLOOR`].
    excess: Cell<bool>,
}

impl Spare {
    pub(crate) const fn new() -> Self {
        Spare {
            lists: [const { Cell::new(List::EMPTY) }; CLASSES],
            excess: Cell::new(false),
        }
    }

    /// Whether a block for this size waits.
    #[inline(always)]
    pub(crate) fn waits(&self, size: usize) -> bool {
        size <= LARGEST && !self.lists[class(size)].get().first.is_null()
    }

    /// Whether a block of this size can be kept.
    #[inline(always)]
    pub(crate) fn keeps(&self, size: usize) -> bool {
        size <= LARGEST && self.lists[class(size)].get().count != CLOSED && !cfg!(pointers_no_spare)
    }

    /// A block for this size, if one waits.
    #[inline(always)]
    pub(crate) fn take(&self, size: usize) -> Option<*mut u8> {
        if size > LARGEST {
            return None;
        }
        let list = self.lists[class(size)].get();
        if list.first.is_null() {
            return None;
        }
        // SAFETY: the module's invariant; a block is aligned for a pointer, and has room for one.
        let next = unsafe { list.first.cast::<*mut u8>().read() };
        self.lists[class(size)].set(List {
            first: next,
            count: list.count - 1,
        });
        Some(list.first)
    }

    /// Keeps a block for later.
    ///
    /// # Safety
    ///
    /// [`Spare::keeps`] says so, and the block came from [`super::source`] for this size, and belongs to nobody else
    /// from now on.
    #[inline(always)]
    pub(crate) unsafe fn keep(&self, block: *mut u8, size: usize) {
        let list = self.lists[class(size)].get();
        if list.count == FLOOR {
            self.excess.set(true);
        }
        // SAFETY: the caller's promise; a block is aligned for a pointer, and has room for one.
        unsafe { block.cast::<*mut u8>().write(list.first) };
        self.lists[class(size)].set(List {
            first: block,
            count: list.count + 1,
        });
    }

    /// Gives blocks back to C, before it is asked for `size` bytes that no waiting block has.
    #[inline]
    pub(crate) fn make_room(&self, size: usize) {
        if self.excess.get() {
            self.trim(size.saturating_mul(2), FLOOR);
        }
    }

    /// Gives back blocks of so many bytes together, as long as more than so many of a class wait.
    #[cold]
    #[inline(never)]
    pub(crate) fn trim(&self, bytes: usize, floor: u32) {
        let mut left = bytes;
        for (class, list) in self.lists.iter().enumerate() {
            let size = class * 16 + 8;
            while list.get().count > floor
                && let Some(block) = self.take(size)
            {
                // SAFETY: the module's invariant.
                unsafe { source::release(block) };
                left = left.saturating_sub(size);
                if left == 0 {
                    return;
                }
            }
        }
        self.excess.set(false);
    }

    /// Gives back all blocks, and takes none from here on.
    pub(crate) fn close(&self) {
        self.trim(usize::MAX, 0);
        for list in &self.lists {
            list.set(List {
                count: CLOSED,
                ..List::EMPTY
            });
        }
    }
}
