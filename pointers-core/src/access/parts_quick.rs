//! The quick ways to parts of elements, of blocks that are being filled: of small ones, of large ones in any order, and one element
//! after another. Each answers, or leaves it to [`parts`](super::parts).

use core::ops::Range;
use core::ptr::NonNull;
use core::sync::atomic::Ordering::Relaxed;

use super::filling;
use crate::block::path::{Path, Root, To};
use crate::layout::description::Description;
use crate::table::cell::{Cell, MOST_LEAVES};
use crate::table::element::{Amount, Element};
use crate::table::groups::{cell_in, cell_of, large_or_wide, record_of};
use crate::table::lock_words::word_of;
use crate::table::raw_handle::RawHandle;
use crate::table::record::Record;
use crate::table::watermark::{ALL, SPARSE};
use crate::table::word::{FRESH, PARTIAL};

/// Of a block that is being filled, whose lock word was just this: whether the element that the handle points to lies below
/// the watermark, and is assigned as a whole. An array that has room for more than it holds is such a block for ever.
#[cfg_attr(not(debug_assertions), inline(always))]
pub(crate) fn is_below(handle: RawHandle, word: u32, root: &'static Root) -> bool {
    // What a `Pointer` points to may begin anywhere: not with the one byte of the open element that is below the watermark. What
    // has no size ends where it begins, and may be of that element all the same.
    let size = root.shape.size + usize::from(root.one);
    root.shape.size > 0 && !root.shape.slice && filling::is_below(handle, word, size)
}

/// Of a block with gaps, such as an array of structures that are filled in any order: whether leaves of an element are noted as
/// assigned, where the block knows what the table of the root knows.
#[cfg_attr(not(debug_assertions), inline(always))]
pub(crate) fn are_noted(handle: RawHandle, root: &'static Root, leaf: usize, count: usize) -> bool {
    let word = word_of(handle.slot()).load(Relaxed);
    let filled = filling::being_filled(handle, word);
    let (Some(table), Some((record, start))) = (root.table, filled) else {
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
pub(crate) enum InCell {
    /// It is assigned.
    Assigned,
    /// It was not, and now it is.
    Next,
    /// Something else: the slow way decides.
    Other,
}

#[inline(always)]
pub(crate) fn in_cell_at<T>(handle: RawHandle, path: &Path, assign: bool) -> InCell {
    match (path.root.table, path.leaves::<T>()) {
        (Some(table), Some(leaves)) => in_cell_of(handle, table, leaves, assign),
        _ => InCell::Other,
    }
}

/// What the table says is a constant where this is inlined, so that nothing of it is looked up.
#[cfg_attr(not(debug_assertions), inline(always))]
pub(crate) fn in_cell_of(
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

/// In an array of structures that are filled in any order: the quick way, where the block knows what the table of the root knows,
/// and these are leaves of it. As [`open`].
pub(crate) fn in_large(
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
#[cfg_attr(not(debug_assertions), inline)]
pub(crate) fn open(handle: RawHandle, to: &To, assign: bool) -> Option<(NonNull<u8>, bool)> {
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
