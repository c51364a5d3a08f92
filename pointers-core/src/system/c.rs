//! C's library, as far as it is the same on all systems that have one.

use core::ffi::c_void;

/// Null where there is no memory.
pub(crate) fn malloc(size: usize) -> *mut u8 {
    // SAFETY: malloc has no preconditions.
    unsafe { libc::malloc(size) }.cast()
}

/// As many bytes, all zero.
pub(crate) fn calloc(size: usize) -> *mut u8 {
    // SAFETY: calloc has no preconditions.
    unsafe { libc::calloc(1, size) }.cast()
}

/// # Safety
///
/// `memory` is null or a block of C's that nobody uses after success; the size is not 0, at which C would free it.
pub(crate) unsafe fn realloc(memory: *mut u8, size: usize) -> *mut u8 {
    // SAFETY: the caller's promise.
    unsafe { libc::realloc(memory.cast(), size) }.cast()
}

/// # Safety
///
/// `memory` is a block of C's that nobody uses any more.
pub(crate) unsafe fn free(memory: *mut u8) {
    // SAFETY: the caller's promise.
    unsafe { libc::free(memory.cast()) };
}

/// Runs `f` when the program ends, or the shared library that this is part of is unloaded. It does not unwind. `false` where
/// there is no memory for that.
pub(crate) fn at_exit(f: extern "C" fn()) -> bool {
    // Every C has it, but the bindings of some systems leave it out.
    unsafe extern "C" {
        fn atexit(f: extern "C" fn()) -> core::ffi::c_int;
    }
    // SAFETY: any function can be registered that does not unwind.
    unsafe { atexit(f) == 0 }
}

/// Where the byte is first.
#[inline]
pub(crate) fn find_byte(bytes: &[u8], byte: u8) -> Option<usize> {
    // SAFETY: the slice has as many bytes.
    let found = unsafe { libc::memchr(bytes.as_ptr().cast(), byte.into(), bytes.len()) };
    distance(found, bytes)
}

/// How far into the bytes this is, unless it is null.
#[inline]
pub(super) fn distance(found: *const c_void, bytes: &[u8]) -> Option<usize> {
    (!found.is_null()).then(|| found.addr() - bytes.as_ptr().addr())
}
