//! Moving a handle: C's arithmetic, by methods that check at once, and by operators whose result is checked when it is
//! used.

use core::ops::{Add, Sub};

use super::kind::{Array, Kind};
use super::value::Value;
use super::{Distance, Pointer};
use crate::access::offsets;
use crate::error::Result;

// `add`, `sub` and `offset` are the names of std's pointers.
#[allow(clippy::should_implement_trait)]
impl<T: Value + ?Sized, K: Kind> Pointer<T, K> {
    /// The handle `n` elements further. One past the last may be pointed at, but not used.
    ///
    /// C: `p + n`. As an operator, `p + n` reports what is wrong when the result is used.
    ///
    /// # Errors
    ///
    /// `NotEnoughChunks` (of a `calloc` block) or `OutOfBounds` beyond one past the last;
    /// `Memory`; `NullPointer`.
    ///
    /// ```
    /// use pointers::*;
    /// let p = malloc::<u32>(12)?;
    /// p.add(2)?.write(3)?;
    /// assert!(p.add(3)?.write(4).is_err());
    /// assert!(p.add(4).is_err());
    /// # free(p)?;
    /// # Ok::<(), Error>(())
    /// ```
    #[inline]
    #[track_caller]
    pub fn add(self, n: usize) -> Result<Self>
    where
        K: Array,
    {
        self.moved(n)
    }

    /// The handle `n` elements back.
    ///
    /// C: `p - n`.
    ///
    /// # Errors
    ///
    /// `OutOfBounds` below the first; `Memory`; `NullPointer`.
    ///
    /// ```
    /// use pointers::*;
    /// let p = malloc::<u32>(12)?;
    /// assert_eq!(p.add(2)?.sub(2)?, p);
    /// assert_eq!(p.sub(1).unwrap_err().kind(), ErrorKind::OutOfBounds);
    /// # free(p)?;
    /// # Ok::<(), Error>(())
    /// ```
    #[inline]
    #[track_caller]
    pub fn sub(self, n: usize) -> Result<Self>
    where
        K: Array,
    {
        self.moved(offsets::Back(n))
    }

    /// The handle `by` elements further, or back if `by` is negative.
    ///
    /// C: `p + by`.
    ///
    /// # Errors
    ///
    /// As for [`add`](Self::add) and [`sub`](Self::sub).
    ///
    /// ```
    /// use pointers::*;
    /// let p = malloc::<u32>(12)?;
    /// assert_eq!(p.offset(2)?.offset(-1)?, p.add(1)?);
    /// # free(p)?;
    /// # Ok::<(), Error>(())
    /// ```
    #[inline]
    #[track_caller]
    pub fn offset(self, by: isize) -> Result<Self>
    where
        K: Array,
    {
        self.moved(by)
    }

    #[inline(always)]
    #[track_caller]
    pub(crate) fn moved(self, by: impl offsets::Step) -> Result<Self>
    where
        K: Array,
    {
        offsets::checked(self.raw, by, T::SHAPE, K::CHUNKED).map(Self::from_handle)
    }

    /// How many elements this handle is above `origin`; negative if below.
    ///
    /// C: `p - origin`.
    ///
    /// # Errors
    ///
    /// `OutOfBounds` if the two belong to different blocks; `Memory`; `NullPointer`.
    ///
    /// ```
    /// use pointers::*;
    /// let p = malloc::<u32>(12)?;
    /// assert_eq!(p.add(2)?.offset_from(p)?, 2);
    /// # free(p)?;
    /// # Ok::<(), Error>(())
    /// ```
    #[inline]
    #[track_caller]
    pub fn offset_from(self, origin: Self) -> Result<isize>
    where
        K: Array,
    {
        offsets::offset_from(self.raw, origin.raw, T::SHAPE, K::CHUNKED)
    }
}

/// C's `p + n`. A result outside the block is reported when it is used.
impl<T: Value + ?Sized, K: Array, N: Distance> Add<N> for Pointer<T, K> {
    type Output = Self;

    #[inline]
    fn add(self, n: N) -> Self {
        Self::from_handle(offsets::lazy(self.raw, n, T::SHAPE, K::CHUNKED))
    }
}

/// What can stand behind the minus of `p - n`: an integer, or another handle of the same type. Sealed.
#[diagnostic::on_unimplemented(
    message = "a handle is moved by an integer, not by `{Self}`",
    label = "neither an integer nor a handle of the same type",
    note = "`p - n` is `n` elements before `p`; `p - q` of two handles of the same type says how many elements lie between them"
)]
pub trait Subtrahend<T: ?Sized, K>: Copy {
    /// A handle, or the [`Result`] of [`offset_from`](Pointer::offset_from).
    type Output;

    #[doc(hidden)]
    #[track_caller]
    fn __pointers_from(self, handle: Pointer<T, K>) -> Self::Output;
}

impl<T: Value + ?Sized, K: Array, N: Distance> Subtrahend<T, K> for N {
    type Output = Pointer<T, K>;

    #[inline(always)]
    fn __pointers_from(self, handle: Pointer<T, K>) -> Pointer<T, K> {
        let by = offsets::Back(self);
        Pointer::from_handle(offsets::lazy(handle.raw, by, T::SHAPE, K::CHUNKED))
    }
}

impl<T: Value + ?Sized, K: Array> Subtrahend<T, K> for Pointer<T, K> {
    type Output = Result<isize>;

    #[inline(always)]
    fn __pointers_from(self, handle: Pointer<T, K>) -> Result<isize> {
        handle.offset_from(self)
    }
}

/// C's `p - n`, whose result is reported when it is used if it lies outside the block, and `p - q`, which is
/// [`offset_from`](Pointer::offset_from).
///
/// ```
/// use pointers::*;
/// let p = malloc::<u32>(12)?;
/// let end = p + 3;
/// assert_eq!((end - 1).sub(2)?, p);
/// assert_eq!((end - p)?, 3); // in `pointers! { }` without the `?`
/// # free(p)?;
/// # Ok::<(), Error>(())
/// ```
impl<T: Value + ?Sized, K: Array, N: Subtrahend<T, K>> Sub<N> for Pointer<T, K> {
    type Output = N::Output;

    #[inline]
    #[track_caller]
    fn sub(self, n: N) -> N::Output {
        n.__pointers_from(self)
    }
}
