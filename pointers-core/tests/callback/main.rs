//! A global allocator is the user's code, and may do anything with the block that it is asked for memory
//! for: free it, reallocate it, borrow it, write to it. Whatever it does, an operation gives an error or
//! the right value.

mod allocator;
#[path = "../common/mod.rs"]
mod common;
#[path = "../model/engine.rs"]
mod engine;
mod fields;
mod one_by_one;
mod others;
mod pictures;
mod random;
mod recordings;
