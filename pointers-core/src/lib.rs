//! The runtime of `pointers`: handles, heap and errors. Users depend on `pointers`, which re-exports
//! this beside its macro.
//!
//! Where to look:
//! - `functions`: `malloc`, `calloc`, `calloc_safe`, `realloc`, `free`
//! - `handle/`: the pointers that users hold, their methods and guards; `size_model` says how sizes are counted
//! - `access/`: what is asked before bytes are touched: of elements, parts of them, runs, slices, and of where a handle moves
//! - `block/`: what lies behind them: beginning, end, resizing, what is assigned, who borrows
//! - `heap/`: where the memory of blocks comes from; counters, leaks, rehearsed failures
//! - `table/`: lock words and records, and **the invariants that everything unsafe relies on**
//! - `layout`: how values lie in memory, and the fields of their types
//! - `string/`: C's `string.h` over handles to bytes
//! - `cpython/`: sizes as CPython counts them
//! - `border/`: memory to and from C, other threads, and what Rust holds
//! - `picture/`: snapshots of the heap, and how they are drawn
//! - `expansion/`: what the macro's expansion names
//! - `error/`: kinds, numbers and places, and every message (`error/wording.rs`)
//! - `notes/`: the library's own boxes and lists, which run no code of the user's
//! - `system/`: what the operating system and C's library give, a file for each system
//!
//! "Rule 5" is a rule of `docs/design.md` in the repository, which `pointers::docs::design` shows.
//!
//! # The document
//!
//! What the library implements: the chapter about allocation in the documentation of pointers.py, a Python
//! library. Its ten programs stand in `docs/document.md`, which `pointers::docs::document` shows.

#![debugger_visualizer(gdb_script_file = "debugger/gdb.py")]

#[cfg(not(any(target_pointer_width = "32", target_pointer_width = "64")))]
compile_error!(
    "`pointers` needs addresses of 32 or 64 bits: slot and key of a handle have 64 together"
);
#[cfg(not(any(unix, windows, target_family = "wasm")))]
compile_error!(
    "`pointers` does not know this system: `pointers-core/src/system` has a file for each"
);

mod access;
mod block;
mod border;
pub mod cpython;
mod error;
#[allow(missing_docs, reason = "hidden, and told as a whole in the module")]
mod expansion;
mod functions;
mod handle;
pub mod heap;
mod layout;
mod notes;
mod owned;
mod picture;
pub mod string;
mod system;
mod table;

pub use border::{BorrowedRaw, Detached, Unassigned};
pub use error::{Error, ErrorKind, Result};
pub use functions::{calloc, calloc_safe, free, malloc, realloc};
pub use handle::size_model::{Native, SizeModel};
pub use handle::value::{Read, Value, Zeroed};
pub use handle::{
    Array, Calloc, CallocPointer, Chunks, Distance, Handle, InBytes, Kind, Malloc, MallocPointer,
    NULL, One, Pointer, PointerId, Ref, RefMut, SlicePointer, Values, View,
};
pub use layout::fields::Fields;
pub use owned::Owned;
pub use zerocopy;

/// The traits that some methods need: moving `str` and `[U]` in and out.
pub mod traits {
    pub use crate::handle::SlicePointer;
}

/// What the expansion of the macros names.
#[doc(hidden)]
pub mod __private {
    pub use crate::expansion::*;
    pub use crate::string::print::{format, formatted as sprintf};
    pub use core::format_args;
}
