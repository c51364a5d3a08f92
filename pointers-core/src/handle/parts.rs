//! Reading, writing and taking parts of elements, and what a [`Pointer`](crate::Pointer) points to: what
//! [`access`](super::access) is for elements.

use core::ops::Range;
use core::panic::Location;
use core::ptr::NonNull;
use core::sync::atomic::Ordering::Relaxed;

use super::access::put;
use super::below::{being_filled, is_below_mark};
use super::loan::Loan;
use crate::block::part::{self, Spot};
use crate::block::path::{Below, Path, Root, To};
use crate::block::recorded;
use crate::error::Error;
use crate::heap::recorder::What;
use crate::layout::Shaped;
use crate::layout::description::Description;
use crate::table::cell::{Cell, MOST_LEAVES};
use crate::table::element::{Amount, Element};
use crate::table::groups::{cell_in, cell_of, large_or_wide, record_of};
use crate::table::lock_words::word_of;
use crate::table::raw_handle::RawHandle;
use crate::table::record::Record;
use crate::table::watermark::{ALL, SPARSE};
use crate::table::word::{FRESH, PARTIAL};

/// Whether the handle can be used as it is.
#[inline(always)]
fn is_open(handle: RawHandle) -> bool {
    word_of(handle.slot()).load(Relaxed) == handle.key()
}

/// The value, copied.
///
/// # Safety
///
/// A `T` is at the end of the path, and the caller may have a copy of it: it is `Copy`, or it is not used as a value of its
/// own.
#[inline(always)]
#[track_caller]
pub(crate) unsafe fn read<T>(handle: RawHandle, path: Path) -> Result<T, Error> {
    let word = word_of(handle.slot()).load(Relaxed);
    let address = if word == handle.key() || is_below(handle, word, path.root) {
        handle.address().wrapping_add(path.offset)
    } else {
        let below = path.below();
        let count = path.leaves::<T>().map_or(0, |leaves| leaves.len());
        readable::<T>(
            handle,
            path.root,
            path.offset,
            path.leaf,
            count,
            below.as_ref(),
        )?
        .as_ptr()
    };
    // SAFETY: "Key" in the first case, "Assigned" in the others: a valid `T` is there, and "Alone": still.
    Ok(unsafe { address.cast::<T>().read_unaligned() })
}

/// Of a block that is being filled, that is no small one, and whose lock word was just this: whether the element that the handle
/// points to lies below the watermark, and is assigned as a whole. An array that has room for more than it holds is such a block
/// for ever.
#[inline(always)]
fn is_below(handle: RawHandle, word: u32, root: &'static Root) -> bool {
    // What a `Pointer` points to may begin anywhere: not with the one byte of the open element that is below the watermark. What
    // has no size ends where it begins, and may be of that element all the same.
    let size = root.shape.size + usize::from(root.one);
    root.shape.size > 0 && !root.shape.slice && is_below_mark(handle, word, size)
}

/// Of a block with gaps, such as an array of structures that are filled in any order: whether leaves of an element are noted as
/// assigned, where the block knows what the table of the root knows.
#[inline(always)]
fn are_noted(handle: RawHandle, root: &'static Root, leaf: usize, count: usize) -> bool {
    let word = word_of(handle.slot()).load(Relaxed);
    let (Some(table), Some((record, start))) = (root.table, being_filled(handle, word)) else {
        return false;
    };
    let size = table.shape.size;
    if record.watermark() != SPARSE || !record.is_described_by(table) || count == 0 {
        return false;
    }
    if record.chunk_size().is_some_and(|chunk| chunk != size) {
        return false;
    }
    // "Key": an element begins here, and the block is a whole number of them.
    match (start.checked_div(size), record.extra()) {
        (Some(index), Some(extra)) => extra.has_leaves(index * table.leaves + leaf, count),
        _ => false,
    }
}

/// What a quick look at a small block that is being filled finds of a part.
enum InCell {
    /// It is assigned.
    Assigned,
    /// It was not, and now it is.
    Next,
    /// Something else: the slow way decides.
    Other,
}

