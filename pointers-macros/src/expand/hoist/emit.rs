//! Accesses through a view. The usual expansion stands beside each, for the types that have no view: it comes first, so
//! that types are inferred from it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Expr;

use super::super::{Expander, call, hidden};

/// The `p[i]` of a variable that has a view. What stands for it names its index `index`.
pub(in super::super) struct Viewed {
    pub(super) view: Ident,
    pub(super) index: TokenStream,
    pub(super) span: Span,
}

impl Viewed {
    /// Evaluates the index before `access`, and lets what it borrows live as long.
    fn indexed(&self, access: &TokenStream) -> TokenStream {
        let Self { index, span, .. } = self;
        quote_spanned!(hidden(*span)=> (match #index { index => #access }))
    }

    /// `~p[i]`, which is `usual` where there is no view of its type.
    pub(in super::super) fn read(
        &self,
        expander: &Expander,
        at: Span,
        usual: &TokenStream,
    ) -> TokenStream {
        let inner = hidden(self.span);
        let private = expander.private(self.span);
        let (view, index) = (&self.view, quote_spanned!(inner=> &index));
        // As usual, the error says whether the index or what is there was wrong.
        let reach = expander.raise(
            self.span,
            &call(self.span, view, "__pointers_reach", &index),
        );
        let late = expander.raise_value(at, &call(at, view, "__pointers_late", &index));
        self.indexed(&quote_spanned!(inner=> match #view.__pointers_get(&index) {
            #private::None => #usual,
            #private::Some(#private::Some(value)) => value,
            #private::Some(#private::None) => { #reach; #late }
        }))
    }

    /// Does `usual` where there is no view of its type, and otherwise `store` if there is an element.
    pub(in super::super) fn if_held(
        &self,
        expander: &Expander,
        usual: &TokenStream,
        store: &TokenStream,
    ) -> TokenStream {
        let inner = hidden(self.span);
        let private = expander.private(self.span);
        let view = &self.view;
        let held = call(
            self.span,
            view,
            "__pointers_holds",
            &quote_spanned!(inner=> &index),
        );
        let leave = expander.leave(self.span);
        self.indexed(&quote_spanned!(inner=> match #held {
            #private::None => #usual,
            #private::Some(#private::Ok(())) => #store,
            #private::Some(#private::Err(error)) => #leave,
        }))
    }

    /// Stores into an element that was there before `value` was evaluated.
    pub(in super::super) fn store(&self, span: Span, value: &impl ToTokens) -> TokenStream {
        let arguments = quote_spanned!(hidden(self.span)=> &index, #value);
        call(span, &self.view, "__pointers_store", &arguments)
    }

    /// Stores what [`Self::step`] changed.
    pub(in super::super) fn commit(&self, span: Span) -> TokenStream {
        let arguments = quote_spanned!(hidden(self.span)=> &index, place);
        call(span, &self.view, "__pointers_commit", &arguments)
    }

    /// `p[i] += operand`: changes a copy by `update`. Does `usual`, which takes the `place`, where there is none.
    pub(in super::super) fn step(
        &self,
        expander: &Expander,
        at: Span,
        place: &TokenStream,
        usual: &TokenStream,
        update: &TokenStream,
    ) -> TokenStream {
        let inner = hidden(self.span);
        let private = expander.private(self.span);
        let leave = expander.leave(at);
        // The closure is never called: it says what type the place has that there is no view of.
        let arguments = quote_spanned!(inner=> &index, |index| #place);
        let copied = call(at, &self.view, "__pointers_place", &arguments);
        self.indexed(&quote_spanned!(inner=> match #copied {
            #private::None => #usual,
            #private::Some(#private::Ok(mut place)) => { #update }
            #private::Some(#private::Err(error)) => #leave,
        }))
    }
}

/// Whether a value may stand twice in the expansion, of which one is evaluated.
pub(in super::super) fn is_simple(value: &Expr) -> bool {
    match value {
        Expr::Lit(_) | Expr::Path(_) => true,
        Expr::Unary(unary) => is_simple(&unary.expr),
        Expr::Binary(binary) => {
            !super::super::operators::is_compound(&binary.op)
                && is_simple(&binary.left)
                && is_simple(&binary.right)
        }
        Expr::Paren(inner) => is_simple(&inner.expr),
        Expr::Group(inner) => is_simple(&inner.expr),
        Expr::Cast(cast) => is_simple(&cast.expr),
        Expr::Field(field) => is_simple(&field.base),
        Expr::Index(index) => is_simple(&index.expr) && is_simple(&index.index),
        Expr::Reference(reference) => is_simple(&reference.expr),
        Expr::Tuple(tuple) => tuple.elems.iter().all(is_simple),
        Expr::Call(call) => is_simple(&call.func) && call.args.iter().all(is_simple),
        Expr::MethodCall(call) => is_simple(&call.receiver) && call.args.iter().all(is_simple),
        Expr::Try(tried) => is_simple(&tried.expr),
        _ => false,
    }
}
