//! A value at any address, copied as `read_unaligned` and `write_unaligned` do, without the calls that a debug build makes for
//! their own checks: those were half of what an access cost there.

use core::mem::ManuallyDrop;

/// Its alignment is 1.
#[repr(C, packed)]
struct Unaligned<T>(T);

/// # Safety
///
/// As of [`read_unaligned`](core::ptr::read_unaligned).
#[inline(always)]
pub(crate) unsafe fn load<T>(address: *const T) -> T {
    // SAFETY: the caller's, and any address is aligned for it.
    let Unaligned(value) = unsafe { address.cast::<Unaligned<T>>().read() };
    value
}

/// What is there is not dropped.
///
/// # Safety
///
/// As of [`write_unaligned`](core::ptr::write_unaligned).
#[inline(always)]
pub(crate) unsafe fn store<T>(address: *mut T, value: T) {
    let address = address.cast::<Unaligned<ManuallyDrop<T>>>();
    // SAFETY: the caller's, and any address is aligned for it.
    unsafe { *address = Unaligned(ManuallyDrop::new(value)) };
}