#[inline(always)]
fn in_cell_at<T>(handle: RawHandle, path: Path, assign: bool) -> InCell {
    match (path.root.table, path.leaves::<T>()) {
        (Some(table), Some(leaves)) => in_cell_of(handle, table, leaves, assign),
        _ => InCell::Other,
    }
}

/// What the table says is a constant where this is inlined, so that nothing of it is looked up.
#[inline(always)]
fn in_cell_of(
    handle: RawHandle,
    table: &'static Description,
    leaves: Range<usize>,
    assign: bool,
) -> InCell {
    let size = table.shape.size;
    if leaves.end > MOST_LEAVES || table.leaves > MOST_LEAVES || size <= 1 {
        return InCell::Other;
    }
    let (leaves, all) = (bits(leaves.end) & !bits(leaves.start), bits(table.leaves));
    match assign {
        true => assign_in_cell(handle, table, leaves, all, size),
        false => is_in_cell(handle, table, leaves, size),
    }
}

/// The bits below this one.
#[inline(always)]
const fn bits(below: usize) -> u32 {
    if below < MOST_LEAVES {
        (1 << below) - 1
    } else {
        u32::MAX
    }
}

/// The open element of a small block.
struct OpenInCell {
    cell: Cell,
    /// Where it begins, from the start of the block.
    start: usize,
    /// Which of its leaves are assigned.
    leaves: u32,
}

/// The element that the handle points to, of a small block whose lock word is the key, but for `PARTIAL`, if it is the open
/// one, or the next to be; otherwise what is known of it.
#[inline(always)]
fn open_in_cell(
    handle: RawHandle,
    table: &'static Description,
    size: usize,
) -> Result<OpenInCell, InCell> {
    let cell = cell_of(handle.slot()).filter(|cell| cell.is_narrow_and_described_by(table));
    let cell = cell.ok_or(InCell::Other)?;
    if cell.chunk_size() != 0 && cell.chunk_size() != size {
        return Err(InCell::Other);
    }
    // "Key": the handle points at an element. Where there is one, it is that.
    let start = match cell.length() == size {
        true => 0,
        false => handle.address().addr().wrapping_sub(cell.base().addr()),
    };
    let (mark, leaves) = (cell.mark(), cell.open_leaves() as u32);
    // The open element begins one byte below the watermark, and what is filled next at it.
    if mark == start + usize::from(leaves != 0) {
        return Ok(OpenInCell {
            cell,
            start,
            leaves,
        });
    }
    Err(match start + size <= mark {
        true => InCell::Assigned,
        false => InCell::Other,
    })
}

/// Whether leaves of the element that the handle points to, whose type this table describes, are assigned.
#[inline(never)]
fn is_in_cell(handle: RawHandle, table: &'static Description, leaves: u32, size: usize) -> InCell {
    if word_of(handle.slot()).load(Relaxed) != handle.key() | PARTIAL {
        return InCell::Other;
    }
    match open_in_cell(handle, table, size) {
        Ok(open) if open.leaves & leaves == leaves => InCell::Assigned,
        Ok(_) => InCell::Other,
        Err(known) => known,
    }
}

