//! The lock words of the whole process where there is no address space to reserve: WebAssembly, whose memory grows at its end for
//! everybody.
//!
//! They come in pieces, which are found through a static directory and never move. A program that has few blocks has few words.

use core::ptr;
use core::sync::atomic::{AtomicPtr, AtomicU32, Ordering::Relaxed};

use super::{Slot, word};
use crate::system;

/// How many lock words, and records, are made at a time.
pub(crate) const SEGMENT: usize = 1 << 10;

/// How many slots there can be at most: with the smallest blocks, and their records, more than memory can have.
pub(crate) const MOST_SLOTS: usize = 1 << 26;

/// What slot 0 finds before there are words: a word that equals no key.
static NULL_WORD: AtomicU32 = AtomicU32::new(word::NONE);

static PIECES: [AtomicPtr<AtomicU32>; MOST_SLOTS / SEGMENT] = {
    let mut pieces = [const { AtomicPtr::new(ptr::null_mut()) }; MOST_SLOTS / SEGMENT];
    pieces[0] = AtomicPtr::new((&raw const NULL_WORD).cast_mut());
    pieces
};

/// The lock word of a slot.
#[inline(always)]
pub(crate) fn word_of(slot: Slot) -> &'static AtomicU32 {
    let piece = PIECES[slot as usize / SEGMENT].load(Relaxed);
    // SAFETY: "Words stay": the slot is NULL's, or was handed out, and was so only after its piece was stored here.
    unsafe { &*piece.add(slot as usize % SEGMENT) }
}

/// The pieces that there are. Changes under the lock of the pool.
pub(crate) struct Reserved(());

impl Reserved {
    pub(crate) const NOTHING: Reserved = Reserved(());

    /// Makes the words of a segment; all are zero, but for NULL's. `false` if there is no memory for them now.
    pub(crate) fn commit(&mut self, segment: usize) -> bool {
        let piece = PIECES[segment].load(Relaxed);
        // What was made before for records that found no memory is there still.
        if !piece.is_null() && !ptr::eq(piece, &raw const NULL_WORD) {
            return true;
        }
        let words = system::calloc(SEGMENT * size_of::<AtomicU32>()).cast::<AtomicU32>();
        if words.is_null() {
            return false;
        }
        if segment == 0 {
            // SAFETY: it is the first of these words.
            unsafe { &*words }.store(word::NONE, Relaxed);
        }
        PIECES[segment].store(words, Relaxed);
        true
    }
}
