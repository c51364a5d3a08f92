//! What all that draws looks at.

use core::cell::RefCell;

use super::super::body::Addresses;
use super::super::full::Full;
use super::super::plan::Plan;

pub(super) struct Drawing<'a> {
    pub(super) plan: Plan<'a>,
    pub(super) addresses: Addresses,
    /// What is drawn although there are too many blocks.
    pub(super) full: Full,
    /// Of what is between the margins.
    pub(super) width: i32,
    /// The blocks that have changed since the step before.
    pub(super) changed: &'a [usize],
    /// In pictures that follow on one another: nothing is folded, and blocks have at least these sizes.
    pub(super) sizes: Option<&'a [Size]>,
    /// The blocks that have their variables above them.
    pub(super) named: RefCell<Vec<usize>>,
}

/// How large a block is at most.
#[derive(Clone, Copy, Default)]
pub(super) struct Size {
    /// How wide it is itself.
    pub(super) block: i32,
    /// With what stands around it.
    pub(super) width: i32,
    pub(super) height: i32,
    /// Whether one of its links is ever said in words, or not assigned while another one is drawn.
    pub(super) has_words: bool,
}

impl Drawing<'_> {
    #[inline]
    pub(super) fn size(&self, block: usize) -> Size {
        let size = self.sizes.and_then(|sizes| sizes.get(block));
        size.copied().unwrap_or_default()
    }

    /// Whether what is much is folded, or drawn smaller.
    #[inline]
    pub(super) fn folds(&self) -> bool {
        self.sizes.is_none()
    }
}
