//! Accesses: a handle leads to bytes, and what has to hold before they are touched is asked. Everything here works on a
//! [`RawHandle`](crate::table::raw_handle::RawHandle); `handle/` makes methods of it.
//!
//! | file | what it reaches |
//! | --- | --- |
//! | `elements.rs` | an element |
//! | `filling.rs` | the same, in a block that is being filled |
//! | `parts.rs`, `parts_quick.rs` | parts of elements, and what a `Pointer` points to |
//! | `runs.rs` | elements side by side |
//! | `slices.rs` | a `str` or a `[U]` |
//! | `offsets.rs` | another place in the block |

pub(crate) mod elements;
pub(crate) mod filling;
pub(crate) mod loan;
pub(crate) mod offsets;
pub(crate) mod parts;
mod parts_quick;
pub(crate) mod runs;
pub(crate) mod seen;
pub(crate) mod slices;
pub(crate) mod unaligned;
