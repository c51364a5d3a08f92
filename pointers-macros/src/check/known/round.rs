//! The record of a round that is followed by itself: its number, and whether it may have been left or skipped.

/// The analysis of one certain round of a loop. Only what every such round gets to is reported: code in a branch may be
/// meant for another round.
#[derive(Clone, Copy)]
pub(crate) struct Round {
    /// The loop's frame.
    pub(crate) frame: usize,
    /// How many branches are around, within the loop's body.
    pub(crate) branches: usize,
    /// Its number, from 0.
    pub(crate) number: i128,
    pub(crate) is_last: bool,
    /// The rest of this round may be left out.
    pub(crate) skipped: bool,
    /// The loop may have been left.
    pub(crate) left: bool,
}

impl Round {
    /// Whether what is followed now may not be done in this round.
    pub(crate) fn is_uncertain(&self) -> bool {
        self.branches > 0 || self.skipped || self.left
    }
}
