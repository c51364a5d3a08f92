//! What can be read from a place on: the one check of every function in here. What can be written is a [`Target`].
//!
//! Invariant: nothing is written, and no code of the user's runs, between the making of a [`Span`] and its
//! last use. Nor between the making of a [`Target`] and its: what is noted of it meanwhile, and an error
//! that is made, are the library's own ("Alone"), and so is the block that is allocated for a copy.
//!
//! [`Target`]: super::target::Target

use core::cmp::Ordering;
use core::marker::PhantomData;
use core::ptr::NonNull;
use core::sync::atomic::Ordering::Relaxed;

use super::in_array;
use super::width::Width;
use crate::access::runs::Run;
use crate::block::path::Root;
use crate::block::{Located, find};
use crate::error::{Error, Fault, Memory, Result, Sites, Wanted};
use crate::handle::Handle;
use crate::layout::{Layout, Shape};
use crate::notes::Wide;
use crate::table::groups::{extent_of, record_of};
use crate::table::loans::{Conflict, Refusal};
use crate::table::lock_words::word_of;
use crate::table::raw_handle::RawHandle;
use crate::table::watermark::SPARSE;
use crate::table::word;

/// Units that can be read, one after another.
pub struct Span<'s, W> {
    pub(super) start: *mut W,
    pub(super) count: usize,
    /// How many were asked for.
    limit: usize,
    /// Whether a terminator stands behind them that is in no memory, and is asked for: that of a `str`.
    pub(super) ended: bool,
    /// Where in a block they are. NULL for a slice of the user's.
    handle: RawHandle,
    /// The array that they are in, if the handle is to one.
    array: Option<&'static Root>,
    source: PhantomData<&'s [W]>,
}

/// What stands after the units that can be read.
enum Beyond {
    /// The end of the block.
    End,
    Unassigned,
    Borrowed(Conflict),
}

/// Where in its block a handle points, in bytes, and whether all of the block is assigned.
struct Here {
    offset: usize,
    length: usize,
    /// The watermark, of a block that is not open.
    mark: isize,
    open: bool,
}

/// The usual case: the handle is up to date and points at a unit, there are no gaps between units, all of the block is assigned,
/// and no guard of it lives. How many bytes there are from the handle on.
///
/// The unit is aligned. Of bytes that C had, and that were cast to larger units, it might not be.
#[inline(always)]
pub(super) fn open<P: Handle<Value: Sized>>(handle: P) -> Option<usize> {
    let raw = handle.raw();
    if P::CHUNKED || word_of(raw.slot()).load(Relaxed) != raw.key() {
        return None;
    }
    if !raw.address().addr().is_multiple_of(align_of::<P::Value>()) {
        return None;
    }
    let (base, length) = extent_of(raw.slot());
    // "Key": the handle points below the end.
    let end = base.addr().wrapping_add(length);
    Some(end.wrapping_sub(raw.address().addr()))
}

/// The same of any block that has no chunks, or whose chunks are units, whether all of it is assigned or not.
fn here(handle: RawHandle, shape: &'static Shape) -> Option<Here> {
    let word = word_of(handle.slot()).load(Relaxed);
    if word & !word::PARTIAL != handle.key() {
        return None;
    }
    let record = record_of(handle.slot()).known();
    if record.chunk_size().is_some_and(|size| size != shape.size) {
        return None;
    }
    if handle.address().addr() & (shape.align - 1) != 0 {
        return None;
    }
    Some(Here {
        offset: handle.address().addr().wrapping_sub(record.base().addr()),
        length: record.length(),
        mark: record.watermark(),
        open: word == handle.key(),
    })
}

/// How many bytes there are from a handle on, assigned or not, and whether all are.
#[inline(never)]
pub(super) fn room(handle: RawHandle, shape: &'static Shape) -> Option<(usize, bool)> {
    let here = here(handle, shape)?;
    Some((here.length.wrapping_sub(here.offset), here.open))
}

/// How many bytes are assigned from a handle on, in the usual case, of a block with gaps too.
#[inline(never)]
fn readable(handle: RawHandle, shape: &'static Shape) -> Option<usize> {
    let here = here(handle, shape)?;
    let until = match here.mark {
        // "Key": where it is open, the handle points below its end.
        _ if here.open => here.length,
        SPARSE => record_of(handle.slot()).assigned_until(here.offset, here.length),
        mark => here.length.min(mark.cast_unsigned()),
    };
    until.checked_sub(here.offset)
}

