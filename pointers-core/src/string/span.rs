//! What can be read from a place on, and what can be written: the one check of every function in here.
//!
//! Invariant: nothing is written, and no code of the user's runs, between the making of a [`Span`] and
//! its last use.

use core::cmp::Ordering;
use core::ffi::c_void;
use core::marker::PhantomData;
use core::ptr::NonNull;

use super::units::Buffer;
use crate::block::Place;
use crate::block::loans::{Conflict, Refusal};
use crate::error::{Error, Fault, Result, Sites};
use crate::handle::Handle;
use crate::handle::slices::Run;
use crate::table::word;
use crate::value::Shape;

/// Units that can be read, one after another.
pub struct Span<'s, W> {
    start: NonNull<W>,
    count: usize,
    /// Why there are no more.
    beyond: Beyond,
    /// The block, unless it is a slice of the user's.
    place: Option<Place>,
    source: PhantomData<&'s [W]>,
}

/// What stands after the units that can be read.
enum Beyond {
    /// More units, which nobody asked for.
    Limit,
    /// The end of the block or the slice.
    End,
    Unassigned,
    Borrowed(Conflict),
}

impl<'s, W: Width> Span<'s, W> {
    /// `U` is `W`, or its signed twin.
    pub(super) fn of_slice<U>(slice: &'s [U], limit: usize) -> Self {
        const { assert!(size_of::<U>() == size_of::<W>()) };
        Span {
            start: NonNull::from(slice).cast(),
            count: slice.len().min(limit),
            beyond: match slice.len() < limit {
                true => Beyond::End,
                false => Beyond::Limit,
            },
            place: None,
            source: PhantomData,
        }
    }

    #[inline(always)]
    #[track_caller]
    pub(super) fn of_handle<P: Handle>(handle: &'s P, limit: usize) -> Result<Self>
    where
        P::Value: Sized,
    {
        let shape = Shape::of::<P::Value>();
        // The checks of where it begins are those of a run of no units.
        let run = Run::of(handle.raw(), 0, shape)?;
        let start = run.aligned(shape)?.cast();
        let Run { place, layout, .. } = run;
        let from = run.bytes.start;
        let assigned = place.record.assigned_until(from, layout.end);
        let mut bytes = from..assigned;
        let mut beyond = if assigned < layout.end {
            Beyond::Unassigned
        } else {
            Beyond::End
        };
        if word::state(place.word) == word::GUARDED
            && let Some(extra) = place.record.extra()
            && let Some((first, conflict)) = extra.loans.borrow().first_mutable(&bytes)
        {
            bytes.end = first;
            beyond = Beyond::Borrowed(conflict);
        }
        let mut count = bytes.len() / size_of::<W>();
        if count >= limit {
            count = limit;
            beyond = Beyond::Limit;
        }
        Ok(Span {
            start,
            count,
            beyond,
            place: Some(place),
            source: PhantomData,
        })
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }

    pub(super) fn units(&self) -> &[W] {
        // SAFETY: a slice of the user's, which is borrowed for 's, or units of a block ("Assigned") in the bounds
        // of it, aligned, and none of them lent mutably ("Loans"); with the module's invariant they stay so.
        unsafe { core::slice::from_raw_parts(self.start.as_ptr(), self.count) }
    }

    /// That there are as many units as were asked for.
    #[inline(always)]
    #[track_caller]
    pub(super) fn whole(self) -> Result<Self> {
        match self.beyond {
            Beyond::Limit => Ok(self),
            _ => Err(self.error(false)),
        }
    }

    /// How many units stand before the terminator, or the limit.
    #[inline(always)]
    #[track_caller]
    pub(super) fn length(&self) -> Result<usize> {
        match (W::find(self.units(), W::NUL), &self.beyond) {
            (Some(length), _) => Ok(length),
            (None, Beyond::Limit) => Ok(self.count),
            (None, _) => Err(self.error(true)),
        }
    }

    /// What `length` says of a span without limit: the terminator is there.
    #[cold]
    #[inline(never)]
    #[track_caller]
    pub(super) fn error(&self, terminator: bool) -> Error {
        let units = self.count;
        let Some(place) = &self.place else {
            let fault = match terminator {
                true => Fault::Unterminated {
                    units,
                    chunks: false,
                },
                false => Fault::ShortSlice {
                    index: units,
                    length: units,
                },
            };
            return Error::new(fault, Sites::default());
        };
        match &self.beyond {
            Beyond::Borrowed(conflict) => place.refused(Refusal::Conflict(Conflict {
                mutable: conflict.mutable,
                site: conflict.site,
            })),
            Beyond::Unassigned if terminator => place.error(Fault::UnterminatedValue { units }),
            Beyond::Unassigned => place.error(Fault::Unassigned),
            Beyond::End | Beyond::Limit => {
                let chunks = place.record.chunk_size().is_some();
                if terminator {
                    return place.error(Fault::Unterminated { units, chunks });
                }
                let layout = place.layout(W::SHAPE);
                place.outside(layout.count() as i128, layout)
            }
        }
    }
}

/// Units that can be written, one after another.
pub(super) struct Target<W> {
    run: Run,
    start: NonNull<W>,
    count: usize,
}

impl<W: Width> Target<W> {
    /// `count` units, the first of them `skip` after the handle.
    #[inline(always)]
    #[track_caller]
    pub(super) fn of<P: Buffer<Width = W>>(handle: P, skip: usize, count: usize) -> Result<Self> {
        let shape = Shape::of::<P::Unit>();
        let handle = match skip {
            0 => handle,
            skip => handle.forward(skip)?,
        };
        let run = Run::of(handle.raw(), count, shape)?;
        run.place.not_borrowed(&run.bytes, true)?;
        let start = run.aligned(shape)?.cast();
        Ok(Target { run, start, count })
    }

