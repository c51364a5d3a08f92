//! Memory that C lends: a block of which nothing is ours but its slot.
//!
//! Invariant: as long as it lives, a shared loan of all of it is noted, and no other: so it can be read, and nobody writes or
//! frees it, or has a reference that could be used when C has the memory back.

use core::panic::Location;
use core::sync::atomic::Ordering::Relaxed;

use super::adopt::Arrival;
use super::{Located, free, look_up, recorded};
use crate::error::{Error, Fault, Parting, Site, Sites};
use crate::layout::Shape;
use crate::table::large::Begins;
use crate::table::lock_words::word_of;
use crate::table::raw_handle::RawHandle;
use crate::table::word;

/// Makes a block of memory that C lends, all of whose bytes are assigned.
///
/// # Safety
///
/// `base` is null, or until [`end`] is called `length` bytes from there on are initialised and valid as values of the shape,
/// and nobody changes them.
#[track_caller]
pub(crate) unsafe fn begin(
    base: *mut u8,
    length: usize,
    chunk_size: Option<usize>,
    shape: &'static Shape,
) -> Result<RawHandle, Error> {
    let site = Location::caller();
    let arrival = Arrival::full(base, length, chunk_size, Begins::Lent, shape, site);
    // SAFETY: the caller's promise.
    match unsafe { enter(arrival, shape, site) } {
        Ok(handle) => Ok(handle),
        Err(fault) => Err(Error::new(fault, Sites::default())),
    }
}

/// # Safety
///
/// As for [`begin`].
unsafe fn enter(arrival: Arrival, shape: &'static Shape, site: Site) -> Result<RawHandle, Fault> {
    let extra = arrival.extra(shape)?;
    let noted = extra.loans.borrow_mut().add(Located::WHOLE, false, site);
    noted.map_err(|_| Fault::NoNote)?;
    // SAFETY: the caller's promise; that it is not ours to be changed and to be freed is what the module's invariant says.
    let handle = unsafe { arrival.enter(extra, shape) }.map_err(|(fault, _)| fault)?;
    let lock = word_of(handle.slot());
    let guarded = word::with_state(lock.load(Relaxed), word::GUARDED);
    lock.store(guarded, Relaxed);
    Ok(handle)
}

/// The block ends: C may do with the memory what it likes. `site` is noted as where that was.
pub(crate) fn end(handle: RawHandle, shape: &'static Shape, site: Site) {
    recorded::before();
    if let Ok(place) = look_up(handle) {
        free::part(&place, shape, Parting::GivenBack, site);
    }
}
