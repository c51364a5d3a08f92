//! The lock words of the whole process, densely one after another.
//!
//! Address space for all of them is reserved once and given memory as slots are handed out, so that
//! the words never move, and an access reaches them through one process-wide base: a thread-local
//! base would cost a call on every access in a shared library.
//!
//! Where address space is limited (`ulimit -v`), the words must not take what blocks and records need: there they
//! get it piece by piece, as slots are handed out. Nothing that failed is remembered: the next allocation tries again.

use core::ptr;
use core::sync::atomic::{AtomicPtr, AtomicU32};

use super::base::Base;
use super::{Slot, word};
use crate::system;

/// How many lock words are made at a time.
pub(crate) const SEGMENT: usize = 1 << 16;

/// How many slots there can be at most: 2²⁸ words take 1 GiB of address space. Addresses of 32 bits have none for so many.
pub(crate) const MOST_SLOTS: usize = if usize::BITS == 64 { 1 << 28 } else { 1 << 24 };

/// Address space for all words is only taken where so much more is left: what the records and the smallest blocks of
/// these slots take is more than this.
const LEFT_FOR_EACH_WORD: usize = 15;

/// What the words of a segment take, and all words.
const PIECE: usize = SEGMENT * size_of::<AtomicU32>();
const WHOLE: usize = MOST_SLOTS * size_of::<AtomicU32>();

/// What slot 0 finds before anything is reserved: a word that equals no key.
static NULL_WORD: AtomicU32 = AtomicU32::new(word::NONE);

// SAFETY: the static lives for ever, and nothing is ever stored in it.
static BASE: Base = unsafe { Base::new(AtomicPtr::new((&raw const NULL_WORD).cast_mut())) };

/// The lock word of a slot.
#[inline(always)]
pub(crate) fn word_of(slot: Slot) -> &'static AtomicU32 {
    // SAFETY: handles do not leave their thread, and their slots were handed out to it ("One thread"), but for
    // NULL's, which is 0. A leak report asks for slots of this thread, too.
    unsafe { BASE.word(slot) }
}

/// How much address space is reserved, in bytes. Changes under the lock of the pool.
pub(crate) struct Reserved(usize);

impl Reserved {
    pub(crate) const NOTHING: Reserved = Reserved(0);

    /// Gives memory to the words of a segment; all are zero, but for NULL's. `false` if there is none now.
    pub(crate) fn commit(&mut self, segment: usize) -> bool {
        if self.0 == 0 {
            return self.begin();
        }
        let start = segment * PIECE;
        self.reach(start + PIECE) && unlock(BASE.first().wrapping_byte_add(start))
    }

    /// The first segment.
    fn begin(&mut self) -> bool {
        let Some((words, size)) = all_at_once().or_else(first_piece) else {
            return false;
        };
        if !unlock(words) {
            // SAFETY: it was just reserved, and nobody knows of it.
            unsafe { system::give_back(words.cast(), size) };
            return false;
        }
        // SAFETY: fresh memory is zero. Slots are handed out by the segment, once [`Reserved::commit`] went through.
        unsafe { BASE.publish(words) };
        self.0 = size;
        true
    }

    /// Reserves as much as lies below this end.
    fn reach(&mut self, end: usize) -> bool {
        while self.0 < end {
            let here = BASE.first().wrapping_byte_add(self.0);
            match reserve(here, PIECE) {
                Some(piece) if piece == here => self.0 += PIECE,
                Some(elsewhere) => {
                    // SAFETY: it was just reserved, and nobody knows of it.
                    unsafe { system::give_back(elsewhere.cast(), PIECE) };
                    return false;
                }
                None => return false,
            }
        }
        true
    }
}

/// Address space for all words, if that is a small part of what there is.
fn all_at_once() -> Option<(*mut AtomicU32, usize)> {
    is_there(WHOLE * (1 + LEFT_FOR_EACH_WORD))?;
    Some((reserve(ptr::null_mut(), WHOLE)?, WHOLE))
}

/// Address space for the first segment, where the next ones have a chance to follow: systems reserve from above to below,
/// so that far below everything else nobody comes by who has less address space than that.
fn first_piece() -> Option<(*mut AtomicU32, usize)> {
    let lowest = is_there(PIECE)?;
    let far_below = lowest.wrapping_byte_sub(WHOLE * (1 + LEFT_FOR_EACH_WORD));
    Some((reserve(far_below, PIECE)?, PIECE))
}

/// Where so much address space is free.
fn is_there(size: usize) -> Option<*mut AtomicU32> {
    let space = reserve(ptr::null_mut(), size)?;
    // SAFETY: it was just reserved, and nobody knows of it.
    unsafe { system::give_back(space.cast(), size) };
    Some(space)
}

/// Reserves address space, here if that is free.
fn reserve(here: *mut AtomicU32, size: usize) -> Option<*mut AtomicU32> {
    Some(system::reserve(here.cast(), size)?.cast())
}

/// Makes a piece readable and writable, which it may be already: it is whole pages, of whatever size.
fn unlock(piece: *mut AtomicU32) -> bool {
    // SAFETY: the piece lies inside of what was reserved for words, and nothing else.
    unsafe { system::commit(piece.cast(), PIECE) }
}
