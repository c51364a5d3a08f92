//! What the library asks of the operating system and of C's library. A file for each system; nothing else names `libc`.
//!
//! `unix.rs` is Linux, macOS, and the other systems with POSIX's threads and `mmap`; `c.rs` is C's library as far as all have it.
//! Each system has the same items, of which none runs code of the user's:
//! - blocks: [`malloc`], [`calloc`], [`realloc`], [`free`], and [`malloc_aligned`] for more than [`NATURAL_ALIGN`];
//! - address space: [`reserve`] takes it without memory, here if that is free, otherwise elsewhere; [`commit`] gives it
//!   memory, zero where it is fresh, and may be told of the same bytes again; [`give_back`] ends a whole reservation, never a
//!   part of one, which not all systems can;
//! - threads: [`Mutex`], which needs no memory, [`this_thread`], [`EndKey`] to hear of a thread's end, [`at_fork`];
//! - the rest: [`at_exit`], [`write_error`], and the searches of `string.h`.

mod c;
#[cfg(unix)]
mod unix;

#[cfg(unix)]
pub(crate) use unix::*;

/// What C aligns to without being asked: two words.
pub(crate) const NATURAL_ALIGN: usize = 2 * size_of::<usize>();

/// Why a thread's end will not be told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoKey {
    /// The system has no memory for that now.
    NoMemory,
    /// Other libraries have all keys that a process can have, which is no matter of memory.
    Never,
}
