//! Lock words and keys: a version in the upper 29 bits, a state in the lower three.

/// Everything in the block is assigned, and no guard lives: a key fits as it is.
pub(crate) const OPEN: u32 = 0;
/// The block lives, not all of it is assigned, and no guard lives.
pub(crate) const PARTIAL: u32 = 1;
/// The block lives and has guards, or is held by the library for a moment; or a recording lives, which is told of everything
/// that happens: then there need be no guard.
pub(crate) const GUARDED: u32 = 2;
/// No block is here. In a key: the handle does not point at an element.
pub(crate) const NONE: u32 = 3;
/// The block lives, has one element, which is not assigned, and no guard lives. Every handle whose key fits, but for the state,
/// is of the type that the block was allocated for, and points to the element: who makes any other handle, or looks at what is
/// assigned, makes it [`PARTIAL`] first ([`settled`](super::assigned::settled)).
pub(crate) const FRESH: u32 = 4;

const STATE: u32 = 7;

/// The last version a slot can have. Unit tests make the range small, to see its end.
pub(crate) const LAST_VERSION: u32 = if cfg!(test) { 40 } else { u32::MAX >> 3 };

/// From this version on a slot is not given to another block, so that every block can be
/// reallocated at least this often.
pub(crate) const RETIRED_VERSION: u32 = LAST_VERSION / 2;

pub(crate) const fn new(version: u32, state: u32) -> u32 {
    version << 3 | state
}

pub(crate) const fn version(word: u32) -> u32 {
    word >> 3
}

pub(crate) const fn state(word: u32) -> u32 {
    word & STATE
}

pub(crate) const fn with_state(word: u32, state: u32) -> u32 {
    word & !STATE | state
}

/// Whether the slot of a block that ended, whose word is this now, can have another block.
#[inline(always)]
pub(crate) const fn can_be_used_again(word: u32) -> bool {
    word < new(RETIRED_VERSION, OPEN)
}
