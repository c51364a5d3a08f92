//! What was found of the block that an access in a loop met last, so that the next one need not look for the same again.

use core::cell::Cell;
use core::sync::atomic::Ordering::Relaxed;

use super::elements;
use super::offsets::{self, Step, Way};
use super::unaligned::load;
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
/// rise"), on whatever thread. Whether that version still *lives* it does not say, nor what is assigned or borrowed: each access
/// compares the lock word.
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

    /// The handle to the element so many further, of elements that lie side by side. If the block has ended or moved, it is this step
    /// that fails, and not the use of what it leads to: so the lock word is compared here too.
    #[inline(always)]
    #[track_caller]
    pub(crate) fn reach(
        &self,
        handle: RawHandle,
        by: impl Step,
        shape: &'static Shape,
    ) -> Result<RawHandle, Error> {
        if word_of(handle.slot()).load(Relaxed) & !PARTIAL == handle.key()
            && let Some(address) = self.within(handle, by.way(), shape)
        {
            return Ok(RawHandle::new(address, handle.slot(), handle.key()));
        }
        offsets::checked_otherwise(handle, by, shape, false).result()
    }

    /// A copy of the element so many further: the lock word is compared once.
    ///
    /// # Safety
    ///
    /// `T` is the handle's type, it is `Copy`, and elements lie side by side.
    #[inline(always)]
    #[track_caller]
    pub(crate) unsafe fn read<T>(&self, handle: RawHandle, by: impl Step) -> Result<T, Error> {
        if word_of(handle.slot()).load(Relaxed) == handle.key()
            && let Some(address) = self.within(handle, by.way(), T::SHAPE)
        {
            // SAFETY: "Key": a valid `T` is at each element of the block, and "Alone": still.
            return Ok(unsafe { load(address.cast::<T>()) });
        }
        let element = self.reach(handle, by, T::SHAPE)?;
        // SAFETY: the caller's promise.
        unsafe { elements::read(element) }
    }

    /// Notes where the block of a handle ends that was just compared with the lock word.
    #[inline(always)]
    fn note(&self, handle: RawHandle) {
        let (base, length) = extent_of(handle.slot());
        self.block.set(handle.block_and_version());
        self.end.set(base.addr().wrapping_add(length));
        self.length.set(length);
    }

    /// The address of an element so many further than a handle that was just compared with its lock word, if it is in the block.
    #[inline(always)]
    fn within(&self, handle: RawHandle, way: Way, shape: &'static Shape) -> Option<*mut u8> {
        if handle.block_and_version() != self.block.get() {
            self.note(handle);
        }
        let here = handle.address();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{MallocPointer, free, malloc, realloc};

    /// Whether a read says what it says without it.
    fn agrees<T: Copy + PartialEq>(seen: &Seen, p: MallocPointer<T>, by: isize) -> bool {
        let read = |element: Result<RawHandle, Error>| {
            // SAFETY: the handle is of a `T`, which is `Copy`.
            let value = element.and_then(|element| unsafe { elements::read::<T>(element) });
            value.map_err(|error| error.kind())
        };
        let alone = read(offsets::checked(p.raw, by, T::SHAPE, false));
        // SAFETY: as above.
        let at_once = unsafe { seen.read::<T>(p.raw, by) }.map_err(|error| error.kind());
        alone == read(seen.reach(p.raw, by, T::SHAPE)) && alone == at_once
    }

    #[test]
    fn one_is_right_for_handles_of_any_type_and_block() {
        for size in [16, 48, 400] {
            let seen = Seen::new();
            let p = malloc::<u8>(size).unwrap();
            p.fill(1, size).unwrap();
            let words = p.cast::<u32>().unwrap();
            let other = malloc::<[u8; 3]>(9).unwrap();
            let end = p.add(size).unwrap();
            let all = |seen: &Seen| {
                for by in -20..=20 {
                    assert!(agrees(seen, p, by) && agrees(seen, words, by), "{by}");
                    assert!(agrees(seen, other, by) && agrees(seen, end, by), "{by}");
                    assert!(agrees(seen, MallocPointer::<u8>::null(), by), "{by}");
                    assert!(agrees(seen, p.add(5).unwrap_or(end), by), "{by}");
                }
            };
            all(&seen);
            let guard = p.borrow_mut().unwrap();
            all(&seen);
            drop(guard);
            let q = realloc(p, size + 100).unwrap();
            all(&seen);
            assert!(agrees(&seen, q, size as isize), "{size}");
            free(q).unwrap();
            all(&seen);
            let again = malloc::<u64>(size).unwrap();
            all(&seen);
            assert!(agrees(&seen, again, 1) && agrees(&seen, again, -1));
            free(again).unwrap();
            free(other).unwrap();
        }
    }

    #[test]
    fn what_has_ended_is_not_read() {
        for size in [16, 400] {
            let seen = Seen::new();
            let p = MallocPointer::from_slice(&vec![7_u8; size]).unwrap();
            // SAFETY: the handle is of bytes.
            let read = |at: usize| unsafe { seen.read::<u8>(p.raw, at) };
            assert_eq!(read(3).unwrap(), 7);
            assert!(read(size).is_err());
            p.add(3).unwrap().take().unwrap();
            assert!(read(3).is_err());
            assert_eq!(read(4).unwrap(), 7);
            free(p).unwrap();
            assert!(read(4).is_err());
            let again = MallocPointer::from_slice(&vec![8_u8; size]).unwrap();
            assert!(read(4).is_err());
            free(again).unwrap();
        }
    }
}
