//! Strings: their length, and copies of them.

use super::span::Span;
use super::width::Width;
use super::{ALL, Buffer, Source, at_once};
use crate::error::Result;
use crate::functions::{free, malloc};
use crate::handle::MallocPointer;

/// How many units stand before the terminator.
///
/// C: `strlen`, `wcslen`.
///
/// # Errors
///
/// `OutOfBounds` or `NotEnoughChunks` if there is no terminator up to the end of the block; `Dereference` if
/// there is none before memory that holds no value; `Borrow`; `Memory`; `NullPointer`; `InvalidSize` if the
/// chunks are larger than the units.
///
/// ```
/// use pointers::{ErrorKind, MallocPointer, free, malloc, string::*};
///
/// let p: MallocPointer<u8> = malloc(4)?;
/// assert_eq!(strlen(p).unwrap_err().kind(), ErrorKind::Dereference);
/// strcpy(p, c"abc")?;
/// assert_eq!(strlen(p)?, 3);
/// (p + 3).write(b'd')?;
/// assert_eq!(strlen(p).unwrap_err().kind(), ErrorKind::OutOfBounds);
/// free(p)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[track_caller]
#[inline]
pub fn strlen<S: Source>(string: S) -> Result<usize> {
    string.__pointers_span(ALL)?.length()
}

/// Copies a string with its terminator. Returns `to`.
///
/// C: `strcpy`, `wcscpy`.
///
/// # Errors
///
/// Of the source as for [`strlen`], of the destination as for [`memcpy`](super::memcpy): nothing is written
/// if there is no room.
///
/// ```
/// use pointers::{ErrorKind, MallocPointer, free, malloc, string::*};
///
/// let p: MallocPointer<u8> = malloc(4)?;
/// strcpy(p, c"abc")?;
/// assert_eq!(strcpy(p, c"abcd").unwrap_err().kind(), ErrorKind::OutOfBounds);
/// assert_eq!(strcmp(p, c"abc")?, 0);
/// free(p)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[track_caller]
#[inline]
pub fn strcpy<B: Buffer, S: Source<Width = B::Width>>(to: B, from: S) -> Result<B> {
    if at_once::copy_string(to, &from) {
        return Ok(to);
    }
    strcpy_otherwise(to, from)
}

#[track_caller]
#[inline(never)]
fn strcpy_otherwise<B: Buffer, S: Source<Width = B::Width>>(to: B, from: S) -> Result<B> {
    to.__pointers_before_change();
    let source = from.__pointers_span(ALL)?;
    copy_string(to, 0, &source, ALL)
}

/// Copies at most `count` units of a string, and fills up with terminators to exactly `count`. If the string
/// is as long or longer there is **no** terminator. Returns `to`.
///
/// C: `strncpy`, `wcsncpy`.
///
/// # Errors
///
/// As for [`strcpy`]; the source needs no terminator if it has `count` units, the destination must have room
/// for `count`.
///
/// ```
/// use pointers::{ErrorKind, MallocPointer, free, malloc, string::*};
///
/// let p: MallocPointer<u8> = malloc(5)?;
/// strncpy(p, c"abc", 5)?;
/// assert_eq!(memcmp(p, b"abc\0\0", 5)?, 0);
/// strncpy(p, c"vwxyz", 5)?;
/// assert_eq!(strlen(p).unwrap_err().kind(), ErrorKind::OutOfBounds);
/// free(p)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[track_caller]
pub fn strncpy<B: Buffer, S: Source<Width = B::Width>>(to: B, from: S, count: usize) -> Result<B> {
    to.__pointers_before_change();
    let source = from.__pointers_span(count)?;
    let length = source.length()?;
    let target = to.__pointers_target::<false>(0, count)?;
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
/// Of both as for [`strlen`], of the destination as for [`memcpy`](super::memcpy): nothing is written if
/// there is no room.
///
/// ```
/// use pointers::{ErrorKind, MallocPointer, free, malloc, string::*};
///
/// let p: MallocPointer<u8> = malloc(7)?;
/// strcpy(p, c"abc")?;
/// strcat(p, c"def")?;
/// assert_eq!(strcmp(p, c"abcdef")?, 0);
/// assert_eq!(strcat(p, c"g").unwrap_err().kind(), ErrorKind::OutOfBounds);
/// free(p)?;
/// # Ok::<(), pointers::Error>(())
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
/// use pointers::{MallocPointer, free, malloc, string::*};
///
/// let p: MallocPointer<u8> = malloc(7)?;
/// strcpy(p, c"abc")?;
/// strncat(p, b"defghi", 3)?;
/// assert_eq!(strcmp(p, c"abcdef")?, 0);
/// free(p)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[track_caller]
pub fn strncat<B: Buffer, S: Source<Width = B::Width>>(to: B, from: S, count: usize) -> Result<B> {
    to.__pointers_before_change();
    let end = to.__pointers_span(ALL)?.length()?;
    let source = from.__pointers_span(count)?;
    copy_string(to, end, &source, count)
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
/// use pointers::{MallocPointer, free, string::*};
///
/// let p = strdup(c"abc")?;
/// assert_eq!((p.size(), strlen(p)?), (4, 3));
/// free(p)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[track_caller]
pub fn strdup<S: Source>(string: S) -> Result<MallocPointer<S::Unit>>
where
    MallocPointer<S::Unit>: Buffer<Width = S::Width>,
{
    let source = string.__pointers_span(ALL)?;
    let length = source.length()?;
    let size = (length + 1).saturating_mul(size_of::<S::Unit>());
    let copy = malloc(size)?;
    // Where a recording lives, code of the user's may have run since the string was looked up.
    let copied = match string.__pointers_span(ALL) {
        Ok(source) => copy_string(copy, 0, &source, ALL),
        Err(error) => Err(error),
    };
    if copied.is_err() {
        free(copy)?;
    }
    copied
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
    let target = to.__pointers_target::<true>(skip, length.saturating_add(1))?;
    target.apart(source, read_of(source, length))?;
    target.write(source, length, Width::NUL)?;
    Ok(to)
}

/// How many units of a span were read: the string, and its terminator, if that is in the span.
fn read_of<W: Width>(source: &Span<'_, W>, length: usize) -> usize {
    source.count().min(length.saturating_add(1))
}
