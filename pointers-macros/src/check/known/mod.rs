//! What is known: of values, blocks, names and literals, and how two paths join. It knows nothing of how the check goes through a
//! program, and has no circles (`tests/imports.rs`).

pub(in crate::check) mod across;
pub(in crate::check) mod arena;
pub(in crate::check) mod block;
pub(in crate::check) mod functions;
pub(in crate::check) mod held;
pub(in crate::check) mod lattice;
pub(in crate::check) mod names;
pub(in crate::check) mod outcome;
mod parts;
pub(in crate::check) mod round;
pub(in crate::check) mod state;
pub(in crate::check) mod units;
pub(in crate::check) mod written;
