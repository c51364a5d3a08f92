//! Chains: fields, indices and stars that lead to a variable, `(*out)[i].rows`. One can be evaluated twice, once its indices
//! were.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::{BinOp, Expr, UnOp, spanned::Spanned};

use super::{Expander, hidden};
use crate::walk::visit_mut::VisitMut;

/// Whether fields, indices and stars lead to a variable, which is none itself.
pub(super) fn is_chain(place: &Expr) -> bool {
    match place {
        Expr::Paren(inner) => is_chain(&inner.expr),
        Expr::Field(field) => leads_to_variable(&field.base),
        Expr::Index(index) => {
            !matches!(*index.index, Expr::Range(_)) && leads_to_variable(&index.expr)
        }
        Expr::Unary(unary) => matches!(unary.op, UnOp::Deref(_)) && leads_to_variable(&unary.expr),
        _ => false,
    }
}

/// The same of what stands before a step: also `out`, and `out + 1`.
fn leads_to_variable(base: &Expr) -> bool {
    match base {
        Expr::Path(path) => path.path.get_ident().is_some(),
        Expr::Paren(inner) => leads_to_variable(&inner.expr),
        Expr::Binary(sum) => {
            matches!(sum.op, BinOp::Add(_) | BinOp::Sub(_)) && leads_to_variable(&sum.left)
        }
        _ => is_chain(base),
    }
}

/// Puts variables in place of indices that are more than a name.
pub(super) fn hoist_indices(cx: &mut Expander<'_>, place: &mut Expr, before: &mut TokenStream) {
    match place {
        Expr::Paren(inner) => hoist_indices(cx, &mut inner.expr, before),
        Expr::Field(field) => hoist_indices(cx, &mut field.base, before),
        Expr::Unary(unary) => hoist_indices(cx, &mut unary.expr, before),
        Expr::Index(index) => {
            hoist_indices(cx, &mut index.expr, before);
            hoist_index(cx, &mut index.index, before);
        }
        Expr::Binary(sum) => {
            hoist_indices(cx, &mut sum.left, before);
            hoist_index(cx, &mut sum.right, before);
        }
        _ => {}
    }
}

fn hoist_index(cx: &mut Expander<'_>, index: &mut Expr, before: &mut TokenStream) {
    if !matches!(index, Expr::Path(_) | Expr::Lit(_)) {
        let name = Ident::new(&format!("index{}", cx.labels), hidden(index.span()));
        cx.labels += 1;
        cx.visit_expr_mut(index);
        let value = std::mem::replace(index, syn::parse_quote!(#name));
        before.extend(quote_spanned!(Span::mixed_site()=> let #name = #value;));
    }
}
