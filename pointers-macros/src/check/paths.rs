//! Reads places that lie within others, `pair.0`, `list.head`, `v->data`, `m[i]`: evaluates them, and gives what they hold.

use syn::{Expr, ExprField, ExprIndex};

use super::{
    Check,
    across::Usage,
    alias,
    arena::Composite,
    context::Follow,
    handles,
    lattice::{Handle, Value},
    moves, numbers, operations, peeled, places, std_cell, variables,
};
use crate::syntax::deref_operand;

/// Evaluates what a place is part of. A reference that the function was given is not copied by that.
pub(super) fn whole_of<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr) -> Value<'a> {
    match (places::slot(cx, expression), &cx.state) {
        (Some(slot), Some(state)) if variables::is_reference(cx, slot) => state.variable(slot),
        _ => cx.eval(expression),
    }
}

/// `base.field`.
pub(super) fn field<'a>(cx: &mut Check<'a, '_>, field: &'a ExprField) -> Value<'a> {
    let base = whole_of(cx, &field.base);
    let key = places::key(cx, &field.member);
    cx.state
        .as_mut()
        .map_or(Value::Unknown, |state| state.take_part(base, key))
}

/// `&raw mut place`, where the place lies in memory: `&raw mut p[i]` is `p + i`, and what points to a field stays in its block.
/// `Unknown` is what is not followed.
pub(super) fn address<'a>(cx: &mut Check<'a, '_>, place: &'a Expr) -> Value<'a> {
    let Some(operand) = peeled::place(place) else {
        return Value::Unknown;
    };
    operations::indices(cx, place);
    let value = alias::handle(cx, operand);
    match value {
        Value::Handle(handle) if handles::is_handle(cx, handle) && !handle.reference => {
            if deref_operand(place).is_some() {
                return value;
            }
            // The field may be written through it.
            moves::fill(cx, value);
            Value::Handle(Handle {
                offset: None,
                ..handle
            })
        }
        value => {
            moves::fill(cx, value);
            handles::escape(cx, value);
            Value::Unknown
        }
    }
}

/// `base[index]` as a value: an element of an array, or of a block.
pub(super) fn element<'a>(
    cx: &mut Check<'a, '_>,
    expression: &'a Expr,
    index: &'a ExprIndex,
) -> Value<'a> {
    let base = alias::base(cx, &index.expr);
    let at = numbers::operand(cx, &index.index);
    operations::within_array(cx, expression, index, at);
    match base {
        Value::Handle(handle) if handles::is_handle(cx, handle) => {
            let element = handles::offset(cx, base, at, true);
            operations::access(cx, expression, expression, element, Usage::Read);
            read(cx, element)
        }
        Value::Null(..) => {
            operations::access(cx, expression, &index.expr, base, Usage::Read);
            Value::Unknown
        }
        base => alias::part(cx, base, at),
    }
}

/// What is read of the element that a handle points to.
pub(super) fn read<'a>(cx: &mut Check<'a, '_>, value: Value<'a>) -> Value<'a> {
    let (Value::Handle(handle), Some(state)) = (value, &mut cx.state) else {
        return Value::Unknown;
    };
    if handle.offset.is_none() {
        // It is one of them.
        state.open(handle.block);
    }
    state.content(handle)
}

/// `self`, `None`.
pub(super) fn receiver<'a>(cx: &mut Check<'a, '_>, expression: &Expr) -> Option<Value<'a>> {
    let slot = places::slot(cx, expression);
    if let Some(slot) = slot {
        std_cell::shared(cx, slot);
    }
    if let Some(slot) = slot
        && variables::is_reference(cx, slot)
    {
        // Whoever has the reference can assign what it refers to.
        if let Some(state) = &mut cx.state {
            state.share(slot);
        }
        return Some(Value::Unknown);
    }
    match expression {
        Expr::Path(path) if path.path.is_ident("None") => {
            Some(Value::Parts(cx.arena.make(Composite::None, Vec::new())))
        }
        Expr::Path(path) if path.path.is_ident("self") => {
            let state = cx.state.as_ref()?;
            Some(state.variable(cx.receiver?))
        }
        _ => None,
    }
}

/// A method that is not followed is called on a place, which it may change.
pub(super) fn used_in_some_way<'a>(cx: &mut Check<'a, '_>, receiver: &'a Expr) {
    let place = places::local(cx, receiver);
    alias::consume(cx, receiver);
    match place {
        Some(place) if place.keys.is_empty() => {
            if let Some(state) = &mut cx.state {
                state.share(place.slot);
            }
        }
        Some(place) => places::set(cx, &place, Value::Unknown),
        None => {}
    }
}
