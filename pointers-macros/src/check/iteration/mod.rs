//! Loops: which rounds are certain, and what each counts.

pub(in crate::check) mod bodies;
mod counters;
pub(in crate::check) mod loops;
mod progress;
pub(in crate::check) mod rounds;
