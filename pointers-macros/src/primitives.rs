//! The primitive types, by their names.

use std::ops::RangeInclusive;

const INTEGERS: [&str; 12] = [
    "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
];

const OTHERS: [&str; 4] = ["f32", "f64", "bool", "char"];

/// Whether a name is an integer type's.
pub(crate) fn is_integer(name: &syn::Ident) -> bool {
    INTEGERS.iter().any(|integer| name == integer)
}

/// Whether a literal's suffix makes it a float.
pub(crate) fn is_float(suffix: &str) -> bool {
    suffix.starts_with('f')
}

/// The values that an integer type has on every machine, as far as an `i128` tells them.
pub(crate) fn range(name: &syn::Ident) -> Option<RangeInclusive<i128>> {
    let name = is_integer(name).then(|| name.to_string())?;
    let bits = match name.get(1..)? {
        "size" => 32,
        digits => digits.parse::<u32>().ok()?,
    };
    let end = |bits: u32| {
        1_i128
            .checked_shl(bits)
            .map_or(i128::MAX, |end| end.wrapping_sub(1))
    };
    match name.get(..1)? {
        "u" if bits < 127 => Some(0..=end(bits)),
        "u" => Some(0..=i128::MAX),
        "i" if bits <= 128 => {
            let last = end(bits - 1);
            Some(!last..=last)
        }
        _ => None,
    }
}

/// Whether a name is that of a sized primitive type.
pub(crate) fn is_primitive(name: &syn::Ident) -> bool {
    is_integer(name) || OTHERS.iter().any(|other| name == other)
}

/// The size of a primitive type that is the same on every machine.
pub(crate) fn size(name: &str) -> Option<u128> {
    Some(match name {
        "u8" | "i8" | "bool" => 1,
        "u16" | "i16" => 2,
        "u32" | "i32" | "f32" | "char" => 4,
        "u64" | "i64" | "f64" => 8,
        "u128" | "i128" => 16,
        _ => return None,
    })
}
