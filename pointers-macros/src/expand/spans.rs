//! Where an expansion lies, to the compiler: from the first to the last token of what the user wrote.
//!
//! Spans cannot be joined on stable Rust, but the compiler joins those of an expression's first and last token itself,
//! and what it then says of the whole, such as where an overflow is, is on the user's line only if both are the user's.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};

use super::hidden;

/// A variable that stands where `written` begins. Its name is not hygienic there.
pub(super) fn variable(name: &str, written: &impl ToTokens) -> Ident {
    Ident::new(name, first(written))
}

/// `variable.method(arguments)`, as if `written` stood there.
pub(super) fn call_of(
    variable: &Ident,
    method: &Ident,
    arguments: TokenStream,
    written: &impl ToTokens,
) -> TokenStream {
    let arguments = delimited(Delimiter::Parenthesis, last(written), arguments);
    quote_spanned!(hidden(variable.span())=> #variable.#method #arguments)
}

pub(super) fn delimited(delimiter: Delimiter, span: Span, tokens: TokenStream) -> TokenTree {
    let mut group = Group::new(delimiter, tokens);
    group.set_span(span);
    group.into()
}

fn first(written: &impl ToTokens) -> Span {
    let first = written.to_token_stream().into_iter().next();
    first.map_or_else(Span::call_site, |first| first.span())
}

fn last(written: &impl ToTokens) -> Span {
    let last = written.to_token_stream().into_iter().last();
    last.map_or_else(Span::call_site, |last| match last {
        TokenTree::Group(group) => group.span_close(),
        last => last.span(),
    })
}
