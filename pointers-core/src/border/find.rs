//! A handle from an address.

use core::ffi::c_void;

use crate::Value;
use crate::block::{Located, look_up};
use crate::error::{Error, Fault, Result, Sites};
use crate::handle::{InBytes, Pointer};
use crate::heap::live_slots;
use crate::layout::Shape;
use crate::table::groups::record_of;
use crate::table::lock_words::word_of;
use crate::table::raw_handle::RawHandle;
use crate::table::word;
use core::sync::atomic::Ordering::Relaxed;

/// A live handle to the element at an address, which C gives back: the `void *user` of a callback, the elements that `qsort`
/// compares, what `bsearch` finds. It is one of the block that lives there now, of this thread.
///
/// An address is no identity: if the block was freed meanwhile, another may live there. Where you can, pass an address that
/// you keep alive as long as C has it, such as that of a structure of handles, and call this once in a callback: it looks at
/// the thread's blocks one after another.
///
/// # Errors
///
/// `NullPointer` of NULL; `Memory` if no block of this thread is there; `InvalidSize` if the address is not that of an
/// element, the block is not one of `T`s, or one of the other kind: of chunks, or not.
///
/// # Safety
///
/// If a block of this thread is at the address, it holds `T`s: it was allocated as one of `T`s, or cast to them, or both are
/// types that [`cast`](crate::MallocPointer::cast) is for.
///
/// ```
/// use pointers::{ErrorKind, MallocPointer, free, heap, malloc};
/// use std::ffi::c_void;
///
/// /// What C calls, with what it was given.
/// extern "C" fn count(user: *mut c_void) {
///     // SAFETY: it is given the address of a number.
///     let counter: MallocPointer<u32> = unsafe { heap::find(user) }.unwrap();
///     counter.write(counter.read().unwrap() + 1).unwrap();
/// }
///
/// let counter: MallocPointer<u32> = malloc(4)?;
/// counter.write(0)?;
/// let user = counter.as_ptr()?.cast();
/// count(user);
/// assert_eq!(counter.read()?, 1);
/// free(counter)?;
/// // SAFETY: no block is there.
/// let gone = unsafe { heap::find::<u32, pointers::Malloc>(user) };
/// assert_eq!(gone.unwrap_err().kind(), ErrorKind::Memory);
/// # Ok::<(), pointers::Error>(())
/// ```
#[track_caller]
pub unsafe fn find<T: Value + ?Sized, K: InBytes>(address: *const c_void) -> Result<Pointer<T, K>> {
    let address = address.addr();
    if address == 0 {
        return Err(Error::new(Fault::Null, Sites::default()));
    }
    let Some(place) = block_at(address) else {
        return Err(Error::new(Fault::NoBlock { address }, Sites::default()));
    };
    let chunk_size = place.record.chunk_size();
    if chunk_size.is_some() != K::CHUNKED {
        return Err(place.error(Fault::OtherKind { chunk_size }));
    }
    place.fits(T::SHAPE)?;
    be_cast(&place, T::SHAPE)?;
    let layout = place.layout(T::SHAPE);
    if !place.offset.cast_unsigned().is_multiple_of(layout.stride) {
        return Err(place.error(Fault::Offset {
            object: layout.stride,
            offset: place.offset,
        }));
    }
    Ok(Pointer::from_handle(place.handle_at(place.offset, layout)))
}

/// Of a block that was allocated for another type, what is assigned is known in bytes from here on, as after a
/// [`cast`](crate::MallocPointer::cast).
#[track_caller]
fn be_cast(place: &Located, to: &'static Shape) -> Result<()> {
    let Some(from) = place.record.shape() else {
        return Ok(());
    };
    if (from.id)() == (to.id)() {
        return Ok(());
    }
    if (from.size == 0) != (to.size == 0) {
        return Err(place.error(Fault::NoBytes));
    }
    let tracked = place.layout(from).tracked;
    place.check(place.record.be_in_bytes(place.slot, tracked))
}

/// This thread's block that has a byte at this address, or begins there.
fn block_at(address: usize) -> Option<Located> {
    let holds = |slot: &u32| {
        let record = record_of(*slot);
        address.wrapping_sub(record.base().addr()) < record.length().max(1)
    };
    let slot = live_slots().find(holds)?;
    let key = word::with_state(word_of(slot).load(Relaxed), word::OPEN);
    let base = record_of(slot).base();
    let here = base.with_addr(address);
    look_up(RawHandle::new(here, slot, key)).ok()
}
