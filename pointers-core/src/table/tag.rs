//! Slot and key in as few words as they fit in: 64 bits.
//!
//! Words are pointers here, which zerocopy makes of nothing but zeros: see [`super::raw_handle`].

use core::ptr;

use super::Slot;

#[cfg(target_pointer_width = "64")]
pub(super) use one_word::*;
#[cfg(target_pointer_width = "32")]
pub(super) use two_words::*;

#[cfg(target_pointer_width = "64")]
mod one_word {
    use super::*;

    /// The key in the lower half, where a lock word is compared with it as it is; the slot in the upper.
    pub(in crate::table) type Tag = *mut ();

    pub(in crate::table) const NULL: Tag = ptr::null_mut();

    #[inline(always)]
    pub(in crate::table) fn new(slot: Slot, key: u32) -> Tag {
        ptr::without_provenance_mut((slot as usize) << 32 | key as usize)
    }

    #[inline(always)]
    pub(in crate::table) fn slot(tag: Tag) -> Slot {
        (tag.addr() >> 32) as Slot
    }

    #[inline(always)]
    pub(in crate::table) fn key(tag: Tag) -> u32 {
        tag.addr() as u32
    }

    #[inline(always)]
    pub(in crate::table) fn is_null(tag: Tag) -> bool {
        tag.is_null()
    }

    #[inline(always)]
    pub(in crate::table) fn number(tag: Tag) -> u64 {
        tag.addr() as u64
    }

    /// The bits that differ, those of the keys in the lower half.
    #[inline(always)]
    pub(in crate::table) fn difference(one: Tag, other: Tag) -> usize {
        one.addr() ^ other.addr()
    }
}

#[cfg(target_pointer_width = "32")]
mod two_words {
    use super::*;

    /// The slot and the key.
    pub(in crate::table) type Tag = [*mut (); 2];

    pub(in crate::table) const NULL: Tag = [ptr::null_mut(); 2];

    #[inline(always)]
    pub(in crate::table) fn new(slot: Slot, key: u32) -> Tag {
        [slot, key].map(|half| ptr::without_provenance_mut(half as usize))
    }

    #[inline(always)]
    pub(in crate::table) fn slot([slot, _]: Tag) -> Slot {
        slot.addr() as Slot
    }

    #[inline(always)]
    pub(in crate::table) fn key([_, key]: Tag) -> u32 {
        key.addr() as u32
    }

    #[inline(always)]
    pub(in crate::table) fn is_null(tag: Tag) -> bool {
        tag == NULL
    }

    #[inline(always)]
    pub(in crate::table) fn number(tag: Tag) -> u64 {
        u64::from(slot(tag)) << 32 | u64::from(key(tag))
    }

    /// The bits that differ, those of the keys in the lower half.
    #[inline(always)]
    pub(in crate::table) fn difference(one: Tag, other: Tag) -> u64 {
        number(one) ^ number(other)
    }
}
