//! Handles: where the block of one begins, what else can reach it, what its elements are, and where a moved one points.

use std::ptr;

use quote::ToTokens;
use syn::{Expr, Type};

use super::{
    Check,
    block::{Block, ElementType},
    lattice::{BlockId, Handle, TypeId, Value},
};
use crate::model::{Kind, element_of_type};

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

/// The number of a type that the source names.
pub(super) fn type_id(cx: &mut Check<'_, '_>, ty: &Type) -> TypeId {
    let next = TypeId(cx.types.len());
    *cx.types.get_or(ty.to_token_stream().to_string(), next)
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
