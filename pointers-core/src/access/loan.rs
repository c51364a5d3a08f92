//! The note that bytes of a block are borrowed.

use core::ops::Range;
use core::panic::Location;

use crate::block::Located;
use crate::error::{Error, Site};
use crate::table::Slot;

/// A note in a block that some of its bytes are borrowed, for as long as this lives. It keeps the block
/// from being freed, moved or handed over, so that its slot stays the block's.
pub(crate) struct Loan {
    slot: Slot,
    bytes: Range<usize>,
    site: Site,
}

impl Loan {
    #[track_caller]
    pub(crate) fn take(place: &Located, bytes: Range<usize>, mutable: bool) -> Result<Self, Error> {
        // What has no bytes is in nobody's way.
        let site = if bytes.is_empty() {
            Location::caller()
        } else {
            place.lend(&bytes, mutable)?
        };
        Ok(Loan {
            slot: place.slot,
            bytes,
            site,
        })
    }
}

impl Drop for Loan {
    /// Inlined, so that what stands beside a loan need not be in memory.
    #[inline]
    fn drop(&mut self) {
        if !self.bytes.is_empty() {
            Located::give_back(self.slot, &self.bytes, self.site);
        }
    }
}
