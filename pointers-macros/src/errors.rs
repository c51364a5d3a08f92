//! Errors are collected, not returned at the first one, so that one run of the compiler shows them all; a gap in the tree stands
//! for each mistake of the syntax, and gets its error when the expansion is done.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};

/// What the name of a gap begins with; the rest is the place of its error.
const GAP: &str = "__pointers_gap_";

/// What the name of something of C's begins with; the rest is its place.
const OF_C: &str = "__pointers_of_c_";

/// The errors found so far.
#[derive(Default)]
pub(crate) struct Errors {
    all: Vec<syn::Error>,
    /// A gap stands in the tree.
    gaps: bool,
    /// What is C's, unless the user has something of that name.
    of_c: Vec<OfC>,
}

/// A function of C's that is called, or the stream that it is given.
struct OfC {
    name: Ident,
    called: Option<Called>,
}

/// How it is called.
pub(crate) struct Called {
    pub(crate) arguments: usize,
    /// Which of these is the format.
    pub(crate) format: usize,
    /// What is to be written instead.
    pub(crate) words: String,
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
        let ends = [from, to].map(|span| Ident::new("_", span));
        self.on(quote::quote!(#(#ends)*), message);
    }

    /// Adds an error that something else made.
    pub(crate) fn push(&mut self, error: syn::Error) {
        self.all.push(error);
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.all.len()
    }

    /// Takes back all but the first `count`.
    pub(crate) fn take_back(&mut self, count: usize) {
        self.all.truncate(count);
    }

    /// Whether nothing was reported.
    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// A name for what is missing at `span`, where the last error was reported.
    ///
    /// It stands for an expression, a type, a field or a method, and all stages take it for a name that nobody declared.
    /// [`Errors::fill`] puts the error in its place.
    pub(crate) fn gap(&mut self, span: Span) -> Ident {
        self.gaps = true;
        let error = self.all.len().saturating_sub(1);
        Ident::new(&format!("{GAP}{error}"), span)
    }

    /// A name for a function of C's, or a stream of its: where the user has none of that name, the compiler says the words.
    pub(crate) fn of_c(&mut self, name: &Ident, called: Option<Called>) -> Ident {
        self.gaps = true;
        let place = self.of_c.len();
        self.of_c.push(OfC {
            name: name.clone(),
            called,
        });
        Ident::new(&format!("{OF_C}{place}"), name.span())
    }

    /// Puts its error in place of each gap of an expansion.
    ///
    /// To the compiler `compile_error!` has a type of which nothing else is wrong, so the user sees one error and no
    /// more. What stands before a gap is what it would be with a name in it: rust-analyzer completes by comparing the
    /// two.
    pub(crate) fn fill(&self, expansion: TokenStream) -> TokenStream {
        if !self.gaps {
            return expansion;
        }
        let mut filled = Vec::new();
        let mut after_dot = false;
        for token in expansion {
            let member = std::mem::take(&mut after_dot);
            match token {
                TokenTree::Group(group) => {
                    let mut inner = Group::new(group.delimiter(), self.fill(group.stream()));
                    inner.set_span(group.span());
                    filled.push(inner.into());
                }
                TokenTree::Ident(name) => match self.error_of(&name) {
                    Some(error) => {
                        let span = Span::mixed_site().located_at(name.span());
                        let mut value =
                            Group::new(Delimiter::Parenthesis, error.to_compile_error());
                        value.set_span(span);
                        if member {
                            filled.push(Ident::new("__pointers_unfinished", span).into());
                        }
                        filled.push(value.into());
                        // A field is a place, which a call is not.
                        if member {
                            filled.push(Punct::new('.', Spacing::Alone).into());
                            filled.push(Ident::new("place", span).into());
                        }
                    }
                    None => match self.of_c_named(&name) {
                        Some(called) => filled.extend(called.to_token_stream()),
                        None => filled.push(name.into()),
                    },
                },
                token => {
                    after_dot = matches!(&token, TokenTree::Punct(dot) if dot.as_char() == '.');
                    filled.push(token);
                }
            }
        }
        filled.into_iter().collect()
    }

    fn error_of(&self, name: &Ident) -> Option<&syn::Error> {
        let name = name.to_string();
        self.all.get(name.strip_prefix(GAP)?.parse::<usize>().ok()?)
    }

    fn of_c_named(&self, name: &Ident) -> Option<&OfC> {
        let name = name.to_string();
        self.of_c
            .get(name.strip_prefix(OF_C)?.parse::<usize>().ok()?)
    }

    /// The errors as `compile_error!` calls, to stand beside the expansion.
    pub(crate) fn to_tokens(&self) -> TokenStream {
        self.all.iter().map(syn::Error::to_compile_error).collect()
    }
}

/// What the user has of that name, which the block inside finds before what stands around it: only the compiler knows whether there
/// is one. It does not find a variable, or a function that stands in a function.
impl ToTokens for OfC {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { name, called } = self;
        let span = Span::mixed_site().located_at(name.span());
        let cs = match called {
            Some(called) => called.declared(name),
            None => {
                quote_spanned!(span=> #[allow(dead_code, non_upper_case_globals)] const #name: () = ();)
            }
        };
        tokens.extend(
            quote_spanned!(span=> ({ #cs #[allow(unused_imports)] { use self::*; #name } })),
        );
    }
}

impl Called {
    /// A function that takes no format of C's, and so nothing that it is called with.
    fn declared(&self, name: &Ident) -> TokenStream {
        let span = Span::mixed_site().located_at(name.span());
        let types: Vec<_> = (0..self.arguments)
            .map(|at| Ident::new(&format!("Argument{at}"), span))
            .collect();
        let format = types.get(self.format);
        let words = self.words.replace('{', "{{").replace('}', "}}");
        quote_spanned!(span=>
            #[diagnostic::on_unimplemented(message = #words, label = "C's format")]
            trait FormatOfRust {}
            #[diagnostic::do_not_recommend]
            impl FormatOfRust for () {}
            #[allow(dead_code)]
            fn #name<#(#types),*>(#(_: #types),*) -> i32 where #format: FormatOfRust { 0 }
        )
    }
}

/// Whether a name stands for what is missing.
pub(crate) fn is_gap(name: &Ident) -> bool {
    name.to_string().starts_with(GAP)
}
