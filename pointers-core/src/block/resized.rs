//! What is noted of every block that has another size, whichever way it got it.

use core::sync::atomic::Ordering::Relaxed;

use super::key_state;
use crate::error;
use crate::heap::local::heap;
use crate::layout::Layout;
use crate::table::extra::Extra;
use crate::table::large::Large;
use crate::table::lock_words::word_of;
use crate::table::raw_handle::RawHandle;
use crate::table::{Slot, word};

/// A block that has another size from here on. What of it is assigned is noted already.
pub(super) struct Resized {
    pub(super) slot: Slot,
    pub(super) record: &'static Large,
    pub(super) extra: &'static Extra,
    /// The version that ends.
    pub(super) version: u32,
    /// Where it is now.
    pub(super) base: *mut u8,
    /// How many bytes values can have in it.
    pub(super) length: usize,
    pub(super) sizes: error::Resized,
}

impl Resized {
    /// Everything that is known of the block follows its base and its size, and its version rises. `state` is that of its lock
    /// word. There is room for all notes.
    #[inline]
    pub(super) fn note(self, state: u32) {
        let (extra, before) = (self.extra, self.record.base());
        // In place it did not move: handles from before find it where it was.
        if self.base != before {
            extra.history.borrow_mut().note(self.version, before);
        }
        if extra.began.get().is_none() {
            extra.began.set(Some((self.version, before.addr())));
        }
        extra.resized.set(Some(self.sizes));
        heap(|heap| heap.resized(self.sizes.from, self.sizes.to));
        self.record.set_base(self.base);
        self.record.set_length(self.length);
        let word = word::new(self.version + 1, state);
        word_of(self.slot).store(word, Relaxed);
    }
}

/// The handle to a block whose version was this before it was resized, and that is here now.
pub(super) fn handle(slot: Slot, version: u32, base: *mut u8, new: Layout) -> RawHandle {
    RawHandle::new(base, slot, word::new(version + 1, key_state(new, 0)))
}
