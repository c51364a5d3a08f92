//! Numbers that the source says outright: literals, what operators and casts make of them, `size_of` a type.
//!
//! What overflows is no right program, so that only casts need the types of numbers.

use syn::{BinOp, Expr, ExprCall, Lit, Type};

use crate::{
    primitives,
    syntax::{called_path, last_two, type_argument},
};

/// The value of a literal: an integer, a byte, a character, or a truth value.
pub(crate) fn literal(literal: &Lit) -> Option<i128> {
    match literal {
        Lit::Int(integer) if !primitives::is_float(integer.suffix()) => integer.base10_parse().ok(),
        Lit::Byte(byte) => Some(byte.value().into()),
        Lit::Char(character) => Some(u32::from(character.value()).into()),
        Lit::Bool(truth) => Some(truth.value.into()),
        _ => None,
    }
}

/// What an operator makes of two numbers. Shifts and `!` depend on the type.
pub(crate) fn binary(op: &BinOp, left: i128, right: i128) -> Option<i128> {
    match op {
        BinOp::Add(_) | BinOp::AddAssign(_) => left.checked_add(right),
        BinOp::Sub(_) | BinOp::SubAssign(_) => left.checked_sub(right),
        BinOp::Mul(_) | BinOp::MulAssign(_) => left.checked_mul(right),
        BinOp::Div(_) | BinOp::DivAssign(_) => left.checked_div(right),
        BinOp::Rem(_) | BinOp::RemAssign(_) => left.checked_rem(right),
        BinOp::BitAnd(_) | BinOp::BitAndAssign(_) => Some(left & right),
        BinOp::BitOr(_) | BinOp::BitOrAssign(_) => Some(left | right),
        BinOp::BitXor(_) | BinOp::BitXorAssign(_) => Some(left ^ right),
        _ => compare(op, left, right).map(i128::from),
    }
}

fn compare(op: &BinOp, left: i128, right: i128) -> Option<bool> {
    Some(match op {
        BinOp::Eq(_) => left == right,
        BinOp::Ne(_) => left != right,
        BinOp::Lt(_) => left < right,
        BinOp::Le(_) => left <= right,
        BinOp::Gt(_) => left > right,
        BinOp::Ge(_) => left >= right,
        _ => return None,
    })
}

/// A number as one of another type. What does not fit an integer of fixed size wraps; of `usize` and `isize` that
/// depends on the machine.
pub(crate) fn cast(value: i128, ty: &Type) -> Option<i128> {
    let Type::Path(path) = ty else { return None };
    let name = path.path.get_ident()?;
    let range = primitives::range(name)?;
    if range.contains(&value) {
        return Some(value);
    }
    let bytes = primitives::size(&name.to_string()).filter(|bytes| *bytes <= 8)?;
    let modulus = 1_i128.checked_shl(u32::try_from(bytes).ok()?.checked_mul(8)?)?;
    let wrapped = value.rem_euclid(modulus);
    Some(if range.contains(&wrapped) {
        wrapped
    } else {
        wrapped - modulus
    })
}

/// Whether a number is one below zero that is cast to `usize`: more than any block can have, on every machine.
pub(crate) fn is_huge(value: i128, ty: &Type) -> bool {
    (-0x7fff_ffff..0).contains(&value)
        && matches!(ty, Type::Path(path) if path.path.is_ident("usize"))
}

/// The type of `size_of::<u32>()`.
pub(crate) fn size_of(call: &ExprCall) -> Option<&Type> {
    let path = called_path(call)?;
    let last = path
        .path
        .segments
        .last()
        .filter(|last| last.ident == "size_of" && call.args.is_empty())?;
    type_argument(last)
}

/// The size of a type, where that is the same on every machine.
pub(crate) fn size(ty: &Type) -> Option<i128> {
    let Type::Path(path) = ty else { return None };
    i128::try_from(primitives::size(&path.path.get_ident()?.to_string())?).ok()
}

/// Whether a type is one of numbers or truth values.
pub(crate) fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.get_ident().is_some_and(|name| {
        primitives::is_integer(name) || name == "bool"
    }))
}

/// `u32::MAX`.
pub(crate) fn limit(expression: &Expr) -> Option<i128> {
    let Expr::Path(path) = expression else {
        return None;
    };
    let (ty, end) = last_two(&path.path)?;
    primitives::size(&ty.to_string()).filter(|bytes| *bytes <= 8)?;
    let range = primitives::range(ty)?;
    match end.to_string().as_str() {
        "MAX" => Some(*range.end()),
        "MIN" => Some(*range.start()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::cast;

    #[test]
    fn a_cast_wraps_as_its_type_says() {
        for (value, ty, expected) in [
            (300, "u8", Some(44)),
            (255, "u8", Some(255)),
            (-1, "u8", Some(255)),
            (-128, "i8", Some(-128)),
            (128, "i8", Some(-128)),
            (70_000, "usize", Some(70_000)),
            (-1, "usize", None),
            (5_000_000_000, "usize", None),
            (5_000_000_000, "u64", Some(5_000_000_000)),
            (-1, "u64", Some(0xffff_ffff_ffff_ffff)),
            (1, "u128", Some(1)),
            (-1, "i128", Some(-1)),
            (3, "f32", None),
            (3, "Mine", None),
        ] {
            let parsed = syn::parse_str(ty).ok();
            assert_eq!(
                parsed.and_then(|ty| cast(value, &ty)),
                expected,
                "{value} as {ty}"
            );
        }
    }
}
