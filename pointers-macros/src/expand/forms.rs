//! What the form of a place says: whether it is one of ours, and where it lies.

use proc_macro2::{Ident, Span};
use syn::{Expr, ExprUnary, Pat, PatIdent, UnOp};

use super::{Expander, kinds};
use crate::{
    model::Kind,
    syntax::{self, marker},
    walk::visit::{self, Visit},
};

pub(super) fn place_span(expression: &Expr) -> Span {
    match expression {
        Expr::Field(field) => place_span(&field.base),
        Expr::Index(index) => place_span(&index.expr),
        Expr::Paren(inner) => place_span(&inner.expr),
        Expr::Unary(unary) => place_span_of(unary),
        _ => Span::call_site(),
    }
}

pub(super) fn place_span_of(unary: &ExprUnary) -> Span {
    match &unary.op {
        UnOp::Not(token) => token.span,
        UnOp::Deref(token) => token.span,
        _ => Span::call_site(),
    }
}

/// Whether `*p` is the document's `~p`, as far as the source says.
pub(super) fn is_star(cx: &Expander<'_>, unary: &ExprUnary) -> bool {
    matches!(unary.op, UnOp::Deref(_))
        && kinds::kind(cx, &unary.expr) == Kind::Malloc
        && !kinds::is_reference(cx, &unary.expr)
}

pub(super) fn is_root(cx: &Expander<'_>, expression: &Expr) -> bool {
    syntax::deref_operand(expression).is_some()
        || matches!(expression, Expr::Unary(unary) if is_star(cx, unary))
}

/// Whether fields and indices lead from `expression` down to a `~`.
pub(super) fn holds_place(cx: &Expander<'_>, expression: &Expr) -> bool {
    match expression {
        Expr::Field(field) => holds_place(cx, &field.base),
        Expr::Index(index) => holds_place(cx, &index.expr),
        Expr::Paren(inner) => holds_place(cx, &inner.expr),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) && !is_star(cx, unary) => {
            holds_place(cx, &unary.expr)
        }
        _ => is_root(cx, expression),
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

/// The name that a pattern binds by `ref mut`.
pub(super) fn ref_mut(pattern: &Pat) -> Option<Ident> {
    struct FindRefMut(Option<Ident>);
    impl<'a> Visit<'a> for FindRefMut {
        fn visit_pat_ident(&mut self, pattern: &'a PatIdent) {
            if pattern.by_ref.is_some() && pattern.mutability.is_some() {
                self.0 = Some(pattern.ident.clone());
            }
            visit::visit_pat_ident(self, pattern);
        }
    }
    let mut find = FindRefMut(None);
    find.visit_pat(pattern);
    find.0
}
