//! Patterns of numbers: which arm of a `match` is taken.

use syn::{Expr, ExprRange, Pat, RangeLimits};

use super::{
    Check, alias, constant, declare, handles, lattice::Value, numbers, texts, variables, wholes,
};
use crate::syntax::untyped;

/// Whether a pattern certainly matches a value, or certainly does not.
pub(super) fn matches<'a>(cx: &Check<'a, '_>, pattern: &Pat, value: Value<'a>) -> Option<bool> {
    match pattern {
        Pat::Wild(_) => Some(true),
        Pat::Paren(inner) => matches(cx, &inner.pat, value),
        Pat::Or(cases) => {
            let cases: Vec<_> = cases
                .cases
                .iter()
                .map(|case| matches(cx, case, value))
                .collect();
            if cases.contains(&Some(true)) {
                return Some(true);
            }
            cases
                .iter()
                .all(|case| *case == Some(false))
                .then_some(false)
        }
        Pat::Ident(name) if name.subpat.is_none() => {
            let text = name.ident.to_string();
            match cx.constants.get(&text) {
                Some(constant) => equal(constant, value),
                // It may be a constant from elsewhere.
                None if text.starts_with(char::is_uppercase) => wholes::matches(cx, pattern, value),
                None => Some(true),
            }
        }
        Pat::Lit(literal) => equal(texts::value(cx, &literal.lit), value),
        Pat::Range(range) => within(cx, range, value),
        _ => wholes::matches(cx, pattern, value),
    }
}

fn equal<'a>(pattern: Value<'a>, value: Value<'a>) -> Option<bool> {
    Some(pattern.as_number()? == value.as_number()?)
}

fn within<'a>(cx: &Check<'a, '_>, range: &ExprRange, value: Value<'a>) -> Option<bool> {
    let value = value.as_number()?;
    let end = |end: &Expr| match end {
        Expr::Lit(literal) => constant::literal(&literal.lit),
        end => numbers::named(cx, end).as_number(),
    };
    let above = match &range.start {
        Some(start) => end(start)? <= value,
        None => true,
    };
    let below = match (&range.end, &range.limits) {
        (Some(last), RangeLimits::Closed(_)) => value <= end(last)?,
        (Some(last), RangeLimits::HalfOpen(_)) => value < end(last)?,
        (None, _) => true,
    };
    Some(above && below)
}

/// Evaluates what patterns take apart.
pub(super) fn matched<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr) -> Value<'a> {
    let value = alias::alias(cx, expression);
    let parts = cx
        .state
        .as_ref()
        .is_some_and(|state| state.has_parts(value));
    if !parts && !numbers::is_number(value) {
        handles::escape(cx, value);
    }
    value
}

/// Declares what a pattern holds that matched.
pub(super) fn declare<'a>(cx: &mut Check<'a, '_>, pattern: &'a Pat, value: Value<'a>) {
    match untyped(pattern) {
        Pat::Ident(name) if name.subpat.is_none() && numbers::is_number(value) => {
            declare::declare(cx, pattern, value);
        }
        pattern if declare::take_apart(cx, pattern, value) => {}
        pattern => variables::declare_unknown(cx, pattern),
    }
}
