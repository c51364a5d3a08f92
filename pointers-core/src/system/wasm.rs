//! wasm32-unknown-unknown: no C, and nothing to write to. Blocks are those of `std::alloc::System`, never of the global allocator,
//! which is the user's code.
//!
//! `System` asks for the size and the alignment of a block when it ends. Both stand before it, so that what is above need not
//! know: [`Head`]. So C could not free such a block, and there are no `into_raw` and `from_raw` here.

use core::alloc::{GlobalAlloc, Layout};
use core::ptr;
use std::alloc::System;

use super::EndsAligned;

pub(crate) use super::one_thread::{EndKey, Mutex, at_fork, this_thread};
pub(crate) use super::search::find_bytes;

/// What stands before a block.
#[derive(Clone, Copy)]
struct Head {
    /// From where `System`'s block begins to where ours does, which is the alignment of both, too.
    offset: usize,
    /// The size of ours.
    size: usize,
}

const _: () = assert!(size_of::<Head>() <= super::NATURAL_ALIGN);

impl Head {
    /// What `System` is asked for.
    fn layout(self) -> Option<Layout> {
        let size = self.size.checked_add(self.offset)?;
        Layout::from_size_align(size, self.offset).ok()
    }

    fn allocate(self, allocate: unsafe fn(&System, Layout) -> *mut u8) -> *mut u8 {
        let Some(layout) = self.layout() else {
            return ptr::null_mut();
        };
        // SAFETY: the size is not 0: the head is part of it.
        let start = unsafe { allocate(&System, layout) };
        if start.is_null() {
            return start;
        }
        // SAFETY: it has so many bytes, and more.
        unsafe { self.write(start) }
    }

    /// The block behind the head.
    ///
    /// # Safety
    ///
    /// `start` is a block of `System`'s, of this head's layout.
    unsafe fn write(self, start: *mut u8) -> *mut u8 {
        // SAFETY: the caller's promise.
        let block = unsafe { start.add(self.offset) };
        // SAFETY: the offset is as large as a head at least, and a multiple of its alignment.
        unsafe { block.cast::<Head>().sub(1).write(self) };
        block
    }

    /// # Safety
    ///
    /// The block came from here.
    unsafe fn of(block: *mut u8) -> Self {
        // SAFETY: as in `write`.
        unsafe { block.cast::<Head>().sub(1).read() }
    }
}

/// Null where there is no memory.
pub(crate) fn malloc(size: usize) -> *mut u8 {
    malloc_aligned(size, super::NATURAL_ALIGN)
}

/// [`free`] does.
pub(crate) const ENDS_ALIGNED: Option<EndsAligned> = None;

/// Null where there is no memory.
pub(crate) fn malloc_aligned(size: usize, align: usize) -> *mut u8 {
    let head = Head {
        offset: align,
        size,
    };
    head.allocate(System::alloc)
}

/// As many bytes, all zero.
pub(crate) fn calloc(size: usize) -> *mut u8 {
    let head = Head {
        offset: super::NATURAL_ALIGN,
        size,
    };
    head.allocate(System::alloc_zeroed)
}

/// # Safety
///
/// `memory` is null or a block from here that nobody uses after success.
pub(crate) unsafe fn realloc(memory: *mut u8, size: usize) -> *mut u8 {
    if memory.is_null() {
        return malloc(size);
    }
    // SAFETY: the caller's promise.
    let old = unsafe { Head::of(memory) };
    let new = Head { size, ..old };
    let (Some(was), Some(will_be)) = (old.layout(), new.layout()) else {
        return ptr::null_mut();
    };
    // SAFETY: the caller's promise: this is what `System` gave.
    let start = unsafe { System.realloc(memory.sub(old.offset), was, will_be.size()) };
    if start.is_null() {
        return start;
    }
    // SAFETY: it has the new size, and the old alignment.
    unsafe { new.write(start) }
}

/// # Safety
///
/// `memory` is a block from here that nobody uses any more.
pub(crate) unsafe fn free(memory: *mut u8) {
    // SAFETY: the caller's promise.
    let head = unsafe { Head::of(memory) };
    if let Some(layout) = head.layout() {
        // SAFETY: the caller's promise: this is what `System` gave.
        unsafe { System.dealloc(memory.sub(head.offset), layout) };
    }
}

/// A program here has no end of which anybody is told.
pub(crate) fn at_exit(_: extern "C" fn()) -> bool {
    true
}

/// There is nothing to write to.
pub(crate) fn write_error(_: &[u8]) -> Option<usize> {
    None
}

/// Where the byte is first.
pub(crate) fn find_byte(bytes: &[u8], byte: u8) -> Option<usize> {
    bytes.iter().position(|other| *other == byte)
}

/// How many columns the terminal has that standard output is: nobody asks here.
pub(crate) fn terminal_columns() -> Option<usize> {
    None
}
