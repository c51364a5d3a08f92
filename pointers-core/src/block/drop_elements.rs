//! Dropping what a block holds.

use core::ptr::NonNull;

use crate::layout::Layout;
use crate::table::assigned::{ALL, SPARSE};
use crate::table::bitmap::Bitmap;

/// Values that are to be dropped, in order of their addresses. If one of the drops panics, the rest is
/// dropped all the same.
pub(crate) struct DropElements<'a> {
    base: NonNull<u8>,
    layout: Layout,
    watermark: isize,
    bitmap: Option<&'a Bitmap>,
    /// The offset of the next element to look at.
    next: usize,
    /// Drops the value at an address.
    drop: unsafe fn(*mut u8),
}

impl<'a> DropElements<'a> {
    /// The values from `first` on.
    ///
    /// # Safety
    ///
    /// What `watermark` and `bitmap` say is assigned ([`crate::table::assigned`]) holds values
    /// that `drop` is for, and that nobody else owns or can reach from now on.
    pub(crate) unsafe fn new(
        base: NonNull<u8>,
        layout: Layout,
        watermark: isize,
        bitmap: Option<&'a Bitmap>,
        first: usize,
        drop: unsafe fn(*mut u8),
    ) -> Self {
        DropElements {
            base,
            layout,
            watermark,
            bitmap,
            next: first,
            drop,
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
            let value = unsafe { self.base.add(offset) };
            // SAFETY: the promise made to `new`; `next` is past this value already.
            unsafe { (self.drop)(value.as_ptr()) };
        }
    }
}

impl Drop for DropElements<'_> {
    fn drop(&mut self) {
        self.drop_all();
    }
}
