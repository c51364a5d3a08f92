//! Places that lie within others: `pair.0`, `list.head`, `v->data`, `m[i]`, and the values that are made of parts.

use std::ptr;

use proc_macro2::Ident;
use syn::{BinOp, Expr, ExprCall, ExprField, ExprIndex, ExprStruct, ExprTuple, Member, Pat, UnOp};

use super::{
    Check, alias, expressions, forms,
    lattice::{Handle, Life, Value},
    leaks, numbers, operations,
    parts::{Key, Shape},
    report::Use,
    state::State,
    summary,
};
use crate::{
    model::{Kind, binding},
    syntax::{deref_operand, held_macro},
};

/// A variable, and the part of it.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) slot: usize,
    pub(super) keys: Vec<Key>,
}

/// The name of a field, or its number in a tuple.
pub(super) fn key(cx: &Check<'_, '_>, member: &Member) -> Key {
    Key::Field(match member {
        Member::Named(name) => cx.arena.name(&name.to_string()),
        Member::Unnamed(index) => cx.arena.name(&index.index.to_string()),
    })
}

/// The part of `Some(..)` and `Ok(..)`, of the first of a tuple.
pub(super) fn first(cx: &Check<'_, '_>) -> Key {
    Key::Field(cx.arena.name("0"))
}

/// The slot of the variable that an expression names, `self` included.
pub(super) fn slot(cx: &Check<'_, '_>, expression: &Expr) -> Option<usize> {
    match expression {
        Expr::Paren(inner) => slot(cx, &inner.expr),
        Expr::Path(path) if path.path.is_ident("self") => cx.receiver,
        _ => cx.slots.get(&binding(expression)?).copied(),
    }
}

/// A place in a variable, without any handle on the way. `None` where an index is not constant.
pub(super) fn local(cx: &Check<'_, '_>, expression: &Expr) -> Option<Place> {
    match expression {
        _ if deref_operand(expression).is_some() => None,
        Expr::Paren(inner) => local(cx, &inner.expr),
        Expr::Field(field) => {
            let mut place = local(cx, &field.base)?;
            place.keys.push(key(cx, &field.member));
            Some(place)
        }
        Expr::Index(index) => {
            let mut place = local(cx, &index.expr)?;
            let base = get(cx, &place);
            let at = numbers::named_or_literal(cx, &index.index)?;
            place.keys.push(Key::Element(at));
            matches!(base, Value::Parts(_)).then_some(place)
        }
        _ => Some(Place {
            slot: slot(cx, expression)?,
            keys: Vec::new(),
        }),
    }
}

/// What a place in a variable has.
pub(super) fn get<'a>(cx: &Check<'a, '_>, place: &Place) -> Value<'a> {
    let Some(state) = &cx.state else {
        return Value::Unknown;
    };
    let variable = state.variable(place.slot);
    place
        .keys
        .iter()
        .fold(variable, |value, key| state.part(value, *key))
}

/// What a place has, without evaluating it again.
pub(super) fn peek<'a>(cx: &Check<'a, '_>, state: &State<'a>, expression: &Expr) -> Value<'a> {
    if let Some(operand) = deref_operand(expression) {
        return match peek_handle(cx, state, operand) {
            Value::Handle(handle) => state.content(handle),
            _ => Value::Unknown,
        };
    }
    match expression {
        Expr::Paren(inner) => peek(cx, state, &inner.expr),
        Expr::Field(field) => state.part(peek(cx, state, &field.base), key(cx, &field.member)),
        Expr::Index(index) => match peek_handle(cx, state, expression) {
            Value::Handle(handle) => state.content(handle),
            _ => match numbers::named_or_literal(cx, &index.index) {
                Some(at) => state.part(peek(cx, state, &index.expr), Key::Element(at)),
                None => Value::Unknown,
            },
        },
        _ => slot(cx, expression).map_or(Value::Unknown, |slot| state.variable(slot)),
    }
}

