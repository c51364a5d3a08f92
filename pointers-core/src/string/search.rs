//! Where something is in a string, or in memory, and how far a string is made of some characters.

use super::span::Span;
use super::width::{Width, windows};
use super::{ALL, Character, Source};
use crate::error::Result;

/// The first of `count` units that has this value; NULL if none has. In a literal or a slice: an `Option` of
/// the index. What stands behind it is not looked at, so that `count` may be too large if the value is there.
///
/// C: `memchr`, `wmemchr`.
///
/// # Errors
///
/// As for [`memcmp`](super::memcmp), if the value was not found before; `InvalidSize` for a `char` of more
/// than one byte.
///
/// ```
/// use pointers::{MallocPointer, free, malloc, string::*};
///
/// let p: MallocPointer<u8> = malloc(3)?;
/// memcpy(p, b"abc", 3)?;
/// assert_eq!(memchr(p, 'c', 3)?, p + 2);
/// assert!(memchr(p, 'c', 2)?.is_null());
/// free(p)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[track_caller]
pub fn memchr<S: Source, C: Character<S::Width>>(
    memory: S,
    value: C,
    count: usize,
) -> Result<S::Found> {
    let unit = value.convert()?;
    let span = memory.__pointers_span(count)?;
    let found = span.find(unit);
    if found.is_none() {
        span.whole()?;
    }
    memory.__pointers_found(found)
}

/// Where the character is first in a string, its terminator included; NULL if it is not. In a literal or a
/// slice: an `Option` of the index.
///
/// C: `strchr`, `wcschr`.
///
/// # Errors
///
/// As for [`strlen`](super::strlen), if the character was not found before; `InvalidSize` for a `char` of
/// more than one byte.
///
/// ```
/// use pointers::{free, string::*};
///
/// let p = strdup(c"a/b/c")?;
/// assert_eq!(strchr(p, '/')?, p + 1);
/// assert_eq!(strchr(p, 0)?, p + 5);
/// assert!(strchr(p, b'x')?.is_null());
/// assert_eq!(strchr(".,;", ';')?, Some(2));
/// free(p)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[track_caller]
pub fn strchr<S: Source, C: Character<S::Width>>(string: S, character: C) -> Result<S::Found> {
    let unit = character.convert()?;
    let found = first(&string.__pointers_span(ALL)?, unit)?;
    string.__pointers_found(found)
}

/// How far the unit is into the string that a span begins with, its terminator included.
#[track_caller]
fn first<W: Width>(span: &Span<'_, W>, unit: W) -> Result<Option<usize>> {
    for window in windows(span.count()) {
        let start = window.start;
        let units = &span.units()[window];
        let end = W::find(units, W::NUL);
        // Up to the terminator, and that too.
        let units = &units[..end.map_or(units.len(), |end| end + 1)];
        match (W::find(units, unit), end) {
            (Some(index), _) => return Ok(Some(start + index)),
            (None, Some(_)) => return Ok(None),
            (None, None) => {}
        }
    }
    let end = span.count();
    Ok((span.unit(end)? == unit).then_some(end))
}

/// Where the character is last in a string, its terminator included; NULL if it is not. In a literal or a
/// slice: an `Option` of the index.
///
/// C: `strrchr`, `wcsrchr`.
///
/// # Errors
///
/// As for [`strlen`](super::strlen); `InvalidSize` for a `char` of more than one byte.
///
/// ```
/// use pointers::{free, string::*};
///
/// let p = strdup(c"a/b/c")?;
/// assert_eq!(strrchr(p, '/')?, p + 3);
/// free(p)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[track_caller]
pub fn strrchr<S: Source, C: Character<S::Width>>(string: S, character: C) -> Result<S::Found> {
    let unit = character.convert()?;
    let span = string.__pointers_span(ALL)?;
    let length = span.length()?;
    let last = match unit == Width::NUL {
        true => Some(length),
        false => span.units()[..length]
            .iter()
            .rposition(|other| *other == unit),
    };
    string.__pointers_found(last)
}

