//! What is known of a block while its lock word stays the same: for loops that index one handle.

use core::ops::Range;
use core::sync::atomic::AtomicU32;
use core::sync::atomic::Ordering::Relaxed;

use super::{Distance, Handle};
use crate::access::unaligned::{load, store};
use crate::access::{elements, offsets};
use crate::error::Error;
use crate::heap::local::{Heap, heap};
use crate::table::cell::Cell;
use crate::table::groups::record_of;
use crate::table::large::Large;
use crate::table::lock_words::word_of;
use crate::table::raw_handle::RawHandle;
use crate::table::record::Record;
use crate::table::watermark::ALL;
use crate::table::word::PARTIAL;

/// The elements from a handle on, without looking for their block again at each of them: [`view`](crate::Pointer::view).
///
/// A view borrows nothing, and may outlive the block: every access compares the lock word, and what was noted holds as
/// long as that fits. Where it does not, or where anything else is unusual, the handle is asked, out of line and by
/// scalars, so that the view itself can stay in registers.
///
/// It cannot leave its thread, as its handle cannot:
/// ```compile_fail,E0277
/// let p = pointers::malloc::<u8>(1).unwrap();
/// let view = pointers::__private::Probe(&p).__pointers_view();
/// std::thread::spawn(move || view.__pointers_get(&view.__pointers_index(0)));
/// ```
pub struct View<P> {
    /// Its address is where the first of them begins. Being a handle, it does not leave its thread.
    pointer: P,
    lock: &'static AtomicU32,
    /// How many elements there are from the handle on; 0 where only the handle knows.
    count: usize,
    /// How far the first of them is from the block's start, in bytes.
    offset: isize,
    record: Record,
}

/// What a view notes of a block.
struct Noted {
    lock: &'static AtomicU32,
    record: Record,
    /// From the block's start to the handle.
    offset: usize,
    /// From the handle to the block's end; 0 where only the handle knows.
    room: usize,
}

/// Out of line: once before a loop it costs nothing, and the loop then has one address of the lock word.
#[inline(never)]
fn note(handle: RawHandle, size: usize) -> Noted {
    let lock = word_of(handle.slot());
    let mut noted = Noted {
        lock,
        record: Record::none(),
        offset: 0,
        room: 0,
    };
    if lock.load(Relaxed) & !PARTIAL != handle.key() {
        return noted;
    }
    let record = record_of(handle.slot());
    if record.chunk_size().is_none_or(|chunk| chunk == size) {
        noted.record = record;
        noted.offset = handle.address().addr().wrapping_sub(record.base().addr());
        noted.room = record.length() - noted.offset;
    }
    noted
}

impl<P: Handle> View<P> {
    /// Whether views of such a handle answer: for all other values only the handle does.
    pub(crate) const ANSWERS: bool =
        P::NATIVE && !P::SHAPE.slice && P::SHAPE.drop.is_none() && P::SHAPE.size > 0;

    #[inline]
    pub(crate) fn of(pointer: P) -> Self {
        let noted = note(pointer.raw(), P::SHAPE.size);
        // "Key": an element begins here, and the block is a whole number of them.
        let count = noted.room.checked_div(P::SHAPE.size).unwrap_or(0);
        View {
            pointer,
            lock: noted.lock,
            count: if Self::ANSWERS { count } else { 0 },
            offset: noted.offset.cast_signed(),
            record: noted.record,
        }
    }

    #[inline(always)]
    pub(crate) fn is_of(&self, pointer: P) -> bool {
        let (mine, other) = (self.pointer.raw(), pointer.raw());
        mine.address() == other.address()
            && mine.slot() == other.slot()
            && mine.key() == other.key()
    }

    pub(crate) fn pointer(&self) -> P {
        self.pointer
    }

    /// How many chunks there are from the handle on, if the elements are chunks.
    pub(crate) fn chunks(&self) -> Option<usize> {
        (self.count > 0 && self.record.chunk_size().is_some()).then_some(self.count)
    }

    /// Whether there is such an element, of a block that still lives, assigned or not.
    #[inline(always)]
    pub(crate) fn reaches(&self, index: usize) -> bool {
        index < self.count && self.lock.load(Relaxed) & !PARTIAL == self.key()
    }

    #[inline(always)]
    fn key(&self) -> u32 {
        self.pointer.raw().key()
    }
}

impl<P: Handle<Value: Sized>> View<P> {
    /// Of a block that is being filled: how many elements from the handle on are assigned. Below zero, or 0, where gaps
    /// are all that is known.
    ///
    /// The watermark is made an index here, and not the index a number of bytes: that the compiler would count along in
    /// every turn of the loop, of blocks that are full too.
    #[inline(always)]
    fn filled(&self, watermark: isize) -> isize {
        let (bytes, size) = (watermark - self.offset, size_of::<P::Value>());
        if size.is_power_of_two() {
            bytes >> size.trailing_zeros()
        } else {
            bytes / size.cast_signed()
        }
    }