/// The handle that an operand of ours is, without evaluating it again: of `p[1]` that to the element.
fn peek_handle<'a>(cx: &Check<'a, '_>, state: &State<'a>, expression: &Expr) -> Value<'a> {
    match expression {
        Expr::Paren(inner) => peek_handle(cx, state, &inner.expr),
        Expr::Index(index) => match peek(cx, state, &index.expr) {
            Value::Handle(handle) if state.block(handle.block).kind != Kind::Unknown => {
                let by = numbers::named_or_literal(cx, &index.index);
                let offset = handle.offset.zip(by);
                let offset = offset.and_then(|(offset, by)| offset.checked_add(by));
                Value::Handle(Handle { offset, ..handle })
            }
            _ => Value::Unknown,
        },
        _ => peek(cx, state, expression),
    }
}

/// Of `v->data[i].x` the `v->data[i]`, if what stands before the index is certainly a handle in memory or in a structure.
pub(super) fn indexed<'a>(cx: &Check<'a, '_>, target: &'a Expr) -> Option<&'a Expr> {
    match target {
        _ if deref_operand(target).is_some() => None,
        Expr::Paren(inner) => indexed(cx, &inner.expr),
        Expr::Field(field) => indexed(cx, &field.base),
        Expr::Index(index) => match peek_handle(cx, cx.state.as_ref()?, target) {
            Value::Handle(_) => Some(target),
            _ => indexed(cx, &index.expr),
        },
        _ => None,
    }
}

/// Evaluates what a place is part of. A reference that the function was given is not copied by that.
pub(super) fn whole_of<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr) -> Value<'a> {
    match (slot(cx, expression), &cx.state) {
        (Some(slot), Some(state)) if summary::is_reference(cx, slot) => state.variable(slot),
        _ => expressions::eval(cx, expression),
    }
}

/// Whether the value of a place can be taken apart, so that it is no handle.
pub(super) fn has_parts<'a>(cx: &Check<'a, '_>, place: &'a Expr) -> bool {
    cx.state
        .as_ref()
        .is_some_and(|state| state.is_whole(peek(cx, state, place)))
}

/// `Ok(value)`.
pub(super) fn succeeded<'a>(cx: &mut Check<'a, '_>, value: Value<'a>) -> Value<'a> {
    let key = first(cx);
    whole(cx, Shape::Ok, vec![(key, value)])
}

/// `base.field`.
pub(super) fn field<'a>(cx: &mut Check<'a, '_>, field: &'a ExprField) -> Value<'a> {
    let base = whole_of(cx, &field.base);
    let key = key(cx, &field.member);
    cx.state
        .as_mut()
        .map_or(Value::Unknown, |state| state.take_part(base, key))
}

/// `base[index]` as a value: an element of an array, or of a block.
pub(super) fn element<'a>(
    cx: &mut Check<'a, '_>,
    expression: &'a Expr,
    index: &'a ExprIndex,
) -> Value<'a> {
    let base = base(cx, &index.expr);
    let at = numbers::operand(cx, &index.index);
    match base {
        Value::Handle(handle) if alias::is_handle(cx, handle) => {
            let element = alias::offset(cx, base, at, true);
            operations::access(cx, expression, expression, element, Use::Read);
            read(cx, element)
        }
        base => part(cx, base, at),
    }
}

/// `base[index]` as an operand of ours: the handle to the element.
pub(super) fn element_handle<'a>(cx: &mut Check<'a, '_>, index: &'a ExprIndex) -> Value<'a> {
    let base = base(cx, &index.expr);
    let at = numbers::operand(cx, &index.index);
    match base {
        Value::Handle(handle) if alias::is_handle(cx, handle) => alias::offset(cx, base, at, true),
        Value::Null(..) => base,
        base => part(cx, base, at),
    }
}

/// What an index stands behind.
fn base<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr) -> Value<'a> {
    match expression {
        Expr::Paren(inner) => base(cx, &inner.expr),
        Expr::Index(_) => expressions::eval(cx, expression),
        expression => alias::handle(cx, expression),
    }
}

