//! `realloc`: the same block with another size.

use core::panic::Location;
use core::ptr;

use super::drop_elements::DropElements;
use super::resized::{self, Resized};
use super::{Located, realloc_quick, recorded, start_of};
use crate::error::{self, Error, Fault, Site};
use crate::heap::local::heap;
use crate::heap::recorder::What;
use crate::heap::source;
use crate::layout::Layout;
use crate::layout::Shape;
use crate::table::cell::Cell;
use crate::table::destroy::Destroy;
use crate::table::extra::Extra;
use crate::table::groups::large_or_wide;
use crate::table::large::Large;
use crate::table::parts::Leaves;
use crate::table::raw_handle::RawHandle;
use crate::table::watermark::{ALL, SPARSE};
use crate::table::word;

/// The size that a block is to have.
#[derive(Clone, Copy)]
pub(crate) struct Request {
    /// As it is counted.
    pub(crate) size: usize,
    /// The bytes that values can have.
    pub(crate) length: usize,
    /// The size of the block, or of a chunk, where it is counted otherwise than in its bytes.
    pub(crate) unit: Option<usize>,
}

impl Request {
    /// How many bytes are asked for.
    fn room(self) -> usize {
        self.size.max(self.length)
    }
}

impl From<usize> for Request {
    fn from(size: usize) -> Self {
        Request {
            size,
            length: size,
            unit: None,
        }
    }
}

/// Gives a block another size, and its handle as it is then.
///
/// # Safety
///
/// The shape is that of the block's values, if it has a drop.
#[track_caller]
pub(crate) unsafe fn resize(
    handle: RawHandle,
    request: Request,
    shape: &'static Shape,
) -> Result<RawHandle, Error> {
    recorded::before();
    let Request { size, length, unit } = request;
    if unit.is_none()
        && size == length
        && let Some(resized) = realloc_quick::resize(handle, size, shape, Location::caller())
    {
        return resized;
    }
    let place = start_of(handle)?;
    place.is_ours()?;
    let old = place.layout(shape);
    if place.record.close(old.tracked).is_err() {
        return Err(place.error(Fault::OutOfMemory { size }));
    }
    let new = Layout::of(shape, length, place.record.chunk_size());
    allowed(&place, length, shape)?;
    if !heap(|heap| heap.may_allocate()) {
        return Err(place.error(Fault::OutOfMemory { size }));
    }
    let Some((large, extra)) = prepare(&place, request, new, shape) else {
        return Err(place.error(Fault::OutOfMemory { size }));
    };
    let resizing = Resizing {
        place,
        large,
        extra,
        request,
        site: Location::caller(),
        align: shape.align,
        slice: shape.slice,
        old,
        new,
    };
    let record = place.record;
    let base = if size.max(length) > record.size().max(record.length()) {
        resizing.grow()?
    } else if let Some(drop) = shape.drop {
        // SAFETY: the caller's promise.
        unsafe { resizing.drop_tail(drop)? }
    } else {
        resizing.shrink()
    };
    let version = word::version(place.word);
    Ok(resized::handle(place.slot, version, base, new))
}

/// Rule 5: what a block cannot be resized to.
#[track_caller]
fn allowed(place: &Located, size: usize, shape: &'static Shape) -> Result<(), Error> {
    let record = place.record;
    let (needed, stored) = match record.chunk_size() {
        Some(chunk_size) => (chunk_size, false),
        None if shape.slice && shape.size > 0 => match record.slice_length(0) {
            Some(length) => (length.max(1), length > 0),
            None => (1, false),
        },
        None => (shape.stride(), record.is_any_assigned()),
    };
    if size < needed {
        return Err(place.error(Fault::TooSmall {
            needed,
            size,
            stored,
        }));
    }
    match record.chunk_size() {
        Some(chunk_size) if !size.is_multiple_of(chunk_size) => {
            return Err(place.error(Fault::PartOfChunk { chunk_size, size }));
        }
        None if !shape.slice
            && !size.is_multiple_of(shape.stride())
            && record.is_any_assigned() =>
        {
            return Err(place.error(Fault::Remainder {
                object: shape.stride(),
                block: size,
            }));
        }
        _ => {}
    }
    if word::version(place.word) >= word::LAST_VERSION - 1 {
        return Err(place.error(Fault::NoVersion { size }));
    }
    Ok(())
}

/// Makes every note that the resize will need, so that none can fail later. `None` where there is
/// no memory for them.
fn prepare(
    place: &Located,
    request: Request,
    new: Layout,
    shape: &'static Shape,
) -> Option<(&'static Large, &'static Extra)> {
    let (record, size) = (place.record, request.length);
    let extra = record.make_extra()?;
    // What stays in its cell does not move.
    let stays = |cell: Cell| request.room() <= cell.group().stride();
    if !record.home().is_some_and(stays) {
        extra.history.borrow_mut().reserve()?;
    }
    record.reserve_leaves(size)?;
    let length = record.length();
    let zeroed = record.chunk_size().filter(|_| record.zeroed());
    let readable = zeroed.is_some_and(|chunk| shape.reads_zeroed(chunk));
    if record.watermark() != ALL && readable && size > length {
        // Values were taken from the end: what is added there is assigned, being zero, and they are not.
        record.make_sparse(length).ok()?;
    }
    let mut bitmap = extra.bitmap.borrow_mut();
    match record.watermark() {
        SPARSE => bitmap.as_mut()?.reserve(new.tracked)?,
        _ => *bitmap = None,
    }
    Some((large_or_wide(place.slot)?, extra))
}

