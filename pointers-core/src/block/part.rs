//! Parts of elements: fields, elements of arrays in structures. Where they lie, and whether they hold values.

use core::ops::Range;

use super::{Place, find, look_up};
use crate::error::{Error, Fault, Memory, Site, Wanted};
use crate::layout::description::{Description, Part};
use crate::layout::{Layout, Shape, Shaped};
use crate::table::parts::{Amount, Element};
use crate::table::raw_handle::RawHandle;
use crate::table::word;

/// What a handle points to, from which a [`Path`] leads on.
#[derive(Debug)]
pub(crate) struct Root {
    pub(crate) shape: &'static Shape,
    /// Whether the handle is a [`Pointer`](crate::Pointer), which may itself point to a part.
    pub(crate) one: bool,
    /// What it consists of, where that was asked for.
    pub(crate) table: Option<&'static Description>,
}

impl Root {
    pub(crate) const fn of<T: Shaped + ?Sized>(one: bool) -> Self {
        Root {
            shape: T::SHAPE,
            one,
            table: None,
        }
    }

    pub(crate) const fn described(table: &'static Description, one: bool) -> Self {
        Root {
            shape: table.shape,
            one,
            table: Some(table),
        }
    }
}

/// How a value is reached from a handle. The type of the value it does not say.
#[derive(Clone, Copy)]
pub(crate) struct Path {
    pub(crate) root: &'static Root,
    /// How far the value is from where the handle points, in bytes.
    pub(crate) offset: usize,
    /// The number of its first leaf, as the root's table counts, or [`Path::NO_LEAF`].
    pub(crate) leaf: usize,
    /// What the root's table knows of the value; `None` below what it knows nothing of.
    node: Option<&'static Description>,
}

impl Path {
    /// The root's table does not know the value.
    pub(crate) const NO_LEAF: usize = usize::MAX;

    /// To the root itself.
    #[inline(always)]
    pub(crate) const fn to(root: &'static Root) -> Self {
        Path {
            root,
            offset: 0,
            leaf: 0,
            node: root.table,
        }
    }

    /// To what a [`Pointer`](crate::Pointer) points to.
    #[inline(always)]
    pub(crate) const fn one<T: Shaped + ?Sized>() -> Self {
        Self::to(const { &Root::of::<T>(true) })
    }

    /// To a part of what lies here, which has such a table of its own. `root` is where the path begins if it begins here.
    #[inline(always)]
    pub(crate) fn down(self, root: &'static Root, index: usize, offset: usize) -> Self {
        let from = match self.root.table {
            None => Self::to(root),
            Some(_) => self,
        };
        let part = from.node.and_then(|node| node.part(index));
        Path {
            root: from.root,
            offset: from.offset + offset,
            leaf: part.map_or(Self::NO_LEAF, |part| from.leaf + part.leaf),
            node: part.map(|part| part.of),
        }
    }
}

impl Path {
    pub(crate) fn end<T: Shaped + ?Sized>(&self) -> To {
        To {
            root: self.root,
            offset: self.offset,
            leaf: self.leaf,
            shape: T::SHAPE,
        }
    }
}

/// What an access is to: the end of a path.
#[derive(Clone, Copy)]
pub(crate) struct To {
    pub(crate) root: &'static Root,
    pub(crate) offset: usize,
    pub(crate) leaf: usize,
    /// Of the value.
    pub(crate) shape: &'static Shape,
}

/// Where a value lies.
pub(crate) struct Spot {
    pub(crate) place: Place,
    /// From the block's start, in bytes.
    pub(crate) offset: usize,
    shape: &'static Shape,
    how: How,
}

/// How it is known whether a value is there.
enum How {
    /// In bytes: the type of the block was cast.
    InBytes,
    /// As a whole, as every element where no more is known.
    Element(Layout, Range<usize>),
    /// By the leaves of the element that it is part of.
    Leaves(Element, Range<usize>),
    /// By the leaves of what it is part of, which is not known any closer: it comes and goes with that.
    Within(Element, Range<usize>),
}

