//! Structures, tuples, arrays, `Some(..)` and `Ok(..)`: how they are made, and how patterns and `?` take them apart.

use proc_macro2::Ident;
use syn::{Expr, ExprCall, ExprStruct, ExprTuple, Pat};

use super::{
    Check, alias,
    arena::{Composite, Key},
    by_name,
    context::Follow,
    handles,
    lattice::Value,
    peeled, places,
};
use crate::{
    model::binding,
    syntax::{called_path, held_macro},
};

/// `Ok(value)`.
pub(super) fn succeeded<'a>(cx: &mut Check<'a, '_>, value: Value<'a>) -> Value<'a> {
    let key = places::first(cx);
    whole(cx, Composite::Ok, vec![(key, value)])
}

/// `Name { field, .. }`.
pub(super) fn structure<'a>(cx: &mut Check<'a, '_>, made: &'a ExprStruct) -> Value<'a> {
    let mut parts = Vec::new();
    for field in &made.fields {
        let value = alias::alias(cx, &field.expr);
        parts.push((places::key(cx, &field.member), value));
    }
    made.rest.iter().for_each(|rest| alias::consume(cx, rest));
    let name = made.path.get_ident().filter(|_| made.qself.is_none());
    if name.is_none() {
        // It may be a variant of an enum.
        parts
            .into_iter()
            .for_each(|(_, value)| handles::escape(cx, value));
        return Value::Unknown;
    }
    let name = match (name, cx.owner) {
        (Some(name), Some(owner)) if name == "Self" => peeled::name_of(owner),
        (name, _) => name,
    };
    if let Some(name) = name {
        let name = name.to_string();
        for (key, value) in &parts {
            if let Key::Field(field) = key {
                let ty = cx.arena.field(&name, *field);
                handles::declared(cx, *value, ty);
            }
        }
    }
    let name = name.map(|name| cx.arena.name(&name.to_string()));
    let drops = name.is_none_or(|name| !cx.arena.never_drops(name));
    let value = whole(cx, Composite::Whole(name), parts);
    if drops && let Some(state) = &mut cx.state {
        // What it does with them when it is dropped is not known.
        state.keep(value);
    }
    value
}

/// `(a, b)`.
pub(super) fn tuple<'a>(cx: &mut Check<'a, '_>, tuple: &'a ExprTuple) -> Value<'a> {
    let mut parts = Vec::new();
    for (at, element) in tuple.elems.iter().enumerate() {
        let value = alias::alias(cx, element);
        parts.push((Key::Field(cx.arena.name(&at.to_string())), value));
    }
    whole(cx, Composite::Whole(None), parts)
}

/// `[a, b]`.
pub(super) fn array<'a>(
    cx: &mut Check<'a, '_>,
    elements: impl Iterator<Item = &'a Expr>,
) -> Value<'a> {
    let mut parts = Vec::new();
    for (at, element) in (0..).zip(elements) {
        parts.push((Key::Element(at), alias::alias(cx, element)));
    }
    whole(cx, Composite::Whole(None), parts)
}

/// A value with these parts. What is not worth to be followed is one that nothing is known of.
fn whole<'a>(cx: &mut Check<'a, '_>, shape: Composite, all: Vec<(Key, Value<'a>)>) -> Value<'a> {
    let mut parts = Vec::new();
    for (key, value) in all {
        match value {
            Value::Handle(_) | Value::Null(..) | Value::Parts(_) => parts.push((key, value)),
            value => handles::escape(cx, value),
        }
    }
    if parts.is_empty() && matches!(shape, Composite::Whole(None)) {
        return Value::Unknown;
    }
    let Some(state) = &mut cx.state else {
        return Value::Unknown;
    };
    match state.whole(shape, parts.clone()) {
        Some(value) => value,
        None => {
            parts.into_iter().for_each(|(_, value)| state.escape(value));
            Value::Unknown
        }
    }
}