    /// Whether the watermark stands where an element begins.
    #[inline(always)]
    fn is_next(&self, index: usize, watermark: isize) -> bool {
        let (bytes, size) = (watermark - self.offset, size_of::<P::Value>());
        if size.is_power_of_two() {
            // What is below zero, or no whole number of elements, becomes more than any index.
            bytes.cast_unsigned().rotate_right(size.trailing_zeros()) == index
        } else {
            bytes / size.cast_signed() == index.cast_signed() && bytes % size.cast_signed() == 0
        }
    }

    /// Marks an element as assigned, if it is the next one to be, and says whether it is assigned now.
    #[inline(always)]
    fn assign(&self, index: usize) -> bool {
        let watermark = self.record.filled();
        if !self.is_next(index, watermark) {
            return index.cast_signed() < self.filled(watermark);
        }
        let end = watermark + size_of::<P::Value>().cast_signed();
        if end.cast_unsigned() < self.record.length() {
            self.record.set_watermark(end);
        } else {
            self.record.set_watermark(ALL);
            self.lock.store(self.key(), Relaxed);
        }
        true
    }

    /// Stores, where the element is there, not borrowed, and assigned or the next to be. Otherwise it gives the value back.
    #[inline(always)]
    pub(crate) fn store(&self, index: usize, value: P::Value) -> Result<(), P::Value> {
        if index >= self.count {
            return Err(value);
        }
        let (word, key) = (self.lock.load(Relaxed), self.key());
        if word != key && (word != key | PARTIAL || !self.assign(index)) {
            return Err(value);
        }
        let start = self.pointer.raw().address().cast::<P::Value>();
        // SAFETY: as in `look`, but for the element's value: it may have none, and none that needs a drop, since of such
        // values the count is 0.
        unsafe { store(start.add(index), value) };
        Ok(())
    }

    /// Stores, where `store` did not: as a handle to that element would do it that is as old as the view.
    #[inline(always)]
    #[track_caller]
    pub(crate) fn set_late(&self, by: isize, value: P::Value) -> Result<(), Error> {
        write(self.pointer, self.count, by, value)
    }
}

/// A record whose watermark is looked at again and again.
trait Marked: Copy {
    /// What changes when the watermark does, as a plain load, of which the compiler knows when a second one finds nothing
    /// new.
    ///
    /// # Safety
    ///
    /// No other thread stores in this record meanwhile: the slot is this thread's.
    unsafe fn own_mark(self) -> isize;

    fn set_mark(self, mark: isize);
}

impl Marked for &'static Large {
    #[inline(always)]
    unsafe fn own_mark(self) -> isize {
        // SAFETY: the caller's promise.
        unsafe { self.own_watermark() }
    }

    #[inline(always)]
    fn set_mark(self, mark: isize) {
        self.set_watermark(mark);
    }
}

impl Marked for Cell {
    #[inline(always)]
    unsafe fn own_mark(self) -> isize {
        self.mark_while_narrow()
    }

    #[inline(always)]
    fn set_mark(self, mark: isize) {
        self.set_watermark(mark);
    }
}

/// Whether the slots of this thread are no other thread's before a call of this thread's returns.
#[inline(never)]
fn keeps_slots() -> bool {
    heap(Heap::keeps_slots)
}

/// Filling: `for i in rest { p[i] <<= value(i) }`, as far as nothing happens but that.
///
/// Between two turns nothing runs but what stands here. So before a value is asked for, the lock word is known from the
/// turn before, and afterwards it is compared with what it was. Both loads are plain ones: where the value is computed in
/// place and stores nothing, the compiler sees that they find the same.
impl<P: Handle<Value: Sized>> View<P> {
    /// Stores values until something is unusual. What is then in hand comes back, with its index; the rest stays in `rest`.
    #[inline(always)]
    pub(crate) fn fill<I: Distance>(
        &self,
        rest: &mut Range<I>,
        value: impl FnMut(I) -> P::Value,
    ) -> Option<(I, P::Value)>
    where
        Range<I>: Iterator<Item = I>,
    {
        let (low, high) = (rest.start.to_index(), rest.end.to_index());
        if !Self::ANSWERS || low >= high || high > self.count || !keeps_slots() {
            return None;
        }
        let (word, key) = (self.lock.load(Relaxed), self.key());
        if word == key {
            self.fill_open(rest, high, value)
        } else if word == key | PARTIAL && self.is_next(low, self.record.filled()) {
            let end = high.min(self.count - 1);
            match self.record {
                Record::Large(record) => self.fill_next(record, rest, end, value),
                Record::Small(cell) if cell.is_narrow() => self.fill_next(cell, rest, end, value),
                Record::Small(_) => None,
            }
        } else {
            None
        }
    }

    /// The lock word.
    ///
    /// # Safety
    ///
    /// The slot is this thread's.
    #[inline(always)]
    unsafe fn own_word(&self) -> u32 {
        // SAFETY: "One thread": nobody else stores there, and loads of other threads are no race.
        unsafe { self.lock.as_ptr().read() }
    }

