//! Parts of elements: fields, elements of arrays in structures. Where they lie, and whether they hold values.

use core::ops::Range;
use core::ptr;

use super::path::To;
use super::{Located, find, look_up};
use crate::error::{Error, Fault, Memory, Wanted, Why};
use crate::layout::description::{Description, Part};
use crate::layout::finer::finer;
use crate::layout::{Layout, Shape};
use crate::table::element::{Amount, Element};
use crate::table::raw_handle::RawHandle;
use crate::table::word;

/// Where a value lies.
pub(crate) struct Spot {
    pub(crate) place: Located,
    /// From the block's start, in bytes.
    pub(crate) offset: usize,
    shape: &'static Shape,
    how: How,
    /// Whether it lies deeper than a path can tell.
    too_deep: bool,
}

/// How it is known whether a value is there.
enum How {
    /// In bytes: the type of the block was cast.
    InBytes,
    /// As a whole, as every element where no more is known. What is not the element itself comes and goes with it.
    Element(Layout, Range<usize>, Itself),
    /// By the leaves of the element that it is part of.
    Leaves(Element, Range<usize>),
    /// By the leaves of what it is part of, which is not known any closer: it comes and goes with that.
    Within(Element, Range<usize>),
}

/// Whether a value is the element, or a part of one whose parts are not known.
type Itself = bool;

impl Located {
    /// The element of a block that is described so, in which a part begins. A block of which rule 1 says that it has none
    /// has none here either: in chunks that are too small, one value would lie in the other.
    fn described_element(&self, of: &'static Description, offset: usize) -> Option<Element> {
        let layout = self.layout(of.shape);
        let stride = layout.stride;
        let start = offset.checked_div(stride)?.checked_mul(stride)?;
        (layout.fits && start < layout.end).then(|| Element {
            of,
            bytes: start..start + of.shape.size,
            stride,
            tracked: layout.tracked,
        })
    }

    /// The element that begins here, if it may be assigned in part.
    pub(crate) fn element_in_parts(&self, offset: usize) -> Option<Element> {
        let (of, _) = self.record.parts()?;
        let element = self.described_element(of, offset)?;
        let in_parts = self.record.amount(&element, &(0..of.leaves)) == Amount::Part;
        in_parts.then_some(element)
    }
}

impl Spot {
    #[track_caller]
    pub(crate) fn find(handle: RawHandle, to: &To) -> Result<Self, Error> {
        let place = find(handle)?;
        match Self::of(place, to) {
            Some(spot) => Ok(spot),
            // Which it is depends on what the handle is of: the errors of an element name its index.
            None if to.root.one && Self::is_known_closer(&place) => {
                if let Some((of, _)) = place.record.parts() {
                    place.fits(of.shape)?;
                }
                Err(beyond(&place, to.root.shape.size))
            }
            None => {
                place.fits(to.root.shape)?;
                let layout = place.layout(to.root.shape);
                Err(place.outside(layout.index(place.offset), layout))
            }
        }
    }

    /// Like [`Spot::find`], for properties.
    pub(crate) fn look_up(handle: RawHandle, to: &To) -> Option<Self> {
        let place = look_up(handle).ok()?;
        Self::of(place, to)
    }

    fn is_known_closer(place: &Located) -> bool {
        place.record.is_in_bytes() || place.record.description().is_some()
    }

    /// `None` where it is not in the block.
    fn of(place: Located, to: &To) -> Option<Self> {
        let start = usize::try_from(place.offset).ok()?;
        let how = if to.root.one && Self::is_known_closer(&place) {
            Self::of_pointer(&place, start, to)?
        } else {
            Self::of_handle(&place, start, to)?
        };
        Some(Spot {
            place,
            offset: start + to.offset,
            shape: to.shape,
            how,
            too_deep: to.is_too_deep(),
        })
    }