fn part<'a>(cx: &mut Check<'a, '_>, base: Value<'a>, at: Value<'a>) -> Value<'a> {
    if !matches!(base, Value::Parts(_)) {
        // A table of the user's says what it likes of an answer.
        alias::escape(cx, at);
    }
    match (at.as_number(), &mut cx.state) {
        (Some(at), Some(state)) => state.take_part(base, Key::Element(at)),
        // It is one of them.
        _ => {
            alias::escape(cx, base);
            Value::Unknown
        }
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

/// The element that a handle points to, or a part of it, gets a value.
pub(super) fn store<'a>(cx: &mut Check<'a, '_>, target: Value<'a>, keys: &[Key], value: Value<'a>) {
    let (Value::Handle(handle), Some(state)) = (target, &mut cx.state) else {
        return alias::escape(cx, value);
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
                _ => state.whole(Shape::Whole(None), Vec::new()),
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
        Value::Unknown if !rest.is_empty() => state.whole(Shape::Whole(None), Vec::new())?,
        inner => inner,
    };
    let part = fill_in(state, inner, rest, value)?;
    state.with(whole, &[*key], part)
}

/// `place = value` of a place in a variable.
pub(super) fn set<'a>(cx: &mut Check<'a, '_>, place: &Place, value: Value<'a>) {
    let Some(state) = &mut cx.state else { return };
    let variable = state.variable(place.slot);
    if variable == Value::Shared {
        return state.escape(value);
    }
    let holds = match variable {
        Value::Parts(id) => match state.arena.get(id).shape {
            Shape::Given(block) => state.arena.holds_its_fields(block),
            _ => true,
        },
        Value::Handle(handle) => {
            place.keys.is_empty() || state.arena.holds_its_fields(handle.block)
        }
        _ => true,
    };
    match state.with(variable, &place.keys, value).filter(|_| holds) {
        Some(whole) => state.set(place.slot, whole),
        None => {
            state.escape(variable);
            state.escape(value);
            // What a part is of is not followed.
            state.set(place.slot, Value::Unknown);
        }
    }
}

/// `target = value` where the target is part of a variable. Says whether it is one.
pub(super) fn assign<'a>(
    cx: &mut Check<'a, '_>,
    target: &'a Expr,
    value: Value<'a>,
    expression: &'a Expr,
) -> bool {
    let Some(place) = local(cx, target).filter(|place| !place.keys.is_empty()) else {
        return false;
    };
    let old = get(cx, &place);
    set(cx, &place, value);
    leaks::replaced(cx, old, Some(target), expression);
    true
}

/// `Name { field, .. }`.
pub(super) fn structure<'a>(cx: &mut Check<'a, '_>, made: &'a ExprStruct) -> Value<'a> {
    let mut parts = Vec::new();
    for field in &made.fields {
        let value = alias::alias(cx, &field.expr);
        parts.push((key(cx, &field.member), value));
    }
    made.rest.iter().for_each(|rest| alias::consume(cx, rest));
    let name = made.path.get_ident().filter(|_| made.qself.is_none());
    if name.is_none() {
        // It may be a variant of an enum.
        parts
            .into_iter()
            .for_each(|(_, value)| alias::escape(cx, value));
        return Value::Unknown;
    }
    let name = match (name, cx.owner) {
        (Some(name), Some(owner)) if name == "Self" => summary::name_of(owner),
        (name, _) => name,
    };
    let name = name.map(|name| cx.arena.name(&name.to_string()));
    let drops = name.is_none_or(|name| !cx.arena.never_drops(name));
    let value = whole(cx, Shape::Whole(name), parts);
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
    whole(cx, Shape::Whole(None), parts)
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
    whole(cx, Shape::Whole(None), parts)
}

