//! The runtime of `pointers`: handles, heap and errors. Users depend on `pointers`, which re-exports
//! this beside its macro.
//!
//! Where to look:
//! - `functions`: `malloc`, `calloc`, `calloc_safe`, `realloc`, `free`
//! - `handle/`: the pointers that users hold: access, arithmetic, guards, slices
//! - `block/`: what lies behind them: beginning, end, resizing, what is assigned, who borrows
//! - `table/`: lock words and records, and **the invariants that everything unsafe relies on**
//! - `size_model`, `cpython/`: how sizes are counted
//! - `string/`: C's `string.h` over handles to bytes
//! - `heap/`: counters, leaks, rehearsed failures
//! - `notes/`: the library's own boxes and lists, which run no code of the user's
//! - `error/`: kinds, numbers and places, and every message (`error/wording.rs`)
//!
//! "Rule 5" is a rule of `docs/design.md` in the repository, which `pointers::docs::design` shows.
//!
//! # The document
//!
//! What the library implements: the chapter about allocation in the documentation of pointers.py, a Python
//! library. Its ten programs stand in `docs/document.md`, which `pointers::docs::document` shows.

#[cfg(not(all(unix, target_pointer_width = "64")))]
compile_error!("`pointers` needs a 64-bit Unix: it reserves address space with `mmap`");

mod block;
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
pub mod string;
mod table;

pub use error::{Error, ErrorKind, Result};
pub use functions::{calloc, calloc_safe, free, malloc, realloc};
pub use handle::size_model::{Native, SizeModel};
pub use handle::value::{Read, Value, Zeroed};
pub use handle::{
    Array, Calloc, CallocPointer, Chunks, Distance, Handle, InBytes, Kind, Malloc, MallocPointer,
    One, Pointer, PointerId, Ref, RefMut, SlicePointer, Values,
};
pub use layout::fields::Fields;
pub use owned::Owned;
pub use zerocopy;

/// The traits that some methods need: moving `str` and `[U]` in and out.
pub mod traits {
    pub use crate::handle::SlicePointer;
}

/// What the macro's expansion names.
#[doc(hidden)]
pub mod __private {
    pub use crate::expansion::*;
    pub use crate::string::print::{format, formatted as sprintf};
    pub use core::format_args;
}
