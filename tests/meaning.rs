//! Rust that stands in `pointers! { }` means what it means outside: each program once failed, or meant another thing.
#![deny(warnings)]
#![allow(clippy::all, reason = "written so to see what the macro makes of it")]

#[path = "meaning/constants.rs"]
mod constants;
#[path = "meaning/items.rs"]
mod items;
#[path = "meaning/lists.rs"]
mod lists;
#[path = "meaning/macros.rs"]
mod macros;
#[path = "meaning/patterns.rs"]
mod patterns;
#[path = "meaning/stars.rs"]
mod stars;
#[path = "meaning/words_of_c.rs"]
mod words_of_c;
