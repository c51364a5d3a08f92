//! Handles in format strings: C's `%p`.

use core::fmt;

use crate::handle::Pointer;

/// The address, as of Rust's own pointers: `{:p}`.
///
/// ```
/// let p = pointers::malloc::<u32>(4)?;
/// assert_eq!(format!("{p:p}"), format!("{:p}", p.as_ptr()?));
/// # pointers::free(p)?;
/// # Ok::<(), pointers::Error>(())
/// ```
impl<T: ?Sized, K> fmt::Pointer for Pointer<T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&core::ptr::without_provenance::<u8>(self.address()), f)
    }
}

/// The address as a number: `{:x}`.
///
/// ```
/// let p = pointers::malloc::<u32>(4)?;
/// assert_eq!(format!("{p:#x} {p:X}"), format!("{0:#x} {0:X}", p.address()));
/// # pointers::free(p)?;
/// # Ok::<(), pointers::Error>(())
/// ```
impl<T: ?Sized, K> fmt::LowerHex for Pointer<T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::LowerHex::fmt(&self.address(), f)
    }
}

/// The address as a number: `{:X}`.
impl<T: ?Sized, K> fmt::UpperHex for Pointer<T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::UpperHex::fmt(&self.address(), f)
    }
}
