//! What is assigned, and what is referred to: each kind of place goes to its file.

use proc_macro2::Span;
use quote::{ToTokens, quote_spanned};
use syn::Expr;

use super::{Expander, by_type, kinds, moves, ours, path, places, rights, spans, starred, take};
use crate::{
    messages, syntax,
    walk::visit_mut::{self, VisitMut},
};

/// Rewrites an assignment to a place of ours and a mutable reference to one; `false` if `expression` is none.
pub(super) fn expand_place(ex: &mut Expander<'_>, expression: &mut Expr) -> bool {
    if let Expr::Assign(assign) = expression
        && starred::star_assigned(ex, &mut assign.left, &assign.right)
    {
        *expression = Expr::Verbatim(starred::star_assign(ex, assign));
        return true;
    }
    match expression {
        Expr::Assign(assign) if syntax::is_named_argument(assign) => {
            syntax::marker::take(&mut assign.attrs, syntax::marker::NAMED);
            places::visit_argument(ex, &mut assign.right);
        }
        Expr::Assign(assign) if ours::is_path(&assign.left) => {
            let tokens = path::assign(ex, assign);
            *expression = Expr::Verbatim(tokens);
        }
        Expr::Assign(assign) if ours::holds_place(ex, &assign.left) => {
            let tokens = places::expand_assign(ex, assign);
            *expression = Expr::Verbatim(tokens);
        }
        Expr::Assign(assign) if holds_places(ex, &assign.left) => {
            let error =
                syn::Error::new_spanned(&assign.left, messages::SEVERAL_PLACES).to_compile_error();
            let span = Span::mixed_site();
            *expression = Expr::Verbatim(quote_spanned!(span=> (#error)));
        }
        Expr::Assign(assign) if is_element(ex, &assign.left) => {
            places::refuse_element(ex, &assign.left, messages::INDEX_IS_MOVED_INTO);
            let span = assign.eq_token.span;
            let moved = moves::move_into(ex, span, &mut assign.left, &mut assign.right);
            *expression = Expr::Verbatim(moved.unwrap_or_else(|| ex.unknown()));
        }
        Expr::Assign(assign) if !ex.only_reads => {
            if let Some(tokens) = by_type::assign(ex, assign) {
                *expression = Expr::Verbatim(tokens);
                return true;
            }
            let Some(check) = places::second_assignment(ex, assign) else {
                return false;
            };
            visit_mut::visit_expr_assign_mut(ex, assign);
            let span = Span::mixed_site();
            *expression = Expr::Verbatim(quote_spanned!(span=> { #assign; #check }));
        }
        Expr::RawAddr(address) if ours::is_ours(&address.expr) => {
            let span = address.and_token.span;
            *expression = Expr::Verbatim(path::address(ex, span, &mut address.expr));
        }
        Expr::RawAddr(_) => return by_type::expand_reference(ex, expression),
        Expr::Reference(reference)
            if reference.mutability.is_none() && ours::is_path(&reference.expr) =>
        {
            let written = spans::Extent::of(&reference.expr);
            path::shown(ex, &mut reference.expr);
            spans::referred(&mut reference.expr, written);
        }
        Expr::Reference(reference)
            if reference.mutability.is_some() && ours::holds_place(ex, &reference.expr) =>
        {
            ex.errors
                .on(&*reference, messages::MUTABLE_REFERENCE_STANDS_IN_CALLS);
            places::visit_argument(ex, expression);
        }
        Expr::Reference(reference) if reference.mutability.is_none() => {
            return by_type::expand_reference(ex, expression) || lend_value(ex, expression);
        }
        _ => return false,
    }
    true
}

/// `&~p`, `&p[i]` in a right side: what was read waits in its slot. `false` if it is nothing of ours.
fn lend_value(ex: &mut Expander<'_>, expression: &mut Expr) -> bool {
    let Expr::Reference(reference) = expression else {
        return false;
    };
    let reads = ours::holds_place(ex, &reference.expr) || is_element(ex, &reference.expr);
    if !reads || ex.slots.is_none() {
        return false;
    }
    let span = reference.and_token.span;
    ex.visit_expr_mut(&mut reference.expr);
    let value = take(&mut reference.expr).into_token_stream();
    *reference.expr = Expr::Verbatim(rights::hold(ex, span, value));
    true
}

/// Whether a tuple or an array on the left of `=` holds a place of ours.
fn holds_places(ex: &Expander<'_>, left: &Expr) -> bool {
    let of = |expressions: &syn::punctuated::Punctuated<Expr, syn::Token![,]>| {
        expressions
            .iter()
            .any(|expression| ours::holds_place(ex, expression) || holds_places(ex, expression))
    };
    match left {
        Expr::Tuple(tuple) => of(&tuple.elems),
        Expr::Array(array) => of(&array.elems),
        _ => false,
    }
}

/// Whether an expression is the `p[i]` of a handle.
pub(super) fn is_element(ex: &Expander<'_>, expression: &Expr) -> bool {
    match syntax::peel_parens(expression) {
        Expr::Index(index) => kinds::is_handle(ex, &index.expr),
        _ => false,
    }
}
