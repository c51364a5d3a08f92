//! Finding the block that a handle belongs to, and what is remembered of one that has ended.

use core::sync::atomic::Ordering::Relaxed;

use super::located::{Located, extent, sites_of};
use crate::error::{Error, Fault, Owner, Sites};
use crate::heap::endings::Ended;
use crate::heap::local::heap;
use crate::table::assigned::settled;
use crate::table::groups::{owner_of, record_of};
use crate::table::lock_words::word_of;
use crate::table::raw_handle::RawHandle;
use crate::table::record::Record;
use crate::table::word;

/// Finds the block that a handle belongs to, the slow way, whatever its state.
#[cold]
#[inline(never)]
#[track_caller]
pub(crate) fn find(handle: RawHandle) -> Result<Located, Error> {
    // Not a closure: that would be the caller whose line the error names.
    match look_up(handle) {
        Ok(place) if handle.has_overflowed() => {
            let chunks = place.record.chunk_size().is_some();
            Err(place.error(Fault::Overflow { chunks }))
        }
        Ok(place) => Ok(place),
        Err(fault) => Err(lost(handle, fault)),
    }
}

/// Like [`find`], wherever the handle points, for properties, which are plain values.
pub(crate) fn look_up(handle: RawHandle) -> Result<Located, Fault> {
    let slot = handle.slot();
    if slot == 0 {
        return Err(Fault::Null);
    }
    let mut word = word_of(slot).load(Relaxed);
    let mut record = record_of(slot);
    // Only of a block that it belongs to: another one may be another thread's.
    if word::state(word) == word::FRESH && word::version(word) == word::version(handle.key()) {
        (record, word) = settled(slot);
    }
    let base = match base_for(handle, &record, word) {
        Some(base) => base,
        None if word::state(word) != word::NONE && is_its_own(handle, word) => {
            return Err(Fault::Outdated);
        }
        None => return Err(Fault::Freed),
    };
    Ok(Located {
        slot,
        record,
        word,
        offset: handle.address().addr().wrapping_sub(base).cast_signed(),
    })
}

/// Where the handle's block was when the handle was made, if it is still the same block.
fn base_for(handle: RawHandle, record: &Record, now: u32) -> Option<usize> {
    if word::state(now) == word::NONE {
        return None;
    }
    let version = word::version(handle.key());
    if version == word::version(now) {
        return Some(record.base().addr());
    }
    if !is_its_own(handle, now) {
        return None;
    }
    let history = record.extra()?.history.borrow();
    history.base_at(version, record.base())
}

/// Whether the block that lives in the handle's slot, whose word is this, is its own. It is not where the slot was used
/// again since; nor where it was handed on, when this thread's heap ended: a destructor that runs later may still have
/// handles to it.
fn is_its_own(handle: RawHandle, now: u32) -> bool {
    let slot = handle.slot();
    let is_ours = owner_of(slot) == heap(|heap| heap.owner());
    is_ours && word::version(handle.key()) >= record_of(slot).born(now)
}

/// The error for a handle for which [`look_up`] finds no block: with what is remembered of it.
#[cold]
#[inline(never)]
#[track_caller]
pub(crate) fn lost(handle: RawHandle, fault: Fault) -> Error {
    let (fault, sites) = remembered(handle, fault);
    Error::new(fault, sites)
}

/// What is remembered of a handle's block, which [`look_up`] does not find because of this, and why it does not.
pub(crate) fn remembered(handle: RawHandle, fault: Fault) -> (Fault, Sites) {
    match fault {
        Fault::Freed => match ended(handle) {
            Some(ended) => {
                let fault = ended.parting.map_or(Fault::Freed, Fault::Parted);
                let sites = Sites {
                    allocated_at: ended.allocated_at,
                    resized: ended.resized,
                    freed_at: Some(ended.freed_at),
                    block: Some(ended.block),
                    ..Sites::default()
                };
                (fault, sites)
            }
            None => (fault, Sites::default()),
        },
        Fault::Outdated => (fault, sites_of(&record_of(handle.slot()))),
        _ => (fault, Sites::default()),
    }
}

/// What is remembered of a handle's block, which has ended: in any case if that was not long ago, and otherwise if no
/// other block was there since.
fn ended(handle: RawHandle) -> Option<Ended> {
    let (slot, version) = (handle.slot(), word::version(handle.key()));
    if let Some(ended) = heap(|heap| heap.endings.of(slot, version)) {
        return Some(ended);
    }
    let now = word_of(slot).load(Relaxed);
    let is_free = word::state(now) == word::NONE && word::version(now) == version + 1;
    if !is_free || owner_of(slot) != heap(|heap| heap.owner()) {
        return None;
    }
    let record = record_of(slot);
    Some(Ended {
        allocated_at: record.allocated_at(),
        freed_at: record.freed_at()?,
        parting: None,
        block: extent(&record),
        resized: None,
    })
}

/// The block of a handle that points at its start, and that no guard holds.
#[track_caller]
#[inline]
pub(crate) fn start_of(handle: RawHandle) -> Result<Located, Error> {
    let slot = handle.slot();
    let word = word_of(slot).load(Relaxed);
    // The usual case: the handle is up to date, and so is its address.
    if word & !word::PARTIAL == handle.key() {
        let record = record_of(slot);
        if record.base() == handle.address() {
            return Ok(Located {
                slot,
                record,
                word,
                offset: 0,
            });
        }
    }
    let place = match look_up(handle) {
        Ok(place) => place,
        Err(fault) => return Err(lost(handle, fault)),
    };
    if place.record.is_lent() {
        return Err(place.error(Fault::NotOurs(Owner::Lender)));
    }
    if place.offset != 0 {
        let offset = (!handle.has_overflowed()).then_some(place.offset);
        return Err(place.error(Fault::Interior { offset }));
    }
    place.not_borrowed_at_all()?;
    Ok(place)
}
