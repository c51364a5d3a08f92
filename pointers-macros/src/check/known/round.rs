//! The record of a round that is followed by itself: its number, and whether it may have been left or skipped.

/// The analysis of one certain round of a loop. Only what every such round gets to is reported: code in a branch may be
/// meant for another round.
#[derive(Clone, Copy)]
pub(in crate::check) struct Round {
    /// The loop's frame.
    pub(in crate::check) frame: usize,
    /// How many branches are around, within the loop's body.
    pub(in crate::check) branches: usize,
    /// Its number, from 0.
    pub(in crate::check) number: i128,
    pub(in crate::check) is_last: bool,
    /// The rest of this round may be left out.
    pub(in crate::check) skipped: bool,
    /// The loop may have been left.
    pub(in crate::check) left: bool,
}

impl Round {
    /// Whether what is followed now may not be done in this round.
    pub(in crate::check) fn is_uncertain(&self) -> bool {
        self.branches > 0 || self.skipped || self.left
    }
}