/// A value with these parts. What is not worth to be followed is one that nothing is known of.
fn whole<'a>(cx: &mut Check<'a, '_>, shape: Shape, all: Vec<(Key, Value<'a>)>) -> Value<'a> {
    let mut parts = Vec::new();
    for (key, value) in all {
        match value {
            Value::Handle(_) | Value::Null(..) | Value::Parts(_) => parts.push((key, value)),
            value => alias::escape(cx, value),
        }
    }
    if parts.is_empty() && matches!(shape, Shape::Whole(None)) {
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
    let Expr::Path(path) = &*call.func else {
        return None;
    };
    if held_macro(call).is_some() || call.args.len() != 1 || binding(&call.func).is_some() {
        return None;
    }
    let shape = wrapper(path.path.get_ident()?)?;
    let value = alias::alias(cx, call.args.first()?);
    let key = first(cx);
    Some(whole(cx, shape, vec![(key, value)]))
}

/// Whether a pattern matches a value of which it is known whether there is one: `Some(p)`, `None`, `Ok(p)`.
pub(super) fn matches(cx: &Check<'_, '_>, pattern: &Pat, value: Value<'_>) -> Option<bool> {
    let shape = shape(cx, value)?;
    let path = match pattern {
        Pat::TupleStruct(tuple) => tuple.path.get_ident()?.to_string(),
        Pat::Ident(name) => name.ident.to_string(),
        Pat::Path(path) => path.path.get_ident()?.to_string(),
        Pat::Tuple(tuple) if matches!(shape, Shape::Whole(None)) => {
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
        ("Some", Shape::Some) | ("Ok", Shape::Ok) | ("Err", Shape::Err) => inner.then_some(true),
        ("None", Shape::None) => Some(true),
        ("Some", Shape::None) | ("None", Shape::Some) | ("Ok", Shape::Err) | ("Err", Shape::Ok) => {
            Some(false)
        }
        _ => None,
    }
}

fn wrapper(name: &Ident) -> Option<Shape> {
    match name.to_string().as_str() {
        "Some" => Some(Shape::Some),
        "Ok" => Some(Shape::Ok),
        "Err" => Some(Shape::Err),
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
            Shape::Some | Shape::Ok | Shape::Given(_) => state.part(value, first(cx)),
            _ => Value::Unknown,
        },
        value => state.part(value, first(cx)),
    }
}

/// The shape of a value that has parts.
pub(super) fn shape(cx: &Check<'_, '_>, value: Value<'_>) -> Option<Shape> {
    match value {
        Value::Parts(id) => Some(cx.arena.get(id).shape),
        _ => None,
    }
}

/// Declares the variables of a pattern that takes a value apart. Says whether it is one that is followed.
pub(super) fn declare<'a>(cx: &mut Check<'a, '_>, pattern: &'a Pat, value: Value<'a>) -> bool {
    let Some(state) = &cx.state else { return false };
    let is_given =
        matches!(value, Value::Handle(handle) if state.arena.given(handle.block).is_some());
    if !matches!(value, Value::Parts(_)) && !is_given {
        return false;
    }
    let part = |cx: &mut Check<'a, '_>, key| {
        cx.state
            .as_mut()
            .map_or(Value::Unknown, |state| state.take_part(value, key))
    };
    match pattern {
        Pat::Tuple(tuple) if !tuple.elems.iter().any(is_rest) => {
            for (at, pattern) in tuple.elems.iter().enumerate() {
                let key = Key::Field(cx.arena.name(&at.to_string()));
                let value = part(cx, key);
                alias::declare(cx, pattern, value);
            }
        }
        Pat::TupleStruct(tuple) if tuple.elems.len() == 1 && !is_rest(&tuple.elems[0]) => {
            let matches = match (tuple.path.get_ident().and_then(wrapper), shape(cx, value)) {
                (Some(pattern), Some(shape)) => pattern == shape,
                (Some(_), None) => is_given,
                (None, _) => false,
            };
            let key = first(cx);
            let value = if matches {
                part(cx, key)
            } else {
                Value::Unknown
            };
            alias::declare(cx, &tuple.elems[0], value);
        }
        Pat::Struct(structure) => {
            let is_it = match (shape(cx, value), structure.path.get_ident()) {
                (Some(Shape::Whole(Some(known))), Some(name)) => {
                    cx.arena.name(&name.to_string()) == known || name == "Self"
                }
                (None | Some(Shape::Given(_)), Some(_)) => true,
                _ => false,
            };
            if !is_it {
                return false;
            }
            for field in &structure.fields {
                let key = key(cx, &field.member);
                let value = part(cx, key);
                alias::declare(cx, &field.pat, value);
            }
        }
        Pat::Slice(slice) if !slice.elems.iter().any(is_rest) => {
            for (at, pattern) in (0..).zip(&slice.elems) {
                let value = part(cx, Key::Element(at));
                alias::declare(cx, pattern, value);
            }
        }
        _ => return false,
    }
    true
}

