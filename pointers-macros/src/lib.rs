//! The macro of `pointers`.
#![forbid(unsafe_code)]

mod messages;
mod model;
mod report;
mod syntax;
