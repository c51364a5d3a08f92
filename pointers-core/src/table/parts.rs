//! Elements that are assigned in part: which leaves of theirs hold values.
//!
//! What an element consists of, its block's [`Description`] says. A leaf is assigned as a whole; it is noted by its number and
//! not by its bytes, so that one without size counts, and padding does not. As soon as all leaves of an element are assigned
//! the element is, as if a whole value had been moved in.
//!
//! - The *open element* is the one that begins at the watermark, and `open` in the record has a bit for each of its leaves. It
//!   stands in for the bitmap where elements are filled one after another. While there is one, the watermark is one byte
//!   further: so nobody who only looks at the watermark takes the element for the next one to be assigned. That asks for
//!   elements of more than one byte, since otherwise it would be taken for assigned, and for [`MOST_OPEN`] leaves at most.
//! - All others have bits in `leaves`, a bitmap of the block's extra. It counts only while the watermark is [`SPARSE`], and says
//!   all of the block's leaves then, those of elements that are assigned as a whole too: so one look tells of a field.
//!
//! Where the type of the block was cast, what is assigned is known in bytes, and nothing is noted here: the types that can be
//! cast have no padding, and all bytes are values of theirs.

use core::ops::Range;

use super::Slot;
use super::bitmap::Bitmap;
use super::element::{Amount, Element, MOST_OPEN, Opening, bits, ones};
use super::record::Record;
use super::watermark::SPARSE;
use crate::error::Fault;
use crate::layout::description::Description;

impl Record {
    /// Whether this is the open element.
    fn is_open(&self, element: &Element) -> bool {
        self.open_leaves() != 0 && self.watermark() == element.bytes.start.cast_signed() + 1
    }

    /// How many of these leaves are assigned.
    pub(crate) fn amount(&self, element: &Element, leaves: &Range<usize>) -> Amount {
        if self.is_open(element) {
            let (open, bits) = (self.open_leaves(), bits(leaves));
            return match open & bits {
                0 => Amount::Nothing,
                some if some == bits => Amount::All,
                _ => Amount::Part,
            };
        }
        let (first, count) = (element.first(leaves), leaves.len());
        let noted = self.with_leaves(None, |map| {
            Some(match map.covers(first, count) {
                true => Amount::All,
                false if map.touches(first, count) => Amount::Part,
                false => Amount::Nothing,
            })
        });
        noted.unwrap_or_else(|| match self.is_assigned(&element.bytes) {
            true => Amount::All,
            false => Amount::Nothing,
        })
    }

    /// The first of these leaves that is not assigned.
    pub(crate) fn first_missing(&self, element: &Element, leaves: Range<usize>) -> Option<usize> {
        let mut leaves = leaves;
        leaves.find(|leaf| self.amount(element, &(*leaf..leaf + 1)) != Amount::All)
    }

    /// The first of these leaves that is assigned, of an element that is not as a whole.
    pub(crate) fn next_leaf(&self, element: &Element, leaves: Range<usize>) -> Option<usize> {
        let mut leaves = leaves;
        leaves.find(|leaf| self.amount(element, &(*leaf..leaf + 1)) == Amount::All)
    }

    /// Looks at the bitmap of leaves, if there is one that counts.
    pub(super) fn with_leaves<R>(&self, otherwise: R, look: impl FnOnce(&Bitmap) -> R) -> R {
        let Some(extra) = self.extra().filter(|_| self.watermark() == SPARSE) else {
            return otherwise;
        };
        match &*extra.leaves.borrow() {
            Some(map) => look(map),
            None => otherwise,
        }
    }

    /// Whether any element is assigned in part.
    pub(crate) fn has_parts(&self) -> bool {
        self.open_leaves() != 0 || self.with_leaves(false, |map| !map.all_zeros())
    }

    /// Whether any of the elements in these bytes is assigned in part, of a block without an open one.
    pub(super) fn has_parts_in(&self, bytes: &Range<usize>) -> bool {
        let Some(of) = self.description() else {
            return false;
        };
        let stride = self.chunk_size().unwrap_or(of.shape.size).max(1);
        let elements = bytes.start / stride..bytes.end.div_ceil(stride);
        self.with_leaves(false, |map| {
            map.touches(elements.start * of.leaves, elements.len() * of.leaves)
        })
    }

