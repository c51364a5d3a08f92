//! A pointer, or two numbers of 32 bits, in as little as they fit in.

use core::cell::Cell as Mutable;
use core::ptr;

/// Who has one knows which of the two is in it. All zero is null, and two zeros.
#[repr(C)]
pub(super) struct More<T> {
    /// The pointer; or the lower number, and the upper one too where it has 64 bits.
    pointer: Mutable<*mut T>,
    #[cfg(target_pointer_width = "32")]
    upper: Mutable<u32>,
}

impl<T> More<T> {
    #[inline(always)]
    pub(super) fn pointer(&self) -> *mut T {
        self.pointer.get()
    }

    #[inline(always)]
    pub(super) fn set_pointer(&self, pointer: *mut T) {
        self.pointer.set(pointer);
        #[cfg(target_pointer_width = "32")]
        self.upper.set(0);
    }

    #[inline(always)]
    pub(super) fn lower(&self) -> u32 {
        self.pointer.get().addr() as u32
    }

    #[cfg(target_pointer_width = "64")]
    #[inline(always)]
    pub(super) fn upper(&self) -> u32 {
        (self.pointer.get().addr() >> 32) as u32
    }

    #[cfg(target_pointer_width = "32")]
    #[inline(always)]
    pub(super) fn upper(&self) -> u32 {
        self.upper.get()
    }

    #[cfg(target_pointer_width = "64")]
    #[inline(always)]
    pub(super) fn set(&self, lower: u32, upper: u32) {
        let both = lower as usize | (upper as usize) << 32;
        self.pointer.set(ptr::without_provenance_mut(both));
    }

    #[cfg(target_pointer_width = "32")]
    #[inline(always)]
    pub(super) fn set(&self, lower: u32, upper: u32) {
        self.pointer
            .set(ptr::without_provenance_mut(lower as usize));
        self.upper.set(upper);
    }
}
