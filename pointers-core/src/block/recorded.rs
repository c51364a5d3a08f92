//! Tells a recording what happens to blocks, where one lives. All of it is on the slow ways.

use core::ops::Range;
use core::sync::atomic::Ordering::Relaxed;

use crate::error::{ErrorKind, Site, Sites};
use crate::heap::local::heap;
use crate::heap::recorder::{Event, Part, What};
use crate::layout::Shape;
use crate::table::assigned::settled;
use crate::table::extra::Extra;
use crate::table::groups::record_of;
use crate::table::lock_words::word_of;
use crate::table::raw_handle::RawHandle;
use crate::table::{Slot, word};

use super::Located;

/// Something is going to happen to a block: before anything is looked up, since code of the user's may run.
#[inline]
pub(crate) fn before() {
    if heap(|heap| heap.recorder.is_on()) {
        heap(|heap| heap.recorder.before());
    }
}

/// A block has begun, unless this is NULL.
#[inline]
pub(crate) fn began(handle: RawHandle, what: What, site: Site) {
    if heap(|heap| heap.recorder.is_on()) && !handle.address().is_null() {
        note_beginning(handle, what, site);
    }
}

#[cold]
fn note_beginning(handle: RawHandle, what: What, site: Site) {
    let record = record_of(handle.slot());
    watch(handle.slot());
    note(Event {
        what,
        at: site,
        slot: handle.slot(),
        born: word::version(handle.key()),
        size: record.size(),
        shape: record.shape(),
        allocated_at: Some(site),
        freed_at: None,
        part: None,
    });
}

/// Makes whatever happens to a live block go the slow way, which tells of it.
pub(crate) fn watch(slot: Slot) {
    let (_, word) = settled(slot);
    word_of(slot).store(word::with_state(word, word::GUARDED), Relaxed);
}

/// The opposite: no recording lives any more.
pub(crate) fn unwatch(slot: Slot) {
    let record = record_of(slot);
    let has_guards = |extra: &Extra| !extra.loans.borrow().is_empty();
    if !record.extra().is_some_and(has_guards) {
        let lock = word_of(slot);
        let state = Located::unguarded_state(&record);
        lock.store(word::with_state(lock.load(Relaxed), state), Relaxed);
    }
}

/// Something is going to be changed, or lent to be: before anything is looked up, since code of the user's may run. Only where
/// the quick ways had no answer: while one records, they have none.
#[inline]
pub(crate) fn before_change(handle: RawHandle, what: What, site: Site) {
    let word = word_of(handle.slot()).load(Relaxed);
    if word::state(word) == word::GUARDED && heap(|heap| heap.recorder.is_on()) {
        heap(|heap| heap.recorder.before_change(what, handle.slot(), site));
    }
}

/// It was, or will be next: these bytes of a block.
#[inline]
pub(crate) fn changed(place: &Located, what: What, bytes: &Range<usize>, site: Site) {
    if word::state(place.word) == word::GUARDED && heap(|heap| heap.recorder.is_on()) {
        note_change(place, what, bytes, site);
    }
}

#[cold]
fn note_change(place: &Located, what: What, bytes: &Range<usize>, site: Site) {
    let record = place.record;
    let shape = record.shape();
    let one = |shape: &Shape| match shape.slice {
        // It is as long as the block.
        true => record.length(),
        false => shape.stride(),
    };
    let stride = record.chunk_size().or(shape.map(one));
    note(Event {
        what,
        at: site,
        slot: place.slot,
        born: record.born(place.word),
        size: record.size(),
        shape,
        allocated_at: record.allocated_at(),
        freed_at: None,
        part: Some(Part {
            start: bytes.start,
            end: bytes.end.min(record.length()),
            stride: stride.unwrap_or(1).max(1),
            of: record.description().filter(|_| !record.is_in_bytes()),
            times: 1,
        }),
    });
}

/// What is told of a block that is going to end, if somebody wants to know.
pub(crate) fn ending(place: &Located, what: What, site: Site) -> Option<Event> {
    if !heap(|heap| heap.recorder.is_on()) {
        return None;
    }
    let record = place.record;
    Some(Event {
        what,
        at: site,
        slot: place.slot,
        born: record.born(place.word),
        size: record.size(),
        shape: record.shape(),
        allocated_at: record.allocated_at(),
        freed_at: None,
        part: None,
    })
}

#[cold]
pub(crate) fn note(event: Event) {
    heap(|heap| heap.recorder.note(event));
}

/// An error was made; anew, if it stands for the one before.
pub(crate) fn failed(kind: ErrorKind, at: Site, sites: &Sites, anew: bool) {
    let event = Event {
        what: What::Failed(kind),
        at,
        slot: 0,
        born: 0,
        size: sites.block.map_or(0, |block| block.length),
        shape: None,
        allocated_at: sites.allocated_at,
        freed_at: sites.freed_at,
        part: None,
    };
    if anew && heap(|heap| heap.recorder.replace(event)) {
        return;
    }
    heap(|heap| heap.recorder.before());
    note(event);
}
