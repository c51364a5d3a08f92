//! The record of a small block that becomes wide.

use core::ptr;
use core::sync::atomic::{AtomicIsize, AtomicPtr, AtomicU64, AtomicUsize};

use super::{IN_BYTES, Large, SAFE, undescribed};
use crate::table::cell::Cell;

impl Large {
    /// What is known of a small block, as far as its elements have no parts that are assigned.
    pub(in crate::table) fn of_cell(cell: Cell) -> Self {
        let flags = if cell.safe() { SAFE } else { 0 };
        let in_bytes = if cell.is_in_bytes() { IN_BYTES } else { 0 };
        let site = ptr::from_ref(cell.allocated_at()).wrapping_byte_add(flags);
        let described = match (cell.description(), cell.shape()) {
            (Some(description), _) => ptr::from_ref(description).cast_mut(),
            (None, Some(shape)) => undescribed(shape),
            (None, None) => ptr::null_mut(),
        };
        Large {
            base: AtomicPtr::new(cell.base()),
            length: AtomicUsize::new(cell.length()),
            extra: AtomicPtr::new(ptr::null_mut()),
            watermark: AtomicIsize::new(cell.watermark()),
            chunk_size: AtomicUsize::new(cell.chunk_size()),
            allocated_at: AtomicPtr::new(site.cast_mut()),
            described: AtomicPtr::new(described.wrapping_byte_add(in_bytes)),
            open: AtomicU64::new(match cell.is_undescribed() {
                true => 0,
                false => cell.open_leaves(),
            }),
        }
    }
}
