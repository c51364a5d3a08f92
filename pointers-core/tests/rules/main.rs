//! The rules of DESIGN section 3, a file for each; each test is named after what it claims.

#[path = "../common/mod.rs"]
mod common;

mod rule_01_sizes;
mod rule_02_uninitialised;
mod rule_03_bounds;
mod rule_04_free;
mod rule_05_realloc;
mod rule_06_exhaustion;
mod rule_07_shapes;
mod rule_08_threads;
mod rule_09_leaks;
mod rule_10_rehearsal;
mod rule_11_user_code;
mod rule_12_guards;

mod arithmetic;
mod casts;
mod errors;
mod identity;
mod null;
mod owned;
mod slices;
mod surface;
mod values;
