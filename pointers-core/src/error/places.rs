//! The places that an error names, and what is remembered of its block.

use core::fmt;
use core::panic::Location;
use core::ptr;

use crate::notes::Wide;

/// The place of a call in the user's source.
pub(crate) type Site = &'static Location<'static>;

/// What is remembered of the block that an error is about.
#[derive(Clone, Copy, Default)]
pub(crate) struct Sites {
    pub(crate) allocated_at: Option<Site>,
    pub(crate) resized: Option<Resized>,
    pub(crate) freed_at: Option<Site>,
    pub(crate) borrowed_at: Option<Site>,
    pub(crate) block: Option<Extent>,
    /// How far from the block's start the operation would have gone, in bytes, where that is outside.
    pub(crate) reached: Option<Wide<i128>>,
}

/// What the user calls the memory, where the macro knows it. Empty where it does not.
#[derive(Clone, Copy)]
pub(crate) struct UserWords {
    /// The handle that was gone through: `team->members`.
    pub(crate) handle: &'static str,
    /// What was used: `team->members[i]->age`.
    pub(crate) place: &'static str,
}

impl UserWords {
    pub(crate) const NOTHING: Self = UserWords {
        handle: "",
        place: "",
    };

    /// Whether it is one step from a variable, so that the line alone says which: `p[i]`, `p->f`.
    pub(crate) fn is_plain(&self) -> bool {
        let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
        !self.place.is_empty() && self.handle.chars().all(is_part) && self.steps() <= 1
    }

    fn steps(&self) -> usize {
        let (mut steps, mut depth) = (0, 0_usize);
        for (before, letter) in self.place.chars().scan(' ', |last, letter| {
            Some((core::mem::replace(last, letter), letter))
        }) {
            match letter {
                ']' => depth = depth.saturating_sub(1),
                _ if depth > 0 => {}
                '.' => steps += 1,
                '>' if before == '-' => steps += 1,
                '[' => steps += 1,
                _ => {}
            }
            depth += usize::from(letter == '[');
        }
        steps
    }
}

/// The last reallocation of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Resized {
    pub(crate) at: Site,
    /// The size before, and after, in bytes, as users see it.
    pub(crate) from: usize,
    pub(crate) to: usize,
}

/// How large a block is, or was, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) length: usize,
    /// Of a `calloc` block.
    pub(crate) chunk_size: Option<usize>,
}

/// A part of a value that is missing: what knows the parts' names, and which of them it is.
#[derive(Clone, Copy)]
pub(crate) struct Missing {
    pub(crate) of: &'static (dyn NamesParts + Sync),
    pub(crate) part: usize,
}

/// Says how a part of a value is called.
pub(crate) trait NamesParts {
    /// As in "field `at.x` of `Node`".
    fn name(&'static self, part: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

impl PartialEq for Missing {
    fn eq(&self, other: &Self) -> bool {
        ptr::addr_eq(self.of, other.of) && self.part == other.part
    }
}

impl Eq for Missing {}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.of.name(self.part, f)
    }
}

impl fmt::Debug for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
