//! How a block ends: `free`, and handing it over to C.

use core::panic::Location;
use core::ptr::NonNull;
use core::sync::atomic::Ordering::Relaxed;

use super::drop_elements::DropElements;
use super::{Located, extent, recorded, start_of};
use crate::error::{Error, Fault, Parting, Site};
use crate::heap::endings::Ended;
use crate::heap::local::{current, heap};
use crate::heap::recorder::What;
use crate::heap::{size_class, source};
use crate::layout::description::Description;
use crate::layout::{Layout, Shape, Shaped};
use crate::table::cell::Cell;
use crate::table::groups::{cell_of, large_record_of};
use crate::table::large::Large;
use crate::table::lock_words::word_of;
use crate::table::parts::Leaves;
use crate::table::raw_handle::RawHandle;
use crate::table::record::{Record, Taken};
use crate::table::short;
use crate::table::{Slot, word};

/// Ends a block that may hold one `T`, drops what it holds, and gives its bytes back. `site` is noted as where that was.
///
/// The usual case, a small block that is one element without a drop, is known by the size: it need not be asked where the
/// block begins, nor of which class its cell is.
///
/// # Safety
///
/// The handle is one to `T`s.
#[inline]
pub(crate) unsafe fn free_of<T: Shaped + ?Sized>(
    handle: RawHandle,
    site: Site,
) -> Result<(), Error> {
    let shape = T::SHAPE;
    // Bytes are seldom alone.
    if shape.drop.is_none() && shape.size > 1 && size_class::one_is_small(shape) {
        // SAFETY: the caller's promise.
        return unsafe { free_one::<T>(handle, site) };
    }
    // SAFETY: the caller's promise.
    unsafe { free(handle, shape, site) }
}

/// # Safety
///
/// As for [`free_of`], of a type that has a size, which can be small, and no drop.
#[inline(never)]
unsafe fn free_one<T: Shaped + ?Sized>(handle: RawHandle, site: Site) -> Result<(), Error> {
    // SAFETY: the caller's promise.
    unsafe { free_one_shaped(handle, T::SHAPE, site) }
}

/// # Safety
///
/// As for [`free_one`], of a type of this shape.
#[cfg_attr(not(debug_assertions), inline(always))]
unsafe fn free_one_shaped(
    handle: RawHandle,
    shape: &'static Shape,
    site: Site,
) -> Result<(), Error> {
    let (slot, size) = (handle.slot(), shape.size);
    let lock = word_of(slot);
    let word = lock.load(Relaxed);
    let next = ended(handle.key());
    // Tells no more than it has to, so that there are few registers to save.
    // SAFETY: the caller's promise.
    let otherwise = move || unsafe { free(handle, shape, site) };
    if word & !(word::PARTIAL | word::FRESH) != handle.key() || !word::can_be_used_again(next) {
        return otherwise();
    }
    let Some(cell) = cell_of(slot) else {
        return otherwise();
    };
    if !cell.is_one(size) {
        return otherwise();
    }
    let Some(freed_at) = short::of_site(site) else {
        return otherwise();
    };
    // SAFETY: it is not kept.
    let heap = unsafe { current() };
    if !heap.keeps_slots() {
        return otherwise();
    }
    lock.store(next, Relaxed);
    heap.endings.note_plain(
        slot,
        handle.key(),
        cell.allocated_at_in_short(),
        freed_at,
        size as u32,
    );
    heap.shrink(size);
    let room = size_class::room_for(size, shape.align);
    // SAFETY: "Versions rise": no handle or guard reaches the block any more. It was not cast, so that its cell is the one
    // that a block of this type and length has.
    unsafe { heap.give_cell_of_class(size_class::class(room), slot, cell, freed_at) };
    Ok(())
}

/// Ends a block, drops what it holds, and gives its bytes back. `site` is noted as where that was.
///
/// The usual case, where nothing needs a drop and the block is a small one, calls nothing and so saves no
/// registers.
///
/// # Safety
///
/// The shape is that of the block's values, if it has a drop.
#[cfg_attr(not(debug_assertions), inline)]
pub(crate) unsafe fn free(
    handle: RawHandle,
    shape: &'static Shape,
    site: Site,
) -> Result<(), Error> {
    let slot = handle.slot();
    let lock = word_of(slot);
    let word = lock.load(Relaxed);
    // If the key fits at all: not of the word, so that what comes after need not wait for it.
    let next = ended(handle.key());
    // Tells no more than it has to, so that there are few registers to save.
    // SAFETY: the caller's promise.
    let otherwise = move || unsafe { free_slow(handle, shape, site) };
    if shape.drop.is_some()
        || word & !(word::PARTIAL | word::FRESH) != handle.key()
        || !word::can_be_used_again(next)
    {
        return otherwise();
    }
    let Some(cell) = cell_of(slot) else {
        // SAFETY: the caller's promise; there is nothing to drop, the key fits, and the slot can be used again.
        return unsafe { free_large(handle, shape, site) };
    };
    if !cell.is_plain() || cell.base() != handle.address() {
        return otherwise();
    }
    let Some(freed_at) = short::of_site(site) else {
        return otherwise();
    };
    // The heap last, and told little: in a shared library finding it is a call, which saves what is needed later.
    // SAFETY: it is not kept.
    let heap = unsafe { current() };
    if !heap.keeps_slots() {
        return otherwise();
    }
    let (allocated_at, length) = (cell.allocated_at_in_short(), cell.length());
    lock.store(next, Relaxed);
    heap.endings
        .note_plain(slot, handle.key(), allocated_at, freed_at, length as u32);
    heap.shrink(length);
    // SAFETY: "Versions rise": no handle or guard reaches the block any more.
    unsafe { heap.give_cell_of_class(cell.group().class(), slot, cell, freed_at) };
    Ok(())
}

