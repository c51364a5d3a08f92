//! The macro of `pointers`: `pointers! { ptr <<= value; println!("{}", ~ptr); free(ptr); }`.
//!
//! A body passes through four stages, each a module: `syntax` makes a syn tree of it, `model` says which
//! declaration each name means, `check` reports what is certainly wrong, `expand` makes Rust of it. Errors are
//! collected, and the expansion is emitted beside them, so that nothing else in the user's program goes red.
#![forbid(unsafe_code)]

mod check;
mod errors;
mod expand;
mod fields;
mod loops;
mod map;
mod messages;
mod model;
mod picture;
mod primitives;
#[cfg(test)]
mod snapshots;
mod syntax;
mod walk;

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use errors::Errors;
use model::Model;

/// Expands the body of `pointers!`; the façade in `pointers` passes `($crate)` before it.
#[doc(hidden)]
#[proc_macro]
pub fn pointers(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let mut tokens = TokenStream::from(input).into_iter();
    let Some(TokenTree::Group(krate)) = tokens.next() else {
        return proc_macro::TokenStream::new();
    };
    expand_body(krate.stream(), tokens.collect()).into()
}

/// Tells the library the fields of a structure, so that memory can be assigned field by field.
#[proc_macro_derive(Fields, attributes(fields))]
pub fn fields(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    fields::derive(input.into()).into()
}

/// A picture of the guide, for rustdoc.
#[doc(hidden)]
#[proc_macro]
pub fn picture(page: proc_macro::TokenStream) -> proc_macro::TokenStream {
    picture::definition(page.into()).into()
}

fn expand_body(krate: TokenStream, body: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let is_items = syntax::starts_item(&body);
    let Some(mut source) = syntax::parse(body, &mut errors) else {
        let errors = errors.to_tokens();
        return if is_items {
            errors
        } else {
            quote!({ #errors #krate::__private::unfinished() })
        };
    };
    let model = Model::of(&mut source.body);
    check::check(&source, &model, &mut errors);
    let expansion = expand::expand(source, &model, krate, &mut errors, loops::hoisted);
    errors.fill(expansion)
}