fn is_rest(pattern: &Pat) -> bool {
    match pattern {
        Pat::Rest(_) => true,
        Pat::Ident(name) => name.subpat.is_some(),
        _ => false,
    }
}

/// The ways on which a pointer was tested: where it is NULL there is no block, and where it is not, there is one.
pub(super) fn tested<'a>(
    cx: &Check<'a, '_>,
    condition: &Expr,
    state: &mut Option<State<'a>>,
    holds: bool,
) {
    let (tested, equal) = match condition {
        Expr::Binary(binary) if is_null(&binary.right) => (&*binary.left, &binary.op),
        Expr::Binary(binary) if is_null(&binary.left) => (&*binary.right, &binary.op),
        Expr::MethodCall(call) if call.method == "is_null" => {
            return null(cx, &call.receiver, state, holds);
        }
        _ => return,
    };
    match equal {
        BinOp::Eq(_) => null(cx, tested, state, holds),
        BinOp::Ne(_) => null(cx, tested, state, !holds),
        _ => {}
    }
}

pub(super) fn is_null(expression: &Expr) -> bool {
    match expression {
        Expr::Call(call) => forms::null(call).is_some(),
        Expr::Path(path) => path.path.is_ident("NULL") && binding(expression).is_none(),
        Expr::Paren(inner) => is_null(&inner.expr),
        _ => false,
    }
}

fn null<'a>(cx: &Check<'a, '_>, tested: &Expr, state: &mut Option<State<'a>>, is_null: bool) {
    let Some(state) = state else { return };
    let Value::Handle(Handle { block, .. }) = peek(cx, state, tested) else {
        return;
    };
    if state.arena.given(block).is_none() {
        return;
    }
    let block = state.block_mut(block);
    if is_null && block.life == Life::Given {
        block.life = Life::Absent;
    } else if !is_null {
        block.nullable = false;
    }
}

/// `self`, `None`.
pub(super) fn receiver<'a>(cx: &mut Check<'a, '_>, expression: &Expr) -> Option<Value<'a>> {
    if let Some(slot) = slot(cx, expression)
        && summary::is_reference(cx, slot)
    {
        // Whoever has the reference can assign what it refers to.
        if let Some(state) = &mut cx.state {
            state.share(slot);
        }
        return Some(Value::Unknown);
    }
    match expression {
        Expr::Path(path) if path.path.is_ident("None") => {
            Some(Value::Parts(cx.arena.make(Shape::None, Vec::new())))
        }
        Expr::Path(path) if path.path.is_ident("self") => {
            let state = cx.state.as_ref()?;
            Some(state.variable(cx.receiver?))
        }
        _ => None,
    }
}

/// Other code gets `self`, as a variable.
pub(super) fn share_receiver(cx: &mut Check<'_, '_>) {
    if let (Some(slot), Some(state)) = (cx.receiver, &mut cx.state) {
        state.share(slot);
    }
}

/// A method that is not followed is called on a place, which it may change.
pub(super) fn used_in_some_way<'a>(cx: &mut Check<'a, '_>, receiver: &'a Expr) {
    let place = local(cx, receiver);
    alias::consume(cx, receiver);
    match place {
        Some(place) if place.keys.is_empty() => {
            if let Some(state) = &mut cx.state {
                state.share(place.slot);
            }
        }
        Some(place) => set(cx, &place, Value::Unknown),
        None => {}
    }
}

