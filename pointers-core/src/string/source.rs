//! `Source` and `Buffer`: where strings can be (in memory that a handle leads to, in literals, in strings and slices of Rust's), and
//! which of these can be written.

use core::ffi::CStr;
use core::panic::Location;
use core::ptr;
use std::ffi::CString;

use super::Unit;
use super::span::{Span, open};
use super::target::Target;
use super::width::Width;
use crate::block::recorded;
use crate::error::Result;
use crate::handle::{InBytes, Pointer};
use crate::heap::recorder::What;

/// Where a string can be read: a handle to [`Unit`]s, a literal (`"abc"`, `c"abc"`, `b"abc\0"`), a string or
/// an array or a slice of units, and references to any of them. Sealed.
///
/// It is what C calls `const char *`. A function of yours that only reads can take all of them, too:
///
/// ```
/// use pointers::{Result, free, string::*};
///
/// fn is_comment(line: impl Source<Width = u8>) -> Result<bool> {
///     Ok(strncmp(line, "//", 2)? == 0)
/// }
///
/// let line = strdup("// in memory")?;
/// assert!(is_comment(line)? && is_comment("// a literal")? && !is_comment(c"x = 1;")?);
/// free(line)?;
/// # Ok::<(), pointers::Error>(())
/// ```
///
/// A `str` and a `String` end, as C's literals do, with a terminator that nobody wrote. So do `c"abc"` and
/// `CString`. A slice, an array and `b"abc"` have those units that are there, and no more: `b"abc"` is no
/// string (`OutOfBounds`), `b"abc\0"` is one.
#[diagnostic::on_unimplemented(
    message = "there is no string, and there are no bytes, in a `{Self}`",
    label = "not a source of bytes",
    note = "sources are handles to `u8`, `i8` or `u32`, literals like `\"abc\"`, `c\"abc\"` and `b\"abc\"`, strings, and slices of units"
)]
pub trait Source: sealed::Sealed {
    /// What it consists of.
    type Unit: Unit;

    /// The unsigned type of the same size: `u8` of all that is C's `char`, or `u32`.
    type Width: Width;

    /// What a search in it gives: of a handle a handle of the same kind, of a `Pointer<[U; N]>` a
    /// `Pointer<U>`, NULL where nothing was found; of everything else an `Option` of the index.
    type Found;

    /// The units that can be read, at most `limit`.
    #[doc(hidden)]
    #[track_caller]
    fn __pointers_span(&self, limit: usize) -> Result<Span<'_, Self::Width>>;

    /// All units up to the end of a block, where that is seen at once: they are assigned, aligned, and not borrowed.
    #[doc(hidden)]
    #[inline(always)]
    fn __pointers_open(&self) -> Option<*mut [Self::Width]> {
        None
    }

    /// What a search gives that ended here.
    #[doc(hidden)]
    #[track_caller]
    fn __pointers_found(&self, index: Option<usize>) -> Result<Self::Found>;
}

/// C's `const char *` as a parameter that is used more than once, or copied: any [`Source`] of bytes that is `Copy`, so a handle, a
/// literal, a `&str` or a `&String`.
///
/// ```
/// use pointers::{MallocPointer, Result, free, string::*};
///
/// fn doubled(s: impl ConstChar) -> Result<MallocPointer<u8>> {
///     let twice = pointers::malloc(2 * strlen(s)? + 1)?;
///     strcpy(twice, s)?;
///     strcat(twice, s)?;
///     Ok(twice)
/// }
///
/// let name = strdup("Ada")?;
/// let twice = doubled(name)?;
/// assert_eq!(text(doubled("x")?)?, "xx");
/// assert_eq!(text(twice)?, "AdaAda");
/// # free(name)?;
/// # free(twice)?;
/// # Ok::<(), pointers::Error>(())
/// ```
pub trait ConstChar: Source<Unit = u8, Width = u8> + Copy {}

impl<S: Source<Unit = u8, Width = u8> + Copy> ConstChar for S {}

/// Where a string can be written: a handle to [`Unit`]s, or a [`Pointer`] to an array of them. Sealed.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` is not a handle to bytes",
    label = "not a handle to `u8`, `i8` or `u32`",
    note = "annotate the handle, for instance as `MallocPointer<u8>`; handles of `pointers::cpython` hold numbers, not bytes; \
            a literal is copied into memory by `strdup`"
)]
pub trait Buffer: Source + Copy {
    /// What [`__pointers_target`](Self::__pointers_target) gives, where that is seen at once.
    #[doc(hidden)]
    fn __pointers_quick_target(self, count: usize) -> Option<Target<Self::Width>>;