    /// From an element: nothing else was ever made a `Pointer` to, where the block is not described, nor its type cast.
    fn of_handle(place: &Located, start: usize, to: &To) -> Option<How> {
        let root = to.root;
        let layout = place.layout(root.shape);
        if !layout.fits || !layout.is_element(start) {
            return None;
        }
        if place.record.is_in_bytes() {
            return Some(How::InBytes);
        }
        let Some(of) = place
            .record
            .description()
            .or(root.table)
            .filter(|of| of.is_known())
        else {
            let itself = to.offset == 0 && (root.shape.id)() == (to.shape.id)();
            let bytes = start..start + layout.extent;
            return Some(How::Element(layout, bytes, itself));
        };
        let element = place.described_element(of, start)?;
        Some(Self::in_element(element, of.whole(), to))
    }

    /// From wherever a `Pointer` points.
    fn of_pointer(place: &Located, start: usize, to: &To) -> Option<How> {
        let (record, size) = (place.record, to.root.shape.size);
        if start > record.length() || size > record.length() - start {
            return None;
        }
        if record.is_in_bytes() {
            return Some(How::InBytes);
        }
        let of = record.description()?;
        let here = place.described_element(of, start);
        // What has no size may also lie where the element before ends.
        let before = (size == 0 && here.as_ref().is_none_or(|here| here.bytes.start == start))
            .then(|| place.described_element(of, start.checked_sub(1)?))
            .flatten();
        let in_it = |element: &Element| {
            let within = start - element.bytes.start;
            element.of.whole().at(within, to.root.shape)
        };
        let found = (
            here.as_ref().and_then(in_it),
            before.as_ref().and_then(in_it),
        );
        match (here, before, found) {
            (Some(here), _, (Some(root), None)) => Some(Self::in_element(here, root, to)),
            (_, Some(before), (None, Some(root))) => Some(Self::in_element(before, root, to)),
            (Some(element), ..) | (None, Some(element), _) => {
                let start = start - element.bytes.start + to.offset;
                let bytes = start..start + to.shape.size;
                let around = element.of.whole().around(&bytes);
                Some(How::Within(element, around.leaves()))
            }
            (None, None, _) => None,
        }
    }

    /// From a part of an element, or from all of it.
    fn in_element(element: Element, root: Part, to: &To) -> How {
        if let Some(part) = to.part_of(root) {
            return How::Leaves(element, part.leaves());
        }
        let start = root.offset + to.offset;
        let around = root.around(&(start..start + to.shape.size));
        How::Within(element, around.leaves())
    }

    /// Whether it comes and goes by itself, as far as the block knows.
    pub(crate) fn is_told_apart(&self) -> bool {
        !matches!(self.how, How::Within(..))
    }

    /// Whether the block knows as much of it as its own table.
    fn is_known(&self, table: &Description) -> bool {
        match &self.how {
            How::Leaves(_, leaves) => leaves.len() >= table.leaves,
            how => !matches!(how, How::Within(..)),
        }
    }

    /// The same, of which the block knows what its own table knows.
    #[track_caller]
    pub(crate) fn known(self, handle: RawHandle, to: &To) -> Result<Self, Error> {
        match to.root.table {
            Some(table) if self.amount() != Amount::All && !self.is_known(table) => {
                learn(&self.place, to)?;
                Self::find(handle, to)
            }
            _ => Ok(self),
        }
    }

    /// The bytes of the value.
    fn own(&self) -> Range<usize> {
        self.offset..self.offset + self.shape.size
    }

    /// The bytes that count as the value's own, against guards. One without bytes keeps the whole element.
    pub(crate) fn bytes(&self) -> Range<usize> {
        match &self.how {
            How::Leaves(element, _) | How::Within(element, _) if self.shape.size == 0 => {
                element.bytes.clone()
            }
            How::Element(_, bytes, _) => bytes.clone(),
            _ => self.own(),
        }
    }

    pub(crate) fn amount(&self) -> Amount {
        let record = self.place.record;
        let assigned = match &self.how {
            How::InBytes => record.is_assigned(&self.own()),
            How::Element(_, bytes, _) => record.is_assigned(bytes),
            How::Leaves(element, leaves) => return record.amount(element, leaves),
            How::Within(element, leaves) => record.amount(element, leaves) == Amount::All,
        };
        if assigned {
            Amount::All
        } else {
            Amount::Nothing
        }
    }