/// Evaluates the `e` of `e?`, which is no call of ours: what it holds, where it goes on.
pub(super) fn unwrapped_or_consumed<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr) -> Value<'a> {
    let value = expressions::eval(cx, expression);
    unwrapped_of(cx, value)
}

/// What `unwrap` gives of a value.
pub(super) fn unwrapped_of<'a>(cx: &mut Check<'a, '_>, value: Value<'a>) -> Value<'a> {
    match unwrapped(cx, value) {
        Value::Unknown => {
            alias::escape(cx, value);
            Value::Unknown
        }
        inner => inner,
    }
}

/// `vec![a, b]`.
pub(super) fn listed<'a>(cx: &mut Check<'a, '_>, call: &'a ExprCall) -> Option<Value<'a>> {
    let is_list = forms::called(call).is_some_and(|name| name == "vec")
        && !call
            .args
            .iter()
            .any(|argument| matches!(argument, Expr::Repeat(_)));
    is_list.then(|| array(cx, call.args.iter()))
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
        return alias::escape(cx, value);
    };
    let keys = keys(cx, left, left_element);
    let old = match (&keys, &cx.state) {
        (Some(keys), Some(state)) => keys
            .iter()
            .fold(state.content(handle), |value, key| state.part(value, *key)),
        _ => Value::Unknown,
    };
    operations::change(cx, handle, |block| {
        // Of a type with `Fields` other fields may have no value yet.
        block.written.add(handle.offset);
        block.stored = None;
        block.text.put(handle.offset, 1, None);
    });
    match keys {
        Some(keys) => store(cx, target, &keys, value),
        None => {
            changed(cx, target);
            alias::escape(cx, value);
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
    let part = keys
        .iter()
        .fold(state.content(handle), |value, key| state.part(value, *key));
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
    if let Some(place) = local(cx, left) {
        let moved = match get(cx, &place) {
            Value::Handle(handle) => Value::Handle(Handle {
                offset: None,
                ..handle
            }),
            _ => Value::Unknown,
        };
        if !place.keys.is_empty() {
            set(cx, &place, moved);
        }
    }
}

/// Whether a place certainly holds a handle, so that `<<=` moves into what that points to.
pub(super) fn is_handle<'a>(cx: &Check<'a, '_>, place: &'a Expr) -> bool {
    let Some(state) = &cx.state else {
        return false;
    };
    let value = match place {
        Expr::Index(_) => peek_handle(cx, state, place),
        place => peek(cx, state, place),
    };
    matches!(value, Value::Handle(handle) if state.block(handle.block).kind != Kind::Unknown)
}

/// The way from an element to a part of it: of `p->rows[1].at` the `rows[1].at`, and what stands behind `element`.
fn keys(cx: &Check<'_, '_>, target: &Expr, element: Option<&Expr>) -> Option<Vec<Key>> {
    match target {
        _ if element.is_some_and(|element| ptr::eq(element, target)) => Some(Vec::new()),
        _ if deref_operand(target).is_some() => Some(Vec::new()),
        Expr::Paren(inner) => keys(cx, &inner.expr, element),
        Expr::Unary(star) if matches!(star.op, UnOp::Deref(_)) => Some(Vec::new()),
        Expr::Field(field) => {
            let mut keys = keys(cx, &field.base, element)?;
            keys.push(key(cx, &field.member));
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
    match slot(cx, operand) {
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
        _ => alias::escape(cx, value),
    }
}

/// Variables go out of scope, and `value` stays: what has a `Drop` may do what it likes with its parts.
pub(super) fn drop<'a>(cx: &mut Check<'a, '_>, depth: usize, value: Value<'a>) {
    let Some(state) = &mut cx.state else { return };
    for slot in depth..state.variables.len() {
        let ending = state.variables[slot];
        let Value::Parts(id) = ending else { continue };
        if let Shape::Whole(Some(name)) = state.arena.get(id).shape
            && ending != value
            && !state.arena.never_drops(name)
        {
            state.escape(ending);
        }
    }
}
