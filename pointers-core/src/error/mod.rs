//! Errors: what went wrong, and the places that matter.
//!
//! [`Error`] is one pointer wide, so that a `Result<u64>` stays in registers. What it points to is
//! a [`Report`]: plain numbers and source locations, put into words by [`wording`] only when
//! somebody prints it.

mod boxed;
mod fault;
#[cfg(feature = "report")]
mod in_source;
mod kind;
mod places;
mod report;
pub(crate) mod source_file;
mod storage;
mod wording;

pub use boxed::Error;
pub(crate) use boxed::watch;
pub(crate) use fault::{Fault, Memory, Owner, Parting, Wanted, Why};
pub use kind::ErrorKind;
pub(crate) use places::{Extent, Missing, NamesParts, Resized, Site, Sites, UserWords};
pub(crate) use wording::plural;

/// The result of every operation on memory.
pub type Result<T, E = Error> = core::result::Result<T, E>;
