//! Places: what `~`, `->`, `[i]` and fields of them lead to.
#![deny(warnings)]
#![forbid(unsafe_code)]

mod cells;
mod failing;
mod nested;
mod paths;
mod unknown;
mod whole;
mod without_fields;
