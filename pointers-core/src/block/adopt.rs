//! Taking over a block that C made.

use core::panic::Location;

use super::allocate::{claim, found};
use super::{find, free, recorded};
use crate::error::{Error, Fault, Sites};
use crate::heap::local::heap;
use crate::heap::recorder::What;
use crate::heap::source;
use crate::layout::Shape;
use crate::table::assigned::ALL;
use crate::table::raw_handle::RawHandle;
use crate::table::record::{Begins, Birth};

/// Takes over a block that C made, all of whose bytes are assigned.
///
/// # Safety
///
/// `base` is null, or a block of the C allocator that nobody else uses, whose `length` bytes are
/// initialised and valid as values of the shape.
#[track_caller]
pub(crate) unsafe fn adopt(
    base: *mut u8,
    length: usize,
    chunk_size: Option<usize>,
    shape: &'static Shape,
) -> Result<RawHandle, Error> {
    recorded::before();
    let address = base.addr();
    let object = shape.size;
    let place = chunk_size.unwrap_or(length);
    let whole = object == 0 || length.is_multiple_of(object);
    let fault = if base.is_null() {
        Some(Fault::Null)
    } else if length > source::LARGEST {
        Some(Fault::OutOfMemory { size: length })
    } else if !address.is_multiple_of(shape.align) {
        let align = shape.align;
        Some(Fault::Misaligned { address, align })
    } else if object > place && !shape.slice {
        Some(Fault::TooLarge { object, place })
    } else if chunk_size.is_none() && !whole {
        let block = length;
        Some(Fault::Remainder { object, block })
    } else {
        None
    };
    if let Some(fault) = fault {
        return Err(Error::new(fault, Sites::default()));
    }
    let birth = Birth {
        base,
        length,
        size: length,
        chunk_size: chunk_size.unwrap_or(0),
        begins: Begins::Adopted,
        watermark: match (shape.slice, chunk_size) {
            (false, _) => ALL,
            (true, None) => length.cast_signed() + 1,
            (true, Some(_)) => 0,
        },
        site: Location::caller(),
        shape,
    };
    let first = match chunk_size {
        Some(chunk_size) => length > 0 && shape.fits_chunk(chunk_size),
        None => shape.fits_block(length),
    };
    let handle = heap(|heap| claim(heap, &birth));
    let handle = found(handle, first, length)?;
    let place = find(handle)?;
    // Blocks with an extra are never kept as spare ones: nobody knows this one's real size.
    if place.record.make_extra().is_none() {
        let _ = free::hand_over(handle, shape);
        return Err(Error::new(Fault::NoNote, Sites::default()));
    }
    if shape.slice
        && let Some(chunk_size) = chunk_size
    {
        for chunk in 0..length / chunk_size {
            if let Err(fault) = place.record.set_slice_length(chunk, Some(chunk_size)) {
                let _ = free::hand_over(handle, shape);
                return Err(Error::new(fault, Sites::default()));
            }
        }
    }
    recorded::began(handle, What::FromC, birth.site);
    Ok(handle)
}
