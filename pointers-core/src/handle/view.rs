//! What is known of a block while its lock word stays the same: for loops that index one handle.

use core::marker::PhantomData;
use core::sync::atomic::AtomicU32;
use core::sync::atomic::Ordering::Relaxed;

use super::{Distance, Handle};
use crate::block::assigned::ALL;
use crate::table::locks::word_of;
use crate::table::record::{Record, record_of};
use crate::table::word::PARTIAL;

/// The elements from a handle on, without looking for their block again at each of them.
///
/// A view borrows nothing, and may outlive the block: every access compares the lock word, and what was noted holds as
/// long as that fits. Where it does not, or where anything else is unusual, the view has no answer, and the handle is
/// to be asked. So the view need know neither errors nor drops.
pub struct View<T: ?Sized> {
    lock: &'static AtomicU32,
    key: u32,
    /// How many elements there are from the handle on; 0 where only the handle knows.
    count: usize,
    /// Where the first of them begins, if there is one.
    start: *mut u8,
    /// How far that is from the block's start, in bytes.
    offset: usize,
    /// There if an element is.
    record: Option<&'static Record>,
    /// A raw pointer: invariant in `T`, neither `Send` nor `Sync`.
    kind: PhantomData<*mut T>,
}

impl<T: ?Sized> View<T> {
    #[inline]
    pub(crate) fn of<P: Handle<Value = T>>(pointer: P) -> Self {
        let handle = pointer.raw();
        let shape = P::SHAPE;
        let mut view = View {
            lock: word_of(handle.slot()),
            key: handle.key(),
            count: 0,
            start: handle.address(),
            offset: 0,
            record: None,
            kind: PhantomData,
        };
        let usual = P::NATIVE && !shape.slice && !shape.drops && shape.size > 0;
        if !usual || view.lock.load(Relaxed) & !PARTIAL != view.key {
            return view;
        }
        let record = record_of(handle.slot());
        if record.chunk_size().is_none_or(|size| size == shape.size) {
            view.record = Some(record);
            view.offset = view.start.addr().wrapping_sub(record.base().addr());
            // "Key": an element begins here, and the block is a whole number of them.
            view.count = (record.length() - view.offset) / shape.size;
        }
        view
    }
}

impl<T> View<T> {
    /// Where the element at an index begins and ends, in bytes from the block's start.
    #[inline(always)]
    fn ends(&self, index: usize) -> (isize, isize) {
        let start = self.offset + index * size_of::<T>();
        (start.cast_signed(), (start + size_of::<T>()).cast_signed())
    }

    /// Whether there is such an element, which holds a value, and no guard lives.
    #[inline(always)]
    fn has(&self, index: usize) -> bool {
        if index >= self.count {
            return false;
        }
        let word = self.lock.load(Relaxed);
        if word == self.key {
            return true;
        }
        let Some(record) = self.record.filter(|_| word == self.key | PARTIAL) else {
            return false;
        };
        self.ends(index).1 <= record.watermark()
    }

    /// The same, or the element is the next one to be filled. It is marked as assigned if `mark` says so.
    #[inline(always)]
    fn takes(&self, index: usize, mark: bool) -> bool {
        if index >= self.count {
            return false;
        }
        let word = self.lock.load(Relaxed);
        if word == self.key {
            return true;
        }
        let Some(record) = self.record.filter(|_| word == self.key | PARTIAL) else {
            return false;
        };
        let (start, end) = self.ends(index);
        let watermark = record.watermark();
        if start != watermark {
            return end <= watermark;
        }
        if mark && end.cast_unsigned() < record.length() {
            record.set_watermark(end);
        } else if mark {
            record.set_watermark(ALL);
            self.lock.store(self.key, Relaxed);
        }
        true
    }

    /// Whether `__pointers_set` would store there now.
    #[inline(always)]
    pub fn __pointers_holds(&self, index: impl Distance) -> bool {
        self.takes(index.to_index(), false)
    }

    /// Stores, or gives the value back.
    ///
    /// # Errors
    ///
    /// The value, where the view has no answer.
    #[inline(always)]
    pub fn __pointers_set(&self, index: impl Distance, value: T) -> Result<(), T> {
        let index = index.to_index();
        if !self.takes(index, true) {
            return Err(value);
        }
        // SAFETY: as in `__pointers_get`; the element may hold nothing, or what needs no drop, as there would be no count.
        unsafe { self.start.cast::<T>().add(index).write_unaligned(value) };
        Ok(())
    }
}

impl<T: Copy> View<T> {
    /// The element, if it is there, assigned, not borrowed, and the block as it was.
    #[inline(always)]
    pub fn __pointers_get(&self, index: impl Distance) -> Option<T> {
        let index = index.to_index();
        if !self.has(index) {
            return None;
        }
        // SAFETY: the lock word is the key's, but for `PARTIAL`. So the block has neither ended nor moved since the view
        // was made ("Versions rise"), and no guard lives; `start` is an element's address, by "Key", and the count says
        // how many there are from it on. "Assigned": the word, or the watermark, says that a valid `T` is there.
        Some(unsafe { self.start.cast::<T>().add(index).read_unaligned() })
    }
}
