//! What strings are made of.

use super::width::Width;
use crate::error::{Error, Fault, Result, Sites};

/// What a string consists of: `u8` and `i8`, which are C's `char`, or `u32`, its `wchar_t`. Sealed.
#[diagnostic::on_unimplemented(
    message = "strings do not consist of `{Self}`s",
    label = "not `u8`, `i8` or `u32`",
    note = "the functions of `pointers::string` work on handles to `u8` or `i8` (C's `char`), and to `u32` (`wchar_t`)"
)]
pub trait Unit: Copy + sealed::Unit {}

/// What a unit can be given as: any integer, which is converted as C does, that is cut to the unit's size, or
/// a `char`. Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a character",
    note = "characters are integers, which are converted as C does, and `char`s"
)]
pub trait Character<W>: sealed::Convert<W> {}

pub(crate) mod sealed {
    use super::{Result, Width};

    pub trait Unit {
        /// The unsigned type of the same size, as which C compares.
        type Width: Width;
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
    )*};
}

units!(u8 => u8  i8 => u8  u32 => u32);

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