/// A run of units, the slow way. Chunks whose type was cast are bytes, of which one lies after the other as in C, whichever chunk
/// it belongs to.
#[track_caller]
pub(super) fn run_of(handle: RawHandle, count: usize, shape: &'static Shape) -> Result<Run> {
    let place = find(handle)?;
    let record = place.record;
    let has_gaps = record.chunk_size().is_some_and(|chunk| chunk != shape.size);
    if !has_gaps || !record.is_in_bytes() {
        return Run::of(handle, count, shape);
    }
    let length = record.length();
    let layout = Layout {
        stride: shape.size,
        end: length - length % shape.size,
        extent: shape.size,
        tracked: length,
        fits: true,
    };
    let bytes = count.checked_mul(shape.size);
    match (usize::try_from(place.offset), bytes) {
        (Ok(start), Some(bytes)) if start <= layout.end && bytes <= layout.end - start => Ok(Run {
            place,
            layout,
            bytes: start..start + bytes,
        }),
        _ => Err(place.outside(layout.count() as i128, layout)),
    }
}

/// What can be read from a handle on, the slow way: where it begins, how many bytes there are, and why no
/// more.
#[track_caller]
fn survey(handle: RawHandle, shape: &'static Shape) -> Result<(Run, usize, Beyond)> {
    // The checks of where it begins are those of a run of no units.
    let run = run_of(handle, 0, shape)?;
    run.aligned(shape)?;
    let Run { place, layout, .. } = &run;
    let from = run.bytes.start;
    let until = place.record.assigned_until(from, layout.end);
    if word::state(place.word) == word::GUARDED
        && let Some(extra) = place.record.extra()
        && let Some((first, conflict)) = extra.loans.borrow().first_mutable(&(from..until))
    {
        return Ok((run, first - from, Beyond::Borrowed(conflict)));
    }
    let beyond = match until < layout.end {
        true => Beyond::Unassigned,
        false => Beyond::End,
    };
    Ok((run, until - from, beyond))
}

/// Where the units that can be read begin, the slow way.
#[cold]
#[inline(never)]
#[track_caller]
fn start_of(handle: RawHandle, shape: &'static Shape) -> Result<NonNull<u8>> {
    run_of(handle, 0, shape)?.aligned(shape)
}

/// How many bytes can be read, where they have a beginning, the slow way.
#[cold]
#[inline(never)]
fn bytes_from(handle: RawHandle, shape: &'static Shape) -> usize {
    survey(handle, shape).map_or(0, |(_, bytes, _)| bytes)
}

impl<'s, W: Width> Span<'s, W> {
    /// At most `limit` of `count` units.
    #[inline(always)]
    fn new(start: *mut W, count: usize, limit: usize, handle: RawHandle) -> Self {
        Span {
            start,
            count: count.min(limit),
            limit,
            ended: false,
            handle,
            array: None,
            source: PhantomData,
        }
    }

    /// `U` is `W`, or its signed twin.
    #[inline(always)]
    pub(super) fn of_slice<U>(slice: &'s [U], limit: usize) -> Self {
        const { assert!(size_of::<U>() == size_of::<W>()) };
        let start = slice.as_ptr().cast_mut().cast();
        Self::new(start, slice.len(), limit, RawHandle::NULL)
    }

    /// The same, behind which a terminator stands.
    #[inline(always)]
    pub(super) fn of_ended_slice(slice: &'s [W], limit: usize) -> Self {
        Span {
            ended: slice.len() < limit,
            ..Self::of_slice(slice, limit)
        }
    }

    pub(super) fn of_array(
        start: NonNull<u8>,
        count: usize,
        limit: usize,
        handle: RawHandle,
        array: &'static Root,
    ) -> Self {
        Span {
            array: Some(array),
            ..Self::new(start.as_ptr().cast(), count, limit, handle)
        }
    }

    #[inline(always)]
    #[track_caller]
    pub(super) fn of_handle<P: Handle>(handle: &'s P, limit: usize) -> Result<Self>
    where
        P::Value: Sized,
    {
        let raw = handle.raw();
        let shape = Shape::of::<P::Value>();
        let (start, bytes) = match open(*handle).or_else(|| readable(raw, shape)) {
            Some(bytes) => (raw.address(), bytes),
            None => {
                let start = start_of(raw, shape)?;
                (start.as_ptr(), bytes_from(raw, shape))
            }
        };
        Ok(Self::new(start.cast(), bytes / size_of::<W>(), limit, raw))
    }

    #[inline(always)]
    pub(super) fn count(&self) -> usize {
        self.count
    }

    #[inline(always)]
    pub(super) fn units(&self) -> &[W] {
        // SAFETY: a slice of the user's, which is borrowed for 's, or units of a block ("Assigned") in the
        // bounds of it, aligned, and none of them lent mutably ("Loans"); with the module's invariant they
        // stay so.
        unsafe { core::slice::from_raw_parts(self.start, self.count) }
    }

    /// Whether there are as many units as were asked for.
    #[inline(always)]
    fn is_whole(&self) -> bool {
        self.all() == self.limit
    }

    /// How many units there are, with a terminator that is in no memory.
    #[inline(always)]
    pub(super) fn all(&self) -> usize {
        self.count + usize::from(self.ended)
    }

    /// How many units of a whole span are in memory.
    #[inline(always)]
    pub(super) fn in_memory(&self) -> usize {
        self.limit - usize::from(self.ended)
    }

    /// The unit at an index that is not above the count.
    #[track_caller]
    pub(super) fn unit(&self, index: usize) -> Result<W> {
        match self.units().get(index) {
            Some(unit) => Ok(*unit),
            None if self.ended => Ok(W::NUL),
            None => Err(self.error(true)),
        }
    }

    /// Where the unit is first.
    pub(super) fn find(&self, unit: W) -> Option<usize> {
        let end = self.ended && unit == W::NUL;
        W::find(self.units(), unit).or(end.then_some(self.count))
    }

    /// How the units compare with as many others.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        let next = |span: &Self, index| span.units().get(index).copied().unwrap_or(W::NUL);
        let both = self.count.min(other.count);
        W::order(self.units(), other.units()).then_with(|| next(self, both).cmp(&next(other, both)))
    }

