//! The last reallocation of blocks that have ended, so that an error that comes later can name it.

use core::cell::Cell;

use crate::error::Resized;
use crate::table::Slot;

/// Few blocks are reallocated, and errors come soon after a `free`. In place, since a `free` must not ask
/// for memory.
const REMEMBERED: usize = 32;

/// A ring: the oldest note makes room for the next.
pub(crate) struct Endings {
    notes: [Cell<Option<Note>>; REMEMBERED],
    next: Cell<usize>,
}

#[derive(Clone, Copy)]
struct Note {
    slot: Slot,
    /// The slot's, once the block had ended: no other block of the slot ends with it.
    version: u32,
    resized: Resized,
}

impl Endings {
    pub(super) const fn new() -> Self {
        Endings {
            notes: [const { Cell::new(None) }; REMEMBERED],
            next: Cell::new(0),
        }
    }

    /// The block of this slot has ended, whose version is this now.
    pub(crate) fn note(&self, slot: Slot, version: u32, resized: Resized) {
        let next = self.next.get();
        self.notes[next].set(Some(Note {
            slot,
            version,
            resized,
        }));
        self.next.set((next + 1) % REMEMBERED);
    }

    /// What is remembered of the block whose end gave its slot this version.
    pub(crate) fn of(&self, slot: Slot, version: u32) -> Option<Resized> {
        self.notes
            .iter()
            .filter_map(Cell::get)
            .find(|note| (note.slot, note.version) == (slot, version))
            .map(|note| note.resized)
    }
}
