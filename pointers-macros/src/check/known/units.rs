//! What is known of the text at the start of a block: its length, and its units by their number in the arena.

use super::lattice::UnitsId;

/// What is known of the text at a block's start.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Content {
    /// So many of its first units are certainly no terminator.
    pub(crate) solid: i128,
    /// The next one is.
    pub(crate) ends: bool,
    /// The units that the block begins with, where each is known.
    pub(crate) spelt: Option<UnitsId>,
}

impl Content {
    pub(crate) const UNKNOWN: Self = Self {
        solid: 0,
        ends: false,
        spelt: None,
    };
    pub(crate) const EMPTY: Self = Self {
        solid: 0,
        ends: true,
        spelt: None,
    };

    /// So many units get values from an index on: all are terminators, none is, or that is not known.
    pub(crate) fn put(&mut self, index: Option<i128>, count: i128, terminator: Option<bool>) {
        let Some(index) = index.filter(|index| *index >= 0) else {
            *self = Self::UNKNOWN;
            return;
        };
        if count <= 0 {
            return;
        }
        self.spelt = None;
        if index > self.solid {
            return;
        }
        let end = index.saturating_add(count);
        match terminator {
            Some(false) if end <= self.solid => {}
            Some(is_terminator) => {
                self.solid = if is_terminator { index } else { end };
                self.ends = is_terminator;
            }
            None => {
                self.solid = index;
                self.ends = false;
            }
        }
    }

    /// A text of this length gets there, with its terminator.
    pub(crate) fn put_text(&mut self, index: Option<i128>, length: i128) {
        self.put(index, length, Some(false));
        self.put(
            index.and_then(|index| index.checked_add(length)),
            1,
            Some(true),
        );
    }

    pub(crate) fn join(self, other: Self) -> Self {
        Self {
            solid: self.solid.min(other.solid),
            ends: self.solid == other.solid && self.ends && other.ends,
            spelt: self.spelt.filter(|_| self.spelt == other.spelt),
        }
    }
}