    /// How many of these leaves are assigned, of the element that is open or can be opened next: the quick way. And what is to
    /// be noted if all of them are to be. `None` where it is another element.
    #[inline]
    pub(crate) fn open_next(
        &self,
        of: &'static Description,
        start: usize,
        leaves: Range<usize>,
    ) -> Option<(Amount, Opening)> {
        let (mark, size) = (self.watermark() - start.cast_signed(), of.shape.size);
        let open = match mark {
            0 if self.open_leaves() == 0 => 0,
            1 if self.open_leaves() != 0 => self.open_leaves(),
            _ => return None,
        };
        if of.leaves > MOST_OPEN || size <= 1 {
            return None;
        }
        let bits = bits(&leaves);
        let amount = match open & bits {
            0 => Amount::Nothing,
            some if some == bits => Amount::All,
            _ => Amount::Part,
        };
        let opening = Opening {
            leaves: open | bits,
            is_whole: (open | bits) == self::bits(&(0..of.leaves)),
            start,
            end: start + size,
        };
        Some((amount, opening))
    }

    /// Makes the bitmap of leaves, if there is none, and the watermark such that it counts.
    fn spread(&self, of: &'static Description, stride: usize, tracked: usize) -> Result<(), Fault> {
        let extra = self.make_extra().ok_or(Fault::NoNote)?;
        if extra.leaves.borrow().is_none() {
            let elements = self.length() / stride;
            let length = elements.checked_mul(of.leaves).ok_or(Fault::NoNote)?;
            let mut map = Bitmap::with_prefix(length, 0).ok_or(Fault::NoNote)?;
            if self.watermark() == SPARSE {
                // With gaps already, between whole elements.
                for index in 0..elements {
                    let start = index * stride;
                    let is_whole = self.is_assigned(&(start..start + of.shape.size));
                    map.set(index * of.leaves, of.leaves, is_whole);
                }
            }
            *extra.leaves.borrow_mut() = Some(map);
        }
        self.make_sparse(tracked)
    }

    /// Notes of the leaves of all elements in these bytes whether they are assigned, which are so as wholes.
    pub(super) fn set_leaves_in(&self, bytes: &Range<usize>, assigned: bool) {
        if let Some(of) = self.description() {
            let stride = self.chunk_size().unwrap_or(of.shape.size).max(1);
            let between = stride - of.shape.size.min(stride);
            let elements = bytes.start.div_ceil(stride)..bytes.end.saturating_add(between) / stride;
            self.change_leaves(|map| {
                map.set(
                    elements.start * of.leaves,
                    elements.len() * of.leaves,
                    assigned,
                );
            });
        }
    }

    /// Notes the leaves of the open element, if there is one, as those of any other.
    pub(crate) fn close(&self, tracked: usize) -> Result<(), Fault> {
        let (open, Some(of)) = (self.open_leaves(), self.description()) else {
            return Ok(());
        };
        if open == 0 {
            return Ok(());
        }
        let start = self.watermark().cast_unsigned() - 1;
        let stride = self.chunk_size().unwrap_or(of.shape.size);
        // Nothing is changed where there is no memory, but that there are notes for more.
        self.set_watermark(start.cast_signed());
        if let Err(fault) = self.spread(of, stride, tracked) {
            self.set_watermark(start.cast_signed() + 1);
            return Err(fault);
        }
        self.set_open_leaves(0);
        let first = start / stride * of.leaves;
        if let Some(extra) = self.extra()
            && let Some(map) = extra.leaves.borrow_mut().as_mut()
        {
            for leaf in ones(open) {
                map.set(first + leaf, 1, true);
            }
        }
        Ok(())
    }

    /// Marks leaves as assigned, of an element that is not as a whole.
    pub(crate) fn assign_leaves(
        &self,
        slot: Slot,
        element: &Element,
        leaves: &Range<usize>,
    ) -> Result<(), Fault> {
        let start = element.bytes.start.cast_signed();
        let opens = self.open_leaves() == 0 && self.watermark() == start && element.can_be_open();
        if opens || self.is_open(element) {
            let open = self.open_leaves() | bits(leaves);
            if open == bits(&element.all()) {
                self.set_open_leaves(0);
                self.set_watermark(start);
                // It needs no note: the element begins at the watermark.
                return self.assign(slot, element.bytes.clone(), element.tracked);
            }
            self.set_open_leaves(open);
            self.set_watermark(start + 1);
            return Ok(());
        }
        self.close(element.tracked)?;
        self.spread(element.of, element.stride, element.tracked)?;
        let all = element.all();
        let is_whole = |map: &mut Bitmap| {
            map.set(element.first(leaves), leaves.len(), true);
            // The last one before all: while elements are filled in order it is the one that is missing.
            let (first, count) = (element.first(&all), all.len());
            // Where there are not as many in all elements together, nothing is looked at: an array may have a million.
            map.ones() >= count && map.covers(first + count - 1, 1) && map.covers(first, count)
        };
        if !self.change_leaves(is_whole).unwrap_or(false) {
            return Ok(());
        }
        // The bitmap of bytes is there: nothing can fail.
        self.assign(slot, element.bytes.clone(), element.tracked)
    }

