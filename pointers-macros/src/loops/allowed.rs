//! What may stand in a pure loop.

use syn::Type;

use crate::primitives;

/// The methods that every integer has, which take integers and give one. No trait of the user's can come before them.
const METHODS: [&str; 27] = [
    "abs_diff",
    "clamp",
    "count_ones",
    "count_zeros",
    "div_euclid",
    "leading_zeros",
    "max",
    "min",
    "pow",
    "rem_euclid",
    "reverse_bits",
    "rotate_left",
    "rotate_right",
    "saturating_add",
    "saturating_mul",
    "saturating_pow",
    "saturating_sub",
    "swap_bytes",
    "trailing_zeros",
    "wrapping_add",
    "wrapping_div",
    "wrapping_mul",
    "wrapping_neg",
    "wrapping_rem",
    "wrapping_shl",
    "wrapping_shr",
    "wrapping_sub",
];

/// Whether each integer has a method of this name.
pub(super) fn is_method(name: &syn::Ident) -> bool {
    METHODS.iter().any(|method| name == method)
}

/// Whether a type is one of the integers.
pub(super) fn is_integer(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.get_ident().is_some_and(primitives::is_integer))
}

/// Whether a type is a primitive one, or a tuple of such.
pub(super) fn is_primitive(ty: &Type) -> bool {
    match ty {
        Type::Path(path) => path.path.get_ident().is_some_and(primitives::is_primitive),
        Type::Tuple(tuple) => tuple.elems.iter().all(is_primitive),
        _ => false,
    }
}
