//! Taking over a block that was made elsewhere: by C, or by another thread.

use core::panic::Location;

use super::allocate::{claim, element_of};
use super::recorded;
use crate::error::{Error, Fault, Site, Sites};
use crate::heap::local::heap;
use crate::heap::recorder::What;
use crate::heap::source;
use crate::layout::Shape;
use crate::notes::{Note, Notes};
use crate::table::destroy::Destroy;
use crate::table::extra::Extra;
use crate::table::groups::large_record_of;
use crate::table::large::{Begins, NewBlock};
use crate::table::raw_handle::RawHandle;
use crate::table::watermark::ALL;

/// A block from elsewhere, all of whose values are there.
#[derive(Clone, Copy)]
pub(crate) struct Arrival {
    pub(crate) base: *mut u8,
    pub(crate) length: usize,
    pub(crate) chunk_size: Option<usize>,
    pub(crate) begins: Begins,
    /// How much is assigned, as in the record.
    pub(crate) watermark: isize,
    /// What is noted as where it was allocated.
    pub(crate) site: Site,
}

/// Takes over a block that C made, all of whose bytes are assigned. `destroy` ends it instead of C's `free`.
///
/// # Safety
///
/// `base` is null, or a block of the C allocator, or of what `destroy` is for, that nobody else uses, whose `length` bytes
/// are initialised and valid as values of the shape.
#[track_caller]
pub(crate) unsafe fn adopt(
    base: *mut u8,
    length: usize,
    chunk_size: Option<usize>,
    destroy: Option<Destroy>,
    shape: &'static Shape,
) -> Result<RawHandle, Error> {
    let site = Location::caller();
    let arrival = Arrival::full(base, length, chunk_size, Begins::Adopted, shape, site);
    let extra = match arrival.extra(shape) {
        Ok(extra) => extra,
        Err(fault) => return Err(Error::new(fault, Sites::default())),
    };
    extra
        .destroy
        .set(destroy.or(Destroy::of_aligned(shape.align)));
    // SAFETY: the caller's promise.
    match unsafe { arrival.enter(extra, shape) } {
        Ok(handle) => Ok(handle),
        Err((fault, _)) => Err(Error::new(fault, Sites::default())),
    }
}

impl Arrival {
    /// A block all of whose bytes are assigned.
    pub(crate) fn full(
        base: *mut u8,
        length: usize,
        chunk_size: Option<usize>,
        begins: Begins,
        shape: &'static Shape,
        site: Site,
    ) -> Self {
        Arrival {
            base,
            length,
            chunk_size,
            begins,
            watermark: match (shape.slice, chunk_size) {
                (false, _) => ALL,
                (true, None) => length.cast_signed().wrapping_add(1),
                (true, Some(_)) => 0,
            },
            site,
        }
    }

    /// Every note that the block needs: whole slices in its chunks, if it holds slices. What is wrong with the block is
    /// found first.
    pub(crate) fn extra(&self, shape: &'static Shape) -> Result<Note<Extra>, Fault> {
        self.admit(shape)?;
        let mut lengths = Notes::new();
        if shape.slice
            && let Some(chunk_size) = self.chunk_size
        {
            let noted = lengths.resize(self.length / chunk_size, chunk_size + 1);
            noted.ok_or(Fault::NoNote)?;
        }
        Self::extra_of(lengths)
    }

    /// What a block needs beyond its record.
    pub(crate) fn extra_of(lengths: Notes<usize>) -> Result<Note<Extra>, Fault> {
        let extra = Note::new(Extra::default()).map_err(|_| Fault::NoNote)?;
        extra.lengths.replace(lengths);
        Ok(extra)
    }

    fn admit(&self, shape: &'static Shape) -> Result<(), Fault> {
        let (length, object) = (self.length, shape.size);
        let place = self.chunk_size.unwrap_or(length);
        let (address, align) = (self.base.addr(), shape.align);
        let whole = object == 0 || length.is_multiple_of(object);
        if self.base.is_null() {
            Err(Fault::Null)
        } else if length > source::LARGEST {
            Err(Fault::OutOfMemory { size: length })
        } else if !address.is_multiple_of(align) {
            Err(Fault::Misaligned { address, align })
        } else if object > place && !shape.slice {
            Err(Fault::TooLarge { object, place })
        } else if self.chunk_size.is_none() && !whole {
            let block = length;
            Err(Fault::Remainder { object, block })
        } else {
            Ok(())
        }
    }

    /// Gives the block its slot, or the extra back where there is none.
    ///
    /// # Safety
    ///
    /// As for [`adopt`]; the lengths of slices in chunks are those that the extra has.
    pub(crate) unsafe fn enter(
        self,
        extra: Note<Extra>,
        shape: &'static Shape,
    ) -> Result<RawHandle, (Fault, Note<Extra>)> {
        let Arrival {
            base,
            length,
            chunk_size,
            ..
        } = self;
        let new_block = NewBlock {
            base,
            length,
            size: length,
            chunk_size: chunk_size.unwrap_or(0),
            begins: self.begins,
            watermark: self.watermark,
            site: self.site,
            shape,
        };
        let first = match chunk_size {
            Some(chunk_size) => length > 0 && shape.fits_chunk(chunk_size),
            None => shape.fits_block(length),
        };
        recorded::before();
        let handle = heap(|heap| claim(heap, &new_block));
        if handle.address().is_null() {
            return Err((Fault::OutOfMemory { size: length }, extra));
        }
        if let Some(record) = large_record_of(handle.slot()) {
            record.set_extra(extra);
        }
        recorded::began(handle, What::FromC, new_block.site);
        Ok(element_of(handle, first))
    }
}