/// `Some(x)`, `Ok(x)`, `Err(x)`.
pub(super) fn wrapped<'a>(cx: &mut Check<'a, '_>, call: &'a ExprCall) -> Option<Value<'a>> {
    let path = called_path(call)?;
    if held_macro(call).is_some() || call.args.len() != 1 || binding(&call.func).is_some() {
        return None;
    }
    let shape = wrapper(path.path.get_ident()?)?;
    let value = alias::alias(cx, call.args.first()?);
    let key = places::first(cx);
    Some(whole(cx, shape, vec![(key, value)]))
}

/// Whether a pattern matches a value of which it is known whether there is one: `Some(p)`, `None`, `Ok(p)`.
pub(super) fn matches(cx: &Check<'_, '_>, pattern: &Pat, value: Value<'_>) -> Option<bool> {
    let shape = shape(cx, value)?;
    let path = match pattern {
        Pat::TupleStruct(tuple) => tuple.path.get_ident()?.to_string(),
        Pat::Ident(name) => name.ident.to_string(),
        Pat::Path(path) => path.path.get_ident()?.to_string(),
        Pat::Tuple(tuple) if matches!(shape, Composite::Whole(None)) => {
            let irrefutable = |pattern: &Pat| matches!(pattern, Pat::Ident(_) | Pat::Wild(_));
            return tuple.elems.iter().all(irrefutable).then_some(true);
        }
        _ => return None,
    };
    let inner = match pattern {
        Pat::TupleStruct(tuple) => matches!(
            tuple.elems.first(),
            Some(Pat::Ident(_) | Pat::Wild(_)) | None
        ),
        _ => true,
    };
    match (path.as_str(), shape) {
        ("Some", Composite::Some) | ("Ok", Composite::Ok) | ("Err", Composite::Err) => {
            inner.then_some(true)
        }
        ("None", Composite::None) => Some(true),
        ("Some", Composite::None)
        | ("None", Composite::Some)
        | ("Ok", Composite::Err)
        | ("Err", Composite::Ok) => Some(false),
        _ => None,
    }
}

pub(super) fn wrapper(name: &Ident) -> Option<Composite> {
    match name.to_string().as_str() {
        "Some" => Some(Composite::Some),
        "Ok" => Some(Composite::Ok),
        "Err" => Some(Composite::Err),
        _ => None,
    }
}

/// What `?` and `unwrap` give of a value, where they go on.
pub(super) fn unwrapped<'a>(cx: &Check<'a, '_>, value: Value<'a>) -> Value<'a> {
    let Some(state) = &cx.state else {
        return Value::Unknown;
    };
    match value {
        Value::Parts(id) => match state.arena.get(id).shape {
            Composite::Some | Composite::Ok | Composite::Given(_) => {
                state.part(value, places::first(cx))
            }
            _ => Value::Unknown,
        },
        value => state.part(value, places::first(cx)),
    }
}

/// The shape of a value that has parts.
pub(super) fn shape(cx: &Check<'_, '_>, value: Value<'_>) -> Option<Composite> {
    match value {
        Value::Parts(id) => Some(cx.arena.get(id).shape),
        _ => None,
    }
}

/// Evaluates the `e` of `e?`, which is no call of ours: what it holds, where it goes on.
pub(super) fn unwrapped_or_consumed<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr) -> Value<'a> {
    let value = cx.eval(expression);
    unwrapped_of(cx, value)
}

/// What `unwrap` gives of a value.
pub(super) fn unwrapped_of<'a>(cx: &mut Check<'a, '_>, value: Value<'a>) -> Value<'a> {
    match unwrapped(cx, value) {
        Value::Unknown => {
            handles::escape(cx, value);
            Value::Unknown
        }
        inner => inner,
    }
}

/// `vec![a, b]`.
pub(super) fn listed<'a>(cx: &mut Check<'a, '_>, call: &'a ExprCall) -> Option<Value<'a>> {
    let is_list = by_name::called(call).is_some_and(|name| name == "vec")
        && !call
            .args
            .iter()
            .any(|argument| matches!(argument, Expr::Repeat(_)));
    is_list.then(|| array(cx, call.args.iter()))
}
