//! `#![deny(leaks)]`: blocks that are certainly lost.
//!
//! A block is lost where nothing that stays leads to it, no variable, no part of one and no block, while it is certainly
//! live and no other code ever had a handle to it.

use std::ptr;

use syn::Expr;

use super::{
    Check,
    arena::{Composite, Key},
    block::Life,
    lattice::{BlockId, ExprAt, Value},
    report::{self, Loss},
    spelling,
    state::State,
};
use crate::model::BindingId;

/// The variables from `depth` on are lost, and `kept` is not.
pub(super) fn lost<'a>(
    cx: &mut Check<'a, '_>,
    depth: usize,
    kept: Value<'a>,
    loss: Loss,
    place: Option<&'a Expr>,
) {
    let Some(state) = &cx.state else { return };
    if !cx.header.deny_leaks || state.variables.len() <= depth && !state.has_blocks() {
        return;
    }
    let held = held(cx, depth, kept);
    let mut lost = Vec::new();
    for (slot, value) in state.variables.iter().enumerate().skip(depth) {
        named(state, *value, &cx.scope[slot], &mut |block, name| {
            if !held.contains(&block) {
                lost.push((block, Some(name)));
            }
        });
    }
    // What only memory holds that is lost, too.
    let ending = state.variables.get(depth..).unwrap_or_default();
    for block in state.reached(ending.iter().copied()) {
        if !held.contains(&block) {
            lost.push((block, None));
        }
    }
    for (block, name) in lost {
        report_loss(cx, block, name.as_deref(), loss, place);
    }
}

/// The blocks that a value is, by the names of its parts.
fn named<'a>(
    state: &State<'a>,
    value: Value<'a>,
    name: &str,
    found: &mut impl FnMut(BlockId, String),
) {
    match value {
        Value::Handle(handle) => found(handle.block, name.to_owned()),
        Value::Parts(id) => {
            let parts = state.arena.get(id);
            for (key, value) in &parts.parts {
                let name = match key {
                    _ if parts.shape == Composite::Some => name.to_owned(),
                    Key::Field(field) => format!("{name}.{}", state.arena.spelt(*field)),
                    Key::Element(at) => format!("{name}[{at}]"),
                };
                named(state, *value, &name, found);
            }
        }
        _ => {}
    }
}

/// A value that nothing is done with.
pub(super) fn dropped<'a>(cx: &mut Check<'a, '_>, value: Value<'a>) {
    lost_value(cx, value, Loss::Dropped, None);
}

pub(super) fn lost_value<'a>(
    cx: &mut Check<'a, '_>,
    value: Value<'a>,
    loss: Loss,
    place: Option<&'a Expr>,
) {
    forgotten(cx, value, None, loss, place);
}

/// A variable has another value now.
pub(super) fn overwritten<'a>(
    cx: &mut Check<'a, '_>,
    old: Value<'a>,
    id: BindingId,
    place: &'a Expr,
) {
    let name = cx.model.get(id).name.to_string();
    forgotten(cx, old, Some(&name), Loss::Overwritten, Some(place));
}

/// A part of something has another value now; `target` is how the program names it, if it can be named.
pub(super) fn replaced<'a>(
    cx: &mut Check<'a, '_>,
    old: Value<'a>,
    target: Option<&'a Expr>,
    place: &'a Expr,
) {
    let name = target.map(spelling::name);
    let name = name.as_deref().map(|name| name.trim_matches('`'));
    forgotten(cx, old, name, Loss::Overwritten, Some(place));
}

fn forgotten<'a>(
    cx: &mut Check<'a, '_>,
    value: Value<'a>,
    name: Option<&str>,
    loss: Loss,
    place: Option<&'a Expr>,
) {
    let Some(state) = cx.state.as_ref().filter(|_| cx.header.deny_leaks) else {
        return;
    };
    if !matches!(value, Value::Handle(_) | Value::Parts(_)) {
        return;
    }
    let held = held(cx, cx.scope.len(), Value::Unknown);
    for block in state.reached([value]) {
        if !held.contains(&block) {
            let is_it = matches!(value, Value::Handle(handle) if handle.block == block);
            report_loss(cx, block, name.filter(|_| is_it), loss, place);
        }
    }
}

/// The blocks to which a variable in scope below `depth`, what it leads to, or `kept` is a handle.
fn held<'a>(cx: &Check<'a, '_>, depth: usize, kept: Value<'a>) -> Vec<BlockId> {
    let Some(state) = &cx.state else {
        return Vec::new();
    };
    let variables = state.variables.iter().take(depth).copied();
    let given = state
        .blocks()
        .iter()
        .filter(|(id, _)| state.arena.given(*id).is_some())
        .map(|(_, block)| block.across.content);
    state.held(variables.chain(given).chain([kept]))
}

fn report_loss<'a>(
    cx: &mut Check<'a, '_>,
    block: BlockId,
    name: Option<&str>,
    loss: Loss,
    place: Option<&'a Expr>,
) {
    let Some(state) = cx.state.as_mut().filter(|_| cx.header.deny_leaks) else {
        return;
    };
    let block = state.block_mut(block);
    let others = block.escaped || block.across.kept;
    let (Life::Live, Some(ExprAt(allocated)), false) = (block.life, block.origin, others) else {
        return;
    };
    block.escaped = true;
    if cx.quiet == 0
        && !cx.is_uncertain()
        && cx.probe.is_none()
        && cx
            .lost
            .insert((ptr::from_ref(allocated), place.map(ptr::from_ref)))
    {
        report::leak(loss, name, ExprAt(allocated), place, cx.errors);
    }
}
