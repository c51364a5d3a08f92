//! What is done at once where both blocks are wholly assigned and nothing of them is borrowed: two looks, and C's function. Where
//! this has no answer, the functions go the way that says why.
//!
//! The invariant is that of [`super::span`].

use core::cmp::Ordering;

use super::width::Width;
use super::{Buffer, Source};

/// Copies `count` units, which do not overlap unless they may. Whether it did.
#[inline(always)]
pub(super) fn copy<const OVERLAPS: bool, B: Buffer, S: Source<Width = B::Width>>(
    to: B,
    from: &S,
    count: usize,
) -> bool {
    let (Some(target), Some(source)) = (to.__pointers_open(), from.__pointers_open()) else {
        return false;
    };
    if count > target.len().min(source.len()) {
        return false;
    }
    let (target, source) = (target.cast::<B::Width>(), source.cast::<B::Width>());
    if OVERLAPS {
        // SAFETY: so many units can be read and written, and are no guard's.
        unsafe { source.copy_to(target, count) };
        return true;
    }
    // SAFETY: as above.
    unsafe { copy_apart(source, target, count) }
}

/// Copies units that do not overlap. Whether that is so, and it did.
///
/// # Safety
///
/// So many can be read, and so many written.
#[inline(always)]
unsafe fn copy_apart<W>(source: *mut W, target: *mut W, count: usize) -> bool {
    let (above, bytes) = (
        target.addr().wrapping_sub(source.addr()),
        count * size_of::<W>(),
    );
    let apart = above >= bytes && above.wrapping_neg() >= bytes;
    if apart {
        // SAFETY: the caller's promise, and what was just asked.
        unsafe { source.copy_to_nonoverlapping(target, count) };
    }
    apart
}

/// Copies a string with its terminator. Whether it did.
#[inline(always)]
pub(super) fn copy_string<B: Buffer, S: Source<Width = B::Width>>(to: B, from: &S) -> bool {
    let (Some(target), Some(source)) = (to.__pointers_open(), from.__pointers_open()) else {
        return false;
    };
    // SAFETY: its units can be read, and nothing is written while this is used.
    match Width::find(unsafe { &*source }, Width::NUL) {
        Some(length) if length < target.len() => {
            // SAFETY: those up to the terminator can be read, and as many written, which are no guard's.
            unsafe { copy_apart(source.cast::<B::Width>(), target.cast(), length + 1) }
        }
        _ => false,
    }
}

/// How at most `count` units of two strings compare, where that shows soon.
#[inline(always)]
pub(super) fn compare<A: Source, B: Source<Width = A::Width>>(
    a: &A,
    b: &B,
    count: usize,
) -> Option<Ordering> {
    let (one, other) = (a.__pointers_open()?, b.__pointers_open()?);
    // SAFETY: the units of both can be read, and nothing is written while these are used.
    let (one, other) = unsafe { (&*one, &*other) };
    let count = count.min(one.len());
    Width::begin(&one[..count], other).ok()
}
