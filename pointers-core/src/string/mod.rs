//! C's `string.h`: `memcpy`, `strlen`, `strcpy` and the like over handles to bytes.
//!
//! Names, the order of the arguments and what they mean are C's. In `pointers! { }` the functions raise by
//! themselves under their bare names, like `malloc`; in plain Rust they return a [`Result`].
//!
//! ```
//! use pointers_core::string::*;
//! use pointers_core::{MallocPointer, Result, free, malloc};
//!
//! # fn main() -> Result<()> {
//! let line: MallocPointer<u8> = malloc(20)?;
//! strcpy(line, c"hello")?;
//! strcat(line, c", world")?;
//! assert_eq!(strlen(line)?, 12);
//! assert_eq!(strcmp(strchr(line, 'w')?, c"world")?, 0);
//! free(line)
//! # }
//! ```
//!
//! # What they work on
//!
//! Where a function writes, or returns a pointer into what it searched, it takes a handle: a
//! [`MallocPointer`] or a [`CallocPointer`](crate::CallocPointer) to `u8` or `i8`, which are C's `char`, or to `u32`,
//! which is its `wchar_t`. Where it only reads it also takes literals, `c"abc"` and `b"abc"`, and slices. `u8` and
//! `i8` can be mixed; both count as unsigned when they are compared, as in C.
//!
//! On handles to `u32` each function is the one for wide characters, and counts in them:
//!
//! | here | on `u32` | | here | on `u32` |
//! | --- | --- | --- | --- | --- |
//! | [`memcpy`] | `wmemcpy` | | [`strcat`] | `wcscat` |
//! | [`memmove`] | `wmemmove` | | [`strncat`] | `wcsncat` |
//! | [`memset`] | `wmemset` | | [`strcmp`] | `wcscmp` |
//! | [`memcmp`] | `wmemcmp` | | [`strncmp`] | `wcsncmp` |
//! | [`memchr`] | `wmemchr` | | [`strchr`] | `wcschr` |
//! | [`strlen`] | `wcslen` | | [`strrchr`] | `wcsrchr` |
//! | [`strcpy`] | `wcscpy` | | [`strstr`] | `wcsstr` |
//! | [`strncpy`] | `wcsncpy` | | [`strdup`] | `wcsdup` |
//!
//! The chunks of a `CallocPointer` must be as large as the unit: a string has no gaps (`InvalidSize`).
//!
//! # What C leaves undefined
//!
//! Everything is checked once for the whole range, before anything is written: an error changes nothing.
//!
//! | mistake | error |
//! | --- | --- |
//! | a range that leaves the block, or does not fit in it | `OutOfBounds`, of a `calloc` block `NotEnoughChunks` |
//! | no terminator up to the end of the block | `OutOfBounds`, of a `calloc` block `NotEnoughChunks` |
//! | reading what nothing was moved into, in search of a terminator too | `Dereference` |
//! | source and destination overlap, but for [`memmove`] | `Borrow`: what is read would be overwritten |
//! | a guard of what is read or written lives | `Borrow` |
//! | memory that was freed | `Memory` |
//! | NULL, for no bytes at all too | `NullPointer` |
//! | `'é'` as a character among bytes | `InvalidSize` |
//!
//! A function reads as far as C's does, and no further: where [`strcmp`] finds a difference, or [`strchr`] its
//! character, it does not matter what stands behind it. NULL in the result means "not found", as in C.

mod span;
#[cfg(test)]
mod tests;
mod units;
mod width;

use core::cmp::Ordering;

pub use units::{Buffer, Character, Source, Unit};

use crate::error::Result;
use crate::functions::malloc;
use crate::handle::MallocPointer;
use span::{Span, Target};
use width::{Width, windows};

/// No limit.
const ALL: usize = usize::MAX;

