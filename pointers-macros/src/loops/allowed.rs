//! What may stand in a pure loop.

use syn::{Expr, ExprCall, Ident, PathArguments, Type};

use crate::{primitives, syntax::is_bare};

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

/// The primitive type that a call converts to, by the name that it is called by: `u64::from(x)`.
pub(super) fn converts(call: &ExprCall) -> Option<&Ident> {
    let Expr::Path(function) = &*call.func else {
        return None;
    };
    let segments = &function.path.segments;
    let (Some(ty), Some(from), 2) = (segments.first(), segments.last(), segments.len()) else {
        return None;
    };
    let plain = segments
        .iter()
        .all(|segment| matches!(segment.arguments, PathArguments::None));
    let known = function.qself.is_none()
        && function.path.leading_colon.is_none()
        && is_bare(&call.func)
        && call.args.len() == 1
        && from.ident == "from"
        && primitives::is_primitive(&ty.ident);
    (plain && known).then_some(&ty.ident)
}
