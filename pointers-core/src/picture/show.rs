//! `#![show]`'s part of a snapshot: variables get their names in it, and blocks that no variable leads to are found.

use core::any::type_name;
use std::collections::HashSet;

use super::scalar::Scalar;
use super::snapshot::{Node, Snapshot, Variable};
use super::steps;
use crate::handle::{Kind, Pointer};
use crate::layout::id_of;
use crate::table::raw_handle::RawHandle;

/// A handle, of whatever type.
#[derive(Clone, Copy)]
pub(crate) struct AnyHandle {
    handle: RawHandle,
    pointee: &'static str,
}

impl AnyHandle {
    #[inline]
    pub(crate) fn of<T: ?Sized, K: Kind>(handle: Pointer<T, K>) -> Self {
        AnyHandle {
            handle: handle.raw,
            pointee: type_name::<T>(),
        }
    }
}

/// Whether no handle can be in a value of this type: it is a number, or text.
#[inline]
pub(crate) fn holds_no_handle<T: ?Sized>() -> bool {
    Scalar::holds_no_handle(id_of::<T>())
}

impl Snapshot {
    #[inline]
    pub(crate) fn with_variable(mut self, name: &str, root: AnyHandle) -> Self {
        let link = self.link_of(root.handle, root.pointee);
        self.variables.push(Variable {
            name: name.to_string(),
            link,
        });
        self.reach();
        self
    }

    /// Somebody else may have these handles, and those to all that was there before, or that nobody is known to have held.
    #[inline]
    pub(crate) fn with_others(
        mut self,
        roots: &[AnyHandle],
        held: &[AnyHandle],
        before: Option<&Snapshot>,
    ) -> Self {
        let known: HashSet<usize> = held
            .iter()
            .filter_map(|root| self.live_block(root.handle))
            .collect();
        let mut reached: Vec<usize> = (0..self.nodes.len())
            .filter(|index| !known.contains(index))
            .collect();
        reached.extend(roots.iter().filter_map(|root| self.live_block(root.handle)));
        if let Some(before) = before {
            let key = |node: &Node| (node.slot, node.born);
            let old: HashSet<_> = before.nodes.iter().map(key).collect();
            let is_old = |index: &usize| old.contains(&key(&self.nodes[*index]));
            reached.extend((0..self.nodes.len()).filter(is_old));
        }
        self.follow(reached);
        self
    }

    /// Whether anything is otherwise than it was then.
    #[inline]
    pub(crate) fn differs(&self, before: &Snapshot) -> bool {
        self.nodes.len() != before.nodes.len() || !steps::changed(before, self).is_empty()
    }
}
