//! `try` and `except`, which `syntax/prepass.rs` made a `match` of: which kinds of error an arm takes, and what leaves.

use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::{Expr, ExprMatch, ExprTry};

use super::{Expander, call, hidden, leave, take};
use crate::{syntax, walk::visit_mut::VisitMut};

/// The body in a labelled block of its own, and a `match` on what left it.
pub(super) fn try_except(ex: &mut Expander<'_>, expression: &mut ExprMatch) -> TokenStream {
    let span = hidden(expression.match_token.span);
    let private = ex.private(span);
    let body = match take(&mut expression.expr) {
        Expr::TryBlock(body) => body.block,
        _ => return TokenStream::new(),
    };
    // A size that the handlers expect to be wrong is left to run time.
    let expected = syntax::handlers(expression).any(|handler| match handler.kinds {
        Some(kinds) => kinds.iter().any(|kind| *kind == "InvalidSize"),
        None => true,
    });
    let proved = ex.proves_sizes;
    ex.proves_sizes &= !expected;
    let body = leave::labelled(ex, body, true);
    ex.proves_sizes = proved;
    let mut handlers = TokenStream::new();
    let mut catches_all = false;
    for arm in &mut expression.arms {
        ex.visit_expr_mut(&mut arm.body);
    }
    for handler in syntax::handlers(expression) {
        let body = handler.body;
        let kinds = match handler.kinds {
            Some(kinds) => quote_spanned!(span=> #(#private::ErrorKind::#kinds)|*),
            None => {
                catches_all = true;
                quote_spanned!(span=> _)
            }
        };
        handlers.extend(match handler.name {
            Some(name) => match body {
                Expr::Block(body) => {
                    let statements = &body.block.stmts;
                    quote_spanned!(span=> #kinds => { let #name = error; #(#statements)* })
                }
                body => quote_spanned!(span=> #kinds => { let #name = error; #body }),
            },
            None => quote_spanned!(span=> #kinds => #body),
        });
    }
    if !catches_all {
        let leave = leave::leave(ex, span);
        handlers.extend(quote_spanned!(span=> _ => #leave,));
    }
    quote_spanned!(span=> match #body {
        #private::Ok(value) => value,
        #private::Err(error) => match #private::Error::kind(&error) { #handlers },
    })
}

/// `e?` in the body of a `try`.
pub(super) fn question(ex: &mut Expander<'_>, tried: &ExprTry) -> TokenStream {
    let span = tried.question_token.span;
    let inner = hidden(span);
    let private = ex.private(span);
    let expression = &tried.expr;
    let leave = leave::leave(ex, span);
    let branch = call(
        inner,
        &quote_spanned!(inner=> #private::Tried(#expression)),
        "__pointers_branch",
        &TokenStream::new(),
    );
    quote_spanned!(inner=> (match #branch {
        #private::Ok(value) => value,
        #private::Err(#private::Route::Caught(error)) => #leave,
        #private::Err(#private::Route::Function(residual)) => return residual.__pointers_return(),
    }))
}
