//! Names places in variables and in memory, `pair.0`, `list.head`, `v->data`, `m[i]`, and looks up what is known there, without
//! evaluating them.

use syn::{BinOp, Expr, Member, Type, UnOp};

use super::{
    Check,
    arena::{Composite, Key},
    block::Life,
    by_name,
    lattice::{Handle, Value},
    numbers, peeled,
    state::State,
};
use crate::{
    model::{Kind, binding, element_of_type, handle_root},
    syntax::{deref_operand, peel_parens},
};

/// A variable, and the part of it.
#[derive(Clone)]
pub(super) struct KnownPlace {
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
    let expression = peel_parens(expression);
    match expression {
        Expr::Path(path) if path.path.is_ident("self") => cx.receiver,
        _ => cx.slots.get(&binding(expression)?).copied(),
    }
}

/// A place in a variable, without any handle on the way. `None` where an index is not constant.
pub(super) fn local(cx: &Check<'_, '_>, expression: &Expr) -> Option<KnownPlace> {
    let expression = peel_parens(expression);
    match expression {
        _ if deref_operand(expression).is_some() => None,
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
        _ => Some(KnownPlace {
            slot: slot(cx, expression)?,
            keys: Vec::new(),
        }),
    }
}

/// The type of a field, if the body declares the structure that it is of.
pub(super) fn field_type<'a>(cx: &Check<'a, '_>, target: &Expr) -> Option<&'a Type> {
    let target = match target {
        Expr::Paren(inner) => return field_type(cx, &inner.expr),
        Expr::Field(field) => field,
        _ => return None,
    };
    let Key::Field(name) = key(cx, &target.member) else {
        return None;
    };
    let structure = structure(cx, &target.base)?;
    cx.arena.field(&structure, name)
}

/// The structure that a place is, by its name.
pub(super) fn structure(cx: &Check<'_, '_>, base: &Expr) -> Option<String> {
    if let Some(operand) = deref_operand(base) {
        let own = handle_root(operand).filter(|_| binding(operand).is_some());
        let element = match own {
            Some(id) => cx.model.element(id)?,
            None => element_of_type(field_type(cx, operand)?)?,
        };
        return peeled::name_of(element).map(ToString::to_string);
    }
    if let Some(ty) = field_type(cx, base) {
        return peeled::name_of(ty).map(ToString::to_string);
    }
    match peek(cx, cx.state.as_ref()?, base) {
        Value::Parts(id) => match cx.arena.get(id).shape {
            Composite::Whole(Some(name)) => Some(cx.arena.spelt(name)),
            Composite::Given(block) => cx.arena.structure(block),
            _ => None,
        },
        Value::Handle(handle) => cx.arena.structure(handle.block),
        _ => None,
    }
}

/// What a place in a variable has.
pub(super) fn get<'a>(cx: &Check<'a, '_>, place: &KnownPlace) -> Value<'a> {
    let Some(state) = &cx.state else {
        return Value::Unknown;
    };
    state.part_of(state.variable(place.slot), &place.keys)
}

/// What a place has, without evaluating it again.
pub(super) fn peek<'a>(cx: &Check<'a, '_>, state: &State<'a>, expression: &Expr) -> Value<'a> {
    if let Some(operand) = deref_operand(expression) {
        return match peek_handle(cx, state, operand) {
            Value::Handle(handle) => state.content(handle),
            _ => Value::Unknown,
        };
    }
    let expression = peel_parens(expression);
    match expression {
        Expr::Field(field) => state.part(peek(cx, state, &field.base), key(cx, &field.member)),
        Expr::Index(index) => match peek_handle(cx, state, expression) {
            Value::Handle(handle) => state.content(handle),
            _ => match numbers::named_or_literal(cx, &index.index) {
                Some(at) => state.part(peek(cx, state, &index.expr), Key::Element(at)),
                None => Value::Unknown,
            },
        },
        Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => {
            behind_star(state, peek(cx, state, &unary.expr))
        }
        _ => slot(cx, expression).map_or(Value::Unknown, |slot| state.variable(slot)),
    }
}

/// What `*` of a value is: what a handle points to, and what a reference refers to.
fn behind_star<'a>(state: &State<'a>, value: Value<'a>) -> Value<'a> {
    match value {
        Value::Handle(handle) if handle.reference => Value::Handle(Handle {
            reference: false,
            ..handle
        }),
        Value::Handle(handle) if state.block(handle.block).kind != Kind::Unknown => {
            state.content(handle)
        }
        Value::Parts(_) => value,
        _ => Value::Unknown,
    }
}

/// The handle that an operand of ours is, without evaluating it again: of `p[1]` that to the element.
pub(super) fn peek_handle<'a>(
    cx: &Check<'a, '_>,
    state: &State<'a>,
    expression: &Expr,
) -> Value<'a> {
    let expression = peel_parens(expression);
    match expression {
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
    let target = peel_parens(target);
    match target {
        _ if deref_operand(target).is_some() => None,
        Expr::Field(field) => indexed(cx, &field.base),
        Expr::Index(index) => {
            let state = cx.state.as_ref()?;
            match peek_handle(cx, state, target) {
                Value::Handle(_) => Some(target),
                _ if matches!(peek(cx, state, &index.expr), Value::Null(..)) => Some(target),
                _ => indexed(cx, &index.expr),
            }
        }
        _ => None,
    }
}

/// `place = value` of a place in a variable.
pub(super) fn set<'a>(cx: &mut Check<'a, '_>, place: &KnownPlace, value: Value<'a>) {
    let Some(state) = &mut cx.state else { return };
    let variable = state.variable(place.slot);
    if variable == Value::Shared {
        return state.escape(value);
    }
    let holds = match variable {
        Value::Parts(id) => match state.arena.get(id).shape {
            Composite::Given(block) => state.arena.holds_its_fields(block),
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

/// Whether the value of a place can be taken apart, so that it is no handle.
pub(super) fn has_parts<'a>(cx: &Check<'a, '_>, place: &'a Expr) -> bool {
    cx.state
        .as_ref()
        .is_some_and(|state| state.is_whole(peek(cx, state, place)))
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
    let expression = peel_parens(expression);
    match expression {
        Expr::Call(call) => by_name::null(call).is_some(),
        Expr::Path(path) => path.path.is_ident("NULL") && binding(expression).is_none(),
        _ => false,
    }
}

pub(super) fn null<'a>(
    cx: &Check<'a, '_>,
    tested: &Expr,
    state: &mut Option<State<'a>>,
    is_null: bool,
) {
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

/// Variables go out of scope, and `value` stays: what has a `Drop` may do what it likes with its parts.
pub(super) fn drop<'a>(cx: &mut Check<'a, '_>, depth: usize, value: Value<'a>) {
    let Some(state) = &mut cx.state else { return };
    for slot in depth..state.variables.len() {
        let ending = state.variables[slot];
        let Value::Parts(id) = ending else { continue };
        if let Composite::Whole(Some(name)) = state.arena.get(id).shape
            && ending != value
            && !state.arena.never_drops(name)
        {
            state.escape(ending);
        }
    }
}
