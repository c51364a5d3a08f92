//! Variables: what they hold, what other code has of it.

use std::ptr;

use quote::ToTokens;
use syn::{Expr, Pat, PatIdent, Type};

use super::{
    Check,
    block::{Block, ElementType},
    lattice::{BlockId, Handle, Text, TypeId, Value},
    scan,
};
use crate::{
    model::{self, BindingId, Kind, element_of_type},
    walk::visit::{self, Visit},
};

pub(super) fn variable<'a>(cx: &Check<'a, '_>, id: BindingId) -> Value<'a> {
    match (&cx.state, cx.slots.get(&id)) {
        (Some(state), Some(slot)) => state.variable(*slot),
        _ => Value::Unknown,
    }
}

pub(super) fn set<'a>(cx: &mut Check<'a, '_>, id: BindingId, value: Value<'a>) {
    if let (Some(state), Some(slot)) = (&mut cx.state, cx.slots.get(&id)) {
        state.set(*slot, value);
    }
}

/// The block that is allocated at a place.
pub(super) fn site<'a>(cx: &mut Check<'a, '_>, place: &'a Expr) -> BlockId {
    cx.arena.site(ptr::from_ref(place), None)
}

pub(super) fn begin<'a>(cx: &mut Check<'a, '_>, place: &'a Expr, block: Block<'a>) -> Value<'a> {
    let site = site(cx, place);
    let Some(id) = cx.state.as_mut().and_then(|state| state.begin(site, block)) else {
        return Value::Unknown;
    };
    Value::Handle(Handle {
        block: id,
        offset: block.origin.map(|_| 0),
        reference: false,
    })
}

pub(super) fn escape<'a>(cx: &mut Check<'a, '_>, value: Value<'a>) {
    if let Some(state) = &mut cx.state {
        state.escape(value);
    }
}

/// Code that is not followed learns what a handle is: unless it only shows it, it may act on it.
pub(super) fn asked<'a>(cx: &mut Check<'a, '_>, value: Value<'a>) {
    if cx.shown == 0
        && let Some(state) = &mut cx.state
    {
        state.forget(value);
    }
}

/// Whether a handle is certainly one: what came from elsewhere may be any value.
pub(super) fn is_handle(cx: &Check<'_, '_>, handle: Handle) -> bool {
    cx.state
        .as_ref()
        .is_some_and(|state| state.block(handle.block).kind != Kind::Unknown)
}

/// A handle `by` away from another.
pub(super) fn offset<'a>(
    cx: &mut Check<'a, '_>,
    value: Value<'a>,
    by: Value<'a>,
    forwards: bool,
) -> Value<'a> {
    let by = by.as_number();
    match value {
        Value::Handle(handle) if is_handle(cx, handle) => {
            let moved = |offset: i128, by| {
                if forwards {
                    offset.checked_add(by)
                } else {
                    offset.checked_sub(by)
                }
            };
            let offset = handle
                .offset
                .zip(by)
                .and_then(|(offset, by)| moved(offset, by));
            Value::Handle(Handle {
                offset,
                reference: false,
                ..handle
            })
        }
        // A NULL that is moved stays NULL.
        Value::Null(..) => value,
        _ => Value::Unknown,
    }
}

/// The source names the element type of a handle's block.
pub(super) fn typed(cx: &mut Check<'_, '_>, handle: Handle, ty: &Type) {
    seen_as(cx, handle, ElementType::of(ty));
    let Some(block) = cx.state.as_ref().map(|state| state.block(handle.block)) else {
        return;
    };
    if let Some((number, of)) = block.counted
        && block.kind == Kind::Malloc
        && type_id(cx, ty) == of
        && let Some(state) = &mut cx.state
    {
        state.block_mut(handle.block).elements = Some(number);
    }
}

/// A value gets to where the source says its type: a field, a parameter.
pub(super) fn declared<'a>(cx: &mut Check<'a, '_>, value: Value<'a>, ty: Option<&'a Type>) {
    if let (Value::Handle(handle), Some(element)) = (value, ty.and_then(element_of_type))
        && cx.modules == 0
        && cx.arena.is_certain(element)
    {
        typed(cx, handle, element);
    }
}

