//! What C's routines do, on units of each size.

use core::cmp::Ordering;

use crate::layout::Shape;
use crate::system;

/// An unsigned unit: `u8` or `u32`.
pub trait Width: Copy + Ord + 'static {
    #[doc(hidden)]
    const NUL: Self;
    #[doc(hidden)]
    const SHAPE: &'static Shape;

    /// Where the unit is first.
    #[doc(hidden)]
    fn find(units: &[Self], unit: Self) -> Option<usize>;

    /// Where `part`, which is not empty, begins first.
    #[doc(hidden)]
    fn search(units: &[Self], part: &[Self]) -> Option<usize>;

    /// How the two compare, up to the shorter one's end.
    #[doc(hidden)]
    fn order(one: &[Self], other: &[Self]) -> Ordering {
        let count = one.len().min(other.len());
        one.iter().take(count).cmp(other.iter().take(count))
    }

    /// How two strings compare, as far as that shows soon; otherwise how many units, no more than the shorter one has, are the same
    /// in both and no terminator.
    #[doc(hidden)]
    #[inline]
    fn begin(_: &[Self], _: &[Self]) -> Result<Ordering, usize> {
        Err(0)
    }

    /// The text that the units are, lossily; how many bytes it takes where there is no memory for it.
    #[doc(hidden)]
    fn decode(units: Vec<Self>) -> Result<String, usize>;

    /// The units that the text is; how many bytes they take where there is no memory for them.
    #[doc(hidden)]
    fn encode(text: String) -> Result<Vec<Self>, usize>;

    /// What is printed of units: bytes as they are.
    #[doc(hidden)]
    fn printed(units: Vec<Self>) -> Result<Vec<u8>, usize> {
        Self::decode(units).map(String::into_bytes)
    }

    /// # Safety
    ///
    /// `count` units can be written from here on.
    #[doc(hidden)]
    unsafe fn fill(start: *mut Self, unit: Self, count: usize);
}

/// The characters as one text, or how many bytes they take.
fn concat(characters: impl Iterator<Item = char> + Clone) -> Result<String, usize> {
    let size = characters.clone().map(char::len_utf8).sum();
    let mut text = String::new();
    match text.try_reserve_exact(size) {
        Ok(()) => text.extend(characters),
        Err(_) => return Err(size),
    }
    Ok(text)
}

impl Width for u8 {
    const NUL: u8 = 0;
    const SHAPE: &'static Shape = Shape::of::<u8>();

    #[inline]
    fn find(units: &[u8], unit: u8) -> Option<usize> {
        system::find_byte(units, unit)
    }

    fn search(units: &[u8], part: &[u8]) -> Option<usize> {
        system::find_bytes(units, part)
    }

    fn order(one: &[u8], other: &[u8]) -> Ordering {
        let count = one.len().min(other.len());
        // std compares bytes with C's `memcmp`.
        one[..count].cmp(&other[..count])
    }

    /// Eight at a time: a call of C's costs as much as that.
    #[inline]
    fn begin(one: &[u8], other: &[u8]) -> Result<Ordering, usize> {
        const SOON: usize = 64;
        let count = one.len().min(other.len()).min(SOON);
        let (one, other) = (&one[..count], &other[..count]);
        let (ones, rest) = one.as_chunks::<8>();
        let (others, other_rest) = other.as_chunks::<8>();
        for (one, other) in ones.iter().zip(others) {
            let (one, other) = (u64::from_le_bytes(*one), u64::from_le_bytes(*other));
            // The lowest bit tells of the first byte that is no other's, or of the first that is zero.
            let zero = one.wrapping_sub(u64::from_ne_bytes([1; 8])) & !one;
            let ends = one ^ other | zero & u64::from_ne_bytes([0x80; 8]);
            if ends != 0 {
                let bit = ends.trailing_zeros() & !7;
                return Ok(((one >> bit) as u8).cmp(&((other >> bit) as u8)));
            }
        }
        for (one, other) in rest.iter().zip(other_rest) {
            if one != other || *one == 0 {
                return Ok(one.cmp(other));
            }
        }
        Err(count)
    }