impl Place {
    /// The element of a block that is described so, in which a part begins.
    fn described_element(&self, of: &'static Description, offset: usize) -> Option<Element> {
        let (length, size) = (self.record.length(), of.shape.size);
        let stride = self.record.chunk_size().unwrap_or(size);
        let start = offset.checked_div(stride)?.checked_mul(stride)?;
        (start < length && size <= length - start).then(|| Element {
            of,
            bytes: start..start + size,
            stride,
            tracked: length,
        })
    }

    /// The element that begins here, if it may be assigned in part.
    pub(crate) fn element_in_parts(&self, offset: usize) -> Option<Element> {
        let (of, _) = self.record.parts()?;
        let element = self.described_element(of, offset)?;
        let in_parts = self.record.amount(&element, &(0..of.leaves)) != Amount::All
            && self.record.next_leaf(&element, 0..of.leaves).is_some();
        in_parts.then_some(element)
    }

    /// Drops what is assigned of these leaves, in order, which nobody reaches meanwhile. A panic in a drop does not stop the
    /// rest.
    #[track_caller]
    pub(crate) fn drop_leaves(&self, element: &Element, leaves: Range<usize>) -> Result<(), Error> {
        let site = self.lend(&element.bytes, true)?;
        let rest = Lent {
            rest: Rest {
                place: self,
                element,
                leaves,
            },
            site,
        };
        drop(rest);
        Ok(())
    }

    /// The same, of an element that is lent to whoever asks.
    pub(crate) fn drop_leaves_of_lent(&self, element: &Element) {
        let leaves = 0..element.of.leaves;
        drop(Rest {
            place: self,
            element,
            leaves,
        });
    }
}

/// Leaves that are still to be dropped, in an element that is lent to us.
struct Rest<'a> {
    place: &'a Place,
    element: &'a Element,
    leaves: Range<usize>,
}

impl Rest<'_> {
    fn drop_all(&mut self) {
        let Place { record, .. } = *self.place;
        while let Some(leaf) = record.next_leaf(self.element, self.leaves.clone()) {
            self.leaves.start = leaf + 1;
            record.forget_leaves(self.element, &(leaf..leaf + 1));
            let part = self.element.of.whole().with_number(leaf);
            if let Some(drop) = part.of.shape.drop {
                let value = self.place.pointer(self.element.bytes.start + part.offset);
                // SAFETY: "Parts": a valid value is there, which is nobody's now, and the element is lent to us.
                unsafe { drop(value.as_ptr()) };
            }
        }
    }
}

impl Drop for Rest<'_> {
    fn drop(&mut self) {
        struct Again<'a, 'b>(&'a mut Rest<'b>);

        impl Drop for Again<'_, '_> {
            fn drop(&mut self) {
                self.0.drop_all();
            }
        }

        // Drops what a panic leaves, if there is one.
        Again(self).0.drop_all();
    }
}

