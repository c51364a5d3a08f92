//! Methods of `Option` and `Result`, where it is known what they hold.

use syn::{Expr, ExprMethodCall};

use super::{Check, arena::Composite, context::Follow, lattice::Value, places, wholes};

/// Follows a method of a value of which it is known that it is `Some(..)`, or the like. `None` if it is another.
pub(super) fn method<'a>(cx: &mut Check<'a, '_>, call: &'a ExprMethodCall) -> Option<Value<'a>> {
    let receiver = &*call.receiver;
    let known = places::peek(cx, cx.state.as_ref()?, receiver);
    let shape = match receiver {
        Expr::Call(_) => None,
        _ => Some(wholes::shape(cx, known)?),
    };
    if matches!(shape, Some(Composite::Whole(_) | Composite::Given(_)))
        || !call.args.is_empty() && call.method != "expect"
    {
        return None;
    }
    let method = call.method.to_string();
    match method.as_str() {
        "unwrap" | "expect" | "unwrap_unchecked" => {
            let value = cx.eval(receiver);
            Some(wholes::unwrapped_of(cx, value))
        }
        "as_ref" | "copied" | "cloned" | "ok" if shape.is_some() => Some(known),
        "is_some" | "is_ok" => Some(Value::truth(matches!(
            shape?,
            Composite::Some | Composite::Ok
        ))),
        "is_none" | "is_err" => Some(Value::truth(matches!(
            shape?,
            Composite::None | Composite::Err
        ))),
        _ => None,
    }
}
