//! What only some blocks need: gaps in what is assigned, lengths of slices, guards, old bases.

use core::cell::{Cell, RefCell};
use core::ptr;

use super::bitmap::Bitmap;
use super::loans::Loans;
use crate::error::Resized;
use crate::fallible::boxed;
use crate::table::record::Record;

/// How many reallocations back a handle still works.
const REMEMBERED: usize = 16;

/// Beside the record, on the heap. Cells, because a block has many handles.
///
/// No code of the user's runs while one of them is borrowed.
#[derive(Default)]
pub(crate) struct Extra {
    /// The assigned bytes, when the watermark is [`super::assigned::SPARSE`]; otherwise, if there, all ones.
    pub(crate) bitmap: RefCell<Option<Bitmap>>,
    /// For each chunk that holds a slice its length in bytes, plus one; 0 is a chunk as it began.
    pub(crate) lengths: RefCell<Vec<usize>>,
    pub(crate) loans: RefCell<Loans>,
    pub(crate) history: RefCell<History>,
    /// The last reallocation.
    pub(crate) resized: Cell<Option<Resized>>,
    /// The version that the block began with, and its base then, once it was reallocated: what its identity
    /// keeps.
    pub(crate) birth: Cell<Option<(u32, usize)>>,
    /// The size of the block, or of a chunk, where it is counted otherwise than in the bytes that it has.
    pub(crate) unit: Cell<Option<usize>>,
}

/// Where the block was at the versions before its last reallocations.
#[derive(Default)]
pub(crate) struct History {
    bases: Vec<(u32, usize)>,
    next: usize,
}

impl History {
    /// Makes room, so that the next [`History::note`] cannot fail.
    pub(crate) fn reserve(&mut self) -> Option<()> {
        if self.bases.len() < REMEMBERED {
            self.bases.try_reserve(1).ok()?;
        }
        Some(())
    }

    pub(crate) fn note(&mut self, version: u32, base: *mut u8) {
        let entry = (version, base.addr());
        if self.bases.len() < REMEMBERED {
            self.bases.push(entry);
        } else {
            self.bases[self.next] = entry;
        }
        self.next = (self.next + 1) % REMEMBERED;
    }

    pub(crate) fn base_at(&self, version: u32) -> Option<usize> {
        self.bases
            .iter()
            .find(|(noted, _)| *noted == version)
            .map(|(_, base)| *base)
    }
}

impl Record {
    /// The size of the block, or of a chunk, as it is counted.
    pub(crate) fn unit(&self) -> usize {
        self.counted_unit()
            .unwrap_or(self.chunk_size().unwrap_or(self.length()))
    }

    /// The size of the block, as it is counted: what users see.
    pub(crate) fn size(&self) -> usize {
        match (self.counted_unit(), self.chunk_size()) {
            (None, _) => self.length(),
            (Some(unit), None) => unit,
            (Some(unit), Some(stride)) => self.length() / stride * unit,
        }
    }

    pub(crate) fn counted_unit(&self) -> Option<usize> {
        self.extra().and_then(|extra| extra.unit.get())
    }

    /// The last reallocation of a live block.
    pub(crate) fn resized(&self) -> Option<Resized> {
        self.extra().and_then(|extra| extra.resized.get())
    }

    pub(crate) fn extra(&self) -> Option<&Extra> {
        // SAFETY: "One thread": only the block's thread asks, and `take_extra` is called only when
        // the block ends, which it does while nothing else of the library looks at it.
        unsafe { self.extra_pointer().as_ref() }
    }

    /// The extra of a live block, made if it has none. `None` where there is no memory for it.
    pub(crate) fn make_extra(&self) -> Option<&Extra> {
        if self.extra_pointer().is_null() {
            let extra = boxed(Extra::default()).ok()?;
            self.set_extra(Box::into_raw(extra));
        }
        self.extra()
    }

    /// Takes the extra away, when the block ends.
    #[inline]
    pub(crate) fn take_extra(&self) -> Option<Box<Extra>> {
        let extra = self.extra_pointer();
        if extra.is_null() {
            return None;
        }
        self.set_extra(ptr::null_mut());
        // SAFETY: it came out of a box in `make_extra`, and nobody else can take it now.
        Some(unsafe { Box::from_raw(extra) })
    }
}