/// The same, and the loan, which ends when all are dropped.
struct Lent<'a> {
    rest: Rest<'a>,
    site: Site,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        struct End<'a>(&'a Element, &'a Place, Site);

        impl Drop for End<'_> {
            fn drop(&mut self) {
                Place::give_back(self.1.slot, &self.0.bytes, self.2);
            }
        }

        let Rest { place, element, .. } = self.rest;
        let _end = End(element, place, self.site);
        self.rest.drop_all();
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

    fn is_known_closer(place: &Place) -> bool {
        place.record.is_in_bytes() || place.record.description().is_some()
    }

    /// `None` where it is not in the block.
    fn of(place: Place, to: &To) -> Option<Self> {
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
        })
    }

    /// From an element: nothing else was ever made a `Pointer` to, where the block is not described, nor its type cast.
    fn of_handle(place: &Place, start: usize, to: &To) -> Option<How> {
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
            return Some(How::Element(layout, start..start + layout.extent));
        };
        let element = place.described_element(of, start)?;
        Some(Self::in_element(element, of.whole(), to))
    }

    /// From wherever a `Pointer` points.
    fn of_pointer(place: &Place, start: usize, to: &To) -> Option<How> {
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
        let part = to
            .leaf
            .checked_add(root.leaf)
            .and_then(|leaf| root.with_leaf(leaf, to.shape))
            .filter(|part| part.offset == root.offset + to.offset);
        if let Some(part) = part {
            return How::Leaves(element, part.leaves());
        }
        let start = root.offset + to.offset;
        let around = root.around(&(start..start + to.shape.size));
        How::Within(element, around.leaves())
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
            How::Element(_, bytes) => bytes.clone(),
            _ => self.own(),
        }
    }

    pub(crate) fn amount(&self) -> Amount {
        let record = self.place.record;
        let assigned = match &self.how {
            How::InBytes => record.is_assigned(&self.own()),
            How::Element(_, bytes) => record.is_assigned(bytes),
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
            How::Element(layout, bytes) => self.place.unassigned(bytes.start, *layout, false),
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
        let Place { slot, record, .. } = self.place;
        let noted = match &self.how {
            How::InBytes if self.shape.size == 0 => Ok(()),
            How::InBytes => record.assign(slot, self.own(), record.length()),
            How::Element(layout, bytes) => record.assign(slot, bytes.clone(), layout.tracked),
            How::Leaves(element, leaves) => {
                record.describe(element.of);
                record.assign_leaves(slot, element, leaves)
            }
            How::Within(..) => return Err(self.unassigned()),
        };
        self.place.check(noted)
    }

    /// Marks the value as unassigned, which is assigned.
    #[track_caller]
    pub(crate) fn unassign(&self) -> Result<(), Error> {
        let Place { slot, record, .. } = self.place;
        let noted = match &self.how {
            How::InBytes if self.shape.size == 0 => Ok(()),
            How::InBytes => record.unassign(slot, self.own(), record.length()),
            How::Element(layout, bytes) => record.unassign(slot, bytes.clone(), layout.tracked),
            How::Leaves(element, leaves) => {
                record.describe(element.of);
                record.unassign_leaves(slot, element, leaves)
            }
            How::Within(..) => return Err(self.place.error(Fault::PartOfUnknown)),
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
        let Place { slot, record, .. } = self.place;
        let noted = match &self.how {
            How::InBytes => {
                let bytes = self.offset + elements.start * size..self.offset + elements.end * size;
                record.assign(slot, bytes, record.length())
            }
            How::Leaves(element, leaves) => {
                record.describe(element.of);
                let leaves = leaves.start + elements.start..leaves.start + elements.end;
                record.assign_leaves(slot, element, &leaves)
            }
            How::Element(..) | How::Within(..) => return Err(self.unassigned()),
        };
        self.place.check(noted)
    }

    /// Drops what is assigned of a value that is not assigned as a whole.
    #[track_caller]
    pub(crate) fn drop_parts(&self) -> Result<(), Error> {
        match &self.how {
            How::Leaves(element, leaves) => self.place.drop_leaves(element, leaves.clone()),
            _ => Ok(()),
        }
    }
}

/// How large the value is that a [`Pointer`](crate::Pointer) points to.
pub(crate) fn size_of(place: &Place, shape: &'static Shape) -> usize {
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
pub(crate) fn beyond(place: &Place, size: usize) -> Error {
    let length = place.record.length();
    let room = usize::try_from(place.offset).map_or(0, |offset| length.saturating_sub(offset));
    place.error(Fault::NoRoom {
        needed: size,
        room,
        wanted: Wanted::Source,
        memory: match place.record.chunk_size() {
            Some(_) => Memory::Chunks,
            None => Memory::Block,
        },
    })
}

/// The handle to a part. The block has to know from then on what its elements consist of: the handle does not.
#[track_caller]
pub(crate) fn point(handle: RawHandle, to: &To) -> Result<RawHandle, Error> {
    let spot = Spot::find(handle, to)?;
    let (place, offset) = (spot.place, spot.offset);
    if let How::Leaves(element, _) | How::Within(element, _) = &spot.how {
        place.record.describe(element.of);
    }
    let key = word::with_state(place.word, word::OPEN);
    let address = place.record.base().wrapping_add(offset);
    Ok(RawHandle::new(address, place.slot, key))
}
