//! The macro of `pointers`.
#![forbid(unsafe_code)]
