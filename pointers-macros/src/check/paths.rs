//! Places that lie within others: `pair.0`, `list.head`, `v->data`, `m[i]`.

use syn::{BinOp, Expr, ExprField, ExprIndex, Member, Type};

use super::{
    Check,
    across::Use,
    alias,
    arena::{Key, Shape},
    block::Life,
    cells,
    context::Follow,
    exits,
    forms::{self, name_of},
    lattice::{Handle, Value},
    leaks, numbers, operations,
    state::State,
};
use crate::{
    model::{Kind, binding, element_of_type, handle_root},
    syntax::{deref_operand, peel_parens},
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
    let expression = peel_parens(expression);
    match expression {
        Expr::Path(path) if path.path.is_ident("self") => cx.receiver,
        _ => cx.slots.get(&binding(expression)?).copied(),
    }
}

/// A place in a variable, without any handle on the way. `None` where an index is not constant.
pub(super) fn local(cx: &Check<'_, '_>, expression: &Expr) -> Option<Place> {
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
        _ => Some(Place {
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
fn structure(cx: &Check<'_, '_>, base: &Expr) -> Option<String> {
    if let Some(operand) = deref_operand(base) {
        let own = handle_root(operand).filter(|_| binding(operand).is_some());
        let element = match own {
            Some(id) => cx.model.element(id)?,
            None => element_of_type(field_type(cx, operand)?)?,
        };
        return name_of(element).map(ToString::to_string);
    }
    if let Some(ty) = field_type(cx, base) {
        return name_of(ty).map(ToString::to_string);
    }
    match peek(cx, cx.state.as_ref()?, base) {
        Value::Parts(id) => match cx.arena.get(id).shape {
            Shape::Whole(Some(name)) => Some(cx.arena.spelt(name)),
            Shape::Given(block) => cx.arena.structure(block),
            _ => None,
        },
        Value::Handle(handle) => cx.arena.structure(handle.block),
        _ => None,
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
        _ => slot(cx, expression).map_or(Value::Unknown, |slot| state.variable(slot)),
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

/// Evaluates what a place is part of. A reference that the function was given is not copied by that.
pub(super) fn whole_of<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr) -> Value<'a> {
    match (slot(cx, expression), &cx.state) {
        (Some(slot), Some(state)) if exits::is_reference(cx, slot) => state.variable(slot),
        _ => cx.eval(expression),
    }
}

/// Whether the value of a place can be taken apart, so that it is no handle.
pub(super) fn has_parts<'a>(cx: &Check<'a, '_>, place: &'a Expr) -> bool {
    cx.state
        .as_ref()
        .is_some_and(|state| state.is_whole(peek(cx, state, place)))
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
        Value::Null(..) => {
            operations::access(cx, expression, &index.expr, base, Use::Read);
            Value::Unknown
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
    let expression = peel_parens(expression);
    match expression {
        Expr::Index(_) => cx.eval(expression),
        expression => alias::handle(cx, expression),
    }
}

pub(super) fn part<'a>(cx: &mut Check<'a, '_>, base: Value<'a>, at: Value<'a>) -> Value<'a> {
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
    let ty = field_type(cx, target);
    alias::declared(cx, value, ty);
    set(cx, &place, value);
    leaks::replaced(cx, old, Some(target), expression);
    true
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
        Expr::Call(call) => forms::null(call).is_some(),
        Expr::Path(path) => path.path.is_ident("NULL") && binding(expression).is_none(),
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
    let slot = slot(cx, expression);
    if let Some(slot) = slot {
        cells::shared(cx, slot);
    }
    if let Some(slot) = slot
        && exits::is_reference(cx, slot)
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
