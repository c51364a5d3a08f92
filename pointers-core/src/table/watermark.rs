//! What a watermark says beyond a number of bytes: see [`super::assigned`].

/// Every byte is assigned.
pub(crate) const ALL: isize = isize::MAX;
/// A bitmap says which bytes are assigned, or of a small block bits in its record. Below zero, so that no offset is below it.
pub(crate) const SPARSE: isize = -1;