/// The same of a block that C has, which is up to date, with nothing in it to drop, and whose slot can be used again.
///
/// # Safety
///
/// As the first sentence says, unless no block is there.
#[inline(never)]
unsafe fn free_large(handle: RawHandle, shape: &'static Shape, site: Site) -> Result<(), Error> {
    let slot = handle.slot();
    let record = large_record_of(slot).filter(|record| record.is_plain());
    let allocated_at = record.and_then(Large::allocated_at);
    let places = allocated_at
        .and_then(short::of_site)
        .zip(short::of_site(site));
    let (Some(record), Some((allocated_at, freed_at))) = (record, places) else {
        // SAFETY: the caller's promise.
        return unsafe { free_slow(handle, shape, site) };
    };
    let (base, length) = (record.base(), record.length());
    let Some(short) = u32::try_from(length)
        .ok()
        .filter(|_| base == handle.address())
    else {
        // SAFETY: the caller's promise.
        return unsafe { free_slow(handle, shape, site) };
    };
    let next = ended(handle.key());
    word_of(slot).store(next, Relaxed);
    record.die(Some(site));
    heap(|heap| {
        heap.endings
            .note_plain(slot, handle.key(), allocated_at, freed_at, short);
        heap.shrink(length);
        heap.give_back(slot, next);
    });
    // SAFETY: "Versions rise": no handle or guard reaches the block any more. It was plain, and so of C's `malloc`.
    unsafe { source::release(base, None) };
    Ok(())
}

/// The same for all other cases: there is something to drop, say, or the handle is not up to date.
///
/// # Safety
///
/// As for [`free`].
#[inline(never)]
unsafe fn free_slow(handle: RawHandle, shape: &'static Shape, site: Site) -> Result<(), Error> {
    recorded::before();
    let place = start_of(handle).map_err(|error| error.of_free(site))?;
    let event = recorded::ending(&place, What::Freed, site);
    let freed = end(&place, shape, &place.ended(site, None));
    event.into_iter().for_each(recorded::note);
    if let Some(drop) = shape.drop {
        // SAFETY: the caller's promise.
        unsafe { freed.drop_elements(drop) };
    }
    Ok(())
}

/// Ends a block, and keeps its bytes for somebody else. Nothing in it is dropped, and no code of the user's runs: who calls
/// this has told a recording [`before`](recorded::before).
#[track_caller]
pub(crate) fn hand_over(
    handle: RawHandle,
    shape: &'static Shape,
    parting: Parting,
) -> Result<NonNull<u8>, Error> {
    let place = start_of(handle)?;
    place.is_ours()?;
    // Nobody else can free a cell.
    let copy = match place.record.home() {
        Some(_) => Some(copy_of(&place, shape.align)?),
        None => None,
    };
    let site = Location::caller();
    Ok(match copy {
        Some(copy) => {
            let event = recorded::ending(&place, What::Parted, site);
            drop(end(&place, shape, &place.ended(site, Some(parting))));
            event.into_iter().for_each(recorded::note);
            copy
        }
        None => part(&place, shape, parting, site),
    })
}

/// A block of C's with the same bytes, aligned for what is in it, as the cell was by chance if the block was cast.
#[track_caller]
fn copy_of(place: &Located, align: usize) -> Result<NonNull<u8>, Error> {
    let length = place.record.length();
    let ask = || source::allocate(length, align, false);
    let copy = heap(|heap| match heap.may_allocate() {
        true => heap.ask_c(length, ask),
        false => None,
    });
    let Some(copy) = copy.and_then(NonNull::new) else {
        return Err(place.error(Fault::OutOfMemory { size: length }));
    };
    // SAFETY: both have so many bytes, and are two blocks. No guard lives, and no code of the user's ran since that was
    // checked ("Alone").
    unsafe { copy.copy_from_nonoverlapping(place.base(), length) };
    Ok(copy)
}

/// The same of a block that was found, that nobody else has a say in, and that is in no cell. `site` is noted as where it
/// ended.
pub(super) fn part(
    place: &Located,
    shape: &'static Shape,
    parting: Parting,
    site: Site,
) -> NonNull<u8> {
    let event = recorded::ending(place, What::Parted, site);
    let ended = place.ended(site, Some(parting));
    let base = end(place, shape, &ended).into_raw();
    event.into_iter().for_each(recorded::note);
    base
}

