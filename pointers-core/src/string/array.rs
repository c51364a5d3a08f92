//! A string in an array inside a structure, `char name[32]`: what a [`Pointer`] to an array of units leads
//! to.

use super::Unit;
use super::source::{Buffer, Source, sealed};
use super::span::{Span, Target};
use crate::block::part::{Path, Root, Spot, To, point};
use crate::error::{Error, Fault, Memory, Result, Wanted};
use crate::handle::Pointer;
use crate::layout::Shape;
use crate::layout::fields::Fields;
use crate::table::raw_handle::RawHandle;

impl<U: Unit, const N: usize> sealed::Sealed for Pointer<[U; N]> {}

impl<U: Unit, const N: usize> Source for Pointer<[U; N]> {
    type Unit = U;
    type Width = U::Width;
    type Found = Pointer<U>;

    #[track_caller]
    fn __pointers_span(&self, limit: usize) -> Result<Span<'_, U::Width>> {
        let spot = whole(self.raw, root::<U, N>())?;
        let start = spot.place.aligned(spot.offset, align_of::<U>())?;
        let count = spot.readable_elements(size_of::<U>());
        Ok(Span::of_array(
            start,
            count,
            limit,
            self.raw,
            root::<U, N>(),
        ))
    }

    #[track_caller]
    fn __pointers_found(&self, index: Option<usize>) -> Result<Pointer<U>> {
        let Some(index) = index else {
            return Ok(Pointer::null());
        };
        let unit = Path::to(root::<U, N>()).down(root::<U, N>(), index, index * size_of::<U>());
        point(self.raw, &unit.end::<U>()).map(Pointer::from_handle)
    }
}

impl<U: Unit, const N: usize> Buffer for Pointer<[U; N]> {
    #[track_caller]
    fn __pointers_target<const STRING: bool>(
        self,
        skip: usize,
        count: usize,
    ) -> Result<Target<U::Width>> {
        let spot = whole(self.raw, root::<U, N>())?;
        let room = N.saturating_sub(skip);
        if count > room {
            let wanted = if STRING {
                Wanted::String
            } else {
                Wanted::Target
            };
            return Err(no_room(
                &spot,
                (wanted, count.saturating_add(skip)),
                Shape::of::<U>(),
            ));
        }
        let start = spot.offset + skip * size_of::<U>();
        let bytes = start..start + count * size_of::<U>();
        spot.place.not_borrowed(&bytes, true)?;
        let start = spot.place.aligned(start, align_of::<U>())?;
        Ok(Target::of_array(
            start,
            count,
            self.raw,
            (root::<U, N>(), skip),
        ))
    }
}

/// What is known of the array.
const fn root<U, const N: usize>() -> &'static Root {
    const { &Root::described(<[U; N]>::TABLE.description, true) }
}

#[track_caller]
fn whole(handle: RawHandle, root: &'static Root) -> Result<Spot> {
    let array = To {
        root,
        offset: 0,
        leaf: 0,
        shape: root.shape,
    };
    Spot::find(handle, &array)
}

/// Marks units of an array as assigned, which are written next.
#[cold]
#[inline(never)]
#[track_caller]
pub(super) fn mark(
    handle: RawHandle,
    (root, skip): (&'static Root, usize),
    count: usize,
    size: usize,
) -> Result<()> {
    whole(handle, root)?.assign_elements(skip..skip + count, size)
}

/// Why there are no more units in an array than these.
#[cold]
#[inline(never)]
#[track_caller]
pub(super) fn why(
    handle: RawHandle,
    root: &'static Root,
    units: usize,
    needed: Option<usize>,
    unit: &'static Shape,
) -> Error {
    let spot = match whole(handle, root) {
        Ok(spot) => spot,
        Err(error) => return error,
    };
    if units < root.shape.size / unit.size {
        let next = spot.offset + units * unit.size;
        return match (
            spot.place.not_borrowed(&(next..next + unit.size), false),
            needed,
        ) {
            (Err(borrowed), _) => borrowed,
            (Ok(()), None) => spot.place.error(Fault::UnterminatedValue { units }),
            (Ok(()), Some(_)) => spot.unassigned(),
        };
    }
    match needed {
        None => spot.place.error(Fault::Unterminated {
            units,
            chunks: false,
        }),
        Some(needed) => no_room(&spot, (Wanted::Source, needed), unit),
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn no_room(spot: &Spot, (wanted, needed): (Wanted, usize), unit: &'static Shape) -> Error {
    let room = spot.size() / unit.size;
    spot.place.error(match unit.size {
        1 => Fault::NoRoom {
            needed,
            room,
            wanted,
            memory: Memory::Block,
        },
        _ => Fault::ShortSlice {
            index: room,
            length: room,
        },
    })
}
