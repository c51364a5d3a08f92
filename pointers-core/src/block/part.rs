//! Parts of elements: fields, elements of arrays in structures. Where they lie, and whether they hold values.

use core::ops::Range;

use super::{Place, find};
use crate::error::{Error, Fault, Memory, Wanted};
use crate::layout::description::Description;
use crate::layout::{Layout, Shape, Shaped};
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

/// Where a value lies.
pub(crate) struct Spot {
    pub(crate) place: Place,
    pub(crate) layout: Layout,
    /// From the block's start, in bytes.
    pub(crate) offset: usize,
    /// The element that it is part of, or that it is.
    pub(crate) element: Range<usize>,
    shape: &'static Shape,
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

impl Spot {
    #[track_caller]
    pub(crate) fn find(handle: RawHandle, to: &To) -> Result<Self, Error> {
        let place = find(handle)?;
        place.fits(to.root.shape)?;
        let layout = place.layout(to.root.shape);
        let start = place.element(layout)?;
        Ok(Spot {
            place,
            layout,
            offset: start + to.offset,
            element: start..start + layout.extent,
            shape: to.shape,
        })
    }

    /// The bytes that count as the value's own, against guards. One without bytes keeps the whole element.
    pub(crate) fn bytes(&self) -> Range<usize> {
        match self.shape.size {
            0 => self.element.clone(),
            size => self.offset..self.offset + size,
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

impl Spot {
    /// Like [`Spot::find`], for properties.
    pub(crate) fn look_up(handle: RawHandle, to: &To) -> Option<Self> {
        let place = super::look_up(handle).ok()?;
        let layout = place.layout(to.root.shape);
        let start = usize::try_from(place.offset).ok()?;
        (layout.fits && layout.is_element(start)).then(|| Spot {
            place,
            layout,
            offset: start + to.offset,
            element: start..start + layout.extent,
            shape: to.shape,
        })
    }

    pub(crate) fn is_assigned(&self) -> bool {
        self.place.record.is_assigned(&self.element)
    }

    /// That a value is there.
    #[track_caller]
    pub(crate) fn assigned(&self) -> Result<(), Error> {
        self.place.assigned(&self.element, self.layout)
    }
}

/// The handle to a part.
#[track_caller]
pub(crate) fn point(handle: RawHandle, to: &To) -> Result<RawHandle, Error> {
    let spot = Spot::find(handle, to)?;
    let (place, offset) = (spot.place, spot.offset);
    let key = word::with_state(place.word, word::OPEN);
    let address = place.record.base().wrapping_add(offset);
    Ok(RawHandle::new(address, place.slot, key))
}
