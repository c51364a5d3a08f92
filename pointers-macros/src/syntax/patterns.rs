//! What a pattern binds by reference, and what it is without its type.

use proc_macro2::Ident;
use syn::{Pat, PatIdent};

use crate::walk::visit::{self, Visit};

/// The name that a pattern binds by `ref mut`.
pub(crate) fn ref_mut(pattern: &Pat) -> Option<Ident> {
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

/// Whether a pattern borrows what it matches, so that it can be assigned through the names in it.
pub(crate) fn borrows_mutably(pattern: &Pat) -> bool {
    ref_mut(pattern).is_some()
}

/// A pattern without its type.
pub(crate) fn untyped(pattern: &Pat) -> &Pat {
    match pattern {
        Pat::Type(typed) => untyped(&typed.pat),
        Pat::Paren(inner) => untyped(&inner.pat),
        pattern => pattern,
    }
}
