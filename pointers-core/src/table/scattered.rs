//! Small blocks whose elements are assigned in any order, such as digits from the back: a bit in the record for each, as long as
//! nothing else has to be noted of the block. Those below the watermark are assigned whatever the bits say.

use core::ops::Range;

use super::bitmap::Bitmap;
use super::cell::Cell;
use super::watermark::SPARSE;
use crate::layout::Shape;

/// How many elements such a block can have.
const MOST: usize = u32::BITS as usize;

/// Which elements are assigned, of a block with gaps.
#[derive(Clone, Copy)]
pub(crate) struct Scattered {
    bits: u64,
    /// Of an element.
    size: usize,
}

/// The bits below this one.
#[inline(always)]
fn below(bit: usize) -> u64 {
    (1 << bit.min(MOST + 1)) - 1
}

impl Scattered {
    /// The bits of the elements that these bytes touch.
    #[inline]
    fn bits_of(self, bytes: &Range<usize>) -> u64 {
        below(bytes.end.div_ceil(self.size)) & !below(bytes.start / self.size)
    }

    /// Whether all these bytes are assigned.
    pub(crate) fn covers(self, bytes: &Range<usize>) -> bool {
        self.bits_of(bytes) & !self.bits == 0
    }

    /// Whether anything is assigned in these bytes.
    pub(super) fn touches(self, bytes: &Range<usize>) -> bool {
        self.bits_of(bytes) & self.bits != 0
    }

    /// The first byte from `start` on that is not assigned.
    pub(super) fn first_clear(self, start: usize) -> usize {
        let clear = !self.bits & !below(start / self.size);
        clear.trailing_zeros() as usize * self.size
    }

    /// The same as a bitmap of so many bytes. `None` where there is no memory for it.
    pub(super) fn bitmap(self, length: usize) -> Option<Bitmap> {
        let mut map = Bitmap::with_prefix(length, 0)?;
        for element in (0..MOST).filter(|element| self.bits >> element & 1 == 1) {
            map.set(element * self.size, self.size, true);
        }
        Some(map)
    }
}

impl Cell {
    /// Which elements are assigned, where there are gaps, and no more is noted than that.
    #[inline]
    pub(crate) fn scattered(self) -> Option<Scattered> {
        match self.watermark() {
            SPARSE => self.with_bits(self.scattered_bits()),
            _ => None,
        }
    }

    /// These elements, and those below the watermark.
    fn with_bits(self, bits: u32) -> Option<Scattered> {
        let size = self.shape()?.size;
        let filled = self.mark().checked_div(size)?;
        Some(Scattered {
            bits: u64::from(bits) | below(filled),
            size,
        })
    }

    /// All that is assigned lies below the watermark: what was scattered too, of a block that was full.
    pub(super) fn gather(self) {
        if self.scattered_bits() != 0 {
            self.set_scattered_bits(0);
        }
    }

    /// Notes an element of this size as assigned, which begins here. `None` where it cannot be noted so; otherwise whether all are
    /// assigned now.
    pub(crate) fn scatter(self, start: usize, size: usize) -> Option<bool> {
        let is_its_own = |shape: &Shape| shape.size == size && shape.drop.is_none();
        if !self.is_undescribed() || self.chunk_size() != 0 || !self.shape().is_some_and(is_its_own)
        {
            return None;
        }
        let (element, count) = (start.checked_div(size)?, self.length() / size);
        if element >= count || count > MOST {
            return None;
        }
        let bits = self.scattered_bits() | 1 << element;
        self.set_scattered_bits(bits);
        Some(self.with_bits(bits)?.bits == below(count))
    }
}

#[cfg(all(test, not(pointers_no_spare)))]
mod tests {
    use proptest::prelude::*;

    use crate::handle::traits::sealed::Sealed;
    use crate::table::groups::record_of;
    use crate::table::watermark::ALL;
    use crate::{MallocPointer, Result, free, malloc, realloc};

