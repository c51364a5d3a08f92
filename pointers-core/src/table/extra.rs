//! What only some blocks need: gaps in what is assigned, lengths of slices, guards, old bases.

use core::cell::{Cell, RefCell};

use super::bitmap::Bitmap;
use super::destroy::Destroy;
use super::loans::Loans;
use crate::error::Resized;
use crate::notes::Notes;

/// How many moves back a handle still works.
const REMEMBERED: usize = 64;

/// Beside the record, on the heap. Cells, because a block has many handles.
///
/// No code of the user's runs while one of them is borrowed to be changed: making a note is none
/// ([`crate::notes`]).
#[derive(Default)]
pub(crate) struct Extra {
    /// The assigned bytes, when the watermark is [`super::watermark::SPARSE`]. Once the gaps are filled the bitmap is kept,
    /// all ones, so that the next gap need not allocate one.
    pub(crate) bitmap: RefCell<Option<Bitmap>>,
    /// The assigned leaves of all elements, when the watermark is `SPARSE`: where there is none, an element is assigned as a whole or
    /// not at all. Kept as the other is.
    pub(crate) leaves: RefCell<Option<Bitmap>>,
    /// For each chunk that holds a slice its length in bytes, plus one; 0 is a chunk as it began.
    pub(crate) lengths: RefCell<Notes<usize>>,
    pub(crate) loans: RefCell<Loans>,
    pub(crate) history: RefCell<History>,
    /// The last reallocation.
    pub(crate) resized: Cell<Option<Resized>>,
    /// The version that the block began with, and its base then, once it was reallocated: what its identity keeps.
    pub(crate) began: Cell<Option<(u32, usize)>>,
    /// The size of the block, or of a chunk, where it is counted otherwise than in the bytes that it has.
    pub(crate) unit: Cell<Option<usize>>,
    /// What ends the block instead of C's `free`, if anything does.
    pub(crate) destroy: Cell<Option<Destroy>>,
}

impl Extra {
    /// Of a block whose size, or whose chunks', is counted so.
    pub(crate) fn of_unit(unit: usize) -> Self {
        Extra {
            unit: Cell::new(Some(unit)),
            ..Extra::default()
        }
    }

    /// Whether all of `count` bytes from `start` on are assigned, of a block with gaps.
    #[inline]
    pub(crate) fn covers(&self, start: usize, count: usize) -> bool {
        let bitmap = self.bitmap.borrow();
        bitmap.as_ref().is_some_and(|map| map.covers(start, count))
    }

    /// Of a block with gaps: whether `count` leaves from this one on are noted as assigned. It may be said that they are not where
    /// they are.
    #[inline(always)]
    pub(crate) fn has_leaves(&self, first: usize, count: usize) -> bool {
        // SAFETY: "Alone" and "One thread": while it is looked at, which ends in here, nobody borrows it to change it.
        let leaves = unsafe { self.leaves.try_borrow_unguarded() };
        match leaves {
            Ok(Some(map)) => map.has_in_word(first, count),
            _ => false,
        }
    }
}

/// Where the block was before its last moves.
#[derive(Default)]
pub(crate) struct History {
    /// Up to this version, from the one before on, this was the base.
    bases: Notes<(u32, usize)>,
    next: usize,
    /// Up to this version it is forgotten.
    forgotten: u32,
}

impl History {
    /// Makes room, so that the next [`History::note`] cannot fail.
    pub(crate) fn reserve(&mut self) -> Option<()> {
        if self.bases.len() < REMEMBERED {
            let room = (self.bases.len() + 1).next_power_of_two().max(4);
            self.bases.reserve(room.min(REMEMBERED))?;
        }
        Some(())
    }

    /// The block moved, whose base up to this version was this.
    pub(crate) fn note(&mut self, version: u32, base: *mut u8) {
        let entry = (version, base.addr());
        if self.bases.len() < REMEMBERED {
            let _ = self.bases.push(entry);
        } else {
            (self.forgotten, _) = self.bases[self.next];
            self.bases[self.next] = entry;
        }
        self.next = (self.next + 1) % REMEMBERED;
    }

    /// The base at a version, of a block that is at `now`.
    pub(crate) fn base_at(&self, version: u32, now: *mut u8) -> Option<usize> {
        if version <= self.forgotten {
            return None;
        }
        let moved = self.bases.iter().filter(|(last, _)| *last >= version).min();
        Some(moved.map_or(now.addr(), |(_, base)| *base))
    }
}
