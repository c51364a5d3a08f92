//! Dropping what a block holds.

use core::ptr::NonNull;

use crate::layout::Layout;
use crate::table::bitmap::Bitmap;
use crate::table::parts::Leaves;
use crate::table::watermark::{ALL, SPARSE};

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
    /// The leaves of elements that are assigned in part.
    leaves: Option<Leaves<'a>>,
    /// The next leaf to look at, of the element before `next`.
    next_leaf: Option<usize>,
}

impl<'a> DropElements<'a> {
    /// The values from `first` on.
    ///
    /// # Safety
    ///
    /// What `watermark`, `bitmap` and `leaves` say is assigned ([`crate::table::assigned`], [`crate::table::parts`]) holds
    /// values that `drop` is for, or of the leaf's type, and that nobody else owns or can reach from now on.
    pub(crate) unsafe fn new(
        base: NonNull<u8>,
        layout: Layout,
        watermark: isize,
        bitmap: Option<&'a Bitmap>,
        leaves: Option<Leaves<'a>>,
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
            leaves,
            next_leaf: None,
        }
    }

    /// Called by name, and not left to `Drop`: what a panic in here leaves is then dropped by `Drop`.
    pub(crate) fn drop_all(&mut self) {
        self.drop_leaves();
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
                self.next_leaf = Some(0);
                self.drop_leaves();
                continue;
            }
            // SAFETY: the element lies inside the block: its offset is below the layout's end.
            let value = unsafe { self.base.add(offset) };
            // SAFETY: the promise made to `new`; `next` is past this value already.
            unsafe { (self.drop)(value.as_ptr()) };
        }
    }

    /// Drops what is assigned of the last element, from the next leaf on.
    fn drop_leaves(&mut self) {
        let Some(leaves) = &self.leaves else {
            return;
        };
        let start = self.next - self.layout.stride.min(self.next);
        while let Some(from) = self.next_leaf {
            self.next_leaf = leaves
                .next(self.watermark, start, self.layout.stride, from)
                .map(|leaf| leaf + 1);
            let Some(leaf) = self.next_leaf else {
                return;
            };
            let part = leaves.of.whole().with_number(leaf - 1);
            if let Some(drop) = part.of.shape.drop {
                // SAFETY: the leaf lies inside the element, and that inside the block.
                let value = unsafe { self.base.add(start + part.offset) };
                // SAFETY: the promise made to `new`; `next_leaf` is past this value already.
                unsafe { drop(value.as_ptr()) };
            }
        }
    }
}

impl Drop for DropElements<'_> {
    fn drop(&mut self) {
        self.drop_all();
    }
}
