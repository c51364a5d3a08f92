//! `(~p).field`, `(~p)[i]` and `(~p).method()`, read: see `pointers_core::expansion::parts`.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::{Expr, ExprMethodCall, Ident, Pat, PatIdent};

use crate::messages;
use crate::walk::visit::{self, Visit};

use super::{
    Expander, hidden, path, places,
    places::Indices,
    reads,
    spans::{Extent, in_parentheses},
    stars,
};

/// Rewrites a part of what `~` reads; `false` if `expression` is none.
pub(super) fn expand_part(cx: &mut Expander<'_>, expression: &mut Expr) -> bool {
    if !matches!(expression, Expr::Field(_) | Expr::Index(_))
        || !places::holds_place(cx, expression)
    {
        return false;
    }
    if path::is_path(expression) {
        *expression = Expr::Verbatim(path::value(cx, expression));
        return true;
    }
    let (span, part) = part_of(cx, expression);
    *expression = Expr::Verbatim(quote_spanned!(hidden(span)=> (*#part)));
    true
}

/// Visits the receiver of a method call.
pub(super) fn visit_receiver(cx: &mut Expander<'_>, call: &mut ExprMethodCall) {
    if !places::holds_place(cx, &call.receiver) {
        return places::visit_argument(cx, &mut call.receiver);
    }
    let span = places::place_span(&call.receiver);
    if path::is_path(&call.receiver) {
        return path_receiver(cx, call);
    }
    let starred = stars::is_starred(cx, &call.receiver);
    let Some(operand) = places::whole_place(cx, &mut call.receiver) else {
        let (span, part) = part_of(cx, &mut call.receiver);
        *call.receiver = Expr::Verbatim(receiver_of(call, span, part));
        return;
    };
    let value = if starred {
        let handle = places::root_handle(cx, &mut call.receiver).unwrap_or_default();
        reads::read_handle(cx, span, &handle)
    } else {
        reads::read(cx, span, operand)
    };
    *call.receiver = Expr::Verbatim(if consumes(call) {
        value
    } else {
        let value = in_parentheses(span, value);
        let whole = super::call(span, &value, "__pointers_whole", &TokenStream::new());
        receiver_of(call, span, whole)
    });
}

/// The same of a path.
fn path_receiver(cx: &mut Expander<'_>, call: &mut ExprMethodCall) {
    let span = path::end_of(&call.receiver);
    *call.receiver = Expr::Verbatim(if consumes(call) {
        path::value(cx, &mut call.receiver)
    } else {
        let looked = looked(cx, call, span);
        receiver_of(call, span, looked)
    });
}

/// The same, where a `slot` keeps what is looked at.
pub(super) fn waiting_receiver(
    cx: &mut Expander<'_>,
    call: &mut ExprMethodCall,
    slot: &TokenStream,
) {
    let span = path::end_of(&call.receiver);
    *call.receiver = Expr::Verbatim(if consumes(call) {
        path::value(cx, &mut call.receiver)
    } else {
        let looked = looked(cx, call, span);
        let inner = hidden(span);
        let held = in_parentheses(span, quote_spanned!(inner=> *#slot.hold(#looked)));
        receiver_of(call, span, held)
    });
}

fn looked(cx: &mut Expander<'_>, call: &mut ExprMethodCall, span: Span) -> TokenStream {
    let looked = path::looked(cx, &mut call.receiver);
    if is_mutator(call) {
        super::call(span, &looked, "__pointers_whole", &TokenStream::new())
    } else {
        looked
    }
}

/// What consumes its receiver changes nothing that anybody sees.
fn consumes(call: &ExprMethodCall) -> bool {
    let method = call.method.to_string();
    method.starts_with("into_") || method == "into" || method == "try_into"
}

fn is_mutator(call: &ExprMethodCall) -> bool {
    MUTATORS.iter().any(|name| call.method == name)
}

/// Refuses `ref mut` in what is matched against `~p`.
pub(super) fn refuse_ref_mut(cx: &mut Expander<'_>, matched: &Expr, patterns: &[&Pat]) {
    if !places::holds_place(cx, matched) {
        return;
    }
    for name in patterns.iter().filter_map(|pattern| ref_mut(pattern)) {
        cx.errors.at(name.span(), messages::REF_MUT_OF_A_COPY);
    }
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

fn part_of(cx: &mut Expander<'_>, expression: &mut Expr) -> (Span, TokenStream) {
    let begins = Extent::of(expression).first;
    let span = places::place_span(expression);
    let inner = hidden(span);
    let mut value = TokenStream::new();
    // The part of a copy is taken anew at each use.
    let mut indices = Indices {
        repeated: true,
        ..Indices::default()
    };
    places::lift(cx, expression, Some(&mut indices), &mut |cx, handle| {
        value = reads::read_handle(cx, span, &handle);
        in_parentheses(begins, quote_spanned!(inner=> whole))
    });
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

/// The methods that `pointers_core::expansion::parts` refuses by their names.
const MUTATORS: [&str; 37] = [
    "append",
    "as_mut_slice",
    "clear",
    "clone_from_slice",
    "copy_from_slice",
    "dedup",
    "drain",
    "extend",
    "extend_from_slice",
    "fill",
    "first_mut",
    "get_mut",
    "insert",
    "insert_str",
    "iter_mut",
    "last_mut",
    "make_ascii_lowercase",
    "make_ascii_uppercase",
    "pop",
    "push",
    "push_str",
    "remove",
    "reserve",
    "resize",
    "retain",
    "reverse",
    "rotate_left",
    "rotate_right",
    "sort",
    "sort_by",
    "sort_by_key",
    "sort_unstable",
    "sort_unstable_by",
    "sort_unstable_by_key",
    "swap",
    "swap_remove",
    "truncate",
];

/// What keeps `value` from being written through is not what methods are to see: they are called on the value.
fn receiver_of(call: &ExprMethodCall, span: Span, value: TokenStream) -> TokenStream {
    if is_mutator(call) {
        return value;
    }
    in_parentheses(span, quote_spanned!(hidden(span)=> *#value))
}
