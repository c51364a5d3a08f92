//! Changes what memory holds: `p->next = q`, `m[0] <<= p`, `~p = value`, `*place = value`.

use std::ptr;

use syn::{Expr, UnOp};

use super::{
    Check,
    arena::{Composite, Key},
    handles,
    lattice::{Handle, Value},
    leaks, numbers, places,
    state::State,
};
use crate::{
    model::Kind,
    syntax::{deref_operand, peel_parens},
};

/// The element that a handle points to, or a part of it, gets a value.
pub(super) fn store<'a>(cx: &mut Check<'a, '_>, target: Value<'a>, keys: &[Key], value: Value<'a>) {
    let (Value::Handle(handle), Some(state)) = (target, &mut cx.state) else {
        return handles::escape(cx, value);
    };
    let block = state.block(handle.block);
    let given = state.arena.given(handle.block).is_some();
    if given && !numbers::is_number(value) {
        // Whatever else the caller gave may be the same block.
        state.disturb(Some(handle.block));
    }
    let followed = match handle.offset {
        Some(offset) if !block.escaped || given => {
            let mut path = vec![Key::Element(offset)];
            path.extend(keys);
            let whole = match block.across.content {
                Value::Parts(_) => Some(block.across.content),
                _ => state.whole(Composite::Whole(None), Vec::new()),
            };
            whole.and_then(|whole| fill_in(state, whole, &path, value))
        }
        _ => None,
    };
    match followed {
        Some(content) => {
            let block = state.block_mut(handle.block);
            block.across.content = content;
            block.across.changed = true;
        }
        None => {
            state.open(handle.block);
            state.block_mut(handle.block).across.changed = true;
            state.escape(value);
        }
    }
}

/// The same value with a part, whose surroundings are made where nothing is known of them.
fn fill_in<'a>(
    state: &State<'a>,
    whole: Value<'a>,
    path: &[Key],
    value: Value<'a>,
) -> Option<Value<'a>> {
    let [key, rest @ ..] = path else {
        return Some(value);
    };
    let inner = match state.part(whole, *key) {
        Value::Unknown if !rest.is_empty() => state.whole(Composite::Whole(None), Vec::new())?,
        inner => inner,
    };
    let part = fill_in(state, inner, rest, value)?;
    state.with(whole, &[*key], part)
}

/// What is in a block is used in a way that is not followed.
pub(super) fn opened<'a>(cx: &mut Check<'a, '_>, value: Value<'a>) {
    if let (Value::Handle(handle), Some(state)) = (value, &mut cx.state) {
        state.open(handle.block);
    }
}

/// What a handle points to is changed in a way that is not followed.
pub(super) fn changed<'a>(cx: &mut Check<'a, '_>, value: Value<'a>) {
    if let (Value::Handle(handle), Some(state)) = (value, &mut cx.state) {
        state.open(handle.block);
        state.block_mut(handle.block).across.changed = true;
    }
}

/// One value is moved into an element.
pub(super) fn move_in<'a>(
    cx: &mut Check<'a, '_>,
    handle: Handle,
    value: Value<'a>,
    expression: &'a Expr,
) {
    let old = cx
        .state
        .as_ref()
        .map_or(Value::Unknown, |state| state.content(handle));
    store(cx, Value::Handle(handle), &[], value);
    leaks::replaced(cx, old, None, expression);
}

/// `~p = value`, `p->next.0 = value`.
pub(super) fn overwrite<'a>(
    cx: &mut Check<'a, '_>,
    target: Value<'a>,
    left: &'a Expr,
    left_element: Option<&'a Expr>,
    value: Value<'a>,
    expression: &'a Expr,
) {
    let Value::Handle(handle) = target else {
        return handles::escape(cx, value);
    };
    let keys = keys(cx, left, left_element);
    let old = match (&keys, &cx.state) {
        (Some(keys), Some(state)) => state.part_of(state.content(handle), keys),
        _ => Value::Unknown,
    };
    handles::change(cx, handle, |block| {
        // Of a type with `Fields` other fields may have no value yet.
        block.written.add(handle.offset);
        block.stored = None;
        block.text.put(handle.offset, 1, None);
    });
    match keys {
        Some(keys) => store(cx, target, &keys, value),
        None => {
            changed(cx, target);
            handles::escape(cx, value);
        }
    }
    leaks::replaced(cx, old, None, expression);
}

