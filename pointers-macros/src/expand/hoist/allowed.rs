//! What may stand in a pure loop.

use syn::Type;

/// The methods of primitive types that take and give nothing else.
const METHODS: [&str; 38] = [
    "abs",
    "abs_diff",
    "ceil",
    "clamp",
    "count_ones",
    "count_zeros",
    "div_ceil",
    "div_euclid",
    "floor",
    "is_power_of_two",
    "leading_zeros",
    "max",
    "min",
    "mul_add",
    "pow",
    "rem_euclid",
    "reverse_bits",
    "rotate_left",
    "rotate_right",
    "round",
    "saturating_add",
    "saturating_mul",
    "saturating_pow",
    "saturating_sub",
    "signum",
    "sqrt",
    "swap_bytes",
    "trailing_zeros",
    "trunc",
    "unsigned_abs",
    "wrapping_add",
    "wrapping_div",
    "wrapping_mul",
    "wrapping_neg",
    "wrapping_rem",
    "wrapping_shl",
    "wrapping_shr",
    "wrapping_sub",
];

const PRIMITIVES: [&str; 16] = [
    "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "f32",
    "f64", "bool", "char",
];

/// Whether a method of a primitive type has this name.
pub(super) fn is_method(name: &syn::Ident) -> bool {
    METHODS.iter().any(|method| name == method)
}

/// Whether a type is a primitive one, or a tuple of such.
pub(super) fn is_primitive(ty: &Type) -> bool {
    match ty {
        Type::Path(path) => path
            .path
            .get_ident()
            .is_some_and(|name| PRIMITIVES.iter().any(|primitive| name == primitive)),
        Type::Tuple(tuple) => tuple.elems.iter().all(is_primitive),
        _ => false,
    }
}
