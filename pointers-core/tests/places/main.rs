//! Places, without the macro: each cell of the tables in `expansion/path/mod.rs`, as the chain of calls that the macro makes
//! of it.
#![forbid(unsafe_code)]
#![deny(warnings)]

mod forms;
mod strings;

use pointers_core::{ErrorKind, Result};

/// Steps fail with our errors, or never.
pub(crate) type Done<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

/// The kind of an error that has to be there.
#[track_caller]
fn kind<T>(result: Result<T>) -> ErrorKind {
    match result {
        Ok(_) => panic!("this went through"),
        Err(error) => {
            assert!(error.used_at().file().contains("places"), "{error:?}");
            error.kind()
        }
    }
}
