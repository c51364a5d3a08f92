//! `let cell = std::cell::Cell::new(p)`: a variable that can be assigned through what is shared of it. As long as only its own
//! methods are called, what it holds is known.

use syn::{Expr, ExprCall, ExprMethodCall, ItemUse, UseTree};

use super::{Check, alias, arena::Composite, handles, lattice::Value, places};
use crate::syntax::called_path;

/// Whether an item imports the `Cell` of the standard library.
pub(super) fn is_imported(item: &ItemUse) -> bool {
    fn names(tree: &UseTree) -> bool {
        match tree {
            UseTree::Name(name) => name.ident == "Cell",
            UseTree::Group(group) => group.items.iter().any(names),
            _ => false,
        }
    }

    let UseTree::Path(first) = &item.tree else {
        return false;
    };
    match &*first.tree {
        UseTree::Path(second) if first.ident == "std" || first.ident == "core" => {
            second.ident == "cell" && names(&second.tree)
        }
        _ => false,
    }
}

/// The value of `Cell::new(value)`, which a variable gets.
pub(super) fn made<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr) -> Option<Value<'a>> {
    let Expr::Call(call) = expression else {
        return None;
    };
    let value = call.args.first().filter(|_| call.args.len() == 1)?;
    if !is_new(cx, call) {
        return None;
    }
    let value = alias::alias(cx, value);
    if !matches!(value, Value::Handle(_) | Value::Null(..)) {
        handles::escape(cx, value);
        return Some(Value::Unknown);
    }
    let key = places::first(cx);
    Some(Value::Parts(
        cx.arena.make(Composite::Cell, vec![(key, value)]),
    ))
}

fn is_new(cx: &Check<'_, '_>, call: &ExprCall) -> bool {
    let Some(path) = called_path(call) else {
        return false;
    };
    let segments = path.path.segments.iter();
    let segments: Vec<_> = segments.map(|segment| segment.ident.to_string()).collect();
    let segments: Vec<_> = segments.iter().map(String::as_str).collect();
    match *segments {
        ["std" | "core", "cell", "Cell", "new"] => true,
        ["Cell", "new"] => cx.functions.has_cells && cx.modules == 0,
        _ => false,
    }
}

/// Follows a method of such a cell. `None` if it is another.
pub(super) fn method<'a>(cx: &mut Check<'a, '_>, call: &'a ExprMethodCall) -> Option<Value<'a>> {
    let slot = places::slot(cx, &call.receiver)?;
    let cell = cx.state.as_ref()?.variable(slot);
    let Value::Parts(id) = cell else { return None };
    if cx.arena.get(id).shape != Composite::Cell {
        return None;
    }
    let key = places::first(cx);
    let held = cx.state.as_ref()?.part(cell, key);
    match (call.method.to_string().as_str(), call.args.first()) {
        ("get" | "into_inner", None) => Some(held),
        (method @ ("set" | "replace"), Some(value)) => {
            let value = alias::alias(cx, value);
            let made = Value::Parts(cx.arena.make(Composite::Cell, vec![(key, value)]));
            if let Some(state) = &mut cx.state {
                state.set(slot, made);
            }
            super::leaks::replaced(cx, held, None, &call.receiver);
            Some(if method == "replace" {
                held
            } else {
                Value::Unknown
            })
        }
        _ => None,
    }
}

/// The variable in a slot is used in another way: whoever has it can assign what it holds.
pub(super) fn shared(cx: &mut Check<'_, '_>, slot: usize) {
    let Some(state) = &mut cx.state else { return };
    if let Value::Parts(id) = state.variable(slot)
        && state.arena.get(id).shape == Composite::Cell
    {
        state.share(slot);
    }
}