    /// The error for a value that is not there.
    #[cold]
    #[track_caller]
    pub(crate) fn unassigned(&self) -> Error {
        match &self.how {
            How::InBytes => self.place.unassigned_bytes(self.offset),
            How::Element(layout, bytes, _) => self.place.unassigned(bytes.start, *layout, false),
            How::Leaves(element, leaves) | How::Within(element, leaves) => {
                self.place.unassigned_leaves(element, leaves.clone())
            }
        }
    }

    /// That a value is there.
    #[track_caller]
    pub(crate) fn assigned(&self) -> Result<(), Error> {
        match self.amount() {
            Amount::All => Ok(()),
            _ => Err(self.unassigned()),
        }
    }

    /// Marks the value as assigned, which is not.
    #[track_caller]
    pub(crate) fn assign(&self) -> Result<(), Error> {
        let Located { slot, record, .. } = self.place;
        let noted = match &self.how {
            How::InBytes if self.shape.size == 0 => Ok(()),
            How::InBytes => record.assign(slot, self.own(), record.length()),
            How::Element(layout, bytes, true) => record.assign(slot, bytes.clone(), layout.tracked),
            How::Leaves(element, leaves) => {
                let described = record.describe(element.of);
                described.and_then(|()| record.assign_leaves(slot, element, leaves))
            }
            How::Within(..) | How::Element(..) => return Err(self.only_whole()),
        };
        self.place.check(noted)
    }

    /// The error for a part that cannot be assigned by itself where nothing is.
    #[cold]
    #[track_caller]
    fn only_whole(&self) -> Error {
        let why = match self.shape.size {
            _ if self.too_deep => Why::TooDeep,
            0 => Why::NoSize,
            _ => return self.unassigned(),
        };
        self.place.error(Fault::OnlyWhole { why })
    }

    /// Marks the value as unassigned, which is assigned.
    #[track_caller]
    pub(crate) fn unassign(&self) -> Result<(), Error> {
        let Located { slot, record, .. } = self.place;
        let noted = match &self.how {
            How::InBytes if self.shape.size == 0 => Ok(()),
            How::InBytes => record.unassign(slot, self.own(), record.length()),
            How::Element(layout, bytes, true) => {
                record.unassign(slot, bytes.clone(), layout.tracked)
            }
            How::Leaves(element, leaves) => {
                let described = record.describe(element.of);
                described.and_then(|()| record.unassign_leaves(slot, element, leaves))
            }
            How::Within(..) | How::Element(..) => {
                return Err(self.place.error(Fault::PartOfUnknown));
            }
        };
        self.place.check(noted)
    }

    /// How many bytes the value has.
    pub(crate) fn size(&self) -> usize {
        self.shape.size
    }

    /// How many elements of an array, each a leaf of this size, hold values and are not lent mutably, from the first on.
    pub(crate) fn readable_elements(&self, size: usize) -> usize {
        let record = self.place.record;
        let until = match &self.how {
            How::InBytes => record.assigned_until(self.offset, self.own().end),
            How::Leaves(element, leaves) if record.amount(element, leaves) != Amount::All => {
                let missing = record.first_missing(element, leaves.clone());
                let count = missing.map_or(leaves.len(), |leaf| leaf - leaves.start);
                self.offset + count * size
            }
            _ if self.amount() == Amount::All => self.own().end,
            _ => self.offset,
        };
        let lent = match record.extra() {
            Some(extra) if word::state(self.place.word) == word::GUARDED => {
                let loans = extra.loans.borrow();
                loans
                    .first_mutable(&(self.offset..until))
                    .map(|(first, _)| first)
            }
            _ => None,
        };
        (lent.unwrap_or(until) - self.offset) / size
    }