/// The quick way for structures that are filled field by field: assigns leaves of the element that the handle points to, whose
/// type this table describes. It has `all` these leaves, [`MOST_LEAVES`] at most, and so many bytes.
#[inline(never)]
fn assign_in_cell(
    handle: RawHandle,
    table: &'static Description,
    leaves: u32,
    all: u32,
    size: usize,
) -> InCell {
    let (slot, key) = (handle.slot(), handle.key());
    let lock = word_of(slot);
    let word = lock.load(Relaxed);
    if word == key | FRESH {
        if leaves == all {
            lock.store(key, Relaxed);
            return InCell::Next;
        }
        // SAFETY: "Fresh".
        let cell = unsafe { cell_in(slot) };
        if !cell.describe_with(table, leaves) {
            return InCell::Other;
        }
        cell.set_watermark(1);
        lock.store(key | PARTIAL, Relaxed);
        return InCell::Next;
    }
    if word != key | PARTIAL {
        return InCell::Other;
    }
    let open = match open_in_cell(handle, table, size) {
        Ok(open) => open,
        Err(known) => return known,
    };
    if open.leaves & leaves != 0 {
        return match open.leaves & leaves == leaves {
            true => InCell::Assigned,
            false => InCell::Other,
        };
    }
    let (cell, now) = (open.cell, open.leaves | leaves);
    if now != all {
        cell.set_open_leaves(now.into());
        cell.set_watermark(open.start.cast_signed() + 1);
        return InCell::Next;
    }
    cell.set_open_leaves(0);
    let end = open.start + size;
    if end == cell.length() {
        cell.set_watermark(ALL);
        lock.store(key, Relaxed);
    } else {
        cell.set_watermark(end.cast_signed());
    }
    InCell::Next
}

/// What is needed of the path one by one, so that it stays in registers; of each type, for its shape to be known here.
#[cold]
#[inline(never)]
#[track_caller]
fn readable<T>(
    handle: RawHandle,
    root: &'static Root,
    offset: usize,
    leaf: usize,
    count: usize,
    below: Option<&Below>,
) -> Result<NonNull<u8>, Error> {
    // In few registers, and without a call, so that none is saved for what comes after.
    if are_noted(handle, root, leaf, count)
        && let Some(address) = NonNull::new(handle.address().wrapping_add(offset))
    {
        return Ok(address);
    }
    readable_otherwise::<T>(handle, root, offset, leaf, count, below)
}

#[inline(never)]
#[track_caller]
fn readable_otherwise<T>(
    handle: RawHandle,
    root: &'static Root,
    offset: usize,
    leaf: usize,
    count: usize,
    below: Option<&Below>,
) -> Result<NonNull<u8>, Error> {
    if let Some((address, true)) = in_large(handle, root, offset, leaf..leaf + count, false) {
        return Ok(address);
    }
    if let Some(table) = root.table.filter(|_| count > 0)
        && let InCell::Assigned = in_cell_of(handle, table, leaf..leaf + count, false)
    {
        return Ok(
            NonNull::new(handle.address().wrapping_add(offset)).unwrap_or(NonNull::dangling())
        );
    }
    let to = To::new(root, offset, leaf, T::SHAPE, below);
    if let Some((address, true)) = open(handle, &to, false) {
        return Ok(address);
    }
    readable_at(handle, &to)
}

/// In an array of structures that are filled in any order: the quick way, where the block knows what the table of the root knows,
/// and these are leaves of it. As [`open`].
fn in_large(
    handle: RawHandle,
    root: &'static Root,
    offset: usize,
    leaves: Range<usize>,
    assign: bool,
) -> Option<(NonNull<u8>, bool)> {
    let table = root.table.filter(|_| !leaves.is_empty())?;
    let (slot, size) = (handle.slot(), table.shape.size);
    if word_of(slot).load(Relaxed) != handle.key() | PARTIAL || size == 0 {
        return None;
    }
    let large = large_or_wide(slot)?;
    let record = Record::Large(large);
    if !large.is_described_by(table) || record.chunk_size().is_some_and(|chunk| chunk != size) {
        return None;
    }
    // "Key": an element begins here, and the block is a whole number of them.
    let start = handle.address().addr().wrapping_sub(record.base().addr());
    let address = NonNull::new(handle.address().wrapping_add(offset))?;
    let element = Element {
        of: table,
        bytes: start..start + size,
        stride: size,
        tracked: record.length(),
    };
    let assigned = match record.amount(&element, &leaves) {
        Amount::All => true,
        Amount::Nothing => false,
        Amount::Part => return None,
    };
    if !assigned && assign {
        record.assign_leaves(slot, &element, &leaves).ok()?;
    }
    Some((address, assigned))
}

