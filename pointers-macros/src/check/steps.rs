//! Handles that are moved within their block: `p += n`, `p.add(n)?`, and to another type.

use syn::{Expr, ExprBinary};

use super::{
    Check, alias,
    lattice::{Block, Element, Handle, Value},
    numbers, operations,
    report::Use,
};
use crate::model::binding;

/// `p += n`, `p -= n`: the handle moves at once.
pub(super) fn step<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    expression: &'a ExprBinary,
    forwards: bool,
) {
    let by = numbers::operand(cx, &expression.right);
    let id = binding(&expression.left);
    if let Some((id, value)) = id.map(|id| (id, alias::variable(cx, id)))
        && numbers::is_number(value)
    {
        let value = numbers::combined(cx, &expression.op, value, by);
        return alias::set(cx, id, value);
    }
    let value = alias::handle(cx, &expression.left);
    let moved = alias::offset(cx, value, by, forwards);
    if let Some(id) = id {
        let kept = matches!(value, Value::Handle(handle) if alias::is_handle(cx, handle))
            || value == Value::Shared;
        alias::set(cx, id, if kept { moved } else { Value::Unknown });
    }
    let Some((_, block)) = operations::present(cx, place, &expression.left, value, Use::Step)
    else {
        return;
    };
    if let Value::Handle(handle) = moved
        && !inside(cx, place, &expression.left, handle, &block)
        && let Some(id) = id
    {
        alias::set(
            cx,
            id,
            Value::Handle(Handle {
                offset: None,
                ..handle
            }),
        );
    }
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
    operations::outside(cx, place, made, Use::Step, (offset, length), block);
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
    let moved = alias::offset(cx, value, by, forwards);
    let Some((_, block)) = operations::present(cx, place, receiver, value, Use::Step) else {
        return Value::Unknown;
    };
    match moved {
        Value::Handle(handle) if inside(cx, place, receiver, handle, &block) => moved,
        _ => Value::Unknown,
    }
}

/// `p.cast::<U>()?`.
pub(super) fn cast<'a>(cx: &mut Check<'a, '_>, place: &'a Expr, receiver: &'a Expr) -> Value<'a> {
    let value = alias::handle(cx, receiver);
    let Some((handle, _)) = operations::present(cx, place, receiver, value, Use::Cast) else {
        return Value::Unknown;
    };
    operations::change(cx, handle, |block| {
        block.element = Element::Mixed;
        block.elements = None;
        block.fill();
    });
    Value::Handle(Handle {
        offset: handle.offset.filter(|offset| *offset == 0),
        reference: false,
        ..handle
    })
}
