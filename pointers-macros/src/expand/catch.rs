//! `try { .. } except InvalidSize | Memory as e { .. } except _ { .. }`.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::{Expr, ExprMatch, visit_mut::VisitMut};

use super::{Expander, take};
use crate::syntax;

impl Expander<'_> {
    /// The body in a labelled block of its own, and a `match` on what left it.
    pub(super) fn try_except(&mut self, expression: &mut ExprMatch) -> TokenStream {
        let span = Span::mixed_site();
        let private = self.private(span);
        let body = match take(&mut expression.expr) {
            Expr::TryBlock(body) => body.block,
            _ => return TokenStream::new(),
        };
        let proved = std::mem::replace(&mut self.proves_sizes, false);
        let body = self.labelled(body);
        self.proves_sizes = proved;
        let mut handlers = TokenStream::new();
        let mut catches_all = false;
        for arm in &mut expression.arms {
            self.visit_expr_mut(&mut arm.body);
        }
        for handler in syntax::handlers(expression) {
            let body = handler.body;
            let name = handler
                .name
                .map(|name| quote_spanned!(span=> let #name = error;));
            let kinds = match handler.kinds {
                Some(kinds) => quote_spanned!(span=> #(#private::ErrorKind::#kinds)|*),
                None => {
                    catches_all = true;
                    quote_spanned!(span=> _)
                }
            };
            handlers.extend(quote_spanned!(span=> #kinds => { #name #body }));
        }
        if !catches_all {
            let leave = self.leave(span);
            handlers.extend(quote_spanned!(span=> _ => #leave,));
        }
        quote_spanned!(span=> match (#body) {
            #private::Ok(value) => value,
            #private::Err(error) => match #private::Error::kind(&error) { #handlers },
        })
    }
}
