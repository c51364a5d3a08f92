//! Tells a recording what happens to blocks, where one lives. All of it is on the slow ways.

use crate::error::{ErrorKind, Site, Sites};
use crate::heap::local::heap;
use crate::heap::recorder::{Event, What};
use crate::table::groups::record_of;
use crate::table::raw_handle::RawHandle;

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
    // Without it the quick way of `free` would be taken, which tells nobody.
    let _ = record.make_extra();
    note(Event {
        what,
        at: site,
        slot: handle.slot(),
        size: record.size(),
        shape: record.shape(),
        allocated_at: Some(site),
        freed_at: None,
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
        size: record.size(),
        shape: record.shape(),
        allocated_at: record.allocated_at(),
        freed_at: None,
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
        size: sites.block.map_or(0, |block| block.length),
        shape: None,
        allocated_at: sites.allocated_at,
        freed_at: sites.freed_at,
    };
    if anew && heap(|heap| heap.recorder.replace(event)) {
        return;
    }
    heap(|heap| heap.recorder.before());
    note(event);
}
