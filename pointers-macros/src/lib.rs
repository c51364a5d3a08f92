//! The macro of `pointers`.
#![forbid(unsafe_code)]

mod messages;
mod report;
mod syntax;
