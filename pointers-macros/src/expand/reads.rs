//! `~p`: what a handle points to is read.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Expr;

use super::{
    Expander, call, handles, hidden, kinds, leave, ours, path, spans, viewed,
    words::{self, Words},
};
use crate::{model::Kind, walk::visit_mut::VisitMut};

/// `~operand`.
pub(super) fn read(ex: &mut Expander<'_>, span: Span, operand: &mut Expr) -> TokenStream {
    // `flags &= ~(1 << n)`: a literal is an integer or a `bool`, and an integer's type may not be known yet.
    if kinds::is_plain(ex, operand) || kinds::kind(ex, operand) == Kind::Plain {
        ex.visit_expr_mut(operand);
        let not = syn::Token![!](span);
        return quote_spanned!(hidden(span)=> (#not #operand));
    }
    let words = Words::behind(operand, span);
    let viewed = viewed::viewed(ex, operand);
    let written = words::index_of(operand).cloned();
    let element = match path::nested_element(ex, operand) {
        Some(element) => Some(element),
        None => path::element_of_handle(ex, operand, "__pointers_p_tilded"),
    };
    let (read, viewed) = match (element, written) {
        (Some(element), Some(written)) => (element, viewed.map(|viewed| viewed.told(&written))),
        _ => (read_whole(ex, span, operand, &words), viewed),
    };
    let read = match viewed {
        Some(viewed) => viewed.read(ex, span, &read),
        None => read,
    };
    spans::read_value(ex, span, &read)
}

/// `~operand` of what is no element of a handle that is known to be one.
fn read_whole(ex: &mut Expander<'_>, span: Span, operand: &mut Expr, words: &Words) -> TokenStream {
    let is_part = matches!(operand, Expr::Field(_)) && ours::holds_place(ex, operand);
    let mut operand = handles::handle_of(ex, operand, handles::Reach::Read);
    if is_part {
        // With the user's span, where the error then is.
        let link = Ident::new("__pointers_field", span);
        let checked = call(span, &link, "__pointers_link", &quote!());
        operand = quote_spanned!(hidden(span)=> (match &#operand { #link => #checked }));
    }
    read_handle(ex, span, &operand, words)
}

/// What a handle points to, which has these words.
pub(super) fn read_handle(
    ex: &Expander<'_>,
    span: Span,
    handle: &TokenStream,
    words: &Words,
) -> TokenStream {
    let read = call(span, handle, "__pointers_read", &quote!());
    leave::raise_named(ex, span, &read, words)
}
