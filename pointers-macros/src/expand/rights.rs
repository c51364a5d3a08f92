//! The right side of what stores: `names[0] = names[0].clone() + "x"`, `names[0] += other[0].as_str()`.
//!
//! Its temporaries live as long as in Rust, to the end of the statement, since what is stored may borrow from them. But the guards
//! of what it only looked at would keep the place from being written. So each of them waits in a slot of its own beside the
//! statement, and is let go of before the place is found, unless the value is a reference: the type says so
//! (`pointers_core::expansion::rights`), and of what borrows from a slot otherwise the compiler tells.

use std::mem;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Expr;

use super::{Expander, hidden, spans::Extent};
use crate::{map::Set, syntax::each_name, walk::visit_mut::VisitMut};

/// What keeps what a right side looked at.
pub(super) struct Slots {
    names: Vec<Ident>,
    written: Extent,
}

/// Expands a right side. What stores its value is to be [`around`](Slots::around) it, and the value is to be
/// [`settled`](Slots::settled).
pub(super) fn expand(ex: &mut Expander<'_>, right: &mut Expr) -> Slots {
    let written = Extent::of(right);
    let outer = ex.slots.replace(Vec::new());
    ex.visit_expr_mut(right);
    let names = mem::replace(&mut ex.slots, outer).unwrap_or_default();
    let mut slots = Slots { names, written };
    if !slots.names.is_empty() {
        // What was expanded only to ask its type is not there.
        let mut used = Set::new();
        each_name(right.to_token_stream(), &mut |name| {
            used.insert(name.clone());
        });
        slots.names.retain(|name| used.contains(name));
    }
    slots
}

/// Expands what ends its own temporaries: blocks, closures, macros.
pub(super) fn apart<R>(ex: &mut Expander<'_>, expand: impl FnOnce(&mut Expander<'_>) -> R) -> R {
    let around = ex.slots.take();
    let expanded = expand(ex);
    ex.slots = around;
    expanded
}

/// What is looked at, in its slot where it stands in a right side.
pub(super) fn hold(ex: &mut Expander<'_>, span: Span, looked: TokenStream) -> TokenStream {
    match slot(ex, span) {
        Some(slot) => quote_spanned!(hidden(span)=> (*#slot.hold(#looked))),
        None => looked,
    }
}

/// A new slot, if this is a right side.
pub(super) fn slot(ex: &mut Expander<'_>, span: Span) -> Option<Ident> {
    let number = ex.labels;
    let slots = ex.slots.as_mut()?;
    let name = Ident::new(&format!("looked{number}"), hidden(span));
    slots.push(name.clone());
    ex.labels += 1;
    Some(name)
}

impl Slots {
    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The `value`, whose type is known, after what was looked at for it.
    pub(super) fn settled(&self, ex: &Expander<'_>, value: TokenStream) -> TokenStream {
        if self.names.is_empty() {
            return value;
        }
        let inner = hidden(self.written.first);
        let private = ex.private(inner);
        let names = &self.names;
        let its_right = self.written.variable("__pointers_right");
        quote_spanned!(inner=> (match #value { #its_right => {
            match #private::OperandOf::place(&raw const #its_right).__pointers_own() {
                #[allow(unreachable_code)]
                its_own => if its_own.is_owned() { its_own.owned(); #(#names.let_go();)* },
            }
            #its_right
        } }))
    }

    /// What stores the value, within the slots.
    pub(super) fn around(&self, ex: &Expander<'_>, stored: TokenStream) -> TokenStream {
        let Some((first, others)) = self.names.split_first() else {
            return stored;
        };
        let inner = hidden(self.written.first);
        let private = ex.private(inner);
        let new = quote_spanned!(inner=> &mut #private::Waiting::new());
        let news = others.iter().map(|_| &new);
        quote_spanned!(inner=> (match (#new, #(#news),*) { (#first, #(#others),*) => #stored }))
    }
}
