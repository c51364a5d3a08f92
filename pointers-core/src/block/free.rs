//! How a block ends: `free`, and handing it over to C.

use core::panic::Location;
use core::ptr::NonNull;
use core::sync::atomic::Ordering::Relaxed;

use super::drop_elements::DropElements;
use super::{Place, extent, recorded, start_of};
use crate::error::{Error, Parting, Site};
use crate::heap::endings::Ended;
use crate::heap::local::heap;
use crate::heap::recorder::What;
use crate::heap::{size_class, source};
use crate::layout::description::Description;
use crate::layout::{Layout, Shape};
use crate::notes::Note;
use crate::table::extra::Extra;
use crate::table::locks::word_of;
use crate::table::parts::Leaves;
use crate::table::raw_handle::RawHandle;
use crate::table::record::{origin_of, record_of};
use crate::table::word;

/// Ends a block, drops what it holds, and gives its bytes back. `site` is noted as where that was.
///
/// The usual case, where nothing needs a drop and the block will wait to be used again, calls nothing and so saves no
/// registers.
///
/// # Safety
///
/// The shape is that of the block's values, if it has a drop.
#[inline]
pub(crate) unsafe fn free(
    handle: RawHandle,
    shape: &'static Shape,
    site: Site,
) -> Result<(), Error> {
    let slot = handle.slot();
    let lock = word_of(slot);
    let word = lock.load(Relaxed);
    if shape.drop.is_some()
        || word & !word::PARTIAL != handle.key()
        || !word::can_be_used_again(ended(word))
    {
        // SAFETY: the caller's promise.
        return unsafe { free_slow(handle, shape, site) };
    }
    let record = record_of(slot);
    let (base, length) = (record.base(), record.length());
    if base != handle.address() || !record.is_plain() || !size_class::can_wait(length) {
        // SAFETY: the caller's promise.
        return unsafe { free_slow(handle, shape, site) };
    }
    let (next, allocated_at) = (ended(word), record.allocated_at());
    lock.store(next, Relaxed);
    // The heap last, and told little: in a shared library finding it is a call, which saves what is needed later.
    // SAFETY: "Versions rise": no handle or guard reaches the block any more. It was plain, and
    // so neither resized nor taken over from C: it came from `source` for this size.
    heap(|heap| unsafe {
        let (version, length) = (word::version(next), length as u32);
        heap.endings
            .note_plain(slot, version, allocated_at, site, length);
        heap.keep(slot, record);
    });
    Ok(())
}

/// The same for all other cases: there is something to drop, say, or the handle is not up to date.
///
/// # Safety
///
/// As for [`free`].
#[cold]
#[inline(never)]
unsafe fn free_slow(handle: RawHandle, shape: &'static Shape, site: Site) -> Result<(), Error> {
    recorded::before();
    let place = start_of(handle).map_err(|error| error.of_free(site))?;
    let event = recorded::ending(&place, What::Freed, site);
    let Place { slot, record, .. } = place;
    let can_wait = record.is_plain() && size_class::can_wait(record.length());
    if shape.drop.is_none() && can_wait && word::can_be_used_again(ended(place.word)) {
        stale(&place, &place.ended(site, None));
        // SAFETY: as in `free`.
        heap(|heap| unsafe { heap.keep(slot, record) });
        event.into_iter().for_each(recorded::note);
        return Ok(());
    }
    let freed = end(&place, shape, &place.ended(site, None));
    event.into_iter().for_each(recorded::note);
    if let Some(drop) = shape.drop {
        // SAFETY: the caller's promise.
        unsafe { freed.drop_elements(drop) };
    }
    Ok(())
}

/// Ends a block, and keeps its bytes for somebody else. Nothing in it is dropped.
#[track_caller]
pub(crate) fn hand_over(
    handle: RawHandle,
    shape: &'static Shape,
    parting: Parting,
) -> Result<NonNull<u8>, Error> {
    recorded::before();
    let place = start_of(handle)?;
    place.is_ours()?;
    Ok(part(&place, shape, parting, Location::caller()))
}

/// The same of a block that was found, and that nobody else has a say in. `site` is noted as where it ended.
pub(super) fn part(
    place: &Place,
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
pub(crate) unsafe fn end_emptied(place: &Place, shape: &'static Shape, site: Site) {
    let event = recorded::ending(place, What::Freed, site);
    drop(end(place, shape, &place.ended(site, None)));
    event.into_iter().for_each(recorded::note);
}

/// A block that no handle reaches any more: its bytes, and what was known of them. Dropping it gives the bytes back.
struct FreedBlock {
    base: NonNull<u8>,
    layout: Layout,
    watermark: isize,
    extra: Option<Note<Extra>>,
    /// What the elements consist of, and the leaves of the open one.
    parts: Option<(&'static Description, u64)>,
}

impl Drop for FreedBlock {
    fn drop(&mut self) {
        let extra = self.extra.as_ref();
        match extra.and_then(|extra| extra.destroy.get()) {
            // SAFETY: "Versions rise": no handle or guard reaches the block any more, and whoever ended
            // it owns it alone. The destructor came with the block, as the one for it.
            Some(destroy) => unsafe { destroy.call(self.base.as_ptr()) },
            // SAFETY: as above.
            None => unsafe { source::release(self.base.as_ptr()) },
        }
    }
}

impl FreedBlock {
    /// Drops the values, then gives the bytes back.
    ///
    /// # Safety
    ///
    /// `drop` is for the block's values.
    unsafe fn drop_elements(self, drop: unsafe fn(*mut u8)) {
        let bitmap = self.extra.as_ref().map(|extra| extra.bitmap.borrow());
        let bitmap = bitmap.as_ref().and_then(|map| map.as_ref());
        let leaves = self.extra.as_ref().map(|extra| extra.leaves.borrow());
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

    /// Keeps the bytes for C.
    fn into_raw(self) -> NonNull<u8> {
        let mut this = core::mem::ManuallyDrop::new(self);
        drop(this.extra.take());
        this.base
    }
}

/// Makes every handle of a block stale, and its slot free. Nothing of it is dropped or released yet.
fn end(place: &Place, shape: &'static Shape, ended: &Ended) -> FreedBlock {
    let record = place.record;
    let layout = place.layout(shape);
    let size = record.size();
    let next = stale(place, ended);
    let freed = FreedBlock {
        base: place.base(),
        layout,
        watermark: record.watermark(),
        extra: record.take_extra(),
        parts: record.parts(),
    };
    record.part();
    heap(|heap| {
        heap.end(size);
        heap.give_back(place.slot, next);
    });
    freed
}

impl Place {
    /// What is to be remembered of a block that ends here.
    fn ended(&self, freed_at: Site, parting: Option<Parting>) -> Ended {
        Ended {
            allocated_at: self.record.allocated_at(),
            freed_at,
            parting,
            block: extent(self.record),
            resized: self.record.resized(),
        }
    }
}

/// Makes every handle of a block stale. Its word is this now.
fn stale(place: &Place, as_it_ends: &Ended) -> u32 {
    let next = ended(place.word);
    word_of(place.slot).store(next, Relaxed);
    let born = origin_of(place.slot).born(place.word);
    heap(|heap| {
        heap.endings
            .note(place.slot, word::version(next), born, as_it_ends);
    });
    next
}

/// The word of a block whose word was this, once it has ended.
#[inline(always)]
const fn ended(word: u32) -> u32 {
    word::new(word::version(word) + 1, word::NONE)
}
