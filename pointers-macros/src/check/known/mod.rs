//! What is known: of values, blocks, names and literals, and how two paths join. It knows nothing of how the check goes through a
//! program, and has no circles (`tests/imports.rs`).

pub(crate) mod across;
pub(crate) mod arena;
pub(crate) mod block;
pub(crate) mod functions;
pub(crate) mod held;
pub(crate) mod lattice;
pub(crate) mod names;
pub(crate) mod outcome;
mod parts;
pub(crate) mod round;
pub(crate) mod state;
pub(crate) mod units;
pub(crate) mod written;
