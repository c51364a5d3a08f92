//! `Value` and `Read`: what memory can hold, and how each kind of it is read.

use zerocopy::FromZeros;

use super::kind::Kind;
use crate::access::{elements, parts, slices};
use crate::block::path::Path;
use crate::error::{Error, Fault, Result, Sites};
use crate::layout::Shaped;
use crate::table::raw_handle::RawHandle;

/// A value that memory can hold: every sized type, `str`, and `[U]` where `U: Copy`. Not `dyn Trait`.
///
/// The bytes of a `str` or a `[U]` are stored in the memory itself, not a reference to them.
#[diagnostic::on_unimplemented(
    message = "memory cannot hold a `{Self}`",
    note = "memory holds every sized type, `str`, and slices of `Copy` types; put a `dyn Trait` in a `Box` first"
)]
pub trait Value: Shaped {}

/// A value that can be copied out of memory: `T: Copy`, `str`, `[U]` where `U: Copy`.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` cannot be copied out of memory",
    label = "`{Self}` is not `Copy`",
    note = "use `borrow()` to look at it, or `take()` to move it out"
)]
pub trait Read: Value {
    /// What reading gives: the value itself, a `String` for `str`, a `Vec<U>` for `[U]`.
    type Output;

    /// # Safety
    ///
    /// This is the handle's type.
    #[doc(hidden)]
    unsafe fn read_from<K: Kind>(handle: RawHandle) -> Result<Self::Output>;
}

/// A value that is valid when all its bytes are zero, so that `calloc`'s memory can be read at once.
///
/// It holds for every type that implements [`zerocopy::FromZeros`], which can be derived, and for
/// `str`, which begins as the empty string.
///
/// ```
/// use pointers::{CallocPointer, calloc, free, zerocopy};
/// use zerocopy::FromZeros;
///
/// #[derive(Clone, Copy, FromZeros)]
/// #[zerocopy(crate = "pointers::zerocopy")]
/// struct Node {
///     value: i32,
///     next: CallocPointer<Node>, // NULL when zeroed
/// }
///
/// let node = calloc::<Node>(1, size_of::<Node>())?;
/// assert!(node.read()?.next.is_null());
/// free(node)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` may not be valid when its bytes are zero, as `calloc`'s memory is",
    label = "cannot be `calloc`ed",
    note = "use `calloc_safe`, whose chunks begin unassigned, or derive `FromZeros` with `#[derive(pointers::zerocopy::FromZeros)] #[zerocopy(crate = \"pointers::zerocopy\")]`"
)]
pub trait Zeroed: Value {}

impl<T> Value for T {}
impl Value for str {}
impl<U: Copy> Value for [U] {}

impl<T: Copy> Read for T {
    type Output = T;

    #[inline(always)]
    #[track_caller]
    unsafe fn read_from<K: Kind>(handle: RawHandle) -> Result<T> {
        if K::ONE {
            // SAFETY: the caller's promise, and `T` is `Copy`.
            return unsafe { parts::read(handle, &Path::one::<T>()) };
        }
        // SAFETY: the caller's promise, and `T` is `Copy`.
        unsafe { elements::read(handle) }
    }
}

impl Read for str {
    type Output = String;

    #[track_caller]
    unsafe fn read_from<K: Kind>(handle: RawHandle) -> Result<String> {
        let mut copy = String::new();
        loop {
            // SAFETY: the caller's promise; all that happens to it is that it is copied, to where there is
            // room for it.
            let value = unsafe { slices::slice::<str>(handle)?.as_ref() };
            let length = value.len();
            if length <= copy.capacity() {
                copy.push_str(value);
                return Ok(copy);
            }
            // The allocator may be the user's code: the value is looked up again afterwards.
            if copy.try_reserve_exact(length).is_err() {
                return Err(no_memory(length));
            }
        }
    }
}

impl<U: Copy> Read for [U] {
    type Output = Vec<U>;

    #[track_caller]
    unsafe fn read_from<K: Kind>(handle: RawHandle) -> Result<Vec<U>> {
        let mut copy = Vec::new();
        loop {
            // SAFETY: the caller's promise; all that happens to it is that it is copied, to where there is
            // room for it.
            let value = unsafe { slices::slice::<[U]>(handle)?.as_ref() };
            let length = value.len();
            if length <= copy.capacity() {
                copy.extend(value);
                return Ok(copy);
            }
            // The allocator may be the user's code: the value is looked up again afterwards.
            let size = size_of_val(value);
            if copy.try_reserve_exact(length).is_err() {
                return Err(no_memory(size));
            }
        }
    }
}

#[cold]
#[track_caller]
pub(crate) fn no_memory(size: usize) -> Error {
    Error::new(Fault::OutOfMemory { size }, Sites::default())
}

impl<T: FromZeros> Zeroed for T {}
impl Zeroed for str {}
impl<U: Copy + FromZeros> Zeroed for [U] {}
