//! `(~p).field`, `(~p)[i]` and `(~p).method()`, read: see `pointers_core::expansion::parts`.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::{Expr, ExprMethodCall, Pat};

use super::{
    Expander,
    handles::Reach,
    hidden, ours, path,
    places::{self, Indices},
    reads, receivers, rights,
    spans::{self, Extent, in_parentheses},
    stars,
    words::Words,
};
use crate::{messages, syntax::ref_mut};

/// Rewrites a part of what `~` reads; `false` if `expression` is none.
pub(super) fn expand_part(ex: &mut Expander<'_>, expression: &mut Expr) -> bool {
    if !matches!(expression, Expr::Field(_) | Expr::Index(_)) || !ours::holds_place(ex, expression)
    {
        return false;
    }
    if ours::is_path(expression) {
        *expression = Expr::Verbatim(path::value(ex, expression));
        return true;
    }
    let (span, part) = part_of(ex, expression);
    let part = rights::hold(ex, span, part);
    *expression = Expr::Verbatim(quote_spanned!(hidden(span)=> (*#part)));
    true
}

/// Visits the receiver of a method call.
pub(super) fn visit_receiver(ex: &mut Expander<'_>, call: &mut ExprMethodCall) {
    if !ours::holds_place(ex, &call.receiver) {
        return places::visit_argument(ex, &mut call.receiver);
    }
    let span = spans::place_span(&call.receiver);
    if ours::is_path(&call.receiver) {
        return path_receiver(ex, call);
    }
    let starred = stars::is_starred(ex, &call.receiver);
    let Some(operand) = places::whole_place(ex, &mut call.receiver) else {
        let (span, part) = part_of(ex, &mut call.receiver);
        let part = receivers::held(ex, call, span, part);
        *call.receiver = Expr::Verbatim(receivers::receiver_of(call, span, part));
        return;
    };
    let value = if starred {
        let handle = places::root_handle(ex, &mut call.receiver, Reach::Read).unwrap_or_default();
        reads::read_handle(ex, span, &handle, &Words::default())
    } else {
        reads::read(ex, span, operand)
    };
    *call.receiver = Expr::Verbatim(if receivers::consumes(call) {
        value
    } else {
        let value = in_parentheses(span, value);
        let whole = super::call(span, &value, "__pointers_whole", &TokenStream::new());
        let whole = receivers::held(ex, call, span, whole);
        receivers::receiver_of(call, span, whole)
    });
}

/// The same of a path.
fn path_receiver(ex: &mut Expander<'_>, call: &mut ExprMethodCall) {
    let span = spans::end_of(&call.receiver);
    *call.receiver = Expr::Verbatim(if receivers::consumes(call) {
        path::value(ex, &mut call.receiver)
    } else {
        let looked = receivers::looked(ex, call, span);
        let looked = receivers::held(ex, call, span, looked);
        receivers::receiver_of(call, span, looked)
    });
}

/// Refuses `ref mut` in what is matched against `~p`.
pub(super) fn refuse_ref_mut(ex: &mut Expander<'_>, matched: &Expr, patterns: &[&Pat]) {
    if !ours::holds_place(ex, matched) {
        return;
    }
    for name in patterns.iter().filter_map(|pattern| ref_mut(pattern)) {
        ex.errors.at(name.span(), messages::REF_MUT_OF_A_COPY);
    }
}

fn part_of(ex: &mut Expander<'_>, expression: &mut Expr) -> (Span, TokenStream) {
    let begins = Extent::of(expression).first;
    let span = spans::place_span(expression);
    let inner = hidden(span);
    let mut value = TokenStream::new();
    // The part of a copy is taken anew at each use.
    let mut indices = Indices {
        repeated: true,
        ..Indices::default()
    };
    let root = &mut |ex: &mut Expander<'_>, handle| {
        value = reads::read_handle(ex, span, &handle, &Words::default());
        in_parentheses(begins, quote_spanned!(inner=> whole))
    };
    places::lift(ex, expression, Reach::Read, Some(&mut indices), root);
    let part = quote_spanned!(inner=> move |whole| &#expression);
    let part = super::call(
        span,
        &in_parentheses(begins, value),
        "__pointers_part",
        &part,
    );
    let part = super::call(span, &part, "__pointers_copied", &TokenStream::new());
    let indices = indices.statements;
    let part = if indices.is_empty() {
        part
    } else {
        in_parentheses(span, quote_spanned!(inner=> { #indices #part }))
    };
    (span, part)
}
