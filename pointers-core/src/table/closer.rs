//! What is noted of parts, where a block gets to know more closely what its elements consist of, or only their bytes from now on.

use core::ops::Range;
use core::ptr;

use super::Slot;
use super::bitmap::Bitmap;
use super::element::{MOST_OPEN, bits, ones};
use super::record::Record;
use super::watermark::SPARSE;
use crate::error::Fault;
use crate::layout::description::Description;

/// The leaves that a leaf of one description has in a closer one.
fn leaves_in(
    closer: &'static Description,
    of: &'static Description,
    leaf: usize,
) -> Option<Range<usize>> {
    let shape = of.whole().with_number(leaf).of.shape;
    let part = closer.whole().same(of, leaf, shape)?;
    Some(part.leaves())
}

impl Record {
    /// Notes more closely what the elements consist of: what was a leaf may have leaves of its own, which are assigned as it was.
    pub(crate) fn describe_closer(
        &self,
        closer: &'static Description,
        tracked: usize,
    ) -> Result<(), Fault> {
        let Some(of) = self.description() else {
            return self.describe(closer);
        };
        if self.is_in_bytes() || ptr::eq(of, closer) {
            return Ok(());
        }
        if closer.leaves > MOST_OPEN {
            self.close(tracked)?;
        }
        let map = self.with_leaves(Some(None), |map| {
            self.counted_anew(map, of, closer).map(Some)
        });
        let map = map.ok_or(Fault::NoNote)?;
        let mut open = 0;
        for leaf in ones(self.open_leaves()) {
            open |= leaves_in(closer, of, leaf).map_or(0, |leaves| bits(&leaves));
        }
        self.describe_anew(closer, open)?;
        // What did not count, and is counted otherwise from now on, is gone.
        if let Some(extra) = self.extra() {
            *extra.leaves.borrow_mut() = map;
        }
        Ok(())
    }

    /// The bitmap of leaves, as they are counted from now on. `None` where there is no memory for it.
    fn counted_anew(
        &self,
        map: &Bitmap,
        of: &'static Description,
        closer: &'static Description,
    ) -> Option<Bitmap> {
        let stride = self.chunk_size().unwrap_or(of.shape.size).max(1);
        let count = self.length() / stride;
        let mut anew = Bitmap::with_prefix(count.checked_mul(closer.leaves)?, 0)?;
        for index in (0..count).filter(|index| map.touches(index * of.leaves, of.leaves)) {
            for leaf in (0..of.leaves).filter(|leaf| map.covers(index * of.leaves + leaf, 1)) {
                let leaves = leaves_in(closer, of, leaf)?;
                anew.set(index * closer.leaves + leaves.start, leaves.len(), true);
            }
        }
        Some(anew)
    }

    /// From here on what is assigned is known in bytes.
    pub(crate) fn be_in_bytes(&self, slot: Slot, tracked: usize) -> Result<(), Fault> {
        if self.is_in_bytes() {
            return Ok(());
        }
        self.close(tracked)?;
        let is_sparse = self.watermark() == SPARSE;
        if is_sparse {
            self.make_sparse(tracked)?;
        }
        let map = self.extra().and_then(|extra| extra.leaves.take());
        let map = map.filter(|_| is_sparse);
        self.set_in_bytes();
        let (Some(map), Some(of)) = (map, self.description()) else {
            return Ok(());
        };
        let stride = self.chunk_size().unwrap_or(of.shape.size).max(1);
        for index in 0..self.length() / stride {
            for leaf in (0..of.leaves).filter(|leaf| map.covers(index * of.leaves + leaf, 1)) {
                let part = of.whole().with_number(leaf);
                let start = index * stride + part.offset;
                // The bitmap of bytes is there, where there are leaves: nothing can fail.
                self.assign(slot, start..start + part.of.shape.size, tracked)?;
            }
        }
        Ok(())
    }
}