/// Copies `count` units, which do not overlap with where they go. Returns `to`.
///
/// C: `memcpy`, `wmemcpy`.
///
/// # Errors
///
/// `Borrow` if the two overlap (C: undefined; use [`memmove`]), or a guard lives; `OutOfBounds` or `NotEnoughChunks` if
/// one of them leaves its block; `Dereference` if not all of the source is assigned; `Memory`; `NullPointer`;
/// `InvalidSize` if the chunks are larger than the units.
///
/// ```
/// use pointers_core::{ErrorKind, MallocPointer, free, malloc, string::*};
///
/// let p: MallocPointer<u8> = malloc(6)?;
/// memcpy(p, b"abcdef", 6)?;
/// assert_eq!(memcmp(p, b"abcdef", 6)?, 0);
/// assert_eq!(memcpy(p + 1, p, 3).unwrap_err().kind(), ErrorKind::Borrow);
/// assert_eq!(memcpy(p, b"1234567", 7).unwrap_err().kind(), ErrorKind::OutOfBounds);
/// free(p)?;
/// # Ok::<(), pointers_core::Error>(())
/// ```
#[track_caller]
#[inline]
pub fn memcpy<B: Buffer, S: Source<Width = B::Width>>(to: B, from: S, count: usize) -> Result<B> {
    let source = from.span(count)?.whole()?;
    let target = Target::of::<false, _>(to, 0, count)?;
    target.apart(&source, count)?;
    target.copy(&source)?;
    Ok(to)
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
/// use pointers_core::{MallocPointer, free, malloc, string::*};
///
/// let p: MallocPointer<u8> = malloc(6)?;
/// strcpy(p, c"abcde")?;
/// memmove(p + 1, p, 4)?;
/// assert_eq!(strcmp(p, c"aabcd")?, 0);
/// free(p)?;
/// # Ok::<(), pointers_core::Error>(())
/// ```
#[track_caller]
#[inline]
pub fn memmove<B: Buffer, S: Source<Width = B::Width>>(to: B, from: S, count: usize) -> Result<B> {
    let source = from.span(count)?.whole()?;
    Target::of::<false, _>(to, 0, count)?.copy(&source)?;
    Ok(to)
}

/// Sets `count` units to a value, which is converted as C does: of an integer the low byte counts. Returns `to`.
///
/// C: `memset`, `wmemset`.
///
/// # Errors
///
/// `OutOfBounds` or `NotEnoughChunks` if the range leaves the block; `Borrow` while a guard lives; `Memory`;
/// `NullPointer`; `InvalidSize` if the chunks are larger than the units, or for a `char` of more than one byte.
///
/// ```
/// use pointers_core::{MallocPointer, free, malloc, string::*};
///
/// let p: MallocPointer<u8> = malloc(4)?;
/// memset(p, 0x1ff, 4)?;
/// assert_eq!(p.read()?, 0xff);
/// memset(p, '*', 3)?;
/// memset(p + 3, 0, 1)?;
/// assert_eq!(strcmp(p, c"***")?, 0);
/// free(p)?;
/// # Ok::<(), pointers_core::Error>(())
/// ```
#[track_caller]
#[inline]
pub fn memset<B: Buffer, C: Character<B::Width>>(to: B, value: C, count: usize) -> Result<B> {
    let unit = value.convert()?;
    Target::of::<false, _>(to, 0, count)?.fill(unit)?;
    Ok(to)
}

/// Compares `count` units: below zero, zero or above, as the first is below the second, equal, or above. Units
/// count as unsigned.
///
/// C: `memcmp`, `wmemcmp`. The result is -1, 0 or 1, of which C promises the sign.
///
/// # Errors
///
/// `OutOfBounds` or `NotEnoughChunks` if one of them leaves its block; `Dereference` if not all of it is assigned;
/// `Borrow`; `Memory`; `NullPointer`; `InvalidSize` if the chunks are larger than the units.
///
/// ```
/// use pointers_core::{calloc, free, string::*};
///
/// let p = calloc::<u8>(4, 1)?;
/// assert_eq!(memcmp(p, b"\0\0\0\0", 4)?, 0);
/// assert!(memcmp(p, b"\0\0\0\xff", 4)? < 0);
/// free(p)?;
/// # Ok::<(), pointers_core::Error>(())
/// ```
#[track_caller]
pub fn memcmp<A: Source, B: Source<Width = A::Width>>(a: A, b: B, count: usize) -> Result<i32> {
    let a = a.span(count)?.whole()?;
    let b = b.span(count)?.whole()?;
    Ok(Width::order(a.units(), b.units()) as i32)
}

/// The first of `count` units that has this value; NULL if none has. What stands behind it is not looked at,
/// so that `count` may be too large if the value is there.
///
/// C: `memchr`, `wmemchr`.
///
/// # Errors
///
/// As for [`memcmp`], if the value was not found before; `InvalidSize` for a `char` of more than one byte.
///
/// ```
/// use pointers_core::{MallocPointer, free, malloc, string::*};
///
/// let p: MallocPointer<u8> = malloc(3)?;
/// memcpy(p, b"abc", 3)?;
/// assert_eq!(memchr(p, 'c', 3)?, p + 2);
/// assert!(memchr(p, 'c', 2)?.is_null());
/// free(p)?;
/// # Ok::<(), pointers_core::Error>(())
/// ```
#[track_caller]
pub fn memchr<B: Buffer, C: Character<B::Width>>(memory: B, value: C, count: usize) -> Result<B> {
    let unit = value.convert()?;
    let span = memory.span(count)?;
    match Width::find(span.units(), unit) {
        Some(index) => memory.forward(index),
        None => {
            span.whole()?;
            Ok(B::nowhere())
        }
    }
}

/// How many units stand before the terminator.
///
/// C: `strlen`, `wcslen`.
///
/// # Errors
///
/// `OutOfBounds` or `NotEnoughChunks` if there is no terminator up to the end of the block; `Dereference` if there is none
/// before memory that holds no value; `Borrow`; `Memory`; `NullPointer`; `InvalidSize` if the chunks are larger
/// than the units.
///
/// ```
/// use pointers_core::{ErrorKind, MallocPointer, free, malloc, string::*};
///
/// let p: MallocPointer<u8> = malloc(4)?;
/// assert_eq!(strlen(p).unwrap_err().kind(), ErrorKind::Dereference);
/// strcpy(p, c"abc")?;
/// assert_eq!(strlen(p)?, 3);
/// (p + 3).write(b'd')?;
/// assert_eq!(strlen(p).unwrap_err().kind(), ErrorKind::OutOfBounds);
/// free(p)?;
/// # Ok::<(), pointers_core::Error>(())
/// ```
#[track_caller]
#[inline]
pub fn strlen<S: Source>(string: S) -> Result<usize> {
    string.span(ALL)?.length()
}

/// Copies a string with its terminator. Returns `to`.
///
/// C: `strcpy`, `wcscpy`.
///
/// # Errors
///
/// Of the source as for [`strlen`], of the destination as for [`memcpy`]: nothing is written if there is no room.
///
/// ```
/// use pointers_core::{ErrorKind, MallocPointer, free, malloc, string::*};
///
/// let p: MallocPointer<u8> = malloc(4)?;
/// strcpy(p, c"abc")?;
/// assert_eq!(strcpy(p, c"abcd").unwrap_err().kind(), ErrorKind::OutOfBounds);
/// assert_eq!(strcmp(p, c"abc")?, 0);
/// free(p)?;
/// # Ok::<(), pointers_core::Error>(())
/// ```
#[track_caller]
pub fn strcpy<B: Buffer, S: Source<Width = B::Width>>(to: B, from: S) -> Result<B> {
    let source = from.span(ALL)?;
    copy_string(to, 0, &source, ALL)
}

/// Copies at most `count` units of a string, and fills up with terminators to exactly `count`. If the string is
/// as long or longer there is **no** terminator. Returns `to`.
///
/// C: `strncpy`, `wcsncpy`.
///
/// # Errors
///
/// As for [`strcpy`]; the source needs no terminator if it has `count` units, the destination must have room for
/// `count`.
///
/// ```
/// use pointers_core::{ErrorKind, MallocPointer, free, malloc, string::*};
///
/// let p: MallocPointer<u8> = malloc(5)?;
/// strncpy(p, c"abc", 5)?;
/// assert_eq!(memcmp(p, b"abc\0\0", 5)?, 0);
/// strncpy(p, c"vwxyz", 5)?;
/// assert_eq!(strlen(p).unwrap_err().kind(), ErrorKind::OutOfBounds);
/// free(p)?;
/// # Ok::<(), pointers_core::Error>(())
/// ```
#[track_caller]
pub fn strncpy<B: Buffer, S: Source<Width = B::Width>>(to: B, from: S, count: usize) -> Result<B> {
    let source = from.span(count)?;
    let length = source.length()?;
    let target = Target::of::<false, _>(to, 0, count)?;
    target.apart(&source, read_of(&source, length))?;
    target.write(&source, length, Width::NUL)?;
    Ok(to)
}

/// Copies a string behind another. Returns `to`.
///
/// C: `strcat`, `wcscat`.
///
/// # Errors
///
/// Of both as for [`strlen`], of the destination as for [`memcpy`]: nothing is written if there is no room.
///
/// ```
/// use pointers_core::{ErrorKind, MallocPointer, free, malloc, string::*};
///
/// let p: MallocPointer<u8> = malloc(7)?;
/// strcpy(p, c"abc")?;
/// strcat(p, c"def")?;
/// assert_eq!(strcmp(p, c"abcdef")?, 0);
/// assert_eq!(strcat(p, c"g").unwrap_err().kind(), ErrorKind::OutOfBounds);
/// free(p)?;
/// # Ok::<(), pointers_core::Error>(())
/// ```
#[track_caller]
pub fn strcat<B: Buffer, S: Source<Width = B::Width>>(to: B, from: S) -> Result<B> {
    strncat(to, from, ALL)
}

/// Copies at most `count` units of a string behind another, and a terminator always. Returns `to`.
///
/// C: `strncat`, `wcsncat`.
///
/// # Errors
///
/// As for [`strcat`]; the source needs no terminator if it has `count` units.
///
/// ```
/// use pointers_core::{MallocPointer, free, malloc, string::*};
///
/// let p: MallocPointer<u8> = malloc(7)?;
/// strcpy(p, c"abc")?;
/// strncat(p, b"defghi", 3)?;
/// assert_eq!(strcmp(p, c"abcdef")?, 0);
/// free(p)?;
/// # Ok::<(), pointers_core::Error>(())
/// ```
#[track_caller]
pub fn strncat<B: Buffer, S: Source<Width = B::Width>>(to: B, from: S, count: usize) -> Result<B> {
    let end = to.span(ALL)?.length()?;
    let source = from.span(count)?;
    copy_string(to, end, &source, count)
}

/// Copies the string that a span begins with, and a terminator, to `skip` after `to`.
#[track_caller]
fn copy_string<B: Buffer>(
    to: B,
    skip: usize,
    source: &Span<'_, B::Width>,
    limit: usize,
) -> Result<B> {
    let length = source.length()?.min(limit);
    let target = Target::of::<true, _>(to, skip, length.saturating_add(1))?;
    target.apart(source, read_of(source, length))?;
    target.write(source, length, Width::NUL)?;
    Ok(to)
}

/// How many units of a span were read: the string, and its terminator, if that is in the span.
fn read_of<W: Width>(source: &Span<'_, W>, length: usize) -> usize {
    source.count().min(length.saturating_add(1))
}

/// Compares two strings: below zero, zero or above, as the first is below the second, equal, or above. Units
/// count as unsigned. What stands behind the first difference is not looked at.
///
/// C: `strcmp`, `wcscmp`. The result is -1, 0 or 1, of which C promises the sign.
///
/// # Errors
///
/// As for [`strlen`], of the one whose memory ends first while both are equal.
///
/// ```
/// use pointers_core::{MallocPointer, free, string::*};
///
/// let p: MallocPointer<u8> = strdup(c"abc")?;
/// assert_eq!(strcmp(p, c"abc")?, 0);
/// assert!(strcmp(p, c"ab")? > 0);
/// assert!(strcmp(p, b"abd\0")? < 0);
/// free(p)?;
/// # Ok::<(), pointers_core::Error>(())
/// ```
#[track_caller]
pub fn strcmp<A: Source, B: Source<Width = A::Width>>(a: A, b: B) -> Result<i32> {
    strncmp(a, b, ALL)
}

/// Compares at most `count` units of two strings, as [`strcmp`] does.
///
/// C: `strncmp`, `wcsncmp`.
///
/// # Errors
///
/// As for [`strcmp`]; neither needs a terminator if it has `count` units.
///
/// ```
/// use pointers_core::{MallocPointer, free, string::*};
///
/// let p: MallocPointer<u8> = strdup(c"abc")?;
/// assert_eq!(strncmp(p, b"abd", 2)?, 0);
/// assert!(strncmp(p, b"abd", 3)? < 0);
/// free(p)?;
/// # Ok::<(), pointers_core::Error>(())
/// ```
#[track_caller]
pub fn strncmp<A: Source, B: Source<Width = A::Width>>(a: A, b: B, count: usize) -> Result<i32> {
    let a = a.span(count)?;
    let b = b.span(count)?;
    let both = a.count().min(b.count());
    for window in windows(both) {
        let (one, other) = (&a.units()[window.clone()], &b.units()[window]);
        let end = Width::find(one, Width::NUL).map(|end| end + 1);
        let (one, other) = match end {
            Some(end) => (&one[..end], &other[..end]),
            None => (one, other),
        };
        match Width::order(one, other) {
            Ordering::Equal if end.is_none() => {}
            order => return Ok(order as i32),
        }
    }
    if both == count {
        return Ok(0);
    }
    let shorter = if a.count() == both {
        a.error(true)
    } else {
        b.error(true)
    };
    Err(shorter)
}

/// Where the character is first in a string, its terminator included; NULL if it is not.
///
/// C: `strchr`, `wcschr`.
///
/// # Errors
///
/// As for [`strlen`], if the character was not found before; `InvalidSize` for a `char` of more than one byte.
///
/// ```
/// use pointers_core::{free, string::*};
///
/// let p = strdup(c"a/b/c")?;
/// assert_eq!(strchr(p, '/')?, p + 1);
/// assert_eq!(strchr(p, 0)?, p + 5);
/// assert!(strchr(p, b'x')?.is_null());
/// free(p)?;
/// # Ok::<(), pointers_core::Error>(())
/// ```
#[track_caller]
pub fn strchr<B: Buffer, C: Character<B::Width>>(string: B, character: C) -> Result<B> {
    let unit = character.convert()?;
    let span = string.span(ALL)?;
    for window in windows(span.count()) {
        let start = window.start;
        let units = &span.units()[window];
        let end = Width::find(units, Width::NUL);
        // Up to the terminator, and that too.
        let units = &units[..end.map_or(units.len(), |end| end + 1)];
        match (Width::find(units, unit), end) {
            (Some(index), _) => return string.forward(start + index),
            (None, Some(_)) => return Ok(B::nowhere()),
            (None, None) => {}
        }
    }
    Err(span.error(true))
}

/// Where the character is last in a string, its terminator included; NULL if it is not.
///
/// C: `strrchr`, `wcsrchr`.
///
/// # Errors
///
/// As for [`strlen`]; `InvalidSize` for a `char` of more than one byte.
///
/// ```
/// use pointers_core::{free, string::*};
///
/// let p = strdup(c"a/b/c")?;
/// assert_eq!(strrchr(p, '/')?, p + 3);
/// free(p)?;
/// # Ok::<(), pointers_core::Error>(())
/// ```
#[track_caller]
pub fn strrchr<B: Buffer, C: Character<B::Width>>(string: B, character: C) -> Result<B> {
    let unit = character.convert()?;
    let span = string.span(ALL)?;
    let length = span.length()?;
    let last = span.units()[..=length]
        .iter()
        .rposition(|other| *other == unit);
    match last {
        Some(index) => string.forward(index),
        None => Ok(B::nowhere()),
    }
}

/// Where a string is first in another; NULL if it is not. The empty string is everywhere.
///
/// C: `strstr`, `wcsstr`.
///
/// # Errors
///
/// As for [`strlen`], of the first if the second was not found before.
///
/// ```
/// use pointers_core::{free, string::*};
///
/// let p = strdup(c"one two three")?;
/// assert_eq!(strstr(p, c"two")?, p + 4);
/// assert!(strstr(p, c"four")?.is_null());
/// assert_eq!(strstr(p, c"")?, p);
/// free(p)?;
/// # Ok::<(), pointers_core::Error>(())
/// ```
#[track_caller]
pub fn strstr<B: Buffer, S: Source<Width = B::Width>>(string: B, part: S) -> Result<B> {
    let part = part.span(ALL)?;
    let part = &part.units()[..part.length()?];
    let span = string.span(ALL)?;
    if part.is_empty() {
        return Ok(string);
    }
    for window in windows(span.count()) {
        let end = Width::find(&span.units()[window.clone()], Width::NUL);
        // What began in the window before can end in this one.
        let start = window.start.saturating_sub(part.len() - 1);
        let stop = end.map_or(window.end, |end| window.start + end);
        match (Width::search(&span.units()[start..stop], part), end) {
            (Some(index), _) => return string.forward(start + index),
            (None, Some(_)) => return Ok(B::nowhere()),
            (None, None) => {}
        }
    }
    Err(span.error(true))
}

/// A copy of a string in memory of its own, to be freed.
///
/// C: `strdup`, `wcsdup`.
///
/// # Errors
///
/// As for [`strlen`]; `Allocation` if there is no memory.
///
/// ```
/// use pointers_core::{MallocPointer, free, string::*};
///
/// let p = strdup(c"abc")?;
/// assert_eq!((p.size(), strlen(p)?), (4, 3));
/// free(p)?;
/// # Ok::<(), pointers_core::Error>(())
/// ```
#[track_caller]
pub fn strdup<S: Source>(string: S) -> Result<MallocPointer<S::Unit>>
where
    MallocPointer<S::Unit>: Buffer<Width = S::Width>,
{
    let source = string.span(ALL)?;
    let length = source.length()?;
    let size = (length + 1).saturating_mul(size_of::<S::Unit>());
    let copy = malloc(size)?;
    copy_string(copy, 0, &source, ALL)
}