    /// That `count` units from the start of a span on are none of these.
    #[inline(always)]
    #[track_caller]
    pub(super) fn apart<V>(&self, source: &Span<'_, V>, count: usize) -> Result<()> {
        let ours = self.start.addr().get();
        let theirs = source.start.addr().get();
        let end = (ours + self.count * size_of::<W>()).min(theirs + count * size_of::<W>());
        let bytes = end.saturating_sub(ours.max(theirs));
        match bytes {
            0 => Ok(()),
            bytes => Err(self.run.place.error(Fault::Overlap { bytes })),
        }
    }

    /// Copies the first units of a span to the front; it may overlap. The rest is filled with `rest`. Both
    /// together are what the target has.
    ///
    /// Nothing was written since `source` was made, which has at least `count` units.
    #[inline(always)]
    #[track_caller]
    pub(super) fn write(self, source: &Span<'_, W>, count: usize, rest: W) -> Result<()> {
        let count = count.min(source.count).min(self.count);
        self.run.mark()?;
        let from = source.start.as_ptr();
        let to = self.start.as_ptr();
        // SAFETY: the span's units can be read, with the module's invariant; the run of the target lies inside its
        // block, is aligned, and no guard of it lives ("Loans"). `copy` allows for the two to overlap.
        unsafe { from.copy_to(to, count) };
        // SAFETY: the run has `self.count` units.
        unsafe { W::fill(to.add(count), rest, self.count - count) };
        Ok(())
    }

    #[inline(always)]
    #[track_caller]
    pub(super) fn fill(self, unit: W) -> Result<()> {
        self.run.mark()?;
        // SAFETY: the run lies inside its block, is aligned, and no guard of it lives ("Loans").
        unsafe { W::fill(self.start.as_ptr(), unit, self.count) };
        Ok(())
    }
}

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

    /// # Safety
    ///
    /// `count` units can be written from here on.
    #[doc(hidden)]
    unsafe fn fill(start: *mut Self, unit: Self, count: usize);
}

/// How far the one pointer, which is not below the other, is above it.
fn distance(found: *const c_void, start: *const u8) -> Option<usize> {
    (!found.is_null()).then(|| found.addr() - start.addr())
}

impl Width for u8 {
    const NUL: u8 = 0;
    const SHAPE: &'static Shape = Shape::of::<u8>();

    fn find(units: &[u8], unit: u8) -> Option<usize> {
        // SAFETY: the slice has as many bytes.
        let found = unsafe { libc::memchr(units.as_ptr().cast(), unit.into(), units.len()) };
        distance(found, units.as_ptr())
    }

    fn search(units: &[u8], part: &[u8]) -> Option<usize> {
        // SAFETY: both slices have as many bytes.
        let found = unsafe {
            libc::memmem(
                units.as_ptr().cast(),
                units.len(),
                part.as_ptr().cast(),
                part.len(),
            )
        };
        distance(found, units.as_ptr())
    }

    fn order(one: &[u8], other: &[u8]) -> Ordering {
        let count = one.len().min(other.len());
        // std compares bytes with C's `memcmp`.
        one[..count].cmp(&other[..count])
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
