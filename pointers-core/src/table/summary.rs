//! What a small block's record says of its size and of what is assigned, in one word of 32 bits: so a block begins with one store,
//! and what is asked of several of these numbers at once is one comparison.

use core::cell::Cell as Mutable;

/// The largest block of which this is known: the largest watermark stands for all of it.
pub(crate) const MOST_BYTES: usize = ALL_OF_CELL as usize - 1;

/// The largest chunks.
pub(crate) const MOST_OF_CHUNK: usize = (1 << CHUNK_BITS) - 1;

/// What stands for [`ALL`](super::watermark::ALL) in a record.
pub(super) const ALL_OF_CELL: u32 = (1 << MARK_BITS) - 1;

/// The block is wide. It stands beside the watermark, so that both are looked at as one.
pub(super) const WIDE: u32 = 1 << MARK_BITS;
/// The block is `calloc_safe`'s.
pub(super) const SAFE: u32 = WIDE << 1;
/// What is assigned is known in bytes.
pub(super) const IN_BYTES: u32 = WIDE << 2;
/// Beside those below the watermark elements are assigned that the bits above their shape tell: see [`super::scattered`].
pub(super) const SCATTERED: u32 = WIDE << 3;

const MARK_BITS: u32 = 10;
const FLAGS: u32 = WIDE | SAFE | IN_BYTES | SCATTERED;
const CHUNK_BITS: u32 = 8;
const CHUNK_SHIFT: u32 = MARK_BITS + 4;
const CHUNK: u32 = ((1 << CHUNK_BITS) - 1) << CHUNK_SHIFT;
/// The length is in all bits from here on.
const LENGTH_SHIFT: u32 = CHUNK_SHIFT + CHUNK_BITS;

const _: () = assert!(LENGTH_SHIFT + MARK_BITS == u32::BITS);

/// All zero is that of a block without bytes.
#[repr(transparent)]
pub(super) struct Summary(Mutable<u32>);

impl Summary {
    /// Of a block that begins. The numbers are no more than fits.
    #[inline(always)]
    pub(super) fn begin(&self, length: usize, chunk_size: usize, flags: u32, mark: u32) {
        debug_assert!(length <= MOST_BYTES && chunk_size <= MOST_OF_CHUNK);
        let sizes = (length as u32) << LENGTH_SHIFT | (chunk_size as u32) << CHUNK_SHIFT;
        self.0.set(sizes | flags | mark);
    }

    /// The size that was asked for.
    #[inline(always)]
    pub(super) fn length(&self) -> usize {
        (self.0.get() >> LENGTH_SHIFT) as usize
    }

    #[inline(always)]
    pub(super) fn chunk_size(&self) -> usize {
        ((self.0.get() & CHUNK) >> CHUNK_SHIFT) as usize
    }

    #[inline(always)]
    pub(super) fn mark(&self) -> u32 {
        self.0.get() & ALL_OF_CELL
    }

    #[inline(always)]
    pub(super) fn set_mark(&self, mark: u32) {
        self.0.set(self.0.get() & !ALL_OF_CELL | mark);
    }

    /// Where the watermark stays below the length.
    #[inline(always)]
    pub(super) fn raise_mark(&self, by: u32) {
        self.0.set(self.0.get() + by);
    }

    /// The watermark, and whether the block is wide.
    #[inline(always)]
    pub(super) fn mark_and_wide(&self) -> u32 {
        self.0.get() & (ALL_OF_CELL | WIDE)
    }

    /// Which of these flags there are.
    #[inline(always)]
    pub(super) fn flags(&self, of: u32) -> u32 {
        self.0.get() & of
    }

    #[inline(always)]
    pub(super) fn set_flags(&self, flags: u32) {
        self.0.set(self.0.get() & !FLAGS | flags);
    }

    /// Adds this one of them, or takes it away.
    #[inline(always)]
    pub(super) fn set_flag(&self, flag: u32, there: bool) {
        let others = self.0.get() & !flag;
        self.0.set(if there { others | flag } else { others });
    }

    /// Whether the block has no chunks, and is not wide.
    #[inline(always)]
    pub(super) fn is_plain(&self) -> bool {
        self.0.get() & (CHUNK | WIDE) == 0
    }

    /// Whether the block has so many bytes, no chunks and no flags.
    #[inline(always)]
    pub(super) fn is_only(&self, size: usize) -> bool {
        self.0.get() | ALL_OF_CELL == (size as u32) << LENGTH_SHIFT | ALL_OF_CELL
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_touches_another() {
        for length in [0, 1, 8, 255, 256, 512, MOST_BYTES] {
            for chunk_size in [0, 1, MOST_OF_CHUNK] {
                let summary = Summary(Mutable::new(0));
                summary.begin(length, chunk_size, SAFE, 0);
                summary.set_mark(ALL_OF_CELL);
                summary.set_mark(6);
                summary.raise_mark(1);
                summary.set_flag(SCATTERED, true);
                assert_eq!((summary.length(), summary.mark()), (length, 7));
                assert_eq!(summary.chunk_size(), chunk_size);
                assert_eq!(summary.flags(FLAGS), SAFE | SCATTERED);
                assert!(!summary.is_only(length));
                summary.set_flags(WIDE);
                assert_eq!(summary.mark_and_wide(), 7 | WIDE);
                assert!(!summary.is_plain());
                summary.set_flag(WIDE, false);
                assert_eq!(summary.is_plain(), chunk_size == 0);
                assert_eq!(summary.is_only(length), chunk_size == 0);
                assert!(!summary.is_only(length + 1));
            }
        }
    }
}
