//! Errors are collected, not returned at the first one, so that one run of the compiler shows them all.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// The errors found so far.
#[derive(Default)]
pub(crate) struct Errors {
    combined: Option<syn::Error>,
}

impl Errors {
    /// Reports `message` at `span`.
    pub(crate) fn at(&mut self, span: Span, message: impl std::fmt::Display) {
        self.push(syn::Error::new(span, message));
    }

    /// Reports `message` under all of `tokens`, from the first to the last.
    pub(crate) fn on(&mut self, tokens: impl ToTokens, message: impl std::fmt::Display) {
        self.push(syn::Error::new_spanned(tokens, message));
    }

    /// Reports `message` from one span to another.
    pub(crate) fn between(&mut self, from: Span, to: Span, message: impl std::fmt::Display) {
        let ends = [from, to].map(|span| proc_macro2::Ident::new("_", span));
        self.on(quote::quote!(#(#ends)*), message);
    }

    /// Adds an error that something else made.
    pub(crate) fn push(&mut self, error: syn::Error) {
        match &mut self.combined {
            Some(combined) => combined.combine(error),
            None => self.combined = Some(error),
        }
    }

    /// Whether nothing was reported.
    pub(crate) fn is_empty(&self) -> bool {
        self.combined.is_none()
    }

    /// The errors as `compile_error!` calls, to stand beside the expansion.
    pub(crate) fn into_tokens(self) -> TokenStream {
        self.combined
            .map_or_else(TokenStream::new, |error| error.into_compile_error())
    }
}
