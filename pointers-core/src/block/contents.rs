//! Dropping what a block holds.

use core::marker::PhantomData;
use core::ptr::{self, NonNull};

use super::Layout;
use super::assigned::{ALL, SPARSE};
use super::bitmap::Bitmap;
use super::life::Remains;

/// Values that are to be dropped, in order of their addresses. If one of the drops panics, the rest is
/// dropped all the same.
pub(crate) struct Contents<'a, T> {
    base: NonNull<u8>,
    layout: Layout,
    watermark: isize,
    bitmap: Option<&'a Bitmap>,
    /// The offset of the next element to look at.
    next: usize,
    values: PhantomData<T>,
}

impl<'a, T> Contents<'a, T> {
    /// The values from `first` on.
    ///
    /// # Safety
    ///
    /// What `watermark` and `bitmap` say is assigned ([`super::assigned`]) holds values of type
    /// `T` that nobody else owns or can reach from now on.
    pub(crate) unsafe fn new(
        base: NonNull<u8>,
        layout: Layout,
        watermark: isize,
        bitmap: Option<&'a Bitmap>,
        first: usize,
    ) -> Self {
        Contents {
            base,
            layout,
            watermark,
            bitmap,
            next: first,
            values: PhantomData,
        }
    }

    /// Called by name, and not left to `Drop`: what a panic in here leaves is then dropped by `Drop`.
    pub(crate) fn drop_all(&mut self) {
        while self.next < self.layout.end {
            let offset = self.next;
            self.next += self.layout.stride;
            let assigned = match self.watermark {
                ALL => true,
                SPARSE => self
                    .bitmap
                    .is_some_and(|map| map.covers(offset, self.layout.extent)),
                mark => (offset + self.layout.extent) as isize <= mark,
            };
            if !assigned {
                continue;
            }
            // SAFETY: the element lies inside the block: its offset is below the layout's end.
            let value = unsafe { self.base.add(offset) }.cast::<T>();
            if value.is_aligned() {
                // SAFETY: the promise made to `new`; `next` is past this value already.
                unsafe { ptr::drop_in_place(value.as_ptr()) };
            } else {
                // SAFETY: as above; a zeroed chunk that is not aligned can hold such a value.
                drop(unsafe { value.read_unaligned() });
            }
        }
    }
}

impl<T> Drop for Contents<'_, T> {
    fn drop(&mut self) {
        self.drop_all();
    }
}

impl Remains {
    /// Drops the values of a block that has ended, then gives its bytes back.
    ///
    /// # Safety
    ///
    /// The block's values are of type `T`.
    pub(crate) unsafe fn drop_contents<T>(self) {
        let bitmap = self.extra.as_ref().map(|extra| extra.bitmap.borrow());
        let bitmap = bitmap.as_ref().and_then(|map| map.as_ref());
        // SAFETY: the block has ended: "Assigned", and nobody reaches it any more.
        let mut contents =
            unsafe { Contents::<T>::new(self.base, self.layout, self.watermark, bitmap, 0) };
        contents.drop_all();
    }
}