    /// Marks leaves as unassigned, which all were assigned.
    pub(crate) fn unassign_leaves(
        &self,
        slot: Slot,
        element: &Element,
        leaves: &Range<usize>,
    ) -> Result<(), Fault> {
        if !self.is_assigned(&element.bytes) {
            self.forget_leaves(element, leaves);
            return Ok(());
        }
        self.close(element.tracked)?;
        let all = element.all();
        let mark = self.watermark();
        let is_last =
            mark != SPARSE && element.bytes.end as isize >= mark.min(element.tracked as isize);
        if !(is_last && element.can_be_open()) {
            // Before anything is changed.
            self.spread(element.of, element.stride, element.tracked)?;
        }
        self.unassign(slot, element.bytes.clone(), element.tracked)?;
        if self.watermark() == SPARSE {
            self.change_leaves(|map| {
                map.set(element.first(&all), all.len(), true);
                map.set(element.first(leaves), leaves.len(), false);
            });
            return Ok(());
        }
        let rest = bits(&all) & !bits(leaves);
        self.set_open_leaves(rest);
        if rest != 0 {
            self.set_watermark(element.bytes.start.cast_signed() + 1);
        }
        Ok(())
    }

    /// Marks leaves as unassigned, of an element that is not assigned as a whole.
    pub(crate) fn forget_leaves(&self, element: &Element, leaves: &Range<usize>) {
        if !self.is_open(element) {
            self.change_leaves(|map| map.set(element.first(leaves), leaves.len(), false));
            return;
        }
        let rest = self.open_leaves() & !bits(leaves);
        self.set_open_leaves(rest);
        if rest == 0 {
            self.set_watermark(element.bytes.start.cast_signed());
        }
    }

    pub(super) fn change_leaves<R>(&self, change: impl FnOnce(&mut Bitmap) -> R) -> Option<R> {
        let mut leaves = self.extra()?.leaves.borrow_mut();
        leaves.as_mut().map(change)
    }

    /// What lies in these bytes is going to be assigned as a whole: if an element is open it is not any more.
    pub(super) fn close_for(&self, bytes: &Range<usize>, tracked: usize) -> Result<(), Fault> {
        if self.open_leaves() != 0 && self.watermark() == bytes.start.cast_signed() + 1 {
            self.set_open_leaves(0);
            self.set_watermark(bytes.start.cast_signed());
        }
        self.close(tracked)
    }

    /// What the elements consist of, and which leaves of the open one are assigned; nothing where no element can be assigned
    /// in part.
    pub(crate) fn parts(&self) -> Option<(&'static Description, u64)> {
        if self.is_in_bytes() {
            return None;
        }
        let of = self.description()?;
        Some((of, self.open_leaves()))
    }

    /// Makes every note that a resize to so many bytes needs, so that none can fail then.
    pub(crate) fn reserve_leaves(&self, length: usize) -> Option<()> {
        let Some(of) = self.description() else {
            return Some(());
        };
        let stride = self.chunk_size().unwrap_or(of.shape.size).max(1);
        let count = (length / stride).checked_mul(of.leaves)?;
        self.change_leaves(|map| map.reserve(count))
            .unwrap_or(Some(()))
    }

    /// The block has so many bytes now.
    pub(crate) fn resize_leaves(&self, length: usize) {
        if let Some(of) = self.description() {
            let stride = self.chunk_size().unwrap_or(of.shape.size).max(1);
            let assigned = self.zeroed();
            self.change_leaves(|map| map.resize(length / stride * of.leaves, assigned));
        }
    }
}

/// The leaves of a block that has ended, or that nobody else reaches.
pub(crate) struct Leaves<'a> {
    pub(crate) of: &'static Description,
    pub(crate) map: Option<&'a Bitmap>,
    /// Those of the open element.
    pub(crate) open: u64,
}

impl Leaves<'_> {
    /// The first assigned leaf from this one on, of an element that is not assigned as a whole. `watermark` is the block's.
    pub(crate) fn next(
        &self,
        watermark: isize,
        start: usize,
        stride: usize,
        from: usize,
    ) -> Option<usize> {
        let is_open = self.open != 0 && watermark == start.cast_signed() + 1;
        let first = start / stride * self.of.leaves;
        let map = self.map.filter(|_| watermark == SPARSE);
        if !is_open && !map.is_some_and(|map| map.touches(first, self.of.leaves)) {
            return None;
        }
        (from..self.of.leaves).find(|leaf| match map {
            _ if is_open => self.open >> leaf & 1 == 1,
            Some(map) => map.covers(first + leaf, 1),
            None => false,
        })
    }
}

#[cfg(test)]
mod tests {
    use pointers_macros::Fields;

