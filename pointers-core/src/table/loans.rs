//! The guards that live on a block: which bytes they cover.

use core::ops::Range;

use crate::error::Site;
use crate::notes::Notes;

/// Guards of the same bytes that were taken at the same place of the source.
struct GuardsOfBytes {
    bytes: Range<usize>,
    mutable: bool,
    count: u32,
    /// Where they were taken.
    site: Site,
}

/// A guard that stands in the way.
pub(crate) struct Conflict {
    pub(crate) mutable: bool,
    pub(crate) site: Site,
}

/// Why a guard cannot be given.
pub(crate) enum Refusal {
    Conflict(Conflict),
    TooMany,
    NoMemory,
}

/// All guards of a block.
#[derive(Default)]
pub(crate) struct Loans(Notes<GuardsOfBytes>);

impl Loans {
    /// Finds a guard of any of these bytes; `mutable` asks for every guard, otherwise only mutable ones count.
    pub(crate) fn conflict(&self, bytes: &Range<usize>, mutable: bool) -> Option<Conflict> {
        // Nothing is in the way of nothing.
        self.0
            .iter()
            .find(|loan| {
                !bytes.is_empty()
                    && (mutable || loan.mutable)
                    && loan.bytes.start < bytes.end
                    && bytes.start < loan.bytes.end
            })
            .map(|loan| Conflict {
                mutable: loan.mutable,
                site: loan.site,
            })
    }

    /// The first of these bytes that a mutable guard covers, and that guard.
    pub(crate) fn first_mutable(&self, bytes: &Range<usize>) -> Option<(usize, Conflict)> {
        self.0
            .iter()
            .filter(|loan| {
                loan.mutable && loan.bytes.start < bytes.end && bytes.start < loan.bytes.end
            })
            .map(|loan| {
                let conflict = Conflict {
                    mutable: true,
                    site: loan.site,
                };
                (loan.bytes.start.max(bytes.start), conflict)
            })
            .min_by_key(|(start, _)| *start)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn add(
        &mut self,
        bytes: Range<usize>,
        mutable: bool,
        site: Site,
    ) -> Result<(), Refusal> {
        if let Some(conflict) = self.conflict(&bytes, mutable) {
            return Err(Refusal::Conflict(conflict));
        }
        let same = |loan: &&mut GuardsOfBytes| loan.bytes == bytes && loan.site == site;
        if let Some(same) = self.0.iter_mut().find(same) {
            same.count = same.count.checked_add(1).ok_or(Refusal::TooMany)?;
            return Ok(());
        }
        let loan = GuardsOfBytes {
            bytes,
            mutable,
            count: 1,
            site,
        };
        self.0.push(loan).ok_or(Refusal::NoMemory)
    }

    /// A guard that was taken at this place of the source ends. Says whether none is left.
    pub(crate) fn remove(&mut self, bytes: &Range<usize>, site: Site) -> bool {
        let ended = |loan: &GuardsOfBytes| loan.bytes == *bytes && loan.site == site;
        if let Some(index) = self.0.iter().position(ended) {
            self.0[index].count -= 1;
            if self.0[index].count == 0 {
                self.0.swap_remove(index);
            }
        }
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use core::panic::Location;

    use super::*;

    #[test]
    fn a_count_that_would_overflow_is_refused() {
        let mut loans = Loans::default();
        let site = Location::caller();
        assert!(loans.add(0..4, false, site).is_ok());
        loans.0[0].count = u32::MAX;
        assert!(matches!(
            loans.add(0..4, false, site),
            Err(Refusal::TooMany)
        ));
    }
}
