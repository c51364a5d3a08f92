//! Where the lock words lie, which every thread must see in the right order: [`Base`].
//!
//! Which atomics these are, the module around says: `tests/loom.rs` has this very file with loom's, which tries all
//! orders in which one thread may see what another did.

use super::atomic::{AtomicPtr, AtomicU32, Ordering};
use super::{Slot, word};

/// The address of the first lock word. It changes once, when there are more words than NULL's.
pub(crate) struct Base(AtomicPtr<AtomicU32>);

impl Base {
    /// # Safety
    ///
    /// The pointer is to a word that lives for ever and says [`word::NONE`].
    pub(crate) const unsafe fn new(null_word: AtomicPtr<AtomicU32>) -> Self {
        Base(null_word)
    }

    pub(crate) fn first(&self) -> *mut AtomicU32 {
        self.0.load(Ordering::Acquire)
    }

    /// The lock word of a slot.
    ///
    /// Any thread may ask for NULL's at any time, also one that never met another that made the words. Its key is 0, as
    /// fresh memory is, so that it has to see what was stored there if it sees the words at all. (No value that NULL's
    /// word could have instead would do without: fresh memory is nobody's to look at before this load has seen it
    /// published.) An acquiring load is an ordinary one on x86; on aarch64 it is `ldar`, which costs an instruction for
    /// the address, and holds up nothing but loads that need its result anyway.
    ///
    /// # Safety
    ///
    /// The slot is 0, or was handed out to this thread.
    #[inline(always)]
    pub(crate) unsafe fn word(&self, slot: Slot) -> &'static AtomicU32 {
        let base = self.0.load(Ordering::Acquire);
        // SAFETY: "Words stay": both bases have slot 0. The thread that handed out another slot had published the words
        // before, so that this thread sees the base behind which it lies. Lock words are never unmapped.
        unsafe { &*base.add(slot as usize) }
    }

    /// From here on the words are these.
    ///
    /// # Safety
    ///
    /// There are words, all zero, from this address on, for every slot that will be handed out, for ever.
    pub(crate) unsafe fn publish(&self, words: *mut AtomicU32) {
        // SAFETY: the caller's promise.
        unsafe { &*words }.store(word::NONE, Ordering::Relaxed);
        self.0.store(words, Ordering::Release);
    }
}