/// A compound assignment to a place: a handle there is moved within its block, or something is moved into that.
pub(super) fn stepped<'a>(
    cx: &mut Check<'a, '_>,
    target: Value<'a>,
    left: &'a Expr,
    element: Option<&'a Expr>,
) {
    let (Value::Handle(handle), Some(keys)) = (target, keys(cx, left, element)) else {
        return changed(cx, target);
    };
    let Some(state) = &mut cx.state else { return };
    let part = state.part_of(state.content(handle), &keys);
    state.block_mut(handle.block).across.changed = true;
    match part {
        Value::Handle(part) => {
            state.escape(Value::Handle(part));
            let moved = Handle {
                offset: None,
                ..part
            };
            store(cx, target, &keys, Value::Handle(moved));
        }
        Value::Parts(_) | Value::Null(..) => changed(cx, target),
        _ => {}
    }
}

/// The same of a place in a variable.
pub(super) fn stepped_local<'a>(cx: &mut Check<'a, '_>, left: &'a Expr) {
    if let Some(place) = places::local(cx, left) {
        let moved = match places::get(cx, &place) {
            Value::Handle(handle) => Value::Handle(Handle {
                offset: None,
                ..handle
            }),
            _ => Value::Unknown,
        };
        if !place.keys.is_empty() {
            places::set(cx, &place, moved);
        }
    }
}

/// Whether a place certainly holds a handle, so that `<<=` moves into what that points to.
pub(super) fn is_handle<'a>(cx: &Check<'a, '_>, place: &'a Expr) -> bool {
    let Some(state) = &cx.state else {
        return false;
    };
    let value = match place {
        Expr::Index(_) => places::peek_handle(cx, state, place),
        place => places::peek(cx, state, place),
    };
    matches!(value, Value::Handle(handle) if state.block(handle.block).kind != Kind::Unknown)
}

/// The way from an element to a part of it: of `p->rows[1].at` the `rows[1].at`, and what stands behind `element`.
fn keys(cx: &Check<'_, '_>, target: &Expr, element: Option<&Expr>) -> Option<Vec<Key>> {
    let target = peel_parens(target);
    match target {
        _ if element.is_some_and(|element| ptr::eq(element, target)) => Some(Vec::new()),
        _ if deref_operand(target).is_some() => Some(Vec::new()),
        Expr::Unary(star) if matches!(star.op, UnOp::Deref(_)) => Some(Vec::new()),
        Expr::Field(field) => {
            let mut keys = keys(cx, &field.base, element)?;
            keys.push(places::key(cx, &field.member));
            Some(keys)
        }
        Expr::Index(index) => {
            let mut keys = keys(cx, &index.expr, element)?;
            keys.push(Key::Element(numbers::named_or_literal(cx, &index.index)?));
            Some(keys)
        }
        _ => None,
    }
}

/// `*place = value`, where `place` is a reference that the function was given.
pub(super) fn assign_through<'a>(
    cx: &mut Check<'a, '_>,
    operand: &'a Expr,
    old: Value<'a>,
    value: Value<'a>,
    expression: &'a Expr,
) {
    match places::slot(cx, operand) {
        Some(slot) if matches!(old, Value::Handle(_) | Value::Parts(_) | Value::Null(..)) => {
            let value = match value {
                Value::Handle(handle) => Value::Handle(Handle {
                    reference: true,
                    ..handle
                }),
                value => value,
            };
            if let Some(state) = &mut cx.state {
                state.set(slot, value);
            }
            leaks::replaced(cx, old, Some(operand), expression);
        }
        _ => handles::escape(cx, value),
    }
}
