//! What values count as in CPython 3.11.

use crate::handle::value::Value;

/// A value that Python has too, and that CPython so has a size for: integers, `bool`, floats, text and bytes. Sealed.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` has no size in CPython",
    label = "not a value that Python has",
    note = "`cpython` holds integers, `bool`, `f64`, `f32`, `char`, `str`, `String`, `[u8]` and `Vec<u8>`; everything else needs `pointers::prelude`"
)]
pub trait Object: Value + sealed::Count {}

mod sealed {
    pub trait Count {
        #[doc(hidden)]
        fn count(&self) -> usize;
    }
}

/// How many bytes a value counts as: Python's `sys.getsizeof`.
///
/// ```
/// use pointers::cpython::getsizeof;
///
/// assert_eq!(getsizeof("abc"), 52);
/// assert_eq!(getsizeof(&1), 28);
/// assert_eq!(getsizeof(&1.5), 24);
/// ```
#[must_use]
pub fn getsizeof<T: Object + ?Sized>(value: &T) -> usize {
    value.count()
}

/// An integer has digits of 30 bits, and 0 has one too.
fn integer(magnitude: u128) -> usize {
    let bits = u128::BITS - magnitude.leading_zeros();
    24 + 4 * bits.div_ceil(30).max(1) as usize
}

/// A text has as many bytes for each character as the largest needs.
fn text(text: &str) -> usize {
    if text.is_ascii() {
        return 49 + text.len();
    }
    let (mut count, mut largest) = (0, '\0');
    for character in text.chars() {
        count += 1;
        largest = largest.max(character);
    }
    match largest {
        ..='\u{ff}' => 73 + count,
        ..='\u{ffff}' => 74 + 2 * count,
        _ => 76 + 4 * count,
    }
}

macro_rules! objects {
    ($($T:ty: $value:ident => $size:expr;)*) => {$(
        impl Object for $T {}

        impl sealed::Count for $T {
            fn count(&self) -> usize {
                let $value = self;
                $size
            }
        }
    )*};
}

macro_rules! integers {
    ($($T:ty as $magnitude:ident)*) => {
        objects! { $($T: value => integer(value.$magnitude(0) as u128);)* }
    };
}

integers! {
    i8 as abs_diff  i16 as abs_diff  i32 as abs_diff  i64 as abs_diff  i128 as abs_diff  isize as abs_diff
    u8 as abs_diff  u16 as abs_diff  u32 as abs_diff  u64 as abs_diff  u128 as abs_diff  usize as abs_diff
}

objects! {
    bool: _value => 28;
    f32: _value => 24;
    f64: _value => 24;
    char: value => text(value.encode_utf8(&mut [0; 4]));
    str: value => text(value);
    String: value => text(value);
    [u8]: value => 33 + value.len();
    Vec<u8>: value => 33 + value.len();
}
