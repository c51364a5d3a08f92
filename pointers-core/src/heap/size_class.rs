//! Size classes of small blocks.

use super::source::NATURAL_ALIGN;
use crate::layout::Shape;
use crate::table::summary::{MOST_BYTES, MOST_OF_CHUNK};

/// The largest block that is small, in bytes.
pub(crate) const LARGEST: usize = 512;

/// How many bytes the cells of each class have. Those of 8 are aligned to 8, which is enough for what fits in there, all others
/// as C does it. Above 128 there are four to each doubling, so that no block wastes more than a fifth of its cell.
const BYTES: [u16; CLASSES] = [
    8, 16, 32, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512,
];

const CLASSES: usize = 17;

/// Of how many classes something is kept: a power of two, so that no index has to be compared.
pub(super) const LISTS: usize = CLASSES.next_power_of_two();

const _: () = assert!(BYTES[CLASSES - 1] as usize == LARGEST && LARGEST <= MOST_BYTES);

/// The class of so many times eight bytes. As long as a power of two, too.
const OF_EIGHTS: [u8; (LARGEST / 8 + 1).next_power_of_two()] = {
    let mut classes = [0; (LARGEST / 8 + 1).next_power_of_two()];
    let (mut eights, mut class) = (0, 0);
    while eights <= LARGEST / 8 {
        if eights * 8 > BYTES[class as usize] as usize {
            class += 1;
        }
        classes[eights] = class;
        eights += 1;
    }
    classes
};

/// The class of a small block of this size.
#[inline(always)]
pub(crate) const fn class(size: usize) -> usize {
    OF_EIGHTS[((size + 7) >> 3) % OF_EIGHTS.len()] as usize
}

/// How many bytes a cell of this class has.
pub(super) const fn class_bytes(class: usize) -> usize {
    BYTES[class] as usize
}

/// Whether a block of this size and alignment can be small.
#[inline(always)]
pub(crate) const fn can_be_small(size: usize, align: usize) -> bool {
    size <= LARGEST && align <= NATURAL_ALIGN && !cfg!(pointers_no_spare)
}

/// Whether a block whose chunks have so many bytes can be.
#[inline(always)]
pub(crate) const fn chunks_can_be_small(chunk_size: usize) -> bool {
    chunk_size <= MOST_OF_CHUNK
}

/// Whether values have a size, and a block that is nothing but one value can be small.
#[inline(always)]
pub(crate) const fn one_is_small(shape: &Shape) -> bool {
    !shape.slice && shape.size > 0 && can_be_small(shape.size, shape.align)
}

/// The size of the cell that it needs: as large as it is aligned, so that the cell is.
#[inline(always)]
pub(crate) const fn room_for(size: usize, align: usize) -> usize {
    if size < align { align } else { size }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_size_has_the_smallest_class_that_it_fits_in() {
        for size in 0..=LARGEST {
            let class = class(size);
            assert!(class_bytes(class) >= size);
            assert!(class == 0 || class_bytes(class - 1) < size);
            assert!(class == 0 || class_bytes(class).is_multiple_of(NATURAL_ALIGN));
        }
    }
}
