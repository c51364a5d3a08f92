//! Loops: which rounds are certain, and what each counts.

pub(crate) mod bodies;
mod counters;
pub(crate) mod loops;
mod progress;
pub(crate) mod rounds;
