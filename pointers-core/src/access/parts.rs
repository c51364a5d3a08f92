//! Reading, writing and taking parts of elements, and what a [`Pointer`](crate::Pointer) points to: what
//! [`elements`](super::elements) is for elements.

use core::panic::Location;
use core::ptr::NonNull;
use core::sync::atomic::Ordering::Relaxed;

use super::elements::put;
use super::loan::Loan;
use super::parts_quick::{InCell, are_noted, in_cell_at, in_cell_of, in_large, is_below, open};
use super::unaligned::{load, store};
use crate::block::part::{self, Spot};
use crate::block::path::{Below, Path, Root, To};
use crate::block::recorded;
use crate::error::Error;
use crate::heap::recorder::What;
use crate::layout::Shaped;
use crate::table::element::Amount;
use crate::table::lock_words::word_of;
use crate::table::raw_handle::RawHandle;

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
pub(crate) unsafe fn read<T>(handle: RawHandle, path: &Path) -> Result<T, Error> {
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
    Ok(unsafe { load(address.cast::<T>()) })
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
    // Without a call, before what needs more.
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
pub(crate) unsafe fn write<T>(handle: RawHandle, path: &Path, value: T) -> Result<(), Error> {
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
pub(crate) unsafe fn take<T>(handle: RawHandle, path: &Path) -> Result<T, Error> {
    let pointer = takable(handle, &path.end::<T>())?;
    // SAFETY: "Assigned": a valid `T` is there, and nobody else owns it: it was just marked as unassigned, which ran no
    // code of the user's ("Alone").
    Ok(unsafe { load(pointer.cast::<T>().as_ptr()) })
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
pub(crate) unsafe fn replace<T>(handle: RawHandle, path: &Path, value: T) -> Result<T, Error> {
    let address = match replaceable(handle, &path.end::<T>()) {
        Ok(pointer) => pointer.cast::<T>(),
        Err(error) => return Err(error.after_drop_of(value)),
    };
    // SAFETY: "Assigned": a valid `T` is there, and "Alone": still. It is overwritten next.
    let old = unsafe { load(address.as_ptr()) };
    // SAFETY: the part lies inside the block, and no guard of it lives.
    unsafe { store(address.as_ptr(), value) };
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
