//! Places: what `~`, `->`, `[i]` and fields of them lead to.
#![deny(warnings)]
#![forbid(unsafe_code)]

#[macro_use]
mod fixtures;

mod bases;
mod cells;
mod contexts;
mod failing;
mod handles;
mod nested;
mod order;
mod paths;
mod pointers;
mod pointers_used;
mod rights;
mod unknown;
mod whole;
mod wholes;
mod without_fields;
