//! An element that may be assigned in part, and how much of it is.

use core::ops::Range;

use super::Slot;
use super::record::Record;
use crate::layout::description::Description;

/// How many leaves an open element can have.
pub(super) const MOST_OPEN: usize = u64::BITS as usize;

/// An element of a block that is described.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    pub(crate) of: &'static Description,
    /// Its bytes in the block.
    pub(crate) bytes: Range<usize>,
    /// From one element to the next.
    pub(crate) stride: usize,
    /// How many bytes of the block it is known of whether they are assigned.
    pub(crate) tracked: usize,
}

/// How much of something is assigned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Amount {
    Nothing,
    Part,
    All,
}

/// What an open element becomes.
pub(crate) struct Opening {
    pub(super) leaves: u64,
    pub(super) is_whole: bool,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Opening {
    #[inline]
    pub(crate) fn store(&self, record: &Record, slot: Slot) {
        if self.is_whole {
            record.set_open_leaves(0);
            record.raise_watermark(slot, self.end, record.length());
        } else {
            record.set_open_leaves(self.leaves);
            record.set_watermark(self.start.cast_signed() + 1);
        }
    }
}

/// The bits of these leaves. There are [`MOST_OPEN`] at most.
#[inline(always)]
pub(super) fn bits(leaves: &Range<usize>) -> u64 {
    let below = |leaf: usize| {
        u32::try_from(leaf)
            .ok()
            .and_then(|leaf| 1_u64.checked_shl(leaf))
            .map_or(u64::MAX, |bit| bit - 1)
    };
    below(leaves.end) & !below(leaves.start)
}

/// The numbers of the bits that are set.
pub(super) fn ones(bits: u64) -> impl Iterator<Item = usize> {
    (0..MOST_OPEN).filter(move |bit| bits >> bit & 1 == 1)
}

impl Element {
    /// Whether it could be the open one.
    pub(super) fn can_be_open(&self) -> bool {
        self.of.leaves <= MOST_OPEN && self.bytes.len() > 1
    }

    pub(super) fn all(&self) -> Range<usize> {
        0..self.of.leaves
    }

    /// The number of the first of these bits in the bitmap.
    pub(super) fn first(&self, leaves: &Range<usize>) -> usize {
        self.bytes.start / self.stride * self.of.leaves + leaves.start
    }
}
