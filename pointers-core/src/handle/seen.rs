//! What was found of the block that an access in a loop met last, so that the next one need not look for the same again.

use core::cell::Cell;
use core::sync::atomic::Ordering::Relaxed;

use super::access;
use super::arithmetic::{self, Step, Way};
use crate::error::Error;
use crate::layout::{Shape, Shaped};
use crate::table::groups::extent_of;
use crate::table::lock_words::word_of;
use crate::table::raw_handle::RawHandle;
use crate::table::word::PARTIAL;

/// Where the block of a handle ends, and how long it is: `row->chars[i]` in a loop asks for that at each element, and `row->chars`
/// is mostly the handle that it was before.
///
/// It is true for ever: a version of a block never moves and never changes its size, and a slot has no version twice ("Versions
/// rise"), on whatever thread. Whether that version still *lives* it does not say, nor what is assigned or borrowed: who uses an
/// element that was found here compares the lock word.
pub struct Seen {
    /// Which block and version; NULL's at first, of which nothing is in reach.
    block: Cell<u64>,
    /// The address behind its last byte.
    end: Cell<usize>,
    length: Cell<usize>,
}

impl Seen {
    #[doc(hidden)]
    #[allow(clippy::new_without_default, reason = "only the expansion makes one")]
    #[inline(always)]
    pub fn new() -> Self {
        Seen {
            block: Cell::new(RawHandle::NULL.block_and_version()),
            end: Cell::new(0),
            length: Cell::new(0),
        }
    }

    /// The handle to the element so many further, of elements that lie side by side. What is no longer as it was, its use will say.
    #[inline(always)]
    #[track_caller]
    pub(crate) fn reach(
        &self,
        handle: RawHandle,
        by: impl Step,
        shape: &'static Shape,
    ) -> Result<RawHandle, Error> {
        if (handle.block_and_version() == self.block.get() || self.look(handle))
            && let Some(address) = self.within(handle.address(), by.way(), shape)
        {
            return Ok(RawHandle::new(address, handle.slot(), handle.key()));
        }
        arithmetic::checked_otherwise(handle, by, shape, false).result()
    }

    /// A copy of the element so many further: the lock word is compared once.
    ///
    /// # Safety
    ///
    /// `T` is the handle's type, it is `Copy`, and elements lie side by side.
    #[inline(always)]
    #[track_caller]
    pub(crate) unsafe fn read<T>(&self, handle: RawHandle, by: impl Step) -> Result<T, Error> {
        if word_of(handle.slot()).load(Relaxed) == handle.key() {
            if handle.block_and_version() != self.block.get() {
                self.note(handle);
            }
            if let Some(address) = self.within(handle.address(), by.way(), T::SHAPE) {
                // SAFETY: "Key": a valid `T` is at each element of the block, and "Alone": still.
                return Ok(unsafe { address.cast::<T>().read_unaligned() });
            }
        }
        let element = self.reach(handle, by, T::SHAPE)?;
        // SAFETY: the caller's promise.
        unsafe { access::read(element) }
    }

    /// Looks at the block of another handle, if that is up to date.
    #[inline(always)]
    fn look(&self, handle: RawHandle) -> bool {
        let is_current = word_of(handle.slot()).load(Relaxed) & !PARTIAL == handle.key();
        if is_current {
            self.note(handle);
        }
        is_current
    }

    /// Notes where the block of a handle ends that was just compared with the lock word.
    #[inline(always)]
    fn note(&self, handle: RawHandle) {
        let (base, length) = extent_of(handle.slot());
        self.block.set(handle.block_and_version());
        self.end.set(base.addr().wrapping_add(length));
        self.length.set(length);
    }

    /// The address of an element so many further than the one here, if it is in the block.
    #[inline(always)]
    fn within(&self, here: *mut u8, way: Way, shape: &'static Shape) -> Option<*mut u8> {
        let (end, size) = (self.end.get(), shape.size);
        if shape.slice || size == 0 {
            return None;
        }
        // "Key": the handle points at an element, and the block is a whole number of them.
        match way {
            Way::Up(by) => {
                let rest = end.wrapping_sub(here.addr());
                let inside = if size.is_power_of_two() {
                    by < rest / size
                } else {
                    by.checked_mul(size)? < rest
                };
                inside.then(|| {
                    here.wrapping_offset(by.cast_signed().wrapping_mul(size.cast_signed()))
                })
            }
            Way::UpOrDown(by) => {
                let there = here.wrapping_offset(by.checked_mul(size.cast_signed())?);
                // What is outside is, as a distance from the end, no length of the block.
                let back = end.wrapping_sub(there.addr());
                (back.wrapping_sub(1) < self.length.get()).then_some(there)
            }
            Way::Far => None,
        }
    }
}
