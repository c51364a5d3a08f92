//! Runs of elements, checked: one check for the whole run, which `runs` and others rest on.

use core::ops::Range;
use core::panic::Location;
use core::ptr::NonNull;
use core::sync::atomic::Ordering::Relaxed;

use super::loan::Loan;
use crate::block::{Located, find, recorded};
use crate::error::{Error, Fault};
use crate::heap::recorder::What;
use crate::layout::Layout;
use crate::layout::Shape;
use crate::table::groups::record_of;
use crate::table::lock_words::word_of;
use crate::table::raw_handle::RawHandle;
use crate::table::word;

/// `count` elements of a block, one after another without gaps.
pub(crate) struct Run {
    pub(crate) place: Located,
    pub(crate) layout: Layout,
    pub(crate) bytes: Range<usize>,
}

impl Run {
    #[inline(always)]
    #[track_caller]
    pub(crate) fn of(
        handle: RawHandle,
        count: usize,
        shape: &'static Shape,
    ) -> Result<Self, Error> {
        match Self::quick(handle, count, shape) {
            Some(run) => Ok(run),
            None => Self::otherwise(handle, count, shape),
        }
    }

    /// The same of elements that are going to be changed, or lent to be, before anything else is looked up.
    #[inline(always)]
    #[track_caller]
    pub(crate) fn to_change(
        handle: RawHandle,
        count: usize,
        shape: &'static Shape,
        what: What,
    ) -> Result<Self, Error> {
        if let Some(run) = Self::quick(handle, count, shape) {
            return Ok(run);
        }
        recorded::before_change(handle, what, Location::caller());
        Self::otherwise(handle, count, shape)
    }

    /// Tells a recording, where one lives, that they were changed, or will be next.
    #[inline(always)]
    #[track_caller]
    pub(crate) fn tell(&self, what: What) {
        if !self.bytes.is_empty() {
            recorded::changed(&self.place, what, &self.bytes, Location::caller());
        }
    }

    /// The usual case: the handle is up to date, the run lies inside its block, and there are no gaps.
    #[inline(always)]
    pub(crate) fn quick(handle: RawHandle, count: usize, shape: &'static Shape) -> Option<Self> {
        let slot = handle.slot();
        let word = word_of(slot).load(Relaxed);
        if word & !word::PARTIAL != handle.key() || shape.slice || shape.size == 0 {
            return None;
        }
        let record = record_of(slot);
        if record.chunk_size().is_some_and(|size| size != shape.size) {
            return None;
        }
        let start = handle.address().addr().wrapping_sub(record.base().addr());
        let end = start.checked_add(count.checked_mul(shape.size)?)?;
        let length = record.length();
        if end > length {
            return None;
        }
        let place = Located {
            slot,
            record,
            word,
            offset: start.cast_signed(),
        };
        // "Key": values of the shape can be in the block, so that it is a whole number of them.
        let layout = Layout {
            stride: shape.size,
            end: length,
            extent: shape.size,
            tracked: length,
            fits: true,
        };
        Some(Run {
            place,
            layout,
            bytes: start..end,
        })
    }

    #[inline(never)]
    #[track_caller]
    fn otherwise(handle: RawHandle, count: usize, shape: &'static Shape) -> Result<Self, Error> {
        let place = find(handle)?;
        // Nothing fits everywhere.
        if count > 0 {
            place.fits(shape)?;
        }
        let layout = place.layout(shape);
        if layout.stride != shape.stride() {
            return Err(place.error(Fault::Gaps {
                object: shape.size,
                chunk: layout.stride,
            }));
        }
        let end = (count as i128 * layout.stride as i128).saturating_add(place.offset as i128);
        match (usize::try_from(place.offset), usize::try_from(end)) {
            (Ok(start), Ok(end)) if start <= layout.end && end <= layout.end => Ok(Run {
                place,
                layout,
                bytes: start..end,
            }),
            _ => {
                let first = place.offset as i128 / layout.stride as i128;
                let elements = layout.count() as i128;
                let inside = first >= 0 && first <= elements;
                // The first element of the run that is not there.
                let index = if inside { elements } else { first };
                Err(place.outside(index, layout))
            }
        }
    }

    #[inline]
    #[track_caller]
    pub(crate) fn aligned(&self, shape: &'static Shape) -> Result<NonNull<u8>, Error> {
        self.place.aligned(self.bytes.start, shape.align)
    }

    #[inline]
    #[track_caller]
    fn assigned(&self) -> Result<(), Error> {
        self.place.assigned(&self.bytes, self.layout)
    }

    #[inline]
    #[track_caller]
    pub(crate) fn mark(&self) -> Result<(), Error> {
        if self.bytes.is_empty() {
            return Ok(());
        }
        let Located { slot, record, .. } = self.place;
        if record.is_assigned(&self.bytes) {
            return Ok(());
        }
        self.place
            .check(record.assign(slot, self.bytes.clone(), self.layout.tracked))
    }
}

/// Values that are there, and the loan that keeps them so: as `handle/guard.rs` does it for one.
///
/// # Safety
///
/// `T` is the handle's type.
#[track_caller]
pub(crate) unsafe fn lend<T>(
    handle: RawHandle,
    count: usize,
    mutable: bool,
) -> Result<(NonNull<[T]>, Loan), Error> {
    let shape = Shape::of::<T>();
    let run = match mutable {
        true => Run::to_change(handle, count, shape, What::Lent)?,
        false => Run::of(handle, count, shape)?,
    };
    run.assigned()?;
    let start = run.aligned(shape)?;
    let loan = Loan::take(&run.place, run.bytes.clone(), mutable)?;
    if mutable {
        run.tell(What::Lent);
    }
    Ok((NonNull::slice_from_raw_parts(start.cast(), count), loan))
}

