//! Which of two strings comes first.

use core::cmp::Ordering;

use super::width::{Width, windows};
use super::{ALL, Source, at_once};
use crate::error::Result;

/// Compares two strings: below zero, zero or above, as the first is below the second, equal, or above. Units
/// count as unsigned. What stands behind the first difference is not looked at.
///
/// C: `strcmp`, `wcscmp`. The result is -1, 0 or 1, of which C promises the sign.
///
/// # Errors
///
/// As for [`strlen`](super::strlen), of the one whose memory ends first while both are equal.
///
/// ```
/// use pointers::{MallocPointer, free, string::*};
///
/// let p: MallocPointer<u8> = strdup(c"abc")?;
/// assert_eq!(strcmp(p, c"abc")?, 0);
/// assert!(strcmp(p, c"ab")? > 0);
/// assert!(strcmp(p, b"abd\0")? < 0);
/// free(p)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[track_caller]
#[inline]
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
/// use pointers::{MallocPointer, free, string::*};
///
/// let p: MallocPointer<u8> = strdup(c"abc")?;
/// assert_eq!(strncmp(p, b"abd", 2)?, 0);
/// assert!(strncmp(p, b"abd", 3)? < 0);
/// free(p)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[track_caller]
#[inline]
pub fn strncmp<A: Source, B: Source<Width = A::Width>>(a: A, b: B, count: usize) -> Result<i32> {
    match at_once::compare(&a, &b, count) {
        Some(order) => Ok(order as i32),
        None => strncmp_otherwise(a, b, count),
    }
}

#[track_caller]
#[inline(never)]
fn strncmp_otherwise<A: Source, B: Source<Width = A::Width>>(
    a: A,
    b: B,
    count: usize,
) -> Result<i32> {
    let a = a.__pointers_span(count)?;
    let b = b.__pointers_span(count)?;
    let both = a.count().min(b.count());
    // Short strings end here.
    let same = match Width::begin(a.units(), b.units()) {
        Ok(order) => return Ok(order as i32),
        Err(same) => same,
    };
    for window in windows(both - same) {
        let window = same + window.start..same + window.end;
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
    Ok(a.unit(both)?.cmp(&b.unit(both)?) as i32)
}