/// Where the first character is that is one of `accept`, whose terminator is none of them; NULL if none is. In
/// a literal or a slice: an `Option` of the index.
///
/// C: `strpbrk`, `wcspbrk`.
///
/// # Errors
///
/// As for [`strlen`](super::strlen), of `accept`; and of the string, if no such character was found before.
///
/// ```
/// use pointers::{free, string::*};
///
/// let p = strdup(c"key = value")?;
/// assert_eq!(strpbrk(p, " =")?, p + 3);
/// assert!(strpbrk(p, "#;")?.is_null());
/// assert_eq!(strpbrk("usr/lib", c"\\/")?, Some(3));
/// free(p)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[track_caller]
pub fn strpbrk<S: Source, A: Source<Width = S::Width>>(string: S, accept: A) -> Result<S::Found> {
    let (index, unit) = stretch(&string, accept, false)?;
    string.__pointers_found((unit != Width::NUL).then_some(index))
}

/// How many units a string begins with that are all in `accept`: where the first is that is none of them, its
/// terminator at the latest.
///
/// C: `strspn`, `wcsspn`.
///
/// # Errors
///
/// As for [`strpbrk`].
///
/// ```
/// use pointers::{free, string::*};
///
/// let p = strdup(c"  42;")?;
/// let number = p + strspn(p, " ")?;
/// assert_eq!(number, p + 2);
/// assert_eq!(strspn(number, "0123456789")?, 2);
/// assert_eq!(strspn("42", "0123456789")?, 2);
/// free(p)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[track_caller]
pub fn strspn<S: Source, A: Source<Width = S::Width>>(string: S, accept: A) -> Result<usize> {
    Ok(stretch(&string, accept, true)?.0)
}

/// How many units a string begins with that are all not in `reject`: where the first is that is one of them, its
/// terminator at the latest.
///
/// C: `strcspn`, `wcscspn`.
///
/// # Errors
///
/// As for [`strpbrk`].
///
/// ```
/// use pointers::{free, string::*};
///
/// let line = strdup("a line\n")?;
/// memset(line + strcspn(line, "\r\n")?, 0, 1)?;
/// assert_eq!(text(line)?, "a line");
/// assert_eq!(strcspn(line, "\r\n")?, 6);
/// free(line)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[track_caller]
pub fn strcspn<S: Source, A: Source<Width = S::Width>>(string: S, reject: A) -> Result<usize> {
    Ok(stretch(&string, reject, false)?.0)
}

/// How many units a string begins with that are all in `set`, or all not, and the one behind them: the
/// terminator at the latest, which is in no set.
#[track_caller]
fn stretch<S: Source, A: Source<Width = S::Width>>(
    string: &S,
    set: A,
    inside: bool,
) -> Result<(usize, S::Width)> {
    let set = set.__pointers_span(ALL)?;
    let set = &set.units()[..set.length()?];
    let span = string.__pointers_span(ALL)?;
    let ends = |unit: &S::Width| *unit == Width::NUL || set.contains(unit) != inside;
    let count = span.units().iter().position(ends);
    let count = count.unwrap_or(span.count());
    Ok((count, span.unit(count)?))
}

/// Where a string is first in another; NULL if it is not. In a literal or a slice: an `Option` of the index.
/// The empty string is everywhere.
///
/// C: `strstr`, `wcsstr`.
///
/// # Errors
///
/// As for [`strlen`](super::strlen), of the first if the second was not found before.
///
/// ```
/// use pointers::{free, string::*};
///
/// let p = strdup(c"one two three")?;
/// assert_eq!(strstr(p, c"two")?, p + 4);
/// assert!(strstr(p, c"four")?.is_null());
/// assert_eq!(strstr(p, c"")?, p);
/// free(p)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[track_caller]
pub fn strstr<S: Source, P: Source<Width = S::Width>>(string: S, part: P) -> Result<S::Found> {
    let part = part.__pointers_span(ALL)?;
    let part = &part.units()[..part.length()?];
    let found = first_of(&string.__pointers_span(ALL)?, part)?;
    string.__pointers_found(found)
}

/// How far the units, none of which is a terminator, are into the string that a span begins with.
#[track_caller]
fn first_of<W: Width>(span: &Span<'_, W>, part: &[W]) -> Result<Option<usize>> {
    if part.is_empty() {
        return Ok(Some(0));
    }
    for window in windows(span.count()) {
        let end = W::find(&span.units()[window.clone()], W::NUL);
        // What began in the window before can end in this one.
        let start = window.start.saturating_sub(part.len() - 1);
        let stop = end.map_or(window.end, |end| window.start + end);
        match (W::search(&span.units()[start..stop], part), end) {
            (Some(index), _) => return Ok(Some(start + index)),
            (None, Some(_)) => return Ok(None),
            (None, None) => {}
        }
    }
    // The terminator itself.
    span.unit(span.count())?;
    Ok(None)
}
