//! Variables: what they hold, and which of them other code has.

use syn::{Expr, Pat, PatIdent};

use super::{
    Check,
    lattice::{Text, Value},
    scan,
};
use crate::{
    model::{self, BindingId},
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
