//! Where an error's report is kept: on the heap, and where that is full, in a reserve.
//!
//! Invariants
//! - A `Stored` points to an initialised `Report` that lives until the `Stored` is dropped.
//! - If that report lies in `RESERVE`, its bit in `TAKEN` is set and belongs to this `Stored` alone;
//!   if it lies in `BARE`, nobody ever writes or drops it; otherwise it came out of a `Note`,
//!   so that no code of the user's runs where an error is made: what was checked before still holds.

use core::cell::UnsafeCell;
use core::mem::{ManuallyDrop, MaybeUninit};
use core::panic::Location;
use core::ptr::NonNull;
use core::sync::atomic::{AtomicU32, Ordering};

use super::fault::Fault;
use super::kind::ErrorKind;
use super::places::{Sites, UserWords};
use super::report::Report;
use crate::notes::Note;

/// Owns a report, at the price of one pointer.
pub(super) struct Stored(NonNull<Report>);

// SAFETY: a report is plain numbers and `&'static` locations, and a `Stored` owns it alone or
// shares it read-only (`BARE`).
unsafe impl Send for Stored {}
// SAFETY: as above; a shared `Stored` only hands out `&Report`.
unsafe impl Sync for Stored {}

struct Reserve([UnsafeCell<MaybeUninit<Report>>; 32]);

// SAFETY: a cell is touched only by the `Stored` that owns its bit in `TAKEN`.
unsafe impl Sync for Reserve {}

/// Reports for when the heap has no memory to say that it has none.
static RESERVE: Reserve = Reserve([const { UnsafeCell::new(MaybeUninit::uninit()) }; 32]);
static TAKEN: AtomicU32 = AtomicU32::new(0);

/// The last resort, one for each kind: 32 errors are alive and memory is still exhausted.
static BARE: [Report; ErrorKind::ALL.len()] = {
    let mut reports = [bare(ErrorKind::ALL[0]); ErrorKind::ALL.len()];
    let mut number = 0;
    while number < reports.len() {
        reports[number] = bare(ErrorKind::ALL[number]);
        number += 1;
    }
    reports
};

const fn bare(kind: ErrorKind) -> Report {
    Report {
        fault: Fault::Bare(kind),
        used_at: Location::caller(),
        sites: Sites {
            allocated_at: None,
            resized: None,
            freed_at: None,
            borrowed_at: None,
            block: None,
            reached: None,
        },
        named: UserWords::NOTHING,
    }
}

impl Stored {
    pub(super) fn new(report: Report) -> Self {
        match Note::new(report) {
            Ok(report) => Stored(report.into_raw()),
            Err(report) => Self::reserved(report),
        }
    }

    #[cold]
    fn reserved(report: Report) -> Self {
        let claimed = TAKEN.fetch_update(Ordering::Acquire, Ordering::Relaxed, |taken| {
            (taken != u32::MAX).then(|| taken | (taken + 1))
        });
        let Ok(before) = claimed else {
            return Stored(NonNull::from(&BARE[report.fault.kind() as usize]));
        };
        let cell = RESERVE.0[before.trailing_ones() as usize].get();
        // SAFETY: the bit was clear and is ours now, so nobody else touches the cell.
        let slot = unsafe { &mut *cell };
        Stored(NonNull::from(slot.write(report)))
    }

    pub(super) fn into_raw(self) -> NonNull<Report> {
        ManuallyDrop::new(self).0
    }

    /// # Safety
    ///
    /// The pointer came out of [`Stored::into_raw`], and is used once.
    #[inline(always)]
    pub(super) unsafe fn from_raw(report: NonNull<Report>) -> Self {
        Stored(report)
    }

    pub(super) fn report(&self) -> &Report {
        // SAFETY: first invariant.
        unsafe { self.0.as_ref() }
    }

    /// To say more of what is known; `None` of the last resort, which all share.
    pub(super) fn report_mut(&mut self) -> Option<&mut Report> {
        if self.is_bare() {
            return None;
        }
        // SAFETY: both invariants: the report is this `Stored`'s alone.
        Some(unsafe { self.0.as_mut() })
    }

    fn is_bare(&self) -> bool {
        BARE.as_ptr_range().contains(&self.0.as_ptr().cast_const())
    }

    /// Which cell of the reserve the report lies in, if it does.
    fn reserve_index(&self) -> Option<usize> {
        let at = self.0.as_ptr().addr();
        let start = RESERVE.0.as_ptr().addr();
        let index = at.wrapping_sub(start) / size_of::<Report>();
        (index < RESERVE.0.len()).then_some(index)
    }
}

impl Drop for Stored {
    fn drop(&mut self) {
        if let Some(index) = self.reserve_index() {
            TAKEN.fetch_and(!(1 << index), Ordering::Release);
        } else if !self.is_bare() {
            // SAFETY: second invariant: it came out of a `Note`, and is dropped once.
            drop(unsafe { Note::from_raw(self.0) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Report {
        Report {
            fault: Fault::Null,
            used_at: Location::caller(),
            sites: Sites::default(),
            named: UserWords::NOTHING,
        }
    }

    #[test]
    fn the_reserve_is_taken_and_given_back_and_then_falls_to_bare() {
        for _ in 0..2 {
            let taken: Vec<_> = (0..32).map(|_| Stored::reserved(report())).collect();
            assert!(taken.iter().all(|one| one.reserve_index().is_some()));
            let last = Stored::reserved(report());
            assert_eq!(last.reserve_index(), None);
            assert_eq!(last.report().fault, Fault::Bare(ErrorKind::NullPointer));
        }
        assert_eq!(TAKEN.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn every_kind_has_a_last_resort() {
        for (number, kind) in ErrorKind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, number);
            assert_eq!(BARE[number].fault, Fault::Bare(kind));
        }
    }
}
