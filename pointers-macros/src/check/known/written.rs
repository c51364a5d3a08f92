//! Which elements of a block may have a value.

/// The elements that something may have been moved into.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Written {
    /// Of the first 64 bit `i` is element `i`; of the others these and all between them. The rest is certainly unassigned.
    Only(u64, Option<(u32, u32)>),
    Any,
}

/// An element among those that are followed.
pub(crate) fn followed(index: Option<i128>) -> Option<u32> {
    u32::try_from(index?).ok()
}

fn bit(index: u32) -> Option<u64> {
    1_u64.checked_shl(index)
}

/// All from the first of two ranges to the last.
pub(crate) fn around(mine: Option<(u32, u32)>, others: Option<(u32, u32)>) -> Option<(u32, u32)> {
    match (mine, others) {
        (Some(mine), Some(others)) => Some((mine.0.min(others.0), mine.1.max(others.1))),
        (one, None) | (None, one) => one,
    }
}

impl Written {
    pub(crate) const NOTHING: Self = Self::Only(0, None);

    pub(crate) fn add(&mut self, index: Option<i128>) {
        *self = match (*self, followed(index)) {
            (Self::Only(low, high), Some(index)) => match bit(index) {
                Some(bit) => Self::Only(low | bit, high),
                None => Self::Only(low, around(high, Some((index, index)))),
            },
            _ => Self::Any,
        };
    }

    /// Adds so many elements, from the first on.
    pub(crate) fn add_all(&mut self, first: Option<i128>, count: i128) {
        let ends = first.and_then(|first| Some((first, first.checked_add(count)?.checked_sub(1)?)));
        let Some((first, last)) = ends.filter(|(first, _)| *first >= 0 && count > 0) else {
            *self = Self::Any;
            return;
        };
        for index in first..=last.min(63) {
            self.add(Some(index));
        }
        if last > 63 {
            self.add(Some(first.max(64)));
            self.add(Some(last));
        }
    }

    pub(crate) fn remove(&mut self, index: Option<i128>) {
        if let (Self::Only(low, high), Some(bit)) = (*self, followed(index).and_then(bit)) {
            *self = Self::Only(low & !bit, high);
        }
    }

    /// Whether an element is certainly unassigned; without an index, whether all are.
    pub(crate) fn lacks(self, index: Option<i128>) -> bool {
        match (self, index) {
            (Self::Any, _) => false,
            (Self::Only(low, high), None) => low == 0 && high.is_none(),
            (Self::Only(low, high), Some(_)) => {
                followed(index).is_some_and(|index| match bit(index) {
                    Some(bit) => low & bit == 0,
                    None => high.is_none_or(|(first, last)| !(first..=last).contains(&index)),
                })
            }
        }
    }

    pub(crate) fn join(self, other: Self) -> Self {
        match (self, other) {
            (Self::Only(mine, above), Self::Only(others, theirs)) => {
                Self::Only(mine | others, around(above, theirs))
            }
            _ => Self::Any,
        }
    }
}