    use crate::expansion::At;
    use crate::table::bitmap::steps;
    use crate::table::groups::record_of;
    use crate::table::watermark::ALL;
    use crate::{MallocPointer, Result, free, malloc};

    #[derive(Fields, Clone, Copy)]
    #[fields(crate = crate)]
    struct Point {
        x: u8,
        y: u64,
    }

    /// An array of arrays, which is one element, is filled in as many steps as it has leaves, in whatever order.
    #[test]
    fn a_large_element_is_filled_in_linear_work() -> Result<()> {
        fn steps<const N: usize>(order: impl Fn(usize) -> usize) -> Result<usize> {
            let p: MallocPointer<[[f64; N]; N]> = malloc(size_of::<[[f64; N]; N]>())?;
            let mut outcome = Ok(());
            let steps = steps::of(|| {
                outcome = (0..N * N).try_for_each(|number| {
                    let leaf = order(number);
                    let Ok(whole) = p.__pointers_p_arrow();
                    let row = At(whole, leaf / N).__pointers_p_at()?;
                    let place = At(row, leaf % N).__pointers_p_at()?;
                    place.__pointers_p_assign(0.5)?;
                    place.__pointers_p_value().map(drop)
                });
            });
            outcome?;
            assert!(p.assigned());
            free(p)?;
            Ok(steps)
        }
        const N: usize = 100;
        const LEAVES: usize = N * N;
        let some = steps::<{ N / 2 }>(|leaf| leaf)?;
        let orders: [fn(usize) -> usize; 4] = [
            |leaf| leaf,
            |leaf| LEAVES - 1 - leaf,
            // The last one first.
            |leaf| (leaf + LEAVES - 1) % LEAVES,
            // Column by column.
            |leaf| leaf % N * N + leaf / N,
        ];
        for order in orders {
            let many = steps::<N>(order)?;
            assert!(many <= 5 * some, "{many} steps, {some} for a quarter");
            assert!(many <= 8 * LEAVES, "{many} steps");
        }
        Ok(())
    }

    /// Of elements that are filled in any order one look tells of a field, whether the others have values or not.
    #[test]
    fn one_look_tells_of_a_field_among_gaps() -> Result<()> {
        const COUNT: usize = 20;
        let p: MallocPointer<Point> = malloc(COUNT * size_of::<Point>())?;
        let at = |index: usize| p.add(index).map(|p| p.__pointers_p_arrow());
        for index in 0..COUNT {
            let Ok(at) = at(index)?;
            let Ok(x) = at.__pointers_p_field_mut(|m| &mut m.x);
            x.__pointers_p_assign(index as u8)?;
        }
        for index in (0..COUNT).step_by(3) {
            let Ok(at) = at(index)?;
            let Ok(y) = at.__pointers_p_field_mut(|m| &mut m.y);
            y.__pointers_p_assign(index as u64)?;
        }
        for index in 0..COUNT {
            let Ok(at) = at(index)?;
            let Ok(x) = at.__pointers_p_field_mut(|m| &mut m.x);
            let mut read = Ok(0);
            assert_eq!(steps::of(|| read = x.__pointers_p_value()), 1);
            assert_eq!(read?, index as u8);
            let Ok(y) = at.__pointers_p_field_mut(|m| &mut m.y);
            assert_eq!(y.__pointers_p_value().is_ok(), index.is_multiple_of(3));
            assert_eq!(p.add(index)?.read().is_ok(), index.is_multiple_of(3));
        }
        free(p)
    }

    /// Elements that are filled one after another need no note but the two numbers in the record.
    #[test]
    fn filling_in_order_makes_no_note() -> Result<()> {
        const SIZE: usize = size_of::<Point>();
        for x_first in [true, false] {
            let p: MallocPointer<Point> = malloc(10 * SIZE)?;
            let record = record_of(p.raw.slot());
            for index in 0..10_u8 {
                let Ok(at) = p.add(index.into())?.__pointers_p_arrow();
                for x in [x_first, !x_first] {
                    if x {
                        let Ok(field) = at.__pointers_p_field_mut(|m| &mut m.x);
                        field.__pointers_p_assign(index)?;
                        assert_eq!(field.__pointers_p_value()?, index);
                    } else {
                        let Ok(field) = at.__pointers_p_field_mut(|m| &mut m.y);
                        field.__pointers_p_assign(index.into())?;
                    }
                    assert!(record.extra().is_none());
                    assert_eq!(record.open_leaves() != 0, x == x_first);
                }
                let all = index == 9;
                let filled = (usize::from(index) + 1) * SIZE;
                let mark = if all { ALL } else { filled.cast_signed() };
                assert_eq!(record.watermark(), mark);
            }
            assert_eq!(p.add(9)?.read()?.y, 9);
            free(p)?;
        }
        Ok(())
    }
}
