//! C's manual memory for Rust, without the undefined behaviour.
#![forbid(unsafe_code)]
