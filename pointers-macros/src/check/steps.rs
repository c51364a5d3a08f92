//! Handles that are moved within their block: `p += n`, `p.add(n)?`, and to another type.

use syn::{Expr, ExprBinary, ExprMethodCall};

use super::{
    Check,
    across::Usage,
    alias,
    block::{Block, ElementType},
    handles,
    lattice::{Handle, Value},
    numbers, operations, sizes, variables,
};
use crate::{model::binding, syntax::marker};

/// `p += n`, `p -= n`: the variable moves at once. Of `p++` and `++p` this is the value before and after that.
pub(super) fn step<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    expression: &'a ExprBinary,
    forwards: bool,
) -> Value<'a> {
    let is = |names: [&str; 2]| {
        names
            .iter()
            .any(|name| marker::has(&expression.attrs, name))
    };
    let is_postfix = is([marker::UP, marker::DOWN]);
    let is_prefix = is([marker::BEFORE_UP, marker::BEFORE_DOWN]);
    let before = binding(&expression.left).map_or(Value::Unknown, |id| variables::variable(cx, id));
    let after = if numbers::is_number(before) {
        count(cx, expression, before, is_postfix || is_prefix)
    } else {
        move_on(cx, place, expression, forwards)
    };
    match before {
        _ if is_prefix => after,
        Value::Number(_) | Value::Handle(_) if is_postfix => before,
        _ => Value::Unknown,
    }
}

/// A number is changed. C's operators wrap, where the type ends.
fn count<'a>(
    cx: &mut Check<'a, '_>,
    expression: &'a ExprBinary,
    before: Value<'a>,
    wraps: bool,
) -> Value<'a> {
    const ENDS: [i128; 3] = [1 << 8, 1 << 16, 1 << 32];
    let by = numbers::operand(cx, &expression.right);
    let after = match numbers::combined(cx, &expression.op, before, by) {
        Value::Number(number) if wraps && (number.value < 0 || ENDS.contains(&number.value)) => {
            handles::escape(cx, Value::Number(number));
            Value::Unknown
        }
        after => after,
    };
    if let Some(id) = binding(&expression.left) {
        variables::set(cx, id, after);
    }
    after
}

/// A handle moves.
fn move_on<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    expression: &'a ExprBinary,
    forwards: bool,
) -> Value<'a> {
    let by = numbers::operand(cx, &expression.right);
    let id = binding(&expression.left);
    let value = alias::handle(cx, &expression.left);
    let moved = handles::offset(cx, value, by, forwards);
    if let Some(id) = id {
        let kept = matches!(value, Value::Handle(handle) if handles::is_handle(cx, handle))
            || value == Value::Shared;
        variables::set(cx, id, if kept { moved } else { Value::Unknown });
    }
    let Some((_, block)) = operations::present(cx, place, &expression.left, value, Usage::Step)
    else {
        return Value::Unknown;
    };
    if let Value::Handle(handle) = moved
        && !inside(cx, place, &expression.left, handle, &block)
        && let Some(id) = id
    {
        let somewhere = Value::Handle(Handle {
            offset: None,
            ..handle
        });
        variables::set(cx, id, somewhere);
        return somewhere;
    }
    moved
}

/// Whether a handle that was moved may point where it does: from the first element to one past the last.
pub(super) fn inside<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    made: &'a Expr,
    handle: Handle,
    block: &Block<'a>,
) -> bool {
    let (Some(offset), Some(length)) = (handle.offset, block.length()) else {
        return true;
    };
    if (0..=length).contains(&offset) {
        return true;
    }
    operations::outside(cx, place, made, Usage::Step, (offset, length), block);
    false
}

/// `p.add(n)?`.
pub(super) fn derive<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    receiver: &'a Expr,
    by: &'a Expr,
    forwards: bool,
) -> Value<'a> {
    let value = alias::handle(cx, receiver);
    let by = numbers::operand(cx, by);
    let moved = handles::offset(cx, value, by, forwards);
    let Some((_, block)) = operations::present(cx, place, receiver, value, Usage::Step) else {
        return Value::Unknown;
    };
    match moved {
        Value::Handle(handle) if inside(cx, place, receiver, handle, &block) => moved,
        _ => Value::Unknown,
    }
}

/// `p.cast::<U>()?`.
pub(super) fn cast<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    call: &'a ExprMethodCall,
) -> Value<'a> {
    let receiver = &*call.receiver;
    let value = alias::handle(cx, receiver);
    let Some((handle, block)) = operations::present(cx, place, receiver, value, Usage::Cast) else {
        return Value::Unknown;
    };
    sizes::can_be_cast(cx, place, call, &block);
    handles::change(cx, handle, |block| {
        block.element = ElementType::Mixed;
        block.elements = None;
        block.fill();
    });
    Value::Handle(Handle {
        offset: handle.offset.filter(|offset| *offset == 0),
        reference: false,
        ..handle
    })
}
