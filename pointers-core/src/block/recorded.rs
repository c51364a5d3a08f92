//! Tells a recording what happens to blocks, where one lives. All of it is on the slow ways.

use crate::error::{ErrorKind, Site, Sites};
use crate::heap::local::heap;
use crate::heap::recorder::{Event, What};
use crate::table::groups::record_of;
use crate::table::raw_handle::RawHandle;
use crate::table::record::Record;
use crate::table::word;

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
    tell_of_the_end(&record);
    note(Event {
        what,
        at: site,
        slot: handle.slot(),
        born: word::version(handle.key()),
        size: record.size(),
        shape: record.shape(),
        allocated_at: Some(site),
        freed_at: None,
    });
}

/// Makes a block end the slow way, which tells of it. Where there is no memory for that it does not, and the recording counts
/// the end of that block among what it dropped.
pub(crate) fn tell_of_the_end(record: &Record) {
    let _ = record.make_extra();
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
    };
    if anew && heap(|heap| heap.recorder.replace(event)) {
        return;
    }
    heap(|heap| heap.recorder.before());
    note(event);
}
