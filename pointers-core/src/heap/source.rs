//! Where the bytes of a block come from: the C allocator, and nothing else.
//!
//! A block that is no small one is a `malloc` block of its own, so that C can free it. Small ones are cells
//! ([`super::cells`]), side by side in a block from here.

use core::ptr;

use crate::system;
use crate::table::destroy::Destroy;

pub(crate) use crate::system::NATURAL_ALIGN;

/// No block is larger: an offset in it must fit in an `isize`.
pub(crate) const LARGEST: usize = isize::MAX as usize;

/// Fresh bytes, at least `size`, or `None`.
pub(crate) fn allocate(size: usize, align: usize, zeroed: bool) -> Option<*mut u8> {
    if size > LARGEST {
        return None;
    }
    let size = size.max(1);
    let memory = if align > NATURAL_ALIGN {
        aligned(size, align, zeroed)
    } else if zeroed {
        system::calloc(size)
    } else {
        system::malloc(size)
    };
    (!memory.is_null()).then_some(memory)
}

fn aligned(size: usize, align: usize, zeroed: bool) -> *mut u8 {
    let memory = system::malloc_aligned(size, align);
    if zeroed && !memory.is_null() {
        // SAFETY: the block that was just made has `size` bytes.
        unsafe { memory.write_bytes(0, size) };
    }
    memory
}

/// Resizes a block. `None` leaves it as it is. The bytes up to the smaller size are kept; those
/// above `old_size` are fresh, and zero if asked.
///
/// # Safety
///
/// `base` came from this module or from the C allocator, was not released, and has at least
/// `old_size` bytes; `destroy` is what ends it. After success `base` must not be used.
pub(crate) unsafe fn resize(
    base: *mut u8,
    old_size: usize,
    size: usize,
    align: usize,
    zeroed: bool,
    destroy: Option<Destroy>,
) -> Option<*mut u8> {
    if size > LARGEST {
        return None;
    }
    let moved = if align > NATURAL_ALIGN || destroy.is_some() {
        // realloc would not keep the alignment, or not know the block.
        let fresh = allocate(size, align, false)?;
        // SAFETY: both blocks have at least the smaller number of bytes, and are two blocks.
        unsafe { ptr::copy_nonoverlapping(base, fresh, old_size.min(size)) };
        // SAFETY: the caller's promise.
        unsafe { release(base, destroy) };
        fresh
    } else {
        // SAFETY: the caller's promise.
        let memory = unsafe { system::realloc(base, size.max(1)) };
        if memory.is_null() {
            return None;
        }
        memory
    };
    if zeroed && size > old_size {
        // SAFETY: the block has `size` bytes now.
        let tail = unsafe { moved.add(old_size) };
        // SAFETY: `size - old_size` bytes follow the tail's start.
        unsafe { tail.write_bytes(0, size - old_size) };
    }
    Some(moved)
}

/// Gives a block back.
///
/// # Safety
///
/// `base` came from this module or from the C allocator, or is what `destroy` is for, and is not used afterwards.
#[inline]
pub(crate) unsafe fn release(base: *mut u8, destroy: Option<Destroy>) {
    match destroy {
        // SAFETY: the caller's promise.
        Some(destroy) => unsafe { destroy.call(base) },
        // SAFETY: the caller's promise.
        None => unsafe { system::free(base) },
    }
}
