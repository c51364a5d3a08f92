//! Numbers and truth values that are certain: what expressions make of them.

use syn::{BinOp, Expr, ExprCall, ExprCast, Type};

use super::{
    Check, constant,
    context::Follow,
    handles,
    lattice::{Number, Value},
    variables,
};
use crate::{
    model::binding,
    syntax::{is_comparison, peel_parens},
};

/// Evaluates what an operation of ours is given. A number stays known; others get what it is otherwise.
pub(super) fn operand<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr) -> Value<'a> {
    let value = cx.eval(expression);
    if !is_number(value) {
        handles::escape(cx, value);
    }
    value
}

pub(super) fn is_number(value: Value<'_>) -> bool {
    matches!(value, Value::Number(_) | Value::Sizes(..))
}

/// What an operator makes of two values. Where that is not certain, code that is not followed gets them.
pub(super) fn combined<'a>(
    cx: &mut Check<'a, '_>,
    op: &BinOp,
    left: Value<'a>,
    right: Value<'a>,
) -> Value<'a> {
    let value = match (left, right) {
        (Value::Number(left), Value::Number(right)) => numbers(op, left, right),
        (Value::Sizes(..), _) | (_, Value::Sizes(..)) => sizes(op, left, right),
        _ => None,
    };
    value.unwrap_or_else(|| {
        handles::escape(cx, left);
        handles::escape(cx, right);
        Value::Unknown
    })
}

fn numbers<'a>(op: &BinOp, left: Number<'a>, right: Number<'a>) -> Option<Value<'a>> {
    let about = match (left.about, right.about) {
        (one, None) | (None, one) => one,
        (one, other) if one == other => one,
        // Two answers in one are not followed.
        _ => return None,
    };
    Some(Value::Number(Number {
        value: constant::binary(op, left.value, right.value)?,
        truth: is_comparison(op) || left.truth && right.truth,
        about,
    }))
}

fn sizes<'a>(op: &BinOp, left: Value<'a>, right: Value<'a>) -> Option<Value<'a>> {
    match (left, op, right) {
        (Value::Sizes(number, ty), BinOp::Mul(_), by)
        | (by, BinOp::Mul(_), Value::Sizes(number, ty)) => {
            Some(Value::Sizes(number.checked_mul(by.as_size()?)?, ty))
        }
        (Value::Sizes(first, ty), BinOp::Add(_), Value::Sizes(second, other)) if ty == other => {
            Some(Value::Sizes(first.checked_add(second)?, ty))
        }
        _ => None,
    }
}

/// `-e`.
pub(super) fn negated<'a>(cx: &mut Check<'a, '_>, operand: &'a Expr) -> Value<'a> {
    match self::operand(cx, operand) {
        Value::Number(number) => number.value.checked_neg().map_or(Value::Unknown, |value| {
            Value::Number(Number { value, ..number })
        }),
        _ => Value::Unknown,
    }
}

/// `e as T`.
pub(super) fn cast<'a>(cx: &mut Check<'a, '_>, expression: &'a ExprCast) -> Value<'a> {
    match operand(cx, &expression.expr) {
        Value::Number(number) => match constant::cast(number.value, &expression.ty) {
            Some(value) => Value::Number(Number {
                value,
                truth: false,
                ..number
            }),
            None => {
                handles::escape(cx, Value::Number(number));
                Value::Unknown
            }
        },
        value @ Value::Sizes(..) if matches!(&*expression.ty, Type::Path(ty) if ty.path.is_ident("usize")) => {
            value
        }
        _ => Value::Unknown,
    }
}

/// `size_of::<T>()`.
pub(super) fn size_of<'a>(cx: &mut Check<'a, '_>, call: &'a ExprCall) -> Option<Value<'a>> {
    let ty = constant::size_of(call)?;
    Some(match constant::size(ty) {
        Some(size) => Value::number(size),
        None => Value::Sizes(1, handles::type_id(cx, ty)),
    })
}

/// `a.min(b)`, `a.max(b)`.
pub(super) fn method<'a>(
    cx: &mut Check<'a, '_>,
    method: &str,
    receiver: Value<'a>,
    arguments: &[Value<'a>],
) -> Value<'a> {
    if let (Value::Number(left), [Value::Number(right)]) = (receiver, arguments)
        && left.about.or(right.about).is_none()
    {
        let is_left = (left.value < right.value) == (method == "min");
        return Value::Number(if is_left { left } else { *right });
    }
    handles::escape(cx, receiver);
    arguments
        .iter()
        .for_each(|argument| handles::escape(cx, *argument));
    Value::Unknown
}

/// The name of a constant.
pub(super) fn named<'a>(cx: &Check<'a, '_>, expression: &Expr) -> Value<'a> {
    if let Some(id) = binding(expression) {
        return variables::variable(cx, id);
    }
    let Expr::Path(path) = expression else {
        return Value::Unknown;
    };
    let value = match path.path.get_ident() {
        Some(name) => cx.constants.get(&name.to_string()),
        None => constant::limit(expression).map(Value::number),
    };
    value.unwrap_or(Value::Unknown)
}

/// Whether a size is a negative number that is cast to `usize`, and which.
pub(super) fn huge(cx: &Check<'_, '_>, size: &Expr) -> Option<i128> {
    match peel_parens(size) {
        Expr::Cast(cast) => {
            peek(cx, &cast.expr).filter(|value| constant::is_huge(*value, &cast.ty))
        }
        _ => None,
    }
}

/// The number that an expression is which has no effects.
fn peek(cx: &Check<'_, '_>, expression: &Expr) -> Option<i128> {
    let expression = peel_parens(expression);
    match expression {
        Expr::Lit(literal) => constant::literal(&literal.lit),
        Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Neg(_)) => {
            peek(cx, &unary.expr)?.checked_neg()
        }
        Expr::Path(_) => named(cx, expression).as_number(),
        _ => None,
    }
}

/// The number that an expression is which has no effects.
pub(super) fn named_or_literal(cx: &Check<'_, '_>, expression: &Expr) -> Option<i128> {
    peek(cx, expression)
}
