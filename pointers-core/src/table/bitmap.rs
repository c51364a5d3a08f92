//! Which bytes of a block are assigned, when they are not simply the first ones.

use crate::notes::Notes;

/// One bit for each byte.
pub(crate) struct Bitmap {
    words: Notes<u64>,
    /// How many bits there are.
    length: usize,
    /// How many of them are set.
    ones: usize,
}

const BITS: usize = u64::BITS as usize;

impl Bitmap {
    /// The first `ones` of `length` bits are set. `None` where there is no memory for it.
    pub(crate) fn with_prefix(length: usize, ones: usize) -> Option<Self> {
        let mut map = Bitmap {
            words: Notes::new(),
            length: 0,
            ones: 0,
        };
        map.reserve(length)?;
        map.resize(length, false);
        map.set(0, ones.min(length), true);
        Some(map)
    }

    /// The same bits once more. `None` where there is no memory for it.
    pub(crate) fn copy(&self) -> Option<Self> {
        let mut words = Notes::new();
        words.resize(self.words.len(), 0)?;
        words.copy_from_slice(&self.words);
        Some(Bitmap { words, ..*self })
    }

    /// Makes room, so that [`Bitmap::resize`] to this length cannot fail.
    pub(crate) fn reserve(&mut self, length: usize) -> Option<()> {
        self.words.reserve(length.div_ceil(BITS))
    }

    pub(crate) fn resize(&mut self, length: usize, ones: bool) {
        let old = self.length;
        if length < old {
            self.set(length, old - length, false);
        }
        self.words.resize(length.div_ceil(BITS), 0);
        self.length = length;
        if ones && length > old {
            self.set(old, length - old, true);
        }
    }

    pub(crate) fn all_ones(&self) -> bool {
        self.ones == self.length
    }

    pub(crate) fn all_zeros(&self) -> bool {
        self.ones == 0
    }

    /// Whether all of `count` bits from `start` are set.
    #[inline]
    pub(crate) fn covers(&self, start: usize, count: usize) -> bool {
        if let Some((word, mask)) = one_word(start, count) {
            return self.words.get(word).is_some_and(|bits| bits & mask == mask);
        }
        if count <= BITS {
            return two_words(start, count).is_none_or(|(word, [first, second])| {
                let pair = self.words.get(word..word + 2);
                pair.is_some_and(|bits| bits[0] & first == first && bits[1] & second == second)
            });
        }
        masks(start, count)
            .all(|(word, mask)| self.words.get(word).is_some_and(|bits| bits & mask == mask))
    }

    /// Whether all of `count` bits from `start` are set, and lie in one word.
    #[inline(always)]
    pub(crate) fn has_in_word(&self, start: usize, count: usize) -> bool {
        #[cfg(test)]
        steps::count();
        match self.words.get(start / BITS) {
            // As many as there are one after another, and none of the next word.
            Some(word) => (word >> (start % BITS)).trailing_ones() as usize >= count,
            None => false,
        }
    }

    /// How many bits are set.
    pub(crate) fn ones(&self) -> usize {
        self.ones
    }

    /// Whether any of `count` bits from `start` is set.
    #[inline]
    pub(crate) fn touches(&self, start: usize, count: usize) -> bool {
        if let Some((word, mask)) = one_word(start, count) {
            return self.words.get(word).is_some_and(|bits| bits & mask != 0);
        }
        masks(start, count)
            .any(|(word, mask)| self.words.get(word).is_some_and(|bits| bits & mask != 0))
    }

    /// The first bit from `start` on that is not set; the length if there is none.
    pub(crate) fn first_clear(&self, start: usize) -> usize {
        masks(start, self.length.saturating_sub(start))
            .find_map(|(word, mask)| {
                let clear = !self.words.get(word)? & mask;
                (clear != 0).then(|| word * BITS + clear.trailing_zeros() as usize)
            })
            .unwrap_or(self.length)
    }

    #[inline]
    pub(crate) fn set(&mut self, start: usize, count: usize, value: bool) {
        if let Some((word, mask)) = one_word(start, count) {
            return self.set_in(word, mask, value);
        }
        for (word, mask) in masks(start, count) {
            self.set_in(word, mask, value);
        }
    }

