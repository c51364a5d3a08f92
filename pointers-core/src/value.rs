//! What memory can hold.

use core::ptr::NonNull;

use zerocopy::FromZeros;

use crate::block::life::Remains;
use crate::block::resize::{self, Request};
use crate::error::{Error, Fault, Result, Sites};
use crate::handle::access;
use crate::handle::raw::RawHandle;

/// A value that memory can hold: every sized type, `str`, and `[U]` where `U: Copy`. Not `dyn Trait`.
///
/// The bytes of a `str` or a `[U]` are stored in the memory itself, not a reference to them.
#[diagnostic::on_unimplemented(
    message = "memory cannot hold a `{Self}`",
    note = "memory holds every sized type, `str`, and slices of `Copy` types; put a `dyn Trait` in a `Box` first"
)]
pub trait Value: sealed::Shaped {}

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
    unsafe fn read_from(handle: RawHandle) -> Result<Self::Output>;
}

/// A value that is valid when all its bytes are zero, so that `calloc`'s memory can be read at once.
///
/// It holds for every type that implements [`zerocopy::FromZeros`], which can be derived, and for
/// `str`, which begins as the empty string.
///
/// ```
/// use pointers_core::{CallocPointer, calloc, free, zerocopy};
/// use zerocopy::FromZeros;
///
/// #[derive(Clone, Copy, FromZeros)]
/// struct Node {
///     value: i32,
///     next: CallocPointer<Node>, // NULL when zeroed
/// }
///
/// let node = calloc::<Node>(1, size_of::<Node>())?;
/// assert!(node.read()?.next.is_null());
/// free(node)?;
/// # Ok::<(), pointers_core::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` may not be valid when its bytes are zero, as `calloc`'s memory is",
    label = "cannot be `calloc`ed",
    note = "use `calloc_safe`, whose chunks begin unassigned, or derive `FromZeros` with `#[derive(pointers::zerocopy::FromZeros)] #[zerocopy(crate = \"pointers::zerocopy\")]`"
)]
pub trait Zeroed: Value {}

/// How values of a type lie in memory.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The size of the value, or of one element of a slice.
    pub(crate) size: usize,
    pub(crate) align: usize,
    /// Whether one value fills the whole place, with a length of its own.
    pub(crate) slice: bool,
    pub(crate) drops: bool,
}

impl Shape {
    pub(crate) const fn of<T>() -> &'static Self {
        <T as Shaped>::SHAPE
    }
}

pub(crate) mod sealed {
    use super::{NonNull, RawHandle, Remains, Request, Result, Shape, resize};

    /// The part of [`Value`](super::Value) that users neither see nor implement.
    pub trait Shaped {
        const SHAPE: &'static Shape;

        /// A pointer to the value whose bytes begin here; a slice has `length` bytes.
        fn at(bytes: NonNull<u8>, length: usize) -> NonNull<Self>;

        /// Drops the values of a block that has ended, and gives its bytes back.
        ///
        /// # Safety
        ///
        /// The block's values are of this type.
        unsafe fn drop_contents(remains: Remains) {
            drop(remains);
        }

        /// Gives the block another size.
        ///
        /// # Safety
        ///
        /// This is the handle's type.
        #[track_caller]
        unsafe fn resize(handle: RawHandle, request: Request) -> Result<RawHandle> {
            // SAFETY: the caller's promise; what is not sized has no drop.
            unsafe { resize::resize::<()>(handle, request, Self::SHAPE) }
        }
    }
}

use sealed::Shaped;

impl<T> Shaped for T {
    const SHAPE: &'static Shape = &Shape {
        size: size_of::<T>(),
        align: align_of::<T>(),
        slice: false,
        drops: core::mem::needs_drop::<T>(),
    };

    #[inline]
    fn at(bytes: NonNull<u8>, _: usize) -> NonNull<T> {
        bytes.cast()
    }

    unsafe fn drop_contents(remains: Remains) {
        if Self::SHAPE.drops {
            // SAFETY: the caller's promise.
            unsafe { remains.drop_contents::<T>() };
        }
    }

    #[track_caller]
    unsafe fn resize(handle: RawHandle, request: Request) -> Result<RawHandle> {
        // SAFETY: the caller's promise.
        unsafe { resize::resize::<T>(handle, request, Self::SHAPE) }
    }
}

impl Shaped for str {
    const SHAPE: &'static Shape = &Shape {
        size: 1,
        align: 1,
        slice: true,
        drops: false,
    };

    fn at(bytes: NonNull<u8>, length: usize) -> NonNull<str> {
        let bytes = <[u8]>::at(bytes, length);
        // The cast keeps the length; that the bytes are UTF-8 is for whoever reads them.
        let text = bytes.as_ptr() as *mut str;
        NonNull::new(text).unwrap_or(NonNull::from(""))
    }
}

impl<U: Copy> Shaped for [U] {
    const SHAPE: &'static Shape = &Shape {
        size: size_of::<U>(),
        align: align_of::<U>(),
        slice: true,
        drops: false,
    };

    fn at(bytes: NonNull<u8>, length: usize) -> NonNull<[U]> {
        // A slice of values without size has as many as was noted in place of the bytes.
        let count = length.checked_div(size_of::<U>()).unwrap_or(length);
        NonNull::slice_from_raw_parts(bytes.cast(), count)
    }
}

impl<T> Value for T {}
impl Value for str {}
impl<U: Copy> Value for [U] {}

impl<T: Copy> Read for T {
    type Output = T;

    #[inline(always)]
    #[track_caller]
    unsafe fn read_from(handle: RawHandle) -> Result<T> {
        // SAFETY: the caller's promise, and `T` is `Copy`.
        unsafe { access::read(handle) }
    }
}

impl Read for str {
    type Output = String;

    #[track_caller]
    unsafe fn read_from(handle: RawHandle) -> Result<String> {
        let mut copy = String::new();
        loop {
            // SAFETY: the caller's promise; all that happens to it is that it is copied, to where there is
            // room for it.
            let value = unsafe { access::slice::<str>(handle)?.as_ref() };
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
    unsafe fn read_from(handle: RawHandle) -> Result<Vec<U>> {
        let mut copy = Vec::new();
        loop {
            // SAFETY: the caller's promise; all that happens to it is that it is copied, to where there is
            // room for it.
            let value = unsafe { access::slice::<[U]>(handle)?.as_ref() };
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
fn no_memory(size: usize) -> Error {
    Error::new(Fault::OutOfMemory { size }, Sites::default())
}

impl<T: FromZeros> Zeroed for T {}
impl Zeroed for str {}
impl<U: Copy + FromZeros> Zeroed for [U] {}