/// Copies `count` elements from one handle to another; they may overlap.
///
/// # Safety
///
/// `T` is the type of the handle, or of both.
#[track_caller]
pub(crate) unsafe fn copy<T: Copy>(
    to: RawHandle,
    from: RawHandle,
    count: usize,
) -> Result<(), Error> {
    let shape = Shape::of::<T>();
    let quick = Run::quick(to, count, shape);
    if quick.is_none() {
        // Code of the user's may run there: before anything is looked up.
        recorded::before_change(to, What::Moved, Location::caller());
    }
    let source = Run::of(from, count, shape)?;
    source.assigned()?;
    source.place.not_borrowed(&source.bytes, false)?;
    let target = match quick {
        Some(run) => run,
        None => Run::otherwise(to, count, shape)?,
    };
    target.place.not_borrowed(&target.bytes, true)?;
    target.mark()?;
    target.tell(What::Moved);
    let bytes = source.bytes.len().min(count * size_of::<T>());
    let source = source.place.pointer(source.bytes.start);
    let target = target.place.pointer(target.bytes.start);
    // SAFETY: both runs lie inside their blocks and have `bytes` bytes; those of the source are assigned,
    // and no guard forbids it. "Alone": that the target was marked since ran no code of the user's.
    unsafe { source.copy_to(target, bytes) };
    Ok(())
}

/// Copies values in.
///
/// # Safety
///
/// `T` is the type of the handle, or of both.
#[track_caller]
pub(crate) unsafe fn copy_from_slice<T: Copy>(to: RawHandle, values: &[T]) -> Result<(), Error> {
    let target = Run::to_change(to, values.len(), Shape::of::<T>(), What::Moved)?;
    target.place.not_borrowed(&target.bytes, true)?;
    target.mark()?;
    target.tell(What::Moved);
    let start = target.place.pointer(target.bytes.start);
    // SAFETY: the run lies inside its block and has as many bytes as `values`, which does not overlap it:
    // it is borrowed, and the run is not. "Alone": that the run was marked ran no code of the user's.
    unsafe {
        values
            .as_ptr()
            .cast::<u8>()
            .copy_to_nonoverlapping(start.as_ptr(), size_of_val(values));
    }
    Ok(())
}

/// Copies values out.
///
/// # Safety
///
/// `T` is the handle's type.
#[track_caller]
pub(crate) unsafe fn copy_to_slice<T: Copy>(
    from: RawHandle,
    values: &mut [T],
) -> Result<(), Error> {
    let source = Run::of(from, values.len(), Shape::of::<T>())?;
    source.assigned()?;
    source.place.not_borrowed(&source.bytes, false)?;
    let start = source.place.pointer(source.bytes.start);
    let target = values.as_mut_ptr().cast::<u8>();
    // SAFETY: the run lies inside its block, is assigned, no guard forbids that it is read, and it has as many bytes as
    // `values`, which does not overlap it: that is borrowed, and the run is not mutably.
    unsafe {
        start
            .as_ptr()
            .copy_to_nonoverlapping(target, size_of_val(values));
    }
    Ok(())
}

/// Moves a clone of the value into each of `count` elements. The run counts as mutably borrowed
/// while the user's `clone` and `drop` run.
///
/// Nothing is noted as assigned before it is. That the note comes after writes, when it may find no memory, is no
/// error that changed something: it needs memory only where the run begins above the watermark, and then no element
/// of it held a value. Nor can a clone bring that about later, by taking values away, since what is assigned of the run
/// is lent.
///
/// # Safety
///
/// `T` is the type of the handle, or of both.
#[track_caller]
pub(crate) unsafe fn fill<T: Clone>(
    handle: RawHandle,
    value: &T,
    count: usize,
) -> Result<(), Error> {
    let shape = Shape::of::<T>();
    let run = Run::to_change(handle, count, shape, What::Moved)?;
    run.aligned(shape)?;
    if run.bytes.is_empty() {
        return Ok(());
    }
    let record = run.place.record;
    let loan = Loan::take(&run.place, run.bytes.clone(), true)?;
    // Before what the values' own code does.
    run.tell(What::Moved);
    if shape.drop.is_none() {
        let start = run.place.pointer(run.bytes.start).cast::<T>();
        for index in 0..count {
            let next = value.clone();
            // SAFETY: "Loans": the run of `count` elements, which was checked to be aligned, is lent to us; what was
            // there needs no drop.
            unsafe { start.add(index).write(next) };
        }
        run.mark()?;
        drop(loan);
        return Ok(());
    }
    let all_assigned = record.is_assigned(&run.bytes);
    for offset in run.bytes.clone().step_by(run.layout.stride) {
        let bytes = offset..offset + run.layout.extent;
        let next = value.clone();
        let assigned = all_assigned || record.is_assigned(&bytes);
        if !assigned {
            if let Some(element) = run.place.element_in_parts(offset) {
                run.place.drop_leaves_of_lent(&element);
            }
            let noted = record.assign(run.place.slot, bytes, run.layout.tracked);
            if let Err(error) = run.place.check(noted) {
                return Err(error.after_drop_of(next));
            }
        }
        let target = run.place.pointer(offset).cast::<T>();
        if shape.drop.is_some() && assigned {
            // SAFETY: "Assigned", and "Loans": the run is lent to us.
            let old = unsafe { target.read() };
            // SAFETY: as above; the address was checked to be aligned.
            unsafe { target.write(next) };
            drop(old);
        } else {
            // SAFETY: as above.
            unsafe { target.write(next) };
        }
    }
    drop(loan);
    Ok(())
}
