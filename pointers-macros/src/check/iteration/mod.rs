//! Loops: which rounds are certain, and what each counts.

mod counters;
pub(in crate::check) mod loops;
mod progress;
pub(in crate::check) mod rounds;
