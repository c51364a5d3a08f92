//! Where loops and blocks begin, and what happens at their end.

use syn::Label;

use super::{Check, context::Breakable, lattice::Value, leaks, places, report::Loss};

pub(super) fn frame<'a>(
    cx: &Check<'a, '_>,
    label: Option<&'a Label>,
    is_loop: bool,
) -> Breakable<'a> {
    let label = label.map(|label| &label.name.ident);
    Breakable {
        label,
        is_loop,
        depth: cx.scope.len(),
        breaks: None,
        continues: None,
    }
}

/// Variables go out of scope, and `value` stays.
pub(super) fn leave<'a>(cx: &mut Check<'a, '_>, depth: usize, value: Value<'a>) {
    leaks::lost(cx, depth, value, Loss::End, None);
    places::drop(cx, depth, value);
    cx.scope.truncate(depth);
    if let Some(state) = &mut cx.state {
        state.variables.truncate(depth);
    }
}