    #[inline]
    fn set_in(&mut self, word: usize, mask: u64, value: bool) {
        let Some(bits) = self.words.get_mut(word) else {
            return;
        };
        let changed = mask & if value { !*bits } else { *bits };
        *bits ^= changed;
        // One by one, where there is one: counting bits takes longer.
        let count = match changed {
            0 => return,
            one if one.is_power_of_two() => 1,
            more => more.count_ones() as usize,
        };
        if value {
            self.ones += count;
        } else {
            self.ones -= count;
        }
    }
}

/// How many words were looked at.
#[cfg(test)]
pub(super) mod steps {
    use core::cell::Cell;

    thread_local! {
        static STEPS: Cell<usize> = const { Cell::new(0) };
    }

    pub(super) fn count() {
        STEPS.set(STEPS.get() + 1);
    }

    pub(crate) fn of(work: impl FnOnce()) -> usize {
        let before = STEPS.get();
        work();
        STEPS.get() - before
    }
}

/// The word that `count` bits from `start` lie in, with those bits, if it is one.
#[inline(always)]
fn one_word(start: usize, count: usize) -> Option<(usize, u64)> {
    let (word, from) = (start / BITS, start % BITS);
    if count == 0 || count > BITS - from {
        return None;
    }
    #[cfg(test)]
    steps::count();
    Some((word, (u64::MAX >> (BITS - count)) << from))
}

/// The first of the two words that `count` bits from `start` lie in, which are no more than a word has, with those bits of both;
/// `None` where there are no bits.
#[inline(always)]
fn two_words(start: usize, count: usize) -> Option<(usize, [u64; 2])> {
    let (word, from) = (start / BITS, start % BITS);
    if count == 0 {
        return None;
    }
    #[cfg(test)]
    {
        steps::count();
        steps::count();
    }
    let second = (from + count) % BITS;
    Some((word, [u64::MAX << from, (1 << second) - 1]))
}

/// The words that `count` bits from `start` lie in, each with those bits.
fn masks(start: usize, count: usize) -> impl Iterator<Item = (usize, u64)> {
    let end = start + count;
    let words = if count == 0 {
        0..0
    } else {
        start / BITS..end.div_ceil(BITS)
    };
    words.map(move |word| {
        #[cfg(test)]
        steps::count();
        let from = start.saturating_sub(word * BITS);
        let to = (end - word * BITS).min(BITS);
        let below = |bits: usize| {
            if bits == BITS {
                u64::MAX
            } else {
                (1 << bits) - 1
            }
        };
        (word, below(to) & !below(from))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_a_vector_of_bools(
            length in 0_usize..300,
            prefix in 0_usize..300,
            changes in prop::collection::vec((0_usize..300, 0_usize..300, any::<bool>(), any::<bool>()), 0..20),
        ) {
            let prefix = prefix.min(length);
            let mut map = Bitmap::with_prefix(length, prefix).unwrap();
            let mut model: Vec<bool> = (0..length).map(|bit| bit < prefix).collect();
            for (a, b, value, resize) in changes {
                if resize {
                    map.reserve(a).unwrap();
                    map.resize(a, value);
                    model.resize(a, value);
                } else {
                    let (start, end) = (a.min(b).min(model.len()), a.max(b).min(model.len()));
                    map.set(start, end - start, value);
                    model[start..end].fill(value);
                }
                prop_assert_eq!(map.all_ones(), model.iter().all(|bit| *bit));
                let (start, end) = (a.min(b).min(model.len()), a.max(b).min(model.len()));
                let part = &model[start..end];
                prop_assert_eq!(map.covers(start, end - start), part.iter().all(|bit| *bit));
                prop_assert_eq!(map.touches(start, end - start), part.iter().any(|bit| *bit));
                let clear = model[start..].iter().position(|bit| !bit);
                prop_assert_eq!(map.first_clear(start), clear.map_or(model.len(), |bit| start + bit));
                prop_assert_eq!(map.all_zeros(), !model.iter().any(|bit| *bit));
                map = map.copy().unwrap();
            }
        }
    }
}