/// A resize that is allowed, and that all notes are made for.
struct Resizing {
    place: Located,
    /// The place's, which has room for everything.
    large: &'static Large,
    extra: &'static Extra,
    request: Request,
    site: Site,
    align: usize,
    slice: bool,
    old: Layout,
    new: Layout,
}

impl Resizing {
    #[track_caller]
    fn grow(&self) -> Result<*mut u8, Error> {
        match self.move_bytes() {
            Some(base) => {
                self.renew(base);
                Ok(base)
            }
            None => {
                let size = self.request.size;
                Err(self.place.error(Fault::OutOfMemory { size }))
            }
        }
    }

    /// A shrink never fails: where C has no smaller block to give, the larger one serves.
    fn shrink(&self) -> *mut u8 {
        let base = self.move_bytes().unwrap_or(self.place.record.base());
        self.renew(base);
        base
    }

    /// Drops the elements past the new end, then shrinks. The block counts as mutably borrowed
    /// meanwhile; a panic in a drop does not stop the shrink.
    ///
    /// # Safety
    ///
    /// `drop` is for the block's values.
    #[track_caller]
    unsafe fn drop_tail(&self, drop: unsafe fn(*mut u8)) -> Result<*mut u8, Error> {
        struct Shrink<'a>(&'a Resizing, Site);

        impl Drop for Shrink<'_> {
            fn drop(&mut self) {
                self.0
                    .extra
                    .loans
                    .borrow_mut()
                    .remove(&Located::WHOLE, self.1);
                self.0.shrink();
            }
        }

        let shrink = Shrink(self, self.place.lend(&Located::WHOLE, true)?);
        {
            let bitmap = self.extra.bitmap.borrow();
            let watermark = self.place.record.watermark();
            let leaves = self.extra.leaves.borrow();
            let leaves = self.place.record.parts().map(|(of, open)| Leaves {
                of,
                map: leaves.as_ref(),
                open,
            });
            // SAFETY: the caller's promise, "Assigned", and "Loans": the whole block is lent to us, so that nobody reaches
            // these values before `Shrink` puts them out of bounds.
            let mut tail = unsafe {
                DropElements::new(
                    self.place.base(),
                    self.old,
                    watermark,
                    bitmap.as_ref(),
                    leaves,
                    self.new.end,
                    drop,
                )
            };
            tail.drop_all();
        }
        core::mem::drop(shrink);
        Ok(self.place.record.base())
    }

    fn move_bytes(&self) -> Option<*mut u8> {
        let record = self.place.record;
        let size = self.request.room();
        let zeroed = record.chunk_size().is_some();
        if let Some(cell) = record.home() {
            return self.move_from(cell, size, zeroed);
        }
        let moved = || {
            // SAFETY: the record's base and length are the block's, and no guard lives: since that was
            // checked, nothing of the user's ran that could change it: `prepare` makes notes ("Alone"), and
            // while `drop_tail` drops, the whole block is lent. `renew` stores what this returns instead
            // ("Address": no handle's address from before is used again). It is only called again after it
            // failed.
            unsafe {
                source::resize(
                    record.base(),
                    record.length(),
                    size,
                    self.align,
                    zeroed,
                    self.extra.destroy.get(),
                )
            }
        };
        heap(|heap| heap.ask_c(size, moved))
    }

    /// A small block stays in its cell as long as that has room. Otherwise it goes to C, and the cell waits until it ends:
    /// the slot is the block's identity.
    fn move_from(&self, cell: Cell, size: usize, zeroed: bool) -> Option<*mut u8> {
        let (base, old) = (cell.base(), self.place.record.length());
        if size <= cell.group().stride() {
            if zeroed && size > old {
                // SAFETY: the cell has so many bytes, and those from the block's end on are nobody's.
                unsafe { base.wrapping_add(old).write_bytes(0, size - old) };
            }
            return Some(base);
        }
        let moved = heap(|heap| heap.ask_c(size, || source::allocate(size, self.align, zeroed)))?;
        // SAFETY: both have at least so many bytes, and are two blocks.
        unsafe { ptr::copy_nonoverlapping(base, moved, old.min(size)) };
        Some(moved)
    }

    /// Everything that is known of the block follows its new base and size, and its version rises.
    fn renew(&self, base: *mut u8) {
        let Located {
            slot, record, word, ..
        } = self.place;
        if base != record.base() {
            self.extra.destroy.set(Destroy::of_aligned(self.align));
        }
        match record.watermark() {
            SPARSE => {
                if let Some(map) = self.extra.bitmap.borrow_mut().as_mut() {
                    map.resize(self.new.tracked, record.zeroed());
                    if map.all_ones() {
                        record.set_watermark(ALL);
                    }
                }
            }
            ALL if self.new.tracked > self.old.tracked && !record.zeroed() => {
                record.set_watermark(self.old.tracked.cast_signed());
            }
            mark if !self.slice && mark >= self.new.tracked.cast_signed() => {
                record.set_watermark(ALL);
            }
            _ => {}
        }
        record.resize_leaves(self.request.length);
        let chunks = self.new.count();
        self.extra.lengths.borrow_mut().truncate(chunks);
        let resized = Resized {
            slot,
            record: self.large,
            extra: self.extra,
            version: word::version(word),
            base,
            length: self.request.length,
            sizes: error::Resized {
                at: self.site,
                from: record.size(),
                to: self.request.size,
            },
        };
        resized.note(Located::unguarded_state(&record));
        self.extra.unit.set(self.request.unit);
        let event = recorded::ending(&self.place, What::Resized, self.site);
        event.into_iter().for_each(recorded::note);
    }
}