    /// That there are.
    #[inline(always)]
    #[track_caller]
    pub(super) fn whole(self) -> Result<Self> {
        match self.is_whole() {
            true => Ok(self),
            false => Err(self.error(false)),
        }
    }

    /// How many units stand before the terminator, or the limit.
    #[inline(always)]
    #[track_caller]
    pub(super) fn length(&self) -> Result<usize> {
        match W::find(self.units(), W::NUL) {
            Some(length) => Ok(length),
            None if self.ended || self.is_whole() => Ok(self.count),
            None => Err(self.error(true)),
        }
    }

    /// What `length` says of a span without limit: the terminator is there.
    #[inline(always)]
    #[track_caller]
    pub(super) fn error(&self, terminator: bool) -> Error {
        let needed = (!terminator).then_some(self.limit);
        match self.array {
            None => Self::why(self.handle, self.all(), needed),
            Some(root) => in_array::why(self.handle, root, self.count, needed, W::SHAPE),
        }
    }

    /// Why there are no more units. Nothing changed since the span was made, with the module's invariant:
    /// what was seen then is looked up now. Not of `&self`: the span stays in registers.
    #[cold]
    #[inline(never)]
    #[track_caller]
    fn why(handle: RawHandle, units: usize, needed: Option<usize>) -> Error {
        if handle.is_null() {
            let fault = match needed {
                None => Fault::Unterminated {
                    units,
                    chunks: false,
                },
                Some(needed) if W::SHAPE.size == 1 => Fault::NoRoom {
                    needed,
                    room: units,
                    wanted: Wanted::Source,
                    memory: Memory::Slice,
                },
                Some(_) => Fault::ShortSlice {
                    index: units,
                    length: units,
                },
            };
            return Error::new(fault, Sites::default());
        }
        let (place, beyond) = match survey(handle, W::SHAPE) {
            Ok((run, _, beyond)) => (run.place, beyond),
            Err(error) => return error,
        };
        match beyond {
            Beyond::Borrowed(conflict) => place.refused(Refusal::Conflict(conflict)),
            Beyond::Unassigned if needed.is_none() => {
                place.error(Fault::UnterminatedValue { units })
            }
            Beyond::Unassigned => {
                let layout = place.layout(W::SHAPE);
                let next = place.offset.unsigned_abs() + units * size_of::<W>();
                place.unassigned(next, layout, false)
            }
            Beyond::End => {
                let chunks = place.record.chunk_size().is_some();
                match needed {
                    None => place.error(Fault::Unterminated { units, chunks }),
                    Some(needed) => no_room(&place, needed, (Wanted::Source, 0), W::SHAPE),
                }
            }
        }
    }
}

/// The error for more units from a place in a block on than there are, before which `skip` others are
/// wanted too. Of bytes it speaks in bytes: nobody wrote an index.
#[cold]
#[inline(never)]
#[track_caller]
pub(super) fn no_room(
    place: &Located,
    needed: usize,
    (wanted, skip): (Wanted, usize),
    shape: &'static Shape,
) -> Error {
    let layout = place.layout(shape);
    match usize::try_from(place.offset) {
        Ok(offset) if offset <= layout.end && shape.size == 1 => {
            let mut sites = place.sites();
            sites.reached = Some(Wide(offset as i128 + needed as i128));
            let fault = Fault::NoRoom {
                needed: needed.saturating_add(skip),
                room: layout.end - offset + skip,
                wanted,
                memory: place.memory(),
            };
            Error::new(fault, sites)
        }
        _ => place.outside(layout.count() as i128, layout),
    }
}
