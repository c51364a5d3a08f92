//! Where an expansion lies, to the compiler: from the first to the last token of what the user wrote.
//!
//! Spans cannot be joined on stable Rust, but the compiler joins those of an expression's first and last token itself,
//! and what it then says of the whole, such as where an overflow is, is on the user's line only if both are the user's.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};

use super::hidden;

/// The first and the last token of what the user wrote.
#[derive(Clone, Copy)]
pub(super) struct Extent {
    pub(super) first: Span,
    pub(super) last: Span,
}

impl Extent {
    pub(super) fn of(written: &impl ToTokens) -> Self {
        let mut tokens = written.to_token_stream().into_iter();
        let first = tokens.next();
        let last = tokens.last().or_else(|| first.clone());
        Self {
            first: first.map_or_else(Span::call_site, |first| first.span()),
            last: last.map_or_else(Span::call_site, |last| match last {
                TokenTree::Group(group) => group.span_close(),
                last => last.span(),
            }),
        }
    }

    /// A variable that stands where this begins. Its name is not hygienic there.
    pub(super) fn variable(self, name: &str) -> Ident {
        Ident::new(name, self.first)
    }

    /// `variable.method(arguments)`, from the first token to the last.
    pub(super) fn call_of(
        self,
        variable: &Ident,
        method: &Ident,
        arguments: TokenStream,
    ) -> TokenStream {
        let arguments = delimited(Delimiter::Parenthesis, self.last, arguments);
        quote_spanned!(hidden(self.first)=> #variable.#method #arguments)
    }
}

/// `tokens` in parentheses, as if they began at `span`.
pub(super) fn in_parentheses(span: Span, tokens: TokenStream) -> TokenStream {
    delimited(Delimiter::Parenthesis, span, tokens).into()
}

pub(super) fn delimited(delimiter: Delimiter, span: Span, tokens: TokenStream) -> TokenTree {
    let mut group = Group::new(delimiter, tokens);
    group.set_span(span);
    group.into()
}
