//! A `Buffer` that is written: what can be written from a place on, with the invariant of [`super::span`].

use core::panic::Location;
use core::ptr::NonNull;

use super::in_array;
use super::span::{Span, no_room, open, room, run_of};
use super::width::Width;
use crate::access::filling;
use crate::block::path::Root;
use crate::block::{find, recorded};
use crate::error::{Fault, Result, Wanted};
use crate::handle::traits::sealed::Sealed as _;
use crate::handle::{Handle, InBytes, Pointer};
use crate::heap::recorder::What;
use crate::layout::Shape;
use crate::table::raw_handle::RawHandle;

/// Units that can be written, one after another.
pub struct Target<W> {
    start: *mut W,
    count: usize,
    /// Whether all of them are assigned already.
    assigned: bool,
    handle: RawHandle,
    /// The array that they are in, and how many of its units come before, if the handle is to one.
    array: Option<(&'static Root, usize)>,
}

impl<W: Width> Target<W> {
    /// `count` units, the first of them `skip` after the handle, where there is a string of so many.
    /// `STRING` says whether they are for one: of its parts the error would say too little. `ONLY` says that nothing else was
    /// looked up before.
    #[inline(always)]
    #[track_caller]
    pub(super) fn of_handle<const STRING: bool, const ONLY: bool, U, K: InBytes>(
        handle: Pointer<U, K>,
        skip: usize,
        count: usize,
    ) -> Result<Self> {
        const { assert!(size_of::<U>() == size_of::<W>()) };
        let handle = match skip {
            0 => handle,
            skip => handle.add(skip)?,
        };
        match Self::quickly(handle, count) {
            Some(target) => Ok(target),
            None => {
                let raw = handle.raw();
                let start = Self::otherwise::<STRING, ONLY>(raw, skip, count)?;
                Ok(Self::new(start.as_ptr(), count, false, raw))
            }
        }
    }

    #[inline(always)]
    fn new(start: *mut u8, count: usize, assigned: bool, handle: RawHandle) -> Self {
        Target {
            start: start.cast(),
            count,
            assigned,
            handle,
            array: None,
        }
    }

