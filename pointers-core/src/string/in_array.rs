//! What is looked up, noted and reported of the units in an array inside a structure.

use core::panic::Location;

use crate::block::part::Spot;
use crate::block::path::{Root, To};
use crate::block::recorded;
use crate::error::{Error, Fault, Memory, Result, Wanted};
use crate::heap::recorder::What;
use crate::layout::Shape;
use crate::table::raw_handle::RawHandle;

fn array(root: &'static Root) -> To {
    To::new(root, 0, 0, root.shape, None)
}

#[track_caller]
pub(super) fn whole(handle: RawHandle, root: &'static Root) -> Result<Spot> {
    Spot::find(handle, &array(root))
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
    let array = whole(handle, root)?.known(handle, &array(root))?;
    array.assign_elements(skip..skip + count, size)?;
    let start = array.offset + skip * size;
    let bytes = start..start + count * size;
    if count > 0 {
        recorded::changed(&array.place, What::Moved, &bytes, Location::caller());
    }
    Ok(())
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
pub(super) fn no_room(
    spot: &Spot,
    (wanted, needed): (Wanted, usize),
    unit: &'static Shape,
) -> Error {
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
