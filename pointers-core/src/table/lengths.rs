//! The lengths of slices (`str`, `[U]`): each place that holds one has a length of its own.

use super::record::Record;
use crate::error::Fault;

impl Record {
    /// The length in bytes of the slice in a chunk, or in a `malloc` block; `None` if there is none.
    pub(crate) fn slice_length(&self, chunk: usize) -> Option<usize> {
        let noted = match self.chunk_size() {
            None => self.watermark().cast_unsigned(),
            Some(_) => self.extra().map_or(0, |extra| {
                extra.lengths.borrow().get(chunk).copied().unwrap_or(0)
            }),
        };
        // A chunk that begins as zero begins as the empty slice, until that is taken.
        match noted {
            0 if self.zeroed() => Some(0),
            TAKEN => None,
            noted => noted.checked_sub(1),
        }
    }
}

/// A zeroed chunk whose slice was taken out.
const TAKEN: usize = usize::MAX;

impl Record {
    /// Notes the length in bytes of the slice in a chunk; `None` that there is none any more.
    pub(crate) fn set_slice_length(
        &self,
        chunk: usize,
        length: Option<usize>,
    ) -> Result<(), Fault> {
        let Some(chunk_size) = self.chunk_size() else {
            let mark = length.map_or(0, |length| length + 1).cast_signed();
            self.make_room_for(mark)?;
            self.set_watermark(mark);
            return Ok(());
        };
        let extra = self.make_extra().ok_or(Fault::NoNote)?;
        let mut lengths = extra.lengths.borrow_mut();
        if chunk >= lengths.len() {
            let chunks = self.length() / chunk_size;
            lengths.resize(chunks, 0).ok_or(Fault::NoNote)?;
        }
        lengths[chunk] = match length {
            Some(length) => length + 1,
            None if self.zeroed() => TAKEN,
            None => 0,
        };
        Ok(())
    }
}
