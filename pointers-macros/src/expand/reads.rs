//! `~p`, and the handle that `~`, `<<=` and `+=` work on.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Expr, ExprIndex, visit_mut::VisitMut};

use super::{Expander, call, hidden, kinds, leave, path, places, receiver, sides, viewed, words};
use crate::model::Kind;

/// `~operand`.
pub(super) fn read(cx: &mut Expander<'_>, span: Span, operand: &mut Expr) -> TokenStream {
    // `flags &= ~(1 << n)`: a literal is an integer or a `bool`, and an integer's type may not be known yet.
    if kinds::is_plain(cx, operand) || kinds::kind(cx, operand) == Kind::Plain {
        cx.visit_expr_mut(operand);
        let not = syn::Token![!](span);
        return quote_spanned!(hidden(span)=> (#not #operand));
    }
    let viewed = viewed::viewed(cx, operand);
    let written = words::index_of(operand).cloned();
    let element = path::element_of_handle(cx, operand, "__pointers_p_tilded");
    let (read, viewed) = match (element, written) {
        (Some(element), Some(written)) => (element, viewed.map(|viewed| viewed.told(&written))),
        _ => (read_whole(cx, span, operand), viewed),
    };
    let read = match viewed {
        Some(viewed) => viewed.read(cx, span, &read),
        None => read,
    };
    read_value(cx, span, &read)
}

/// `~operand` of what is no element of a handle that is known to be one.
fn read_whole(cx: &mut Expander<'_>, span: Span, operand: &mut Expr) -> TokenStream {
    let is_part = matches!(operand, Expr::Field(_)) && places::holds_place(cx, operand);
    let mut operand = handle_of(cx, operand, false);
    if is_part {
        // With the user's span, where the error then is.
        let link = Ident::new("__pointers_field", span);
        let checked = call(span, &link, "__pointers_link", &quote!());
        operand = quote_spanned!(hidden(span)=> (match &#operand { #link => #checked }));
    }
    read_handle(cx, span, &operand)
}

/// A value that was read, which is in parentheses.
pub(super) fn read_value(cx: &Expander<'_>, span: Span, read: &TokenStream) -> TokenStream {
    let (inner, private) = (hidden(span), cx.private(span));
    // The inner parentheses lie at the operand's end, so that the whole does.
    quote_spanned!(inner=> (-(#private::ReadValue #read)))
}

pub(super) fn read_handle(cx: &Expander<'_>, span: Span, handle: &TokenStream) -> TokenStream {
    leave::raise_value(cx, span, &call(span, handle, "__pointers_read", &quote!()))
}

/// The handle that `~`, `<<=` or `+=` works on: `p[i]` is the handle `i` further on.
///
/// What is `moved` into may be no handle, and is then to be mutable.
pub(crate) fn handle_of(cx: &mut Expander<'_>, expression: &mut Expr, moved: bool) -> TokenStream {
    match expression {
        Expr::Index(index) if kinds::kind(cx, &index.expr) != Kind::Plain => {
            if kinds::is_handle(cx, &index.expr) || !matches!(*index.index, Expr::Range(_)) {
                return element_by(cx, index, moved);
            }
            cx.visit_expr_mut(expression);
            receiver(expression)
        }
        Expr::Paren(inner) => handle_of(cx, &mut inner.expr, moved),
        _ => {
            cx.visit_expr_mut(expression);
            receiver(expression)
        }
    }
}

pub(super) fn element(cx: &mut Expander<'_>, index: &mut ExprIndex) -> TokenStream {
    element_by(cx, index, false)
}

pub(super) fn element_by(cx: &mut Expander<'_>, index: &mut ExprIndex, moved: bool) -> TokenStream {
    let span = index.bracket_token.span.open();
    let (base, method) = if moved && !kinds::is_handle(cx, &index.expr) {
        // The type decides whether the rows of `v[i][j]` are mutable too, as it does for a receiver.
        cx.visit_expr_mut(&mut index.expr);
        (receiver(&index.expr), "__pointers_at_move")
    } else {
        (handle_of(cx, &mut index.expr, false), "__pointers_at")
    };
    let base = sides::base(cx, span, base);
    cx.visit_expr_mut(&mut index.index);
    leave::raise_value(cx, span, &call(span, &base, method, &index.index))
}