    /// Marks elements of an array, each a leaf of this size and without a drop, as assigned.
    #[track_caller]
    pub(crate) fn assign_elements(&self, elements: Range<usize>, size: usize) -> Result<(), Error> {
        if elements.is_empty() || self.amount() == Amount::All {
            return Ok(());
        }
        let Located { slot, record, .. } = self.place;
        let noted = match &self.how {
            How::InBytes => {
                let bytes = self.offset + elements.start * size..self.offset + elements.end * size;
                record.assign(slot, bytes, record.length())
            }
            How::Leaves(element, leaves) => {
                let leaves = leaves.start + elements.start..leaves.start + elements.end;
                let described = record.describe(element.of);
                described.and_then(|()| record.assign_leaves(slot, element, &leaves))
            }
            How::Element(..) | How::Within(..) => return Err(self.unassigned()),
        };
        self.place.check(noted)
    }

    /// Drops what is assigned of a value that is not assigned as a whole.
    #[track_caller]
    pub(crate) fn drop_parts(&self) -> Result<(), Error> {
        match &self.how {
            How::Leaves(element, leaves) => {
                self.place
                    .drop_leaves(element, leaves.clone(), self.bytes())
            }
            _ => Ok(()),
        }
    }
}

/// How large the value is that a [`Pointer`](crate::Pointer) points to.
pub(crate) fn size_of(place: &Located, shape: &'static Shape) -> usize {
    if !shape.slice {
        return shape.size;
    }
    let layout = place.layout(shape);
    let chunk = usize::try_from(place.offset).unwrap_or(0) / layout.stride;
    place.record.slice_length(chunk).unwrap_or(0)
}

/// The error for a value that would reach beyond its block.
#[cold]
#[track_caller]
pub(crate) fn beyond(place: &Located, size: usize) -> Error {
    let length = place.record.length();
    let room = usize::try_from(place.offset).map_or(0, |offset| length.saturating_sub(offset));
    place.error(Fault::NoRoom {
        needed: size,
        room,
        wanted: Wanted::Source,
        memory: place.memory(),
    })
}

/// The error for a value that would reach beyond the part that a pointer points to.
#[cold]
#[track_caller]
pub(crate) fn beyond_part(place: &Located, size: usize, room: usize) -> Error {
    place.error(Fault::NoRoom {
        needed: size,
        room,
        wanted: Wanted::Source,
        memory: Memory::Block,
    })
}

/// Tells a block what the tables on a path know of its elements, and the block does not.
#[track_caller]
pub(crate) fn learn(place: &Located, to: &To) -> Result<(), Error> {
    let record = place.record;
    let Some(known) = record.description().or(to.root.table) else {
        return Ok(());
    };
    let mut tables = to.root.table.into_iter().chain(to.below.tables());
    let closer = tables.try_fold(known, finer).ok_or(Fault::NoNote);
    let closer = place.check(closer)?;
    if record.description().is_some_and(|of| !ptr::eq(of, closer)) {
        // Where a drop of a part is under way, leaves are counted as they were.
        place.not_borrowed(&Located::WHOLE, false)?;
    }
    let tracked = place.layout(closer.shape).tracked;
    place.check(record.describe_closer(closer, tracked))
}

/// The handle to a part. The block has to know from then on what its elements consist of: the handle does not.
#[track_caller]
pub(crate) fn point(handle: RawHandle, to: &To) -> Result<RawHandle, Error> {
    let mut spot = Spot::find(handle, to)?;
    if !spot.is_told_apart() {
        learn(&spot.place, to)?;
        spot = Spot::find(handle, to)?;
    }
    let (place, offset) = (spot.place, spot.offset);
    match &spot.how {
        How::InBytes | How::Element(_, _, true) => {}
        // It would be taken for the field without size that lies beside it, which may be private.
        How::Within(..) if to.shape.size == 0 => return Err(place.error(Fault::PartOfUnknown)),
        How::Leaves(element, _) | How::Within(element, _) => {
            place.check(place.record.describe(element.of))?;
        }
        How::Element(..) => return Err(place.error(Fault::PartOfUnknown)),
    }
    let key = word::with_state(place.word, word::OPEN);
    let address = place.record.base().wrapping_add(offset);
    Ok(RawHandle::new(address, place.slot, key))
}
