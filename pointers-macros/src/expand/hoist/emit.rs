//! Accesses through a view. What today's expansion does follows wherever the view has no answer, and comes first in the
//! text, so that types are inferred from it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Expr;

use super::super::{call, hidden};

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

    /// `~p[i]`, which is `read` where the view does not know.
    pub(in super::super) fn read(&self, private: &TokenStream, read: &TokenStream) -> TokenStream {
        let view = &self.view;
        self.indexed(&quote_spanned!(hidden(self.span)=>
            match #view.__pointers_get(&index) { #private::None => #read, #private::Some(value) => value }
        ))
    }

    /// `p[i] <<= operand`, which is `moved` where the view does not know.
    pub(in super::super) fn set(&self, private: &TokenStream, moved: &TokenStream) -> TokenStream {
        let view = &self.view;
        self.indexed(&quote_spanned!(hidden(self.span)=>
            match #view.__pointers_set(&index, operand) { #private::Err(operand) => #moved, #private::Ok(()) => () }
        ))
    }

    /// Does `otherwise` unless the element is there to be stored to.
    pub(in super::super) fn if_held(
        &self,
        otherwise: &TokenStream,
        held: &TokenStream,
    ) -> TokenStream {
        let view = &self.view;
        self.indexed(&quote_spanned!(hidden(self.span)=>
            if !#view.__pointers_holds(&index) { #otherwise } else { #held }
        ))
    }

    /// Stores where the element was there before `value` was evaluated.
    pub(in super::super) fn store(&self, span: Span, value: &impl ToTokens) -> TokenStream {
        let arguments = quote_spanned!(hidden(self.span)=> &index, #value);
        call(span, &self.view, "__pointers_store", &arguments)
    }

    /// Stores what [`Self::step`] changed.
    pub(in super::super) fn commit(&self, span: Span) -> TokenStream {
        let arguments = quote_spanned!(hidden(self.span)=> &index, place);
        call(span, &self.view, "__pointers_commit", &arguments)
    }

    /// `p[i] += operand`: changes a copy by `update`, or does `otherwise`, which takes the `place`.
    pub(in super::super) fn step(
        &self,
        private: &TokenStream,
        place: &TokenStream,
        otherwise: &TokenStream,
        update: &TokenStream,
    ) -> TokenStream {
        let view = &self.view;
        // The closure is never called: it says what type the place has that there is no view of.
        self.indexed(&quote_spanned!(hidden(self.span)=>
            match #view.__pointers_place(&index, |index| #place) {
                #private::None => #otherwise,
                #private::Some(mut place) => { #update }
            }
        ))
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