    pub(super) fn of_array(
        start: NonNull<u8>,
        count: usize,
        handle: RawHandle,
        array: (&'static Root, usize),
    ) -> Self {
        Target {
            start: start.as_ptr().cast(),
            count,
            assigned: false,
            handle,
            array: Some(array),
        }
    }

    /// The usual case: it begins at the handle's address.
    #[inline(always)]
    pub(super) fn quickly<P: Handle<Value: Sized>>(handle: P, count: usize) -> Option<Self> {
        let raw = handle.raw();
        let (bytes, assigned) = match open(handle) {
            Some(bytes) => (bytes, true),
            None => room(raw, Shape::of::<P::Value>())?,
        };
        let enough = count <= bytes / size_of::<W>();
        enough.then(|| Self::new(raw.address(), count, assigned, raw))
    }

    #[cold]
    #[inline(never)]
    #[track_caller]
    fn otherwise<const STRING: bool, const ONLY: bool>(
        handle: RawHandle,
        skip: usize,
        count: usize,
    ) -> Result<NonNull<u8>> {
        let shape = W::SHAPE;
        if ONLY {
            recorded::before_change(handle, What::Moved, Location::caller());
        }
        // The checks of where it begins, and of what lies there, are those of a run of no units, or of one.
        let run = run_of(handle, 0, shape)?;
        if count > 0 {
            run.place.fits(shape)?;
        }
        let room = run.layout.end.saturating_sub(run.bytes.start) / shape.size;
        if count > room {
            let wanted = if STRING {
                Wanted::String
            } else {
                Wanted::Target
            };
            return Err(no_room(&run.place, count, (wanted, skip), shape));
        }
        let run = run_of(handle, count, shape)?;
        run.place.not_borrowed(&run.bytes, true)?;
        run.aligned(shape)
    }

    /// That `count` units from the start of a span on are none of these.
    #[inline(always)]
    #[track_caller]
    pub(super) fn apart<V>(&self, source: &Span<'_, V>, count: usize) -> Result<()> {
        let ours = self.start.addr();
        let theirs = source.start.addr();
        let above = ours.wrapping_sub(theirs);
        if above >= count * size_of::<W>() && above.wrapping_neg() >= self.count * size_of::<W>() {
            return Ok(());
        }
        let end = (ours + self.count * size_of::<W>()).min(theirs + count * size_of::<W>());
        Self::overlap(self.handle, end.saturating_sub(ours.max(theirs)))
    }

    #[cold]
    #[inline(never)]
    #[track_caller]
    fn overlap(handle: RawHandle, bytes: usize) -> Result<()> {
        match bytes {
            // One of the two has no bytes, and lies in the other.
            0 => Ok(()),
            bytes => Err(find(handle)?.error(Fault::Overlap { bytes })),
        }
    }

    /// Copies as many units of a span as the target has; they may overlap.
    ///
    /// Nothing was written since `source` was made.
    #[inline(always)]
    #[track_caller]
    pub(super) fn copy(self, source: &Span<'_, W>) -> Result<()> {
        if source.all() < self.count {
            return Err(source.error(false));
        }
        if source.ended {
            return self.write(source, source.count, W::NUL);
        }
        self.mark()?;
        // SAFETY: as many units of the span can be read; the run of the target lies inside its block, is
        // aligned, and no guard of it lives ("Loans"). With the module's invariant both still hold after
        // `mark`. `copy` allows for the two to overlap.
        unsafe { source.start.cast_const().copy_to(self.start, self.count) };
        Ok(())
    }

    /// Copies the first units of a span to the front; it may overlap. The rest is filled with `rest`. Both
    /// together are what the target has.
    ///
    /// Nothing was written since `source` was made, which has at least `count` units.
    #[inline(always)]
    #[track_caller]
    pub(super) fn write(self, source: &Span<'_, W>, count: usize, rest: W) -> Result<()> {
        let count = count.min(source.count).min(self.count);
        self.mark()?;
        let (from, to) = (source.start.cast_const(), self.start);
        // SAFETY: the span's units can be read; the run of the target lies inside its block, is aligned,
        // and no guard of it lives ("Loans"). With the module's invariant both still hold after `mark`.
        // `copy` allows for the two to overlap.
        unsafe { from.copy_to(to, count) };
        // Most functions have no rest, or one terminator: neither is worth a call.
        match self.count - count {
            0 => {}
            // SAFETY: the run has `self.count` units.
            1 => unsafe { to.add(count).write(rest) },
            // SAFETY: as above.
            more => unsafe { W::fill(to.add(count), rest, more) },
        }
        Ok(())
    }

    #[inline(always)]
    #[track_caller]
    pub(super) fn fill(self, unit: W) -> Result<()> {
        self.mark()?;
        // SAFETY: the run lies inside its block, is aligned, and no guard of it lives ("Loans"); with the
        // module's invariant still after `mark`.
        unsafe { W::fill(self.start, unit, self.count) };
        Ok(())
    }

    /// Notes that all of them are assigned. They are written next.
    #[inline(always)]
    #[track_caller]
    fn mark(&self) -> Result<()> {
        match self.array {
            _ if self.assigned => Ok(()),
            None => Self::mark_otherwise(self.handle, self.count),
            Some(array) => in_array::mark(self.handle, array, self.count, size_of::<W>()),
        }
    }

    #[inline(never)]
    #[track_caller]
    fn mark_otherwise(handle: RawHandle, count: usize) -> Result<()> {
        // The run lies in the block: that there is room for it was asked when this was made.
        if filling::assign_run(handle, count * size_of::<W>()) {
            return Ok(());
        }
        let run = run_of(handle, count, W::SHAPE)?;
        run.mark()?;
        run.tell(What::Moved);
        Ok(())
    }
}
