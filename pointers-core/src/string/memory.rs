//! Bytes by their number: `memcpy`, `memset`, `memcmp`.

use super::{Buffer, Character, Source, at_once};
use crate::error::Result;

/// Copies `count` units, which do not overlap with where they go. Returns `to`.
///
/// C: `memcpy`, `wmemcpy`.
///
/// # Errors
///
/// `Borrow` if the two overlap (C: undefined; use [`memmove`]), or a guard lives; `OutOfBounds` or
/// `NotEnoughChunks` if one of them leaves its block; `Dereference` if not all of the source is assigned;
/// `Memory`; `NullPointer`; `InvalidSize` if the chunks are larger than the units.
///
/// ```
/// use pointers::{ErrorKind, MallocPointer, free, malloc, string::*};
///
/// let p: MallocPointer<u8> = malloc(6)?;
/// memcpy(p, b"abcdef", 6)?;
/// assert_eq!(memcmp(p, b"abcdef", 6)?, 0);
/// assert_eq!(memcpy(p + 1, p, 3).unwrap_err().kind(), ErrorKind::Borrow);
/// assert_eq!(memcpy(p, b"1234567", 7).unwrap_err().kind(), ErrorKind::OutOfBounds);
/// free(p)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[track_caller]
#[inline]
pub fn memcpy<B: Buffer, S: Source<Width = B::Width>>(to: B, from: S, count: usize) -> Result<B> {
    if at_once::copy::<false, _, _>(to, &from, count) {
        return Ok(to);
    }
    copy(to, from, count, false)
}

/// Copies `count` units, which may overlap with where they go. Returns `to`.
///
/// C: `memmove`, `wmemmove`.
///
/// # Errors
///
/// As for [`memcpy`], but for the overlap.
///
/// ```
/// use pointers::{MallocPointer, free, malloc, string::*};
///
/// let p: MallocPointer<u8> = malloc(6)?;
/// strcpy(p, c"abcde")?;
/// memmove(p + 1, p, 4)?;
/// assert_eq!(strcmp(p, c"aabcd")?, 0);
/// free(p)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[track_caller]
#[inline]
pub fn memmove<B: Buffer, S: Source<Width = B::Width>>(to: B, from: S, count: usize) -> Result<B> {
    if at_once::copy::<true, _, _>(to, &from, count) {
        return Ok(to);
    }
    copy(to, from, count, true)
}

/// Copies between memory that `overlaps`, or may not.
#[track_caller]
#[inline(never)]
fn copy<B: Buffer, S: Source<Width = B::Width>>(
    to: B,
    from: S,
    count: usize,
    overlaps: bool,
) -> Result<B> {
    let quick = to.__pointers_quick_target(count);
    if quick.is_none() {
        to.__pointers_before_change();
    }
    let source = from.__pointers_span(count)?.whole()?;
    let target = match quick {
        Some(target) => target,
        None => to.__pointers_target::<false>(0, count)?,
    };
    if !overlaps {
        target.apart(&source, source.in_memory())?;
    }
    target.copy(&source)?;
    Ok(to)
}

/// Sets `count` units to a value, which is converted as C does: of an integer the low byte counts. Returns
/// `to`.
///
/// C: `memset`, `wmemset`.
///
/// # Errors
///
/// `OutOfBounds` or `NotEnoughChunks` if the range leaves the block; `Borrow` while a guard lives; `Memory`;
/// `NullPointer`; `InvalidSize` if the chunks are larger than the units, or for a `char` of more than one
/// byte.
///
/// ```
/// use pointers::{MallocPointer, free, malloc, string::*};
///
/// let p: MallocPointer<u8> = malloc(4)?;
/// memset(p, 0x1ff, 4)?;
/// assert_eq!(p.read()?, 0xff);
/// memset(p, '*', 3)?;
/// memset(p + 3, 0, 1)?;
/// assert_eq!(strcmp(p, c"***")?, 0);
/// free(p)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[track_caller]
#[inline]
pub fn memset<B: Buffer, C: Character<B::Width>>(to: B, value: C, count: usize) -> Result<B> {
    let unit = value.convert()?;
    to.__pointers_only_target(count)?.fill(unit)?;
    Ok(to)
}

/// Compares `count` units: below zero, zero or above, as the first is below the second, equal, or above.
/// Units count as unsigned.
///
/// C: `memcmp`, `wmemcmp`. The result is -1, 0 or 1, of which C promises the sign.
///
/// # Errors
///
/// `OutOfBounds` or `NotEnoughChunks` if one of them leaves its block; `Dereference` if not all of it is
/// assigned; `Borrow`; `Memory`; `NullPointer`; `InvalidSize` if the chunks are larger than the units.
///
/// ```
/// use pointers::{calloc, free, string::*};
///
/// let p = calloc::<u8>(4, 1)?;
/// assert_eq!(memcmp(p, b"\0\0\0\0", 4)?, 0);
/// assert!(memcmp(p, b"\0\0\0\xff", 4)? < 0);
/// free(p)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[track_caller]
pub fn memcmp<A: Source, B: Source<Width = A::Width>>(a: A, b: B, count: usize) -> Result<i32> {
    let a = a.__pointers_span(count)?.whole()?;
    let b = b.__pointers_span(count)?.whole()?;
    Ok(a.order(&b) as i32)
}