    #[test]
    fn from_the_back_nothing_is_noted_but_bits() -> Result<()> {
        let p = malloc::<u16>(40)?;
        let record = record_of(p.raw().slot());
        for index in (0..20).rev() {
            assert!(p.add(index)?.read().is_err());
            p.add(index)?.write(7)?;
            assert!(record.extra().is_none());
            assert_eq!(p.add(index)?.read()?, 7);
        }
        // The first one is the next to be filled, as the watermark has it: that all are there shows when one is looked at.
        assert_eq!(p.add(19)?.read()?, 7);
        assert_eq!(record.watermark(), ALL);
        // Of those that were scattered nothing is left to be believed.
        p.add(19)?.take()?;
        assert!(p.add(19)?.read().is_err());
        assert_eq!(record.watermark(), 38);
        free(p)
    }

    /// What is done with an element.
    #[derive(Clone, Copy, Debug)]
    enum Step {
        Write(usize),
        Take(usize),
        /// So many from the start on.
        Fill(usize),
        Realloc(usize),
        /// To another thread, and back.
        Detach,
        Lend,
        InBytes,
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let step = prop_oneof![
            12 => (0_usize..40).prop_map(Step::Write),
            3 => (0_usize..40).prop_map(Step::Take),
            1 => (0_usize..40).prop_map(Step::Fill),
            1 => (1_usize..40).prop_map(Step::Realloc),
            1 => Just(Step::Detach),
            1 => Just(Step::Lend),
            1 => Just(Step::InBytes),
        ];
        prop::collection::vec(step, 0..60)
    }

    proptest! {
        #[test]
        fn it_is_a_vector_of_bools(count in 1_usize..40, steps in steps()) {
            let mut model = vec![false; count];
            let mut p: MallocPointer<u16> = malloc(2 * count).unwrap();
            let mut moves = 0;
            for step in steps {
                match step {
                    Step::Write(index) if index < model.len() => {
                        p.add(index).unwrap().write(index as u16).unwrap();
                        model[index] = true;
                    }
                    Step::Take(index) if index < model.len() => {
                        let taken = p.add(index).unwrap().take();
                        prop_assert_eq!(taken.is_ok(), model[index]);
                        model[index] = false;
                    }
                    Step::Fill(count) if count <= model.len() => {
                        for index in 0..count {
                            p.add(index).unwrap().write(index as u16).unwrap();
                        }
                        model[..count].fill(true);
                    }
                    Step::Realloc(count) if moves < 5 => {
                        moves += 1;
                        p = realloc(p, 2 * count).unwrap();
                        model.resize(count, false);
                    }
                    Step::Detach => {
                        if let Ok(mut detached) = p.detach() {
                            p = detached.attach().unwrap();
                        }
                    }
                    Step::Lend => {
                        let lent = p.borrow();
                        prop_assert_eq!(lent.is_ok(), model[0]);
                    }
                    Step::InBytes => {
                        let bytes = p.cast::<u8>().unwrap();
                        prop_assert_eq!(bytes.add(1).unwrap().read().is_ok(), model[0]);
                        // Half of the last one.
                        let last = bytes.add(2 * model.len() - 1).unwrap();
                        let taken = last.take();
                        prop_assert_eq!(taken.is_ok(), *model.last().unwrap());
                        let first_half = last.sub(1).unwrap().read();
                        prop_assert_eq!(first_half.is_ok(), taken.is_ok());
                        if let Ok(byte) = taken {
                            last.write(byte).unwrap();
                        }
                    }
                    _ => {}
                }
                for (index, assigned) in model.iter().enumerate() {
                    let element = p.add(index).unwrap();
                    prop_assert_eq!(element.assigned(), *assigned);
                    let read = element.read();
                    prop_assert!(read.is_ok_and(|value| value == index as u16) == *assigned);
                }
            }
            free(p).unwrap();
        }
    }
}
