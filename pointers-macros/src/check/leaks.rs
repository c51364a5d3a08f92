//! `#![deny(leaks)]`: blocks that are certainly lost.
//!
//! A block is lost where no variable that stays in scope is a handle to it, while it is certainly live and no other
//! code ever had a handle to it.

use std::ptr;

use syn::Expr;

use super::{
    Check,
    lattice::{At, BlockId, Life, Value},
    report::{self, Loss},
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
    if !cx.header.deny_leaks {
        return;
    }
    let ending = state.variables.get(depth..).unwrap_or_default();
    let lost: Vec<_> = ending
        .iter()
        .enumerate()
        .filter_map(|(slot, value)| Some((slot + depth, block_of(*value)?)))
        .filter(|(_, block)| block_of(kept) != Some(*block) && !is_held(cx, *block, depth))
        .collect();
    for (slot, block) in lost {
        let name = cx.scope.get(slot).cloned();
        report_loss(cx, block, name.as_deref(), loss, place);
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
    if let Some(block) = block_of(value).filter(|block| !is_held(cx, *block, cx.scope.len())) {
        report_loss(cx, block, None, loss, place);
    }
}

/// A variable has another value now.
pub(super) fn overwritten<'a>(
    cx: &mut Check<'a, '_>,
    old: Value<'a>,
    id: BindingId,
    place: &'a Expr,
) {
    if let Some(block) = block_of(old).filter(|block| !is_held(cx, *block, cx.scope.len())) {
        let name = cx.model.get(id).name.to_string();
        report_loss(cx, block, Some(&name), Loss::Overwritten, Some(place));
    }
}

/// Whether a variable that is in scope below `depth` is a handle to a block.
fn is_held(cx: &Check<'_, '_>, block: BlockId, depth: usize) -> bool {
    let Some(state) = &cx.state else {
        return true;
    };
    state
        .variables
        .iter()
        .take(depth)
        .any(|value| block_of(*value) == Some(block))
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
    let (Life::Live, Some(At(allocated)), false) = (block.life, block.origin, block.escaped) else {
        return;
    };
    block.escaped = true;
    if !cx.is_uncertain()
        && cx.probe.is_none()
        && cx
            .lost
            .insert((ptr::from_ref(allocated), place.map(ptr::from_ref)))
    {
        report::leak(loss, name, At(allocated), place, cx.errors);
    }
}

fn block_of(value: Value<'_>) -> Option<BlockId> {
    match value {
        Value::Handle(handle) => Some(handle.block),
        _ => None,
    }
}
