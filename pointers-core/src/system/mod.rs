//! What the library asks of the operating system and of C's library. A file for each system; nothing else names `libc`.
//!
//! | file | for |
//! | --- | --- |
//! | `unix.rs` | Linux, macOS, and the other systems with POSIX's threads and `mmap` |
//! | `windows.rs` | Windows |
//! | `wasi.rs` | wasm32-wasip1 |
//! | `wasm.rs` | wasm32-unknown-unknown, where there is no C |
//!
//! What several of them have in common stands beside them: `c.rs` is C's library, `posix.rs` what it lacks elsewhere, `one_thread.rs` WebAssembly's threads, which are
//! one, `search.rs` what is not in every C.
//!
//! Each system has the same items, of which none runs code of the user's:
//! - blocks: [`malloc`], [`calloc`], [`realloc`], [`free`], and [`malloc_aligned`] for more than [`NATURAL_ALIGN`],
//!   whose blocks [`ENDS_ALIGNED`] ends where `free` does not;
//! - address space, but for WebAssembly, which has none: [`reserve`] takes it without memory, here if that is free, otherwise
//!   elsewhere; [`commit`] gives it memory, zero where it is fresh, and may be told of the same bytes again; [`give_back`] ends
//!   a whole reservation, never a part of one, which not all systems can;
//! - threads: [`Mutex`], which needs no memory, [`this_thread`], [`EndKey`] to hear of a thread's end, [`at_fork`];
//! - the rest: [`at_exit`], [`write_error`], [`terminal_columns`], and the searches of `string.h`.

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
mod c;
#[cfg(target_family = "wasm")]
mod one_thread;
#[cfg(any(unix, target_os = "wasi"))]
mod posix;
#[cfg(not(unix))]
mod search;

#[cfg_attr(unix, path = "unix.rs")]
#[cfg_attr(windows, path = "windows.rs")]
#[cfg_attr(target_os = "wasi", path = "wasi.rs")]
#[cfg_attr(all(target_family = "wasm", target_os = "unknown"), path = "wasm.rs")]
mod this;

pub(crate) use this::*;

/// What C aligns to without being asked: two words.
pub(crate) const NATURAL_ALIGN: usize = 2 * size_of::<usize>();

/// What ends the blocks of [`malloc_aligned`].
pub(crate) type EndsAligned = unsafe extern "C" fn(*mut core::ffi::c_void);

/// Why a thread's end will not be told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoKey {
    /// The system has no memory for that now.
    NoMemory,
    /// Other libraries have all keys that a process can have, which is no matter of memory.
    Never,
}
