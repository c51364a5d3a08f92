//! How sizes are counted.

/// A value counts as many bytes as it has in memory, and must fit.
#[derive(Clone, Copy, Debug)]
pub enum Native {}