/// What the source says of the elements in a handle's block.
pub(super) fn seen_as(cx: &mut Check<'_, '_>, handle: Handle, element: ElementType) {
    if let Some(state) = &mut cx.state {
        let block = state.block_mut(handle.block);
        if block.element == ElementType::Unknown {
            block.element = element;
        }
    }
}

pub(super) fn push<'a>(cx: &mut Check<'a, '_>, name: &PatIdent, id: BindingId, value: Value<'a>) {
    let value = match value {
        // What is in it may be changed in many ways, but not how much that is.
        Value::Text(text) if cx.model.get(id).mutable => Value::Text(Text {
            length: None,
            endless: false,
            spelt: None,
            ..text
        }),
        value => value,
    };
    let slot = cx.scope.len();
    cx.scope.push(name.ident.to_string());
    cx.slots.insert(id, slot);
    if let Some(state) = &mut cx.state {
        state.variables.truncate(slot);
        state.variables.resize(slot, Value::Unknown);
        state.variables.push(value);
    }
}

/// Declares all variables in a pattern, of which nothing is known.
pub(super) fn declare_unknown<'a>(cx: &mut Check<'a, '_>, pattern: &'a Pat) {
    struct Names<'c, 'a, 'm>(&'c mut Check<'a, 'm>);

    impl<'a> Visit<'a> for Names<'_, 'a, '_> {
        fn visit_pat_ident(&mut self, name: &'a PatIdent) {
            if let Some(id) = model::declared(name) {
                push(self.0, name, id, Value::Unknown);
            }
            visit::visit_pat_ident(self, name);
        }

        fn visit_expr(&mut self, _: &'a Expr) {}
    }

    Names(cx).visit_pat(pattern);
}

/// The number of a type that the source names.
pub(super) fn type_id(cx: &mut Check<'_, '_>, ty: &Type) -> TypeId {
    let next = TypeId(cx.types.len());
    *cx.types.get_or(ty.to_token_stream().to_string(), next)
}

/// Other code gets `self`, as a variable.
pub(super) fn share_receiver(cx: &mut Check<'_, '_>) {
    if let (Some(slot), Some(state)) = (cx.receiver, &mut cx.state) {
        state.share(slot);
    }
}

/// The variables in scope of these names.
pub(super) fn mentioned<'n>(
    cx: &'n Check<'_, '_>,
    names: &'n [String],
) -> impl Iterator<Item = usize> {
    let slots = cx.scope.iter().enumerate().filter(|_| !names.is_empty());
    slots
        .filter(|(_, variable)| names.contains(variable))
        .map(|(slot, _)| slot)
}

/// Other code gets all that an expression mentions, as variables.
pub(super) fn share(cx: &mut Check<'_, '_>, expression: &Expr) {
    let effects = scan::mentioned(expression);
    if effects.receiver {
        share_receiver(cx);
    }
    let Some(mut state) = cx.state.take() else {
        return;
    };
    for slot in effects.changed.iter().filter_map(|id| cx.slots.get(id)) {
        state.share(*slot);
    }
    mentioned(cx, &effects.mentioned).for_each(|slot| state.share(slot));
    cx.state = Some(state);
}

/// Whether the variable in a slot is a `&mut` that the function was given.
pub(super) fn is_reference(cx: &Check<'_, '_>, slot: usize) -> bool {
    cx.exits.as_ref().is_some_and(|exits| {
        // A half-typed parameter has no slot.
        let first = exits.depth.checked_sub(exits.parameters.len());
        let parameter = first.and_then(|first| slot.checked_sub(first));
        parameter.is_some_and(|at| {
            exits
                .parameters
                .get(at)
                .is_some_and(|parameter| parameter.mutable)
        })
    })
}

pub(super) fn change<'a>(
    cx: &mut Check<'a, '_>,
    handle: Handle,
    change: impl FnOnce(&mut Block<'a>),
) {
    if let Some(state) = &mut cx.state {
        change(state.block_mut(handle.block));
    }
}
