//! [`MallocPointer`].

use core::ffi::c_void;

use super::Pointer;
use super::kind::Malloc;
use super::size_model::Native;
use super::value::Value;
use crate::block::adopt::adopt;
use crate::error::Result;

/// A handle to a block of [`malloc`](crate::malloc): the address of an element, and the knowledge whether its
/// block is still there.
///
/// It is `Copy` and 16 bytes. All copies are equal: after `free` through any of them, all are dead,
/// and say so. It stays on its thread. Two handles are equal, and ordered, by the address they hold; what
/// never comes again is their [`id`](Self::id).
///
/// `S` says how sizes are counted; it is [`Native`] unless you import from `pointers::cpython`.
///
/// ```
/// use pointers::{MallocPointer, free, malloc, traits::*};
///
/// let ptr: MallocPointer<str> = malloc(52)?;
/// ptr.write("abc")?;
/// assert_eq!(ptr.read()?, "abc");
/// assert!(format!("{ptr:?}").starts_with("<pointer to 52 bytes of memory at 0x"));
/// free(ptr)?;
/// # Ok::<(), pointers::Error>(())
/// ```
///
/// A handle cannot leave its thread:
/// ```compile_fail,E0277
/// let p = pointers::malloc::<u8>(1).unwrap();
/// std::thread::spawn(move || p.read());
/// ```
/// Nor can its type's lifetimes be shortened, which would be a use after free:
/// ```compile_fail
/// use pointers::MallocPointer;
/// fn shorten<'a>(p: MallocPointer<&'static str>) -> MallocPointer<&'a str> {
///     p
/// }
/// ```
pub type MallocPointer<T, S = Native> = Pointer<T, Malloc<S>>;

impl<T: Value + ?Sized> Pointer<T, Malloc> {
    /// Takes over a block that C allocated, so that it can be used and freed here.
    ///
    /// # Errors
    ///
    /// `NullPointer` if it is NULL; `InvalidSize` if it is not aligned for `T`, or not a whole number of `T`s. The
    /// block stays C's then.
    ///
    /// # Safety
    ///
    /// `pointer` is NULL or came from the C allocator, is used by nobody else from now on, and has `size`
    /// bytes that are initialised and valid as `T`s. On Windows a block of a `T` that is aligned to more than 16 comes from
    /// `_aligned_malloc`: C's `free` does not take what has that alignment there.
    ///
    /// ```
    /// use pointers::{MallocPointer, free};
    ///
    /// // SAFETY: `strdup` allocates with `malloc`, and the copy has four bytes.
    /// let copy = unsafe {
    ///     let raw = libc::strdup(c"abc".as_ptr());
    ///     MallocPointer::<u8>::from_raw(raw.cast(), 4)?
    /// };
    /// assert_eq!(copy.add(2)?.read()?, b'c');
    /// free(copy)?;
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    #[track_caller]
    pub unsafe fn from_raw(pointer: *mut c_void, size: usize) -> Result<Self> {
        // SAFETY: the caller's promise.
        unsafe { adopt(pointer.cast(), size, None, None, T::SHAPE) }.map(Self::from_handle)
    }
}