/// Where an element is filled field by field, and the one before it was: the quick way. Whether the part is assigned, and
/// from now on is if it is to be.
#[inline]
fn open(handle: RawHandle, to: &To, assign: bool) -> Option<(NonNull<u8>, bool)> {
    let lock = word_of(handle.slot());
    if lock.load(Relaxed) != handle.key() | PARTIAL || to.root.one {
        return None;
    }
    let record = record_of(handle.slot());
    let known = record.known();
    let of = match to.root.table? {
        table if known.is_described_by(table) => table,
        // It knows more than the table of the type.
        _ => {
            let (of, _) = record.parts()?;
            of.is_of(to.root.shape).then_some(of)?
        }
    };
    let size = of.shape.size;
    if known.chunk_size().is_some_and(|chunk| chunk != size) {
        return None;
    }
    let start = handle.address().addr().wrapping_sub(known.base().addr());
    let address = NonNull::new(handle.address().wrapping_add(to.offset))?;
    if (start + size).cast_signed() <= known.watermark() {
        return Some((address, true));
    }
    let leaves = to.part_of(of.whole())?.leaves();
    let (amount, more) = record.open_next(of, start, leaves)?;
    let assigned = match amount {
        Amount::Nothing => false,
        Amount::Part => return None,
        Amount::All => true,
    };
    if !assigned && assign {
        more.store(&record, handle.slot());
    }
    Some((address, assigned))
}

#[track_caller]
fn readable_at(handle: RawHandle, to: &To) -> Result<NonNull<u8>, Error> {
    let spot = Spot::find(handle, to)?;
    spot.assigned()?;
    spot.place.not_borrowed(&spot.bytes(), false)?;
    Ok(spot.place.pointer(spot.offset))
}

/// Moves a value in; the one that was there is dropped, after the new one is in place.
///
/// # Safety
///
/// A `T` is at the end of the path.
#[inline(always)]
#[track_caller]
pub(crate) unsafe fn write<T>(handle: RawHandle, path: Path, value: T) -> Result<(), Error> {
    let quick = match is_open(handle) {
        true => InCell::Assigned,
        false => in_cell_at::<T>(handle, path, true),
    };
    let here = handle.address().wrapping_add(path.offset);
    let (address, assigned) = match quick {
        InCell::Assigned => (here, true),
        InCell::Next => (here, false),
        InCell::Other => {
            let below = path.below();
            let count = path.leaves::<T>().map_or(0, |leaves| leaves.len());
            match writable::<T>(
                handle,
                path.root,
                path.offset,
                path.leaf,
                count,
                below.as_ref(),
            ) {
                Ok((pointer, assigned)) => (pointer.as_ptr(), assigned),
                Err(error) => return Err(error.after_drop_of(value)),
            }
        }
    };
    // SAFETY: the part lies inside the block, and no guard of it lives. "Key", or "Assigned": it holds a value if it is
    // `assigned`. "Alone": that it was noted as assigned ran no code of the user's.
    unsafe { put(address.cast(), value, assigned) };
    Ok(())
}

