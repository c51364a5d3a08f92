//! Integers that the source says outright: literals, their arithmetic, `size_of` a primitive type, counters of loops.
//!
//! A variable is no constant here, even where it is initialised by a literal: `let n = 2; malloc(n)` is how a program
//! leaves a size to run time.

use std::ops::RangeInclusive;

use syn::{BinOp, Expr, ExprCall, GenericArgument, PathArguments, RangeLimits, Type, UnOp};

use crate::{
    model::{BindingId, binding, literal_integer},
    primitives,
};

/// The value of a constant expression, where `counter` gives the value of a loop's counter.
pub(super) fn integer(
    expression: &Expr,
    counter: &impl Fn(BindingId) -> Option<i128>,
) -> Option<i128> {
    match expression {
        Expr::Paren(inner) => integer(&inner.expr, counter),
        Expr::Group(inner) => integer(&inner.expr, counter),
        Expr::Path(_) => binding(expression).and_then(counter),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => {
            integer(&unary.expr, counter)?.checked_neg()
        }
        Expr::Cast(cast) => {
            let value = integer(&cast.expr, counter)?;
            // What does not fit becomes another number.
            cast_range(&cast.ty)?.contains(&value).then_some(value)
        }
        Expr::Binary(binary) => {
            let (left, right) = (
                integer(&binary.left, counter)?,
                integer(&binary.right, counter)?,
            );
            match binary.op {
                BinOp::Add(_) => left.checked_add(right),
                BinOp::Sub(_) => left.checked_sub(right),
                BinOp::Mul(_) => left.checked_mul(right),
                BinOp::Div(_) => left.checked_div(right),
                BinOp::Rem(_) => left.checked_rem(right),
                _ => None,
            }
        }
        Expr::Call(call) => size_of(call),
        _ => literal_integer(expression).and_then(|value| i128::try_from(value).ok()),
    }
}

/// The values that a cast to an integer type leaves as they are, whatever the machine.
fn cast_range(ty: &Type) -> Option<RangeInclusive<i128>> {
    let Type::Path(path) = ty else { return None };
    primitives::range(path.path.get_ident()?)
}

/// `size_of::<u32>()`.
fn size_of(call: &ExprCall) -> Option<i128> {
    let Expr::Path(path) = &*call.func else {
        return None;
    };
    let last = path
        .path
        .segments
        .last()
        .filter(|last| last.ident == "size_of" && call.args.is_empty())?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    let Some(GenericArgument::Type(Type::Path(ty))) = arguments.args.first() else {
        return None;
    };
    i128::try_from(primitives::size(&ty.path.get_ident()?.to_string())?).ok()
}

/// The first and the last value of a range that runs, and whose ends are constant.
pub(super) fn range(
    expression: &Expr,
    counter: &impl Fn(BindingId) -> Option<i128>,
) -> Option<(i128, i128)> {
    match expression {
        Expr::Paren(inner) => range(&inner.expr, counter),
        Expr::Range(range) => {
            let first = integer(range.start.as_deref()?, counter)?;
            let end = integer(range.end.as_deref()?, counter)?;
            let last = match range.limits {
                RangeLimits::HalfOpen(_) => end.checked_sub(1)?,
                RangeLimits::Closed(_) => end,
            };
            (first <= last).then_some((first, last))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::integer;

    #[test]
    fn a_cast_keeps_what_fits() {
        for (text, expected) in [
            ("300 as u8", None),
            ("255_i32 as u8", Some(255)),
            ("-1 as u8", None),
            ("-128 as i8", Some(-128)),
            ("128 as i8", None),
            ("70000 as usize", Some(70_000)),
            ("5_000_000_000_u64 as usize", None),
            ("5_000_000_000_u64 as u64", Some(5_000_000_000)),
            ("1 as u128", Some(1)),
            ("-1 as i128", Some(-1)),
            ("3 as f32", None),
            ("3 as Mine", None),
            ("(300 as u8) + 1", None),
        ] {
            let parsed = syn::parse_str(text).ok();
            let value = parsed.and_then(|expression| integer(&expression, &|_| None));
            assert_eq!(value, expected, "{text}");
        }
    }
}
