//! Whether a place is one of ours, as far as its form says it: what stands under its fields and indices.

use syn::{Expr, ExprIndex, ExprUnary, UnOp};

use super::{Expander, kinds};
use crate::{
    model::Kind,
    syntax::{self, deref_operand, marker},
};

/// Whether `*p` is the document's `~p`, as far as the source says.
pub(super) fn is_star(ex: &Expander<'_>, unary: &ExprUnary) -> bool {
    matches!(unary.op, UnOp::Deref(_))
        && kinds::kind(ex, &unary.expr) == Kind::Malloc
        && !kinds::is_reference(ex, &unary.expr)
}

pub(super) fn is_root(ex: &Expander<'_>, expression: &Expr) -> bool {
    syntax::deref_operand(expression).is_some()
        || matches!(expression, Expr::Unary(unary) if is_star(ex, unary))
}

/// Whether fields and indices lead from `expression` down to a `~`.
pub(super) fn holds_place(ex: &Expander<'_>, expression: &Expr) -> bool {
    let expression = syntax::peel_parens(expression);
    match expression {
        Expr::Field(field) => holds_place(ex, &field.base),
        Expr::Index(index) => holds_place(ex, &index.expr),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) && !is_star(ex, unary) => {
            holds_place(ex, &unary.expr)
        }
        _ => is_root(ex, expression),
    }
}

/// Whether this is the `*` of a place of ours.
pub(super) fn is_path_star(unary: &ExprUnary) -> bool {
    marker::has(&unary.attrs, marker::STAR)
}

/// Whether this is the `*` of what has the name of a handle: `expand/arms.rs` asks the type.
pub(super) fn is_open_star(unary: &ExprUnary) -> bool {
    marker::has(&unary.attrs, marker::OPEN_STAR)
}

/// Whether fields, indices and arrows lead from `expression` down to a `~` or an arrow. `~p` itself is no path.
pub(super) fn is_path(expression: &Expr) -> bool {
    let expression = syntax::peel_parens(expression);
    match expression {
        Expr::Field(field) => !syntax::is_type_property(field) && is_ours(&field.base),
        Expr::Index(index) => is_ours(&index.expr),
        Expr::Unary(unary) if is_path_star(unary) => true,
        _ => deref_operand(expression).is_some_and(is_path),
    }
}

pub(super) fn ends_in_star(path: &Expr) -> bool {
    let path = syntax::peel_parens(path);
    matches!(path, Expr::Unary(unary) if is_path_star(unary) || is_open_star(unary))
}

/// Whether a place is one of ours, and so `&raw mut` of it the library's.
pub(super) fn is_ours(base: &Expr) -> bool {
    let base = syntax::peel_parens(base);
    deref_operand(base).is_some() || is_path(base)
}

/// Whether a chain of calls leads to what is stepped: an element, or what is behind a handle.
pub(super) fn is_found(left: &Expr) -> bool {
    let left = syntax::peel_parens(left);
    match left {
        Expr::Index(_) => true,
        _ => deref_operand(left).is_some() || is_path(left),
    }
}

/// Whether what stands before a step is no place of ours, and holds no index.
pub(super) fn first_base(base: &Expr) -> bool {
    let base = syntax::peel_parens(base);
    match base {
        Expr::Field(field) => first_base(&field.base),
        Expr::Index(_) => false,
        Expr::Unary(unary) if is_path_star(unary) || is_open_star(unary) => false,
        _ => deref_operand(base).is_none(),
    }
}

/// Whether there is a `*` or an index of what has the name of a handle among the steps of a path.
pub(super) fn holds_star(path: &Expr) -> bool {
    match syntax::peel_parens(path) {
        Expr::Field(field) => holds_star(&field.base),
        Expr::Index(index) => has_name(index) || holds_star(&index.expr),
        Expr::Unary(unary) => is_open_star(unary),
        _ => false,
    }
}

/// Whether what stands before an index has the name of a handle.
pub(super) fn has_name(index: &ExprIndex) -> bool {
    marker::has(&index.attrs, marker::OPEN_STAR)
}

/// Whether a path begins with a name.
pub(super) fn is_named(path: &Expr) -> bool {
    let path = syntax::peel_parens(path);
    match path {
        Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => is_named(&unary.expr),
        Expr::Field(field) => is_named(&field.base),
        Expr::Index(index) => is_named(&index.expr),
        _ => matches!(path, Expr::Path(_)),
    }
}
