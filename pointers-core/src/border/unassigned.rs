//! Memory without value, for C to fill.

use core::fmt;
use core::mem::MaybeUninit;
use core::ops::{Deref, DerefMut};
use core::panic::Location;
use core::ptr::NonNull;

use crate::access::loan::Loan;
use crate::access::runs::Run;
use crate::block::{Located, find, recorded};
use crate::error::{Error, Fault, Result, Wanted};
use crate::handle::{InBytes, Pointer};
use crate::heap::recorder::What;
use crate::layout::Shape;
use crate::table::raw_handle::RawHandle;

/// Elements without value, lent to be filled: a guard of [`borrow_unassigned`](crate::MallocPointer::borrow_unassigned).
///
/// It is a slice of [`MaybeUninit`]s. What was filled counts as assigned after [`assume_assigned`](Self::assume_assigned),
/// and can be used when the guard is gone; nobody drops what was filled and not assumed so.
#[must_use = "the memory is lent only while the guard lives"]
pub struct Unassigned<T> {
    /// Those that are not assigned yet.
    rest: NonNull<[MaybeUninit<T>]>,
    /// The block, and where in it the first of them lies.
    handle: RawHandle,
    offset: usize,
    _loan: Loan,
}

impl<T, K: InBytes> Pointer<T, K> {
    /// Lends `count` elements from this one on, none of which holds a value, to be filled: by C, or whoever fills memory
    /// that is not initialised. While the guard lives, every other access to them is a `Borrow` error.
    ///
    /// C: the `buffer` and the `size` of `read(file, buffer, size)`.
    ///
    /// # Errors
    ///
    /// As for [`write`](Self::write), of any of the elements; `Borrow` if one of them holds a value, or is lent;
    /// `InvalidSize` if the address is not aligned for `T`, or the chunks are larger than the values.
    ///
    /// ```
    /// use pointers::{ErrorKind, MallocPointer, free, malloc};
    ///
    /// let buffer: MallocPointer<u8> = malloc(8)?;
    /// let mut room = buffer.borrow_unassigned(8)?;
    /// // SAFETY: `snprintf` writes at most so many bytes, and returns how many it did, without the terminator.
    /// unsafe {
    ///     let written = libc::snprintf(room.as_mut_ptr().cast(), room.len(), c"%d".as_ptr(), 42);
    ///     room.assume_assigned(written as usize + 1)?;
    /// }
    /// drop(room);
    /// assert_eq!(*buffer.borrow_slice(3)?, *b"42\0");
    /// assert_eq!(buffer.add(3)?.read().unwrap_err().kind(), ErrorKind::Dereference);
    /// free(buffer)?;
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[track_caller]
    pub fn borrow_unassigned(self, count: usize) -> Result<Unassigned<T>> {
        let shape = Shape::of::<T>();
        let run = Run::to_change(self.raw, count, shape, What::Lent)?;
        let start = run.aligned(shape)?;
        if run.place.record.is_any_assigned_in(&run.bytes) {
            return Err(first_assigned(&run));
        }
        let offset = run.bytes.start;
        let loan = Loan::take(&run.place, run.bytes.clone(), true)?;
        run.tell(What::Lent);
        Ok(Unassigned {
            rest: NonNull::slice_from_raw_parts(start.cast(), count),
            handle: self.raw,
            offset,
            _loan: loan,
        })
    }
}

/// The error for elements of which one holds a value. A guard in the way is told first.
#[cold]
#[track_caller]
fn first_assigned(run: &Run) -> Error {
    let Run {
        place,
        layout,
        bytes,
    } = run;
    if let Err(error) = place.not_borrowed(bytes, true) {
        return error;
    }
    let holds = |start: &usize| {
        let element = *start..start + layout.extent;
        place.record.is_any_assigned_in(&element)
    };
    let first = bytes.clone().step_by(layout.stride).find(holds);
    place.error(Fault::Assigned {
        index: first.unwrap_or(bytes.start) / layout.stride,
        chunks: place.record.chunk_size().is_some(),
    })
}

impl<T> Unassigned<T> {
    /// Notes that the first `count` of the elements hold values now. The guard goes on with those that follow, so that the
    /// next call of C's can fill these.
    ///
    /// # Errors
    ///
    /// `OutOfBounds` or `NotEnoughChunks` if there are not so many; `Allocation` if there is no memory for the note. Nothing
    /// is changed then.
    ///
    /// # Safety
    ///
    /// The first `count` elements are initialised, and valid as `T`s.
    ///
    /// ```
    /// use pointers::{ErrorKind, MallocPointer, free, malloc};
    ///
    /// let numbers: MallocPointer<u32> = malloc(8)?;
    /// let mut room = numbers.borrow_unassigned(2)?;
    /// room[0].write(7);
    /// // SAFETY: it was just written; the second call names what is not there, and so does nothing.
    /// unsafe {
    ///     room.assume_assigned(1)?;
    ///     assert_eq!(room.assume_assigned(2).unwrap_err().kind(), ErrorKind::OutOfBounds);
    /// }
    /// assert_eq!(room.len(), 1);
    /// drop(room);
    /// assert_eq!(numbers.read()?, 7);
    /// free(numbers)?;
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[track_caller]
    pub unsafe fn assume_assigned(&mut self, count: usize) -> Result<()> {
        let room = self.rest.len();
        if count == 0 {
            return Ok(());
        }
        recorded::before_change(self.handle, What::Moved, Location::caller());
        let place = find(self.handle)?;
        if count > room {
            return Err(too_many(&place, count, room, size_of::<T>()));
        }
        let shape = Shape::of::<T>();
        let end = self.offset + count * shape.stride();
        let tracked = place.layout(shape).tracked;
        let bytes = self.offset..end;
        place.check(place.record.assign(place.slot, bytes.clone(), tracked))?;
        recorded::changed(&place, What::Moved, &bytes, Location::caller());
        self.offset = end;
        let rest = self.rest.cast::<MaybeUninit<T>>();
        // SAFETY: there are at least `count` elements, so that the rest begins inside of them, or at their end.
        let rest = unsafe { rest.add(count) };
        self.rest = NonNull::slice_from_raw_parts(rest, room - count);
        Ok(())
    }
}

#[cold]
#[track_caller]
fn too_many(place: &Located, count: usize, room: usize, size: usize) -> Error {
    place.error(Fault::NoRoom {
        needed: count.saturating_mul(size),
        room: room * size,
        wanted: Wanted::Target,
        memory: place.memory(),
    })
}

impl<T> Deref for Unassigned<T> {
    type Target = [MaybeUninit<T>];

    fn deref(&self) -> &[MaybeUninit<T>] {
        // SAFETY: "Loans": these elements of the block, whose address was found aligned, are lent to this guard alone; what
        // is in a `MaybeUninit` need not be initialised.
        unsafe { self.rest.as_ref() }
    }
}

impl<T> DerefMut for Unassigned<T> {
    fn deref_mut(&mut self) -> &mut [MaybeUninit<T>] {
        // SAFETY: as above, and this is borrowed mutably. None of the elements is assigned, so that nobody takes what is
        // written here for a value.
        unsafe { self.rest.as_mut() }
    }
}

impl<T> fmt::Debug for Unassigned<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unassigned({} elements)", self.rest.len())
    }
}
