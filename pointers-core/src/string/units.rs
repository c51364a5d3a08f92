//! What strings are made of, and where they can be.

use core::ffi::CStr;
use std::ffi::CString;

use super::span::Span;
use super::width::Width;
use crate::Pointer;
use crate::error::{Error, Fault, Result, Sites};
use crate::handle::Handle;
use crate::handle::kind::InBytes;

/// What a string consists of: `u8` and `i8`, which are C's `char`, or `u32`, its `wchar_t`. Sealed.
#[diagnostic::on_unimplemented(
    message = "strings do not consist of `{Self}`s",
    label = "not `u8`, `i8` or `u32`",
    note = "the functions of `pointers::string` work on handles to `u8` or `i8` (C's `char`), and to `u32` (`wchar_t`)"
)]
pub trait Unit: Copy + sealed::Unit {}

/// Where a string can be read: a handle to [`Unit`]s, a `c"…"` literal, a byte string literal, a slice of
/// units. Sealed.
#[diagnostic::on_unimplemented(
    message = "there is no string, and there are no bytes, in a `{Self}`",
    label = "not a source of bytes",
    note = "sources are handles to `u8`, `i8` or `u32`, literals like `c\"abc\"` and `b\"abc\"`, and slices of units; a `&str` has no terminator"
)]
pub trait Source: sealed::Readable {
    /// What it consists of.
    type Unit: Unit;
}

/// Where a string can be written: a handle to [`Unit`]s. Sealed.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` is not a handle to bytes",
    label = "not a handle to `u8`, `i8` or `u32`",
    note = "annotate the handle, for instance as `MallocPointer<u8>`; handles of `pointers::cpython` hold numbers, not bytes"
)]
pub trait Buffer: Source + Handle<Value = <Self as Source>::Unit> + sealed::Pointing {}

/// What a unit can be given as: any integer, which is converted as C does, that is cut to the unit's size, or
/// a `char`. Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a character",
    note = "characters are integers, which are converted as C does, and `char`s"
)]
pub trait Character<W>: sealed::Convert<W> {}

pub(crate) mod sealed {
    use super::{Result, Span, Width};

    pub trait Unit {
        /// The unsigned type of the same size, as which C compares.
        type Width: Width;
    }

    #[diagnostic::on_unimplemented(
        message = "there is no string, and there are no bytes, in a `{Self}`",
        label = "not a source of bytes"
    )]
    pub trait Readable {
        type Width: Width;

        /// The units that can be read, at most `limit`.
        #[doc(hidden)]
        #[track_caller]
        fn span(&self, limit: usize) -> Result<Span<'_, Self::Width>>;
    }

    pub trait Pointing: Sized {
        #[doc(hidden)]
        #[track_caller]
        fn forward(self, units: usize) -> Result<Self>;

        fn nowhere() -> Self;
    }

    pub trait Convert<W> {
        #[doc(hidden)]
        #[track_caller]
        fn convert(self) -> Result<W>;
    }
}

macro_rules! units {
    ($($unit:ty => $width:ty)*) => {$(
        impl Unit for $unit {}

        impl sealed::Unit for $unit {
            type Width = $width;
        }

        impl sealed::Readable for &[$unit] {
            type Width = $width;

            #[inline(always)]
            #[track_caller]
            fn span(&self, limit: usize) -> Result<Span<'_, $width>> {
                Ok(Span::of_slice(self, limit))
            }
        }

        impl Source for &[$unit] {
            type Unit = $unit;
        }

        impl<const N: usize> sealed::Readable for &[$unit; N] {
            type Width = $width;

            #[inline(always)]
            #[track_caller]
            fn span(&self, limit: usize) -> Result<Span<'_, $width>> {
                Ok(Span::of_slice(*self, limit))
            }
        }

        impl<const N: usize> Source for &[$unit; N] {
            type Unit = $unit;
        }

        impl sealed::Readable for &Vec<$unit> {
            type Width = $width;

            #[inline(always)]
            #[track_caller]
            fn span(&self, limit: usize) -> Result<Span<'_, $width>> {
                Ok(Span::of_slice(self, limit))
            }
        }

        impl Source for &Vec<$unit> {
            type Unit = $unit;
        }
    )*};
}

units!(u8 => u8  i8 => u8  u32 => u32);

impl sealed::Readable for &CStr {
    type Width = u8;

    #[inline(always)]
    #[track_caller]
    fn span(&self, limit: usize) -> Result<Span<'_, u8>> {
        Ok(Span::of_slice(self.to_bytes_with_nul(), limit))
    }
}

impl Source for &CStr {
    type Unit = u8;
}

impl sealed::Readable for &CString {
    type Width = u8;

    #[inline(always)]
    #[track_caller]
    fn span(&self, limit: usize) -> Result<Span<'_, u8>> {
        Ok(Span::of_slice(self.as_bytes_with_nul(), limit))
    }
}

impl Source for &CString {
    type Unit = u8;
}

impl<U: Unit, K: InBytes> sealed::Readable for Pointer<U, K> {
    type Width = <U as sealed::Unit>::Width;

    #[inline(always)]
    #[track_caller]
    fn span(&self, limit: usize) -> Result<Span<'_, Self::Width>> {
        Span::of_handle(self, limit)
    }
}

impl<U: Unit, K: InBytes> Source for Pointer<U, K> {
    type Unit = U;
}

impl<U: Unit, K: InBytes> sealed::Pointing for Pointer<U, K> {
    #[track_caller]
    fn forward(self, units: usize) -> Result<Self> {
        self.add(units)
    }

    fn nowhere() -> Self {
        Self::null()
    }
}

impl<U: Unit, K: InBytes> Buffer for Pointer<U, K> {}

macro_rules! characters {
    ($($integer:ty)*) => {$(
        impl Character<u8> for $integer {}

        impl sealed::Convert<u8> for $integer {
            fn convert(self) -> Result<u8> {
                Ok(self as u8)
            }
        }

        impl Character<u32> for $integer {}

        impl sealed::Convert<u32> for $integer {
            fn convert(self) -> Result<u32> {
                Ok(self as u32)
            }
        }
    )*};
}

characters!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);

impl Character<u32> for char {}

impl sealed::Convert<u32> for char {
    fn convert(self) -> Result<u32> {
        Ok(self.into())
    }
}

impl Character<u8> for char {}

impl sealed::Convert<u8> for char {
    /// In C `'é'` is what the compiler makes of it. Here only what is one byte in UTF-8 is one.
    #[track_caller]
    fn convert(self) -> Result<u8> {
        match u8::try_from(self) {
            Ok(byte) if byte.is_ascii() => Ok(byte),
            _ => {
                let fault = Fault::WideCharacter { character: self };
                Err(Error::new(fault, Sites::default()))
            }
        }
    }
}
