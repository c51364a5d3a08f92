//! The first lines of a block: `#![allow(misuse)]`, `#![deny(leaks)]`.
//!
//! `#![show]` draws the heap after each statement that changed it.
//!
//! `#![deny(hoisting)]` is for the project's own tests, which run the same loops with and without.

use proc_macro2::{TokenStream, TokenTree};
use syn::{Ident, Meta, Token, punctuated::Punctuated};

use crate::{errors::Errors, messages};

/// What the user asked of the later stages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Header {
    /// `#![allow(misuse)]`: misuse and sizes are left to run time.
    pub(crate) allow_misuse: bool,
    /// `#![deny(leaks)]`: a block that is certainly lost is an error.
    pub(crate) deny_leaks: bool,
    /// `#![deny(hoisting)]`: loops are expanded as everything else is.
    pub(crate) deny_hoisting: bool,
    /// `#![show]`: the heap is drawn after each statement that changed it.
    pub(crate) show: bool,
}

/// Splits the header off the front of a body.
pub(super) fn split(body: TokenStream, errors: &mut Errors) -> (Header, Vec<TokenTree>) {
    let mut rest: Vec<TokenTree> = body.into_iter().collect();
    let mut header = Header::default();
    let mut at = 0;
    while let [
        TokenTree::Punct(pound),
        TokenTree::Punct(bang),
        TokenTree::Group(group),
        ..,
    ] = &rest[at..]
        && pound.as_char() == '#'
        && bang.as_char() == '!'
    {
        if !header.read(group.stream()) {
            errors.on(group, messages::UNKNOWN_HEADER);
        }
        at += 3;
    }
    rest.drain(..at);
    (header, rest)
}

impl Header {
    /// Reads what stands in the brackets of one attribute; `false` when it is none of ours.
    fn read(&mut self, attribute: TokenStream) -> bool {
        let list = match syn::parse2::<Meta>(attribute) {
            Ok(Meta::List(list)) => list,
            Ok(Meta::Path(path)) => {
                self.show |= path.is_ident("show");
                return path.is_ident("show");
            }
            _ => return false,
        };
        let parser = Punctuated::<Ident, Token![,]>::parse_terminated;
        let Ok(names) = list.parse_args_with(parser) else {
            return false;
        };
        names.iter().all(|name| {
            if list.path.is_ident("allow") && name == "misuse" {
                self.allow_misuse = true;
            } else if list.path.is_ident("deny") && name == "leaks" {
                self.deny_leaks = true;
            } else if list.path.is_ident("deny") && name == "hoisting" {
                self.deny_hoisting = true;
            } else {
                return false;
            }
            true
        })
    }
}
