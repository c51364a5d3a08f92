//! Size classes of small blocks.

use super::source::NATURAL_ALIGN;
use crate::layout::Shape;

/// The largest block that is small, in bytes.
pub(crate) const LARGEST: usize = 128;

pub(super) const CLASSES: usize = class(LARGEST) + 1;

/// The class of a small block of this size.
#[inline(always)]
pub(super) const fn class(size: usize) -> usize {
    if size <= 8 { 0 } else { size.div_ceil(16) }
}

/// How many bytes a cell of this class has. Those of 8 are aligned to 8, which is enough for what fits in there, all others
/// as C does it.
pub(super) const fn class_bytes(class: usize) -> usize {
    if class == 0 { 8 } else { class * 16 }
}

/// Whether a block of this size and alignment can be small.
#[inline(always)]
pub(crate) const fn can_be_small(size: usize, align: usize) -> bool {
    size <= LARGEST && align <= NATURAL_ALIGN && !cfg!(pointers_no_spare)
}

/// Whether values have a size, and a block that is nothing but one value can be small.
#[inline(always)]
pub(crate) const fn one_is_small(shape: &Shape) -> bool {
    !shape.slice && shape.size > 0 && can_be_small(shape.size, shape.align)
}

/// The size of the cell that it needs: as large as it is aligned, so that the cell is.
#[inline(always)]
pub(crate) const fn room_for(size: usize, align: usize) -> usize {
    if size < align { align } else { size }
}
