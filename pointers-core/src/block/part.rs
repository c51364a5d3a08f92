//! Parts of elements: fields, elements of arrays in structures. Where they lie, and whether they hold values.

use core::ops::Range;

use super::{Place, find};
use crate::error::{Error, Fault, Memory, Wanted};
use crate::layout::description::{Description, Part};
use crate::layout::{Layout, Shape};
use crate::table::raw_handle::RawHandle;
use crate::table::word;

/// How a value is reached from a handle.
#[derive(Clone, Copy)]
pub(crate) struct Path {
    /// Of the value.
    pub(crate) shape: &'static Shape,
    /// How far the value is from where the handle points, in bytes.
    pub(crate) offset: usize,
    /// Of what the handle points to, in which the value lies.
    pub(crate) root: &'static Shape,
    /// Whether the handle is a [`Pointer`](crate::Pointer), which may itself point to a part.
    pub(crate) one: bool,
    /// What the root consists of, where that was asked for.
    pub(crate) table: Option<&'static Description>,
    /// The value, as the table knows it; `None` within what the table knows nothing about.
    pub(crate) part: Option<Part>,
}

impl Path {
    /// To what a [`Pointer`](crate::Pointer) points to.
    #[inline(always)]
    pub(crate) const fn of_shape(shape: &'static Shape) -> Self {
        Self::to(shape, true)
    }

    #[inline(always)]
    pub(crate) const fn one<T>() -> Self {
        Self::to(Shape::of::<T>(), true)
    }

    /// To what a handle points to.
    #[inline(always)]
    pub(crate) const fn to(shape: &'static Shape, one: bool) -> Self {
        Path {
            shape,
            offset: 0,
            root: shape,
            one,
            table: None,
            part: None,
        }
    }

    /// To a part of this value, which its table says is there, and which number it has.
    #[inline(always)]
    pub(crate) fn down(
        self,
        table: &'static Description,
        index: usize,
        offset: usize,
        shape: &'static Shape,
    ) -> Self {
        let (table, part) = match self.table {
            None => (table, Some(table.whole())),
            Some(table) => (table, self.part),
        };
        let part = part.and_then(|whole| {
            let part = whole.of.part(index)?;
            Some(Part {
                offset: whole.offset + part.offset,
                leaf: whole.leaf + part.leaf,
                of: part.of,
            })
        });
        Path {
            shape,
            offset: self.offset + offset,
            table: Some(table),
            part,
            ..self
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

impl Spot {
    #[track_caller]
    pub(crate) fn find(handle: RawHandle, path: &Path) -> Result<Self, Error> {
        let place = find(handle)?;
        place.fits(path.root)?;
        let layout = place.layout(path.root);
        let start = place.element(layout)?;
        Ok(Spot {
            place,
            layout,
            offset: start + path.offset,
            element: start..start + layout.extent,
            shape: path.shape,
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
    pub(crate) fn look_up(handle: RawHandle, path: &Path) -> Option<Self> {
        let place = super::look_up(handle).ok()?;
        let layout = place.layout(path.root);
        let start = usize::try_from(place.offset).ok()?;
        (layout.fits && layout.is_element(start)).then(|| Spot {
            place,
            layout,
            offset: start + path.offset,
            element: start..start + layout.extent,
            shape: path.shape,
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
pub(crate) fn point(handle: RawHandle, path: &Path) -> Result<RawHandle, Error> {
    let spot = Spot::find(handle, path)?;
    let (place, offset) = (spot.place, spot.offset);
    let key = word::with_state(place.word, word::OPEN);
    let address = place.record.base().wrapping_add(offset);
    Ok(RawHandle::new(address, place.slot, key))
}
