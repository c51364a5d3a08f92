//! What patterns declare, and what is assigned to.

use syn::{Expr, Pat, PatIdent};

use super::{
    Check, alias,
    arena::{Composite, Key},
    block::ElementType,
    by_name, handles,
    lattice::{ExprAt, Value},
    leaks, places,
    report::Loss,
    std_cell, variables, wholes,
};
use crate::{
    model::{self, BindingId, Kind, binding, element_of_type, kind_of_type},
    syntax::{peel_parens, untyped},
};

/// Declares the variables of a pattern that takes a value apart. Says whether it is one that is followed.
pub(super) fn take_apart<'a>(cx: &mut Check<'a, '_>, pattern: &'a Pat, value: Value<'a>) -> bool {
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
                declare(cx, pattern, value);
            }
        }
        Pat::TupleStruct(tuple) if tuple.elems.len() == 1 && !is_rest(&tuple.elems[0]) => {
            let matches = match (
                tuple.path.get_ident().and_then(wholes::wrapper),
                wholes::shape(cx, value),
            ) {
                (Some(pattern), Some(shape)) => pattern == shape,
                (Some(_), None) => is_given,
                (None, _) => false,
            };
            let key = places::first(cx);
            let value = if matches {
                part(cx, key)
            } else {
                Value::Unknown
            };
            declare(cx, &tuple.elems[0], value);
        }
        Pat::Struct(structure) => {
            let is_it = match (wholes::shape(cx, value), structure.path.get_ident()) {
                (Some(Composite::Whole(Some(known))), Some(name)) => {
                    cx.arena.name(&name.to_string()) == known || name == "Self"
                }
                (None | Some(Composite::Given(_)), Some(_)) => true,
                _ => false,
            };
            if !is_it {
                return false;
            }
            for field in &structure.fields {
                let key = places::key(cx, &field.member);
                let value = part(cx, key);
                declare(cx, &field.pat, value);
            }
        }
        Pat::Slice(slice) if !slice.elems.iter().any(is_rest) => {
            for (at, pattern) in (0..).zip(&slice.elems) {
                let value = part(cx, Key::Element(at));
                declare(cx, pattern, value);
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

/// Declares the variable that a pattern is, with its value.
pub(super) fn declare<'a>(cx: &mut Check<'a, '_>, pattern: &'a Pat, value: Value<'a>) {
    match untyped_name(pattern) {
        Some((name, id)) => {
            let value = if name.by_ref.is_some() {
                handles::escape(cx, value);
                Value::Unknown
            } else {
                value
            };
            variables::push(cx, name, id, value);
        }
        None if matches!(untyped(pattern), Pat::Wild(_)) => leaks::dropped(cx, value),
        None if take_apart(cx, untyped(pattern), value) => {}
        None => {
            handles::escape(cx, value);
            variables::declare_unknown(cx, pattern);
        }
    }
}

/// The name that a pattern is.
fn untyped_name(pattern: &Pat) -> Option<(&PatIdent, BindingId)> {
    match untyped(pattern) {
        Pat::Ident(name) if name.subpat.is_none() => Some((name, model::declared(name)?)),
        _ => None,
    }
}

/// What `let pattern = expression` declares.
pub(super) fn initial<'a>(
    cx: &mut Check<'a, '_>,
    pattern: &'a Pat,
    expression: &'a Expr,
) -> Value<'a> {
    let name = match untyped(pattern) {
        Pat::Ident(name) if name.subpat.is_none() => model::declared(name),
        _ => None,
    };
    if let Some(cell) = name.and_then(|_| std_cell::made(cx, expression)) {
        return cell;
    }
    let value = alias::alias(cx, expression);
    name.map_or(value, |id| annotated(cx, id, value, expression))
}

/// The value of `expression`, where a variable gets it: the variable's type is that of the value.
pub(super) fn annotated<'a>(
    cx: &mut Check<'a, '_>,
    id: BindingId,
    value: Value<'a>,
    expression: &'a Expr,
) -> Value<'a> {
    let Some(annotation) = cx.model.get(id).annotation.as_ref() else {
        return value;
    };
    match (value, element_of_type(annotation)) {
        (Value::Handle(handle), Some(element)) => handles::typed(cx, handle, element),
        // The name of a type that is not known.
        (Value::Handle(handle), None) if kind_of_type(annotation) == Kind::Unknown => {
            handles::seen_as(cx, handle, ElementType::Named(None));
        }
        _ if by_name::is_default(expression) => {
            let kind = cx.model.kind(id);
            if matches!(kind, Kind::Malloc | Kind::Calloc) {
                return Value::Null(ExprAt(expression), kind);
            }
        }
        _ => {}
    }
    value
}

/// `target = value`, whose right side is evaluated.
pub(super) fn assign<'a>(
    cx: &mut Check<'a, '_>,
    target: &'a Expr,
    value: Value<'a>,
    place: &'a Expr,
) {
    let target = peel_parens(target);
    match target {
        Expr::Path(_) => match binding(target) {
            Some(id) => {
                let old = variables::variable(cx, id);
                let value = match place {
                    Expr::Assign(assign) => annotated(cx, id, value, &assign.right),
                    _ => value,
                };
                variables::set(cx, id, value);
                if old == Value::Shared {
                    handles::escape(cx, value);
                }
                leaks::overwritten(cx, old, id, place);
            }
            None => handles::escape(cx, value),
        },
        Expr::Infer(_) => leaks::lost_value(cx, value, Loss::Overwritten, Some(place)),
        Expr::Tuple(parts) => {
            handles::escape(cx, value);
            parts
                .elems
                .iter()
                .for_each(|part| assign(cx, part, Value::Unknown, place));
        }
        _ if assign_part(cx, target, value, place) => {}
        _ => {
            handles::escape(cx, value);
            alias::consume(cx, target);
            // A pattern of variables.
            for id in super::scan::mentioned(target).changed {
                variables::set(cx, id, Value::Unknown);
            }
        }
    }
}

/// `target = value` where the target is part of a variable. Says whether it is one.
fn assign_part<'a>(
    cx: &mut Check<'a, '_>,
    target: &'a Expr,
    value: Value<'a>,
    expression: &'a Expr,
) -> bool {
    let Some(place) = places::local(cx, target).filter(|place| !place.keys.is_empty()) else {
        return false;
    };
    let old = places::get(cx, &place);
    let ty = places::field_type(cx, target);
    handles::declared(cx, value, ty);
    places::set(cx, &place, value);
    leaks::replaced(cx, old, Some(target), expression);
    true
}