    fn decode(units: Vec<u8>) -> Result<String, usize> {
        String::from_utf8(units).or_else(|error| {
            let chunks = error.as_bytes().utf8_chunks();
            concat(chunks.flat_map(|chunk| {
                let wrong = (!chunk.invalid().is_empty()).then_some(char::REPLACEMENT_CHARACTER);
                chunk.valid().chars().chain(wrong)
            }))
        })
    }

    fn encode(text: String) -> Result<Vec<u8>, usize> {
        Ok(text.into_bytes())
    }

    fn printed(units: Vec<u8>) -> Result<Vec<u8>, usize> {
        Ok(units)
    }

    unsafe fn fill(start: *mut u8, unit: u8, count: usize) {
        // SAFETY: the caller's promise.
        unsafe { start.write_bytes(unit, count) };
    }
}

impl Width for u32 {
    const NUL: u32 = 0;
    const SHAPE: &'static Shape = Shape::of::<u32>();

    fn find(units: &[u32], unit: u32) -> Option<usize> {
        units.iter().position(|other| *other == unit)
    }

    fn search(units: &[u32], part: &[u32]) -> Option<usize> {
        units.windows(part.len()).position(|window| window == part)
    }

    fn decode(units: Vec<u32>) -> Result<String, usize> {
        let unit = |unit: &u32| char::from_u32(*unit).unwrap_or(char::REPLACEMENT_CHARACTER);
        concat(units.iter().map(unit))
    }

    fn encode(text: String) -> Result<Vec<u32>, usize> {
        let mut units = Vec::new();
        let count = text.chars().count();
        match units.try_reserve_exact(count) {
            Ok(()) => units.extend(text.chars().map(u32::from)),
            Err(_) => return Err(count.saturating_mul(size_of::<u32>())),
        }
        Ok(units)
    }

    unsafe fn fill(start: *mut u32, unit: u32, count: usize) {
        for index in 0..count {
            // SAFETY: the caller's promise: the index is below `count`.
            unsafe { start.add(index).write(unit) };
        }
    }
}

/// The windows that a search goes through, each twice the size of the one before: it may end early in a
/// long text, and a short one is one step.
pub(super) fn windows(count: usize) -> impl Iterator<Item = core::ops::Range<usize>> {
    let mut size = 64;
    let mut start = 0;
    core::iter::from_fn(move || {
        let window = start..count.min(start + size);
        start = window.end;
        size = (size * 2).min(1 << 16);
        (!window.is_empty()).then_some(window)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// As C has it, a unit at a time: what `begin` says, if it says anything.
    fn one_by_one(one: &[u8], other: &[u8]) -> Option<Ordering> {
        let both = one.iter().zip(other);
        let mut ends = both.filter(|(one, other)| one != other || **one == 0);
        ends.next().map(|(one, other)| one.cmp(other))
    }

    /// Bytes that carries and signs of a word could make a difference to.
    fn text() -> impl Strategy<Value = Vec<u8>> {
        let byte = prop_oneof![
            8 => Just(0x80_u8), 8 => Just(1), 8 => Just(0xff), 1 => Just(0), 4 => Just(0x7f)
        ];
        prop::collection::vec(byte, 0..90)
    }

    proptest! {
        #[test]
        fn eight_at_a_time_are_compared_as_one_at_a_time(
            one in text(),
            mut other in text(),
            same in 0_usize..90,
        ) {
            let same = same.min(one.len()).min(other.len());
            other[..same].copy_from_slice(&one[..same]);
            match u8::begin(&one, &other) {
                Ok(order) => prop_assert_eq!(Some(order), one_by_one(&one, &other)),
                Err(count) => {
                    prop_assert_eq!(one_by_one(&one[..count], &other[..count]), None);
                    prop_assert_eq!(count, one.len().min(other.len()).min(64));
                }
            }
        }
    }
}