    /// As [`__pointers_target`](Self::__pointers_target), where nothing else was looked up: with
    /// [`__pointers_before_change`](Self::__pointers_before_change).
    #[doc(hidden)]
    #[track_caller]
    fn __pointers_only_target(self, count: usize) -> Result<Target<Self::Width>>;

    /// Tells a recording, where one lives, that something will be written. Code of the user's may run: before anything is
    /// looked up.
    #[doc(hidden)]
    #[track_caller]
    fn __pointers_before_change(self);

    /// `count` units, the first of them `skip` after the handle, where there is a string of so many. `STRING`
    /// says whether they are for one: of its parts the error would say too little.
    #[doc(hidden)]
    #[track_caller]
    fn __pointers_target<const STRING: bool>(
        self,
        skip: usize,
        count: usize,
    ) -> Result<Target<Self::Width>>;
}

pub(super) mod sealed {
    pub trait Sealed {}
}

impl<U: Unit, K: InBytes> sealed::Sealed for Pointer<U, K> {}

impl<U: Unit, K: InBytes> Source for Pointer<U, K> {
    type Unit = U;
    type Width = U::Width;
    type Found = Self;

    #[inline(always)]
    fn __pointers_span(&self, limit: usize) -> Result<Span<'_, U::Width>> {
        Span::of_handle(self, limit)
    }

    #[inline(always)]
    fn __pointers_open(&self) -> Option<*mut [U::Width]> {
        let count = open(*self)? / size_of::<U>();
        Some(ptr::slice_from_raw_parts_mut(
            self.raw.address().cast(),
            count,
        ))
    }

    fn __pointers_found(&self, index: Option<usize>) -> Result<Self> {
        match index {
            Some(index) => self.add(index),
            None => Ok(Self::null()),
        }
    }
}

impl<U: Unit, K: InBytes> Buffer for Pointer<U, K> {
    #[inline(always)]
    fn __pointers_quick_target(self, count: usize) -> Option<Target<U::Width>> {
        Target::quickly(self, count)
    }

    #[inline(always)]
    fn __pointers_only_target(self, count: usize) -> Result<Target<U::Width>> {
        Target::of_handle::<false, true, _, _>(self, 0, count)
    }

    fn __pointers_before_change(self) {
        recorded::before_change(self.raw, What::Moved, Location::caller());
    }

    #[inline(always)]
    fn __pointers_target<const STRING: bool>(
        self,
        skip: usize,
        count: usize,
    ) -> Result<Target<U::Width>> {
        Target::of_handle::<STRING, false, _, _>(self, skip, count)
    }
}

impl<S: Source + ?Sized> sealed::Sealed for &S {}

impl<S: Source + ?Sized> Source for &S {
    type Unit = S::Unit;
    type Width = S::Width;
    type Found = S::Found;

    #[inline(always)]
    fn __pointers_span(&self, limit: usize) -> Result<Span<'_, S::Width>> {
        S::__pointers_span(self, limit)
    }

    #[inline(always)]
    fn __pointers_open(&self) -> Option<*mut [S::Width]> {
        S::__pointers_open(self)
    }

    #[inline(always)]
    fn __pointers_found(&self, index: Option<usize>) -> Result<S::Found> {
        S::__pointers_found(self, index)
    }
}

/// What Rust holds: `$units` makes a span of `$it` and `$limit`.
macro_rules! of_rust {
    ($(($($parameters:tt)*) $Type:ty: $Unit:ty, |$it:ident, $limit:ident| $span:expr;)*) => {$(
        impl<$($parameters)*> sealed::Sealed for $Type {}

        impl<$($parameters)*> Source for $Type {
            type Unit = $Unit;
            type Width = <$Unit as super::units::sealed::Unit>::Width;
            type Found = Option<usize>;

            #[inline(always)]
            fn __pointers_span(&self, $limit: usize) -> Result<Span<'_, Self::Width>> {
                let $it = self;
                Ok($span)
            }

            #[inline(always)]
            fn __pointers_found(&self, index: Option<usize>) -> Result<Option<usize>> {
                Ok(index)
            }
        }
    )*};
}

of_rust! {
    (U: Unit) [U]: U, |it, limit| Span::of_slice(it, limit);
    (U: Unit, const N: usize) [U; N]: U, |it, limit| Span::of_slice(it, limit);
    (U: Unit) Vec<U>: U, |it, limit| Span::of_slice(it, limit);
    () CStr: u8, |it, limit| Span::of_slice(it.to_bytes_with_nul(), limit);
    () CString: u8, |it, limit| Span::of_slice(it.as_bytes_with_nul(), limit);
    () str: u8, |it, limit| Span::of_ended_slice(it.as_bytes(), limit);
    () String: u8, |it, limit| Span::of_ended_slice(it.as_bytes(), limit);
}