/// Not cold: a structure is filled field by field.
#[inline(never)]
#[track_caller]
fn writable<T>(
    handle: RawHandle,
    root: &'static Root,
    offset: usize,
    leaf: usize,
    count: usize,
    below: Option<&Below>,
) -> Result<(NonNull<u8>, bool), Error> {
    let word = word_of(handle.slot()).load(Relaxed);
    if (is_below(handle, word, root) || are_noted(handle, root, leaf, count))
        && let Some(address) = NonNull::new(handle.address().wrapping_add(offset))
    {
        return Ok((address, true));
    }
    if let Some(found) = in_large(handle, root, offset, leaf..leaf + count, true) {
        return Ok(found);
    }
    let to = To::new(root, offset, leaf, T::SHAPE, below);
    match open(handle, &to, true) {
        Some(found) => Ok(found),
        None => writable_at(handle, &to),
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn writable_at(handle: RawHandle, to: &To) -> Result<(NonNull<u8>, bool), Error> {
    recorded::before_change(handle, What::Moved, Location::caller());
    let mut learned = false;
    loop {
        let spot = Spot::find(handle, to)?;
        spot.place.not_borrowed(&spot.bytes(), true)?;
        let amount = spot.amount();
        match amount {
            Amount::All => {}
            Amount::Nothing if !spot.is_told_apart() && !learned => {
                part::learn(&spot.place, to)?;
                learned = true;
                continue;
            }
            Amount::Nothing => spot.assign()?,
            // Code of the user's runs: everything is looked up again.
            Amount::Part => {
                spot.drop_parts()?;
                continue;
            }
        }
        recorded::changed(&spot.place, What::Moved, &spot.bytes(), Location::caller());
        return Ok((spot.place.pointer(spot.offset), amount == Amount::All));
    }
}

/// Moves the value out; the part is unassigned again, and the rest of its element is what it was.
///
/// # Safety
///
/// A `T` is at the end of the path.
#[track_caller]
pub(crate) unsafe fn take<T>(handle: RawHandle, path: Path) -> Result<T, Error> {
    let pointer = takable(handle, &path.end::<T>())?;
    // SAFETY: "Assigned": a valid `T` is there, and nobody else owns it: it was just marked as unassigned, which ran no
    // code of the user's ("Alone").
    Ok(unsafe { pointer.cast::<T>().read_unaligned() })
}

#[inline(never)]
#[track_caller]
fn takable(handle: RawHandle, to: &To) -> Result<NonNull<u8>, Error> {
    recorded::before_change(handle, What::Taken, Location::caller());
    let spot = Spot::find(handle, to)?;
    spot.assigned()?;
    spot.place.not_borrowed(&spot.bytes(), true)?;
    spot.unassign()?;
    recorded::changed(&spot.place, What::Taken, &spot.bytes(), Location::caller());
    Ok(spot.place.pointer(spot.offset))
}

/// Swaps the value.
///
/// # Safety
///
/// A `T` is at the end of the path.
#[track_caller]
pub(crate) unsafe fn replace<T>(handle: RawHandle, path: Path, value: T) -> Result<T, Error> {
    let address = match replaceable(handle, &path.end::<T>()) {
        Ok(pointer) => pointer.cast::<T>(),
        Err(error) => return Err(error.after_drop_of(value)),
    };
    // SAFETY: "Assigned": a valid `T` is there, and "Alone": still. It is overwritten next.
    let old = unsafe { address.read_unaligned() };
    // SAFETY: the part lies inside the block, and no guard of it lives.
    unsafe { address.write_unaligned(value) };
    Ok(old)
}

#[inline(never)]
#[track_caller]
fn replaceable(handle: RawHandle, to: &To) -> Result<NonNull<u8>, Error> {
    recorded::before_change(handle, What::Moved, Location::caller());
    let spot = Spot::find(handle, to)?;
    spot.assigned()?;
    spot.place.not_borrowed(&spot.bytes(), true)?;
    recorded::changed(&spot.place, What::Moved, &spot.bytes(), Location::caller());
    Ok(spot.place.pointer(spot.offset))
}

/// A value that is there, and the loan that keeps it so.
#[track_caller]
pub(crate) fn lend(
    handle: RawHandle,
    to: &To,
    mutable: bool,
) -> Result<(NonNull<u8>, Loan), Error> {
    if mutable {
        recorded::before_change(handle, What::Lent, Location::caller());
    }
    let spot = Spot::find(handle, to)?;
    spot.assigned()?;
    let pointer = spot.place.aligned(spot.offset, to.shape.align)?;
    let loan = Loan::take(&spot.place, spot.bytes(), mutable)?;
    if mutable {
        recorded::changed(&spot.place, What::Lent, &spot.bytes(), Location::caller());
    }
    Ok((pointer, loan))
}

/// Whether a value is there.
pub(crate) fn is_assigned(handle: RawHandle, to: &To) -> bool {
    is_open(handle) || Spot::look_up(handle, to).is_some_and(|spot| spot.amount() == Amount::All)
}
