//! [`MallocPointer`].

use super::Pointer;
use super::kind::Malloc;
use super::size_model::Native;

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