/// Ends a block whose values were moved out, and gives its bytes back.
///
/// # Safety
///
/// Whoever calls this owns the values, whatever the record says of them.
pub(crate) unsafe fn end_emptied(place: &Located, shape: &'static Shape, site: Site) {
    let event = recorded::ending(place, What::Freed, site);
    drop(end(place, shape, &place.ended(site, None)));
    event.into_iter().for_each(recorded::note);
}

/// A block that no handle reaches any more: its bytes, and what was known of them. Dropping it gives the bytes back.
struct FreedBlock {
    base: NonNull<u8>,
    slot: Slot,
    /// The slot's, if it has one.
    cell: Option<Cell>,
    /// Whether its slot can have another block.
    can_be_used_again: bool,
    /// What is noted in it.
    freed_at: u32,
    layout: Layout,
    watermark: isize,
    extra: Taken,
    /// What the elements consist of, and the leaves of the open one.
    parts: Option<(&'static Description, u64)>,
}

impl Drop for FreedBlock {
    fn drop(&mut self) {
        let destroy = self.extra.extra().and_then(|extra| extra.destroy.get());
        let is_in_its_cell = |cell: Cell| cell.base() == self.base.as_ptr();
        if destroy.is_some() || !self.cell.is_some_and(is_in_its_cell) {
            // SAFETY: "Versions rise": no handle or guard reaches the block any more, and whoever ended
            // it owns it alone. The destructor came with the block, as the one for it.
            unsafe { source::release(self.base.as_ptr(), destroy) };
        }
        self.give_cell_back();
    }
}

impl FreedBlock {
    /// Drops the values, then gives the bytes back.
    ///
    /// # Safety
    ///
    /// `drop` is for the block's values.
    unsafe fn drop_elements(self, drop: unsafe fn(*mut u8)) {
        let bitmap = self.extra.extra().map(|extra| extra.bitmap.borrow());
        let bitmap = bitmap.as_ref().and_then(|map| map.as_ref());
        let leaves = self.extra.extra().map(|extra| extra.leaves.borrow());
        let leaves = self.parts.map(|(of, open)| Leaves {
            of,
            map: leaves.as_ref().and_then(|map| map.as_ref()),
            open,
        });
        // SAFETY: the block has ended: "Assigned", and nobody reaches it any more.
        let mut elements = unsafe {
            DropElements::new(
                self.base,
                self.layout,
                self.watermark,
                bitmap,
                leaves,
                0,
                drop,
            )
        };
        elements.drop_all();
    }

    /// Keeps the bytes for C, whose they are.
    fn into_raw(self) -> NonNull<u8> {
        let mut this = core::mem::ManuallyDrop::new(self);
        drop(core::mem::replace(&mut this.extra, Taken::Nothing));
        this.give_cell_back();
        this.base
    }

    /// The cell is free from here on: what lay in it was dropped, or never was there.
    fn give_cell_back(&self) {
        if let Some(cell) = self.cell
            && self.can_be_used_again
        {
            // SAFETY: "Versions rise": no handle or guard reaches the block any more.
            heap(|heap| unsafe { heap.give_cell_back(self.slot, cell, self.freed_at) });
        }
    }
}

/// Makes every handle of a block stale, and its slot free. Nothing of it is dropped or released yet.
fn end(place: &Located, shape: &'static Shape, ended: &Ended) -> FreedBlock {
    let record = place.record;
    let layout = place.layout(shape);
    let size = record.size();
    let cell = record.cell();
    let base = place.base();
    let next = stale(place, ended);
    // What the record goes on to say of the block: of one that was what it began as, and is nobody else's.
    let remembered = match (ended.parting, record.extra()) {
        (None, None) => Some(ended.freed_at),
        _ => None,
    };
    let freed = FreedBlock {
        base,
        slot: place.slot,
        cell,
        can_be_used_again: word::can_be_used_again(next),
        freed_at: remembered.and_then(short::of_site).unwrap_or(0),
        layout,
        watermark: record.watermark(),
        parts: record.parts(),
        extra: record.take_extra(),
    };
    heap(|heap| {
        heap.shrink(size);
        if let Record::Large(record) = record {
            record.die(remembered);
            heap.give_back(place.slot, next);
        }
    });
    freed
}

impl Located {
    /// What is to be remembered of a block that ends here.
    fn ended(&self, freed_at: Site, parting: Option<Parting>) -> Ended {
        Ended {
            allocated_at: self.record.allocated_at(),
            freed_at,
            parting,
            block: extent(&self.record),
            resized: self.record.resized(),
        }
    }
}

/// Makes every handle of a block stale. Its word is this now.
fn stale(place: &Located, as_it_ends: &Ended) -> u32 {
    let next = ended(place.word);
    word_of(place.slot).store(next, Relaxed);
    let born = place.record.born(place.word);
    let key = word::with_state(place.word, word::OPEN);
    heap(|heap| {
        heap.endings.note(place.slot, key, born, as_it_ends);
    });
    next
}

/// The word of a block whose word was this, once it has ended.
#[inline(always)]
const fn ended(word: u32) -> u32 {
    word::new(word::version(word) + 1, word::NONE)
}
