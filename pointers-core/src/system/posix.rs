//! What POSIX has, and C itself has not, or not everywhere: aligned memory.

use core::ptr;

/// Null where there is no memory.
pub(crate) fn malloc_aligned(size: usize, align: usize) -> *mut u8 {
    let mut memory = ptr::null_mut();
    // SAFETY: `memory` is a place for the result; `align` is a type's, so a power of two, and larger than a pointer.
    let failed = unsafe { libc::posix_memalign(&raw mut memory, align, size) } != 0;
    if failed {
        return ptr::null_mut();
    }
    memory.cast()
}
