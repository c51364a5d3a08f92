//! What a pure loop does with memory: the handles that it indexes, and what lies in memory itself.

use syn::{Expr, ExprIndex};

use crate::{
    model::{Base, Step, Variable, Way},
    syntax::{deref_operand, peel_parens},
};

/// A handle that a loop indexes.
#[derive(Clone)]
pub(super) struct Indexed {
    pub(super) base: Base,
    /// The expression that names it.
    pub(super) named: Expr,
    pub(super) written: bool,
    /// How far beyond its counters the loop certainly gets; `None` if it indexes with something else.
    pub(super) beyond: Option<usize>,
}

/// What a pure loop does with memory.
#[derive(Default)]
pub(super) struct Memory {
    /// The variables that it indexes.
    pub(super) handles: Vec<Indexed>,
    /// The handles in memory that it indexes, and that nothing in it changes.
    pub(super) kept: Vec<Indexed>,
    /// The handles to handles of which it indexes one and another.
    pub(super) rows: Vec<Expr>,
    /// The fields that it reads or writes.
    pub(super) fields: Vec<Expr>,
    /// It changes elements in other ways than those that cells are for.
    pub(super) changes: bool,
}

impl Memory {
    /// Whether cells are for all that the loop does with memory.
    pub(super) fn is_cells_only(&self) -> bool {
        self.rows.is_empty() && self.fields.is_empty() && !self.changes
    }

    /// Notes that a handle is indexed, so far beyond the counters. Where that is not `certain`, the loop may never get there.
    pub(super) fn index(
        &mut self,
        base: Base,
        index: &ExprIndex,
        written: bool,
        beyond: Option<usize>,
        certain: bool,
    ) {
        let handles = match base {
            Base::Variable(_) => &mut self.handles,
            Base::Way(_) => &mut self.kept,
        };
        match handles.iter_mut().find(|handle| handle.base == base) {
            Some(handle) => {
                handle.written |= written;
                let further = |known: usize, more| if certain { known.max(more) } else { known };
                handle.beyond = handle
                    .beyond
                    .zip(beyond)
                    .map(|(known, more)| further(known, more));
            }
            None => handles.push(Indexed {
                base,
                named: (*index.expr).clone(),
                written,
                beyond: beyond.map(|beyond| if certain { beyond } else { 0 }),
            }),
        }
    }

    /// Notes that a field is read or written.
    pub(super) fn field(&mut self, field: &Expr, way: &Way) {
        let known = |field: &Expr| Way::of(field).as_ref() == Some(way);
        if !self.fields.iter().any(known) {
            self.fields.push(field.clone());
        }
    }

    /// Of `rows[i]` it is known at the end of the loop whether `i` is the same in all of it.
    pub(super) fn settle_rows(&mut self, changes: impl Fn(&Variable) -> bool) {
        for way in std::mem::take(&mut self.kept) {
            let other =
                matches!(&way.base, Base::Way(Way { step: Step::At(at), .. }) if changes(at));
            match row(&way.named) {
                Some(row) if other => self.rows.push((*row.expr).clone()),
                _ => self.kept.push(way),
            }
        }
    }
}

/// The `rows[i]` that a path is.
pub(super) fn row(path: &Expr) -> Option<&ExprIndex> {
    match peel_parens(deref_operand(peel_parens(path))?) {
        Expr::Index(index) => Some(index),
        _ => None,
    }
}
