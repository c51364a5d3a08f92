//! The bases of a path that may be handles: how many there are, and which certainly are none.

use super::{Expander, kinds, leave, ours, stars};
use crate::{
    model::{self, Kind},
    syntax::{self, deref_operand},
};
use syn::{Expr, ExprIndex};

/// Whether a closure has the handle that a path is to begin with, and so cannot have Rust's arm too.
pub(super) fn is_captured(ex: &Expander<'_>, path: &Expr) -> bool {
    leave::captures(ex) && !ex.only_reads && ours::holds_star(path)
}

/// Whether the variable that a path begins with is declared `mut`.
pub(super) fn is_mutable_root(ex: &Expander<'_>, path: &Expr) -> bool {
    let path = syntax::peel_parens(path);
    match path {
        Expr::Field(field) => is_mutable_root(ex, &field.base),
        Expr::Index(index) => is_mutable_root(ex, &index.expr),
        Expr::Unary(unary) => is_mutable_root(ex, &unary.expr),
        Expr::Path(path) if path.path.is_ident("self") => leave::has_mutable_self(ex),
        _ => model::binding(path).is_some_and(|id| ex.model.is_mutable(id)),
    }
}

/// Whether somebody may see that an index is evaluated before what an earlier step of the path does: Rust checks `v[i]` before
/// it evaluates the `j` of `v[i][j]`. A large one would stand in each arm.
pub(super) fn has_seen_index(path: &Expr) -> bool {
    match syntax::peel_parens(path) {
        Expr::Field(field) => has_seen_index(&field.base),
        Expr::Unary(unary) => has_seen_index(&unary.expr),
        Expr::Index(index) => {
            let seen = !syntax::changes_nothing(&index.index) && stars::is_small(&index.index);
            seen && does_something(&index.expr) || has_seen_index(&index.expr)
        }
        _ => false,
    }
}

/// Whether a step of a path checks an index, or calls the user's `Deref`.
fn does_something(path: &Expr) -> bool {
    match syntax::peel_parens(path) {
        Expr::Field(field) => does_something(&field.base),
        Expr::Index(_) | Expr::Unary(_) => true,
        _ => false,
    }
}

/// Whether only the type says if the base of an index is a handle.
pub(super) fn is_open_base(ex: &Expander<'_>, index: &ExprIndex) -> bool {
    !matches!(*index.index, Expr::Range(_))
        && (!matches!(*index.expr, Expr::Path(_)) || !is_rusts(ex, &index.expr))
}

/// How many steps of a path have arms of their own where it is changed: each stands in those of the others.
const MOST_STEPS: usize = 6;

/// Whether a path has more steps than can have arms: then it is one chain of calls, in which each type decides the next step.
pub(super) fn is_deep(ex: &Expander<'_>, path: &Expr) -> bool {
    bases(ex, path).is_some_and(|bases| bases > MOST_STEPS)
}

/// Whether a variable is certainly no handle.
fn is_rusts(ex: &Expander<'_>, variable: &Expr) -> bool {
    let Some(id) = model::binding(variable).filter(|_| !model::is_uncertain(variable)) else {
        return false;
    };
    let annotation = ex.model.get(id).annotation.as_ref();
    ex.model.kind(id) == Kind::Plain || annotation.is_some_and(syntax::is_array)
}

/// How many bases of a path may be handles; `None` if it is no path that can stand in several arms.
pub(super) fn bases(ex: &Expander<'_>, path: &Expr) -> Option<usize> {
    let path = syntax::peel_parens(path);
    match path {
        _ if deref_operand(path).is_some() => None,
        Expr::Field(field) if syntax::is_type_property(field) => None,
        Expr::Field(field) => {
            let before = bases(ex, &field.base)?;
            (before == 0 || !ex.model.packed.has(&field.member)).then_some(before)
        }
        Expr::Index(index) => {
            let before = bases(ex, &index.expr)?;
            Some(before + usize::from(is_open_base(ex, index)))
        }
        Expr::Path(path) => {
            let root = path.qself.is_none()
                && path.path.get_ident().is_some()
                && !kinds::names_constant(&path.path);
            root.then_some(0)
        }
        Expr::Call(call) if syntax::held_macro(call).is_none() => Some(0),
        Expr::MethodCall(_) => Some(0),
        Expr::Unary(unary) if ours::is_open_star(unary) => Some(bases(ex, &unary.expr)? + 1),
        Expr::Try(tried) => matches!(*tried.expr, Expr::Call(_) | Expr::MethodCall(_)).then_some(0),
        Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => {
            let id = model::binding(&unary.expr)?;
            ex.model.is_reference(id).then_some(0)
        }
        _ => None,
    }
}
