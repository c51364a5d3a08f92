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

impl<'a> Check<'a, '_> {
    /// The variables from `depth` on are lost, and `kept` is not.
    pub(super) fn lost(
        &mut self,
        depth: usize,
        kept: Value<'a>,
        loss: Loss,
        place: Option<&'a Expr>,
    ) {
        let Some(state) = &self.state else { return };
        if !self.header.deny_leaks {
            return;
        }
        let ending = state.variables.get(depth..).unwrap_or_default();
        let lost: Vec<_> = ending
            .iter()
            .enumerate()
            .filter_map(|(slot, value)| Some((slot + depth, block_of(*value)?)))
            .filter(|(_, block)| block_of(kept) != Some(*block) && !self.is_held(*block, depth))
            .collect();
        for (slot, block) in lost {
            let name = self.scope.get(slot).cloned();
            self.report_loss(block, name.as_deref(), loss, place);
        }
    }

    /// A value that nothing is done with.
    pub(super) fn dropped(&mut self, value: Value<'a>) {
        self.lost_value(value, Loss::Dropped, None);
    }

    pub(super) fn lost_value(&mut self, value: Value<'a>, loss: Loss, place: Option<&'a Expr>) {
        if let Some(block) = block_of(value).filter(|block| !self.is_held(*block, self.scope.len()))
        {
            self.report_loss(block, None, loss, place);
        }
    }

    /// A variable has another value now.
    pub(super) fn overwritten(&mut self, old: Value<'a>, id: BindingId, place: &'a Expr) {
        if let Some(block) = block_of(old).filter(|block| !self.is_held(*block, self.scope.len())) {
            let name = self.model.get(id).name.to_string();
            self.report_loss(block, Some(&name), Loss::Overwritten, Some(place));
        }
    }

    /// Whether a variable that is in scope below `depth` is a handle to a block.
    fn is_held(&self, block: BlockId, depth: usize) -> bool {
        let Some(state) = &self.state else {
            return true;
        };
        state
            .variables
            .iter()
            .take(depth)
            .any(|value| block_of(*value) == Some(block))
    }

    fn report_loss(
        &mut self,
        block: BlockId,
        name: Option<&str>,
        loss: Loss,
        place: Option<&'a Expr>,
    ) {
        let Some(state) = self.state.as_mut().filter(|_| self.header.deny_leaks) else {
            return;
        };
        let block = state.block_mut(block);
        let (Life::Live, Some(At(allocated)), false) = (block.life, block.origin, block.escaped)
        else {
            return;
        };
        block.escaped = true;
        if !self.is_uncertain()
            && self
                .lost
                .insert((ptr::from_ref(allocated), place.map(ptr::from_ref)))
        {
            report::leak(loss, name, At(allocated), place, self.errors);
        }
    }
}

fn block_of(value: Value<'_>) -> Option<BlockId> {
    match value {
        Value::Handle(handle) => Some(handle.block),
        _ => None,
    }
}