    /// Fills a block whose lock word is the key, up to `end`, which is no more than the count.
    #[inline(always)]
    fn fill_open<I: Distance>(
        &self,
        rest: &mut Range<I>,
        end: usize,
        mut value: impl FnMut(I) -> P::Value,
    ) -> Option<(I, P::Value)>
    where
        Range<I>: Iterator<Item = I>,
    {
        let start = self.pointer.raw().address().cast::<P::Value>();
        loop {
            let index = rest.start.to_index();
            if index >= end {
                return None;
            }
            let item = rest.next()?;
            // SAFETY: the block lives here, and so the slot is this thread's.
            let before = unsafe { self.own_word() };
            let value = value(item);
            // SAFETY: what ended meanwhile left its slot to this thread, which keeps it: see `fill`.
            if unsafe { self.own_word() } != before {
                return Some((item, value));
            }
            // SAFETY: as in `store`. The lock word is the key: it was when this began, every value left it as it was, and a
            // store to the block is none to its lock word.
            unsafe { store(start.add(index), value) };
        }
    }

    /// Fills a block of which so much is assigned as lies before the first element, up to `end`, which is less than the
    /// count: the last element would open the lock.
    #[inline(always)]
    fn fill_next<I: Distance>(
        &self,
        record: impl Marked,
        rest: &mut Range<I>,
        end: usize,
        mut value: impl FnMut(I) -> P::Value,
    ) -> Option<(I, P::Value)>
    where
        Range<I>: Iterator<Item = I>,
    {
        let start = self.pointer.raw().address().cast::<P::Value>();
        let mut mark = self.record.filled();
        loop {
            let index = rest.start.to_index();
            if index >= end {
                return None;
            }
            let item = rest.next()?;
            // SAFETY: the block lives here, and so the slot is this thread's.
            let before = unsafe { (self.own_word(), record.own_mark()) };
            let value = value(item);
            // SAFETY: what ended meanwhile left its slot to this thread, which keeps it: see `fill`.
            if unsafe { (self.own_word(), record.own_mark()) } != before {
                return Some((item, value));
            }
            // SAFETY: as in `store`. The lock word is the key, but for `PARTIAL`, and `mark` is the watermark and says that this
            // element is the next: so it was at the first one, every value left both as they were, and each turn moves the
            // watermark on by one element.
            unsafe { store(start.add(index), value) };
            mark += size_of::<P::Value>().cast_signed();
            record.set_mark(mark);
        }
    }
}

impl<P: Handle<Value: Copy>> View<P> {
    /// The element, if it is there, assigned, not borrowed, and the block as it was.
    #[inline(always)]
    pub(crate) fn look(&self, index: usize) -> Option<P::Value> {
        if index >= self.count {
            return None;
        }
        let (word, key) = (self.lock.load(Relaxed), self.key());
        let filled = || self.filled(self.record.filled());
        if word != key && (word != key | PARTIAL || index.cast_signed() >= filled()) {
            return None;
        }
        let start = self.pointer.raw().address().cast::<P::Value>();
        // SAFETY: the lock word is the key, but for `PARTIAL`. So the block has neither ended nor moved since the view was
        // made ("Versions rise"), and no guard lives; the handle's address is an element's, by "Key", and the count says how
        // many there are from it on. "Assigned": the word, or the watermark, says that a valid value is there.
        Some(unsafe { load(start.add(index)) })
    }
}

/// What the handle that is `by` elements further says of a read.
#[cold]
#[inline(never)]
#[track_caller]
pub(crate) fn read<P: Handle<Value: Copy>>(pointer: P, by: isize) -> Result<P::Value, Error> {
    let element = offsets::checked(pointer.raw(), by, P::SHAPE, P::CHUNKED)?;
    // SAFETY: it is the type of the handle, and `Copy`.
    unsafe { elements::read(element) }
}

/// Whether the handle can be moved there.
#[cold]
#[inline(never)]
#[track_caller]
pub(crate) fn reach<P: Handle>(pointer: P, by: isize) -> Result<(), Error> {
    offsets::checked(pointer.raw(), by, P::SHAPE, P::CHUNKED).map(|_| ())
}

/// What the handle to one of `count` elements says of a write that was made when they were counted; otherwise the handle that
/// is moved there now.
#[cold]
#[inline(never)]
#[track_caller]
pub(super) fn write<P: Handle<Value: Sized>>(
    pointer: P,
    count: usize,
    by: isize,
    value: P::Value,
) -> Result<(), Error> {
    let handle = pointer.raw();
    let element = match usize::try_from(by) {
        Ok(index) if index < count => {
            let address = handle.address().wrapping_add(index * size_of::<P::Value>());
            RawHandle::new(address, handle.slot(), handle.key())
        }
        _ => offsets::checked(handle, by, P::SHAPE, P::CHUNKED)?,
    };
    // SAFETY: it is the type of the handle. "Key" and "Address" hold for each of the elements that a view counted.
    unsafe { elements::write(element, value) }
}
