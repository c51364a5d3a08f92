//! wasm32-wasip1: C's library, and no threads.

use super::EndsAligned;

pub(crate) use super::c::{at_exit, calloc, find_byte, free, malloc, realloc};
pub(crate) use super::one_thread::{EndKey, Mutex, at_fork, this_thread};
pub(crate) use super::posix::malloc_aligned;
pub(crate) use super::search::find_bytes;

/// [`free`] does.
pub(crate) const ENDS_ALIGNED: Option<EndsAligned> = None;

/// Writes to standard error, without a lock of std's: how many bytes, or nothing that could be written.
pub(crate) fn write_error(bytes: &[u8]) -> Option<usize> {
    // SAFETY: these are as many initialised bytes.
    let written = unsafe { libc::write(libc::STDERR_FILENO, bytes.as_ptr().cast(), bytes.len()) };
    usize::try_from(written).ok().filter(|written| *written > 0)
}

/// How many columns the terminal has that standard output is: nobody asks here.
pub(crate) fn terminal_columns() -> Option<usize> {
    None
}
