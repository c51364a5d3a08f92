//! `realloc` of a block of which nothing is noted but how much is assigned: a string that grows, say.

use core::ptr;
use core::sync::atomic::Ordering::Relaxed;

use super::Located;
use super::resized::{self, Resized};
use crate::error::{self, Error, Fault, Site};
use crate::heap::local::heap;
use crate::heap::source::{self, NATURAL_ALIGN};
use crate::layout::{Layout, Shape};
use crate::table::cell::Cell;
use crate::table::extra::Extra;
use crate::table::groups::{large_or_wide, record_of};
use crate::table::large::Large;
use crate::table::lock_words::word_of;
use crate::table::raw_handle::RawHandle;
use crate::table::watermark::{ALL, SPARSE};
use crate::table::word;

/// A block that nothing is in the way of.
struct Plain {
    record: &'static Large,
    extra: &'static Extra,
    /// The cell that it is in.
    home: Option<Cell>,
    word: u32,
    old: Layout,
    new: Layout,
}

/// Gives the block another size. `None` is what is said of it where anything is unusual: nothing has happened then.
#[track_caller]
pub(super) fn resize(
    handle: RawHandle,
    size: usize,
    shape: &'static Shape,
    site: Site,
) -> Option<Result<RawHandle, Error>> {
    let plain = plain(handle, size, shape)?;
    let (slot, version) = (handle.slot(), word::version(plain.word));
    let Plain {
        record,
        extra,
        old,
        new,
        ..
    } = plain;
    let (base, length) = (record.base(), record.length());
    let moved = heap(|heap| match plain.home {
        _ if !heap.may_allocate() => None,
        Some(cell) if size <= cell.group().stride() => Some(base),
        Some(_) => {
            let moved = heap.ask_c(size, || source::allocate(size, shape.align, false))?;
            // SAFETY: both have at least so many bytes, and are two blocks.
            unsafe { ptr::copy_nonoverlapping(base, moved, length.min(size)) };
            Some(moved)
        }
        None => {
            // SAFETY: the record's base and length are the block's, which is C's, and no guard lives: the lock word says so,
            // and nothing of the user's ran since ("Alone"). What this returns is noted instead ("Address": no handle's
            // address from before is used again). It is only called again after it failed.
            let resized =
                || unsafe { source::resize(base, length, size, shape.align, false, None) };
            // A shrink never fails: where C has no smaller block to give, the larger one serves.
            let kept = (size <= length).then_some(base);
            heap.ask_c(size, resized).or(kept)
        }
    });
    let Some(moved) = moved else {
        let place = Located {
            slot,
            record: record_of(slot),
            word: plain.word,
            offset: 0,
        };
        return Some(Err(place.error(Fault::OutOfMemory { size })));
    };
    let mark = match record.watermark() {
        ALL if new.tracked > old.tracked => old.tracked.cast_signed(),
        mark if mark >= new.tracked.cast_signed() => ALL,
        mark => mark,
    };
    record.set_watermark(mark);
    let resized = Resized {
        slot,
        record,
        extra,
        version,
        base: moved,
        length: size,
        sizes: error::Resized {
            at: site,
            from: length,
            to: size,
        },
    };
    resized.note(match mark {
        ALL => word::OPEN,
        _ => word::PARTIAL,
    });
    Some(Ok(resized::handle(slot, version, moved, new)))
}

/// Asks everything that [`super::realloc`] asks, in the order in which it costs least. The block's handle is up to date and no
/// guard lives, nor a recording, for which the lock word would be another.
fn plain(handle: RawHandle, size: usize, shape: &'static Shape) -> Option<Plain> {
    let slot = handle.slot();
    let word = word_of(slot).load(Relaxed);
    if word & !word::PARTIAL != handle.key() || word::version(word) >= word::LAST_VERSION - 1 {
        return None;
    }
    let unusual = shape.drop.is_some() || shape.slice || shape.size == 0;
    if unusual || shape.align > NATURAL_ALIGN || size == 0 {
        return None;
    }
    let record = record_of(slot);
    let known = record.known();
    let is_whole = size.is_multiple_of(shape.size) && known.length().is_multiple_of(shape.size);
    if !is_whole || !ptr::eq(known.base(), handle.address()) {
        return None;
    }
    if known.chunk_size().is_some() || !known.is_undescribed() || known.watermark() == SPARSE {
        return None;
    }
    // From here on it is wide, as it would be anyway.
    let extra = record.make_extra()?;
    let home = record.home();
    let record = large_or_wide(slot)?;
    if extra.destroy.get().is_some()
        || extra.unit.get().is_some()
        || extra.bitmap.borrow().is_some()
        || extra.leaves.borrow().is_some()
    {
        return None;
    }
    if home.is_none_or(|cell| size > cell.group().stride()) {
        extra.history.borrow_mut().reserve()?;
    }
    Some(Plain {
        record,
        extra,
        home,
        word,
        old: Layout::of(shape, record.length(), None),
        new: Layout::of(shape, size, None),
    })
}
