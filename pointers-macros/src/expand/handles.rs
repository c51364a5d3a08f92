//! The handle that `~`, `<<=` and `+=` work on, of their left side: `p[i]` is the handle `i` further.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Expr, ExprIndex};

use super::{Expander, call, hidden, kinds, leave, receiver, spans::Extent, words::Words};
use crate::{model::Kind, syntax, walk::visit_mut::VisitMut};

/// The base of an index. In an arm that is run for handles only it is not borrowed, because a field may not be.
pub(super) fn base(ex: &Expander<'_>, span: Span, base: TokenStream) -> TokenStream {
    if ex.handles_only {
        lent(span, &base)
    } else {
        base
    }
}

/// A left side, for the method that the type decides.
pub(super) fn lent(span: Span, left: &impl ToTokens) -> TokenStream {
    call(hidden(span), left, "__pointers_lent", &quote!())
}

/// What a handle is wanted for: what turns out to be none is then to be mutable, or not.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    Read,
    MovedInto,
    Changed,
}

/// The handle that `~`, `<<=` or `+=` works on: `p[i]` is the handle `i` further on.
pub(crate) fn handle_of(ex: &mut Expander<'_>, expression: &mut Expr, reach: Reach) -> TokenStream {
    let expression = syntax::peel_parens_mut(expression);
    match expression {
        Expr::Index(index) if kinds::kind(ex, &index.expr) != Kind::Plain => {
            if kinds::is_handle(ex, &index.expr) || !matches!(*index.index, Expr::Range(_)) {
                return element_by(ex, index, reach);
            }
            ex.visit_expr_mut(expression);
            receiver(expression)
        }
        _ => {
            ex.visit_expr_mut(expression);
            receiver(expression)
        }
    }
}

pub(super) fn element_by(
    ex: &mut Expander<'_>,
    index: &mut ExprIndex,
    reach: Reach,
) -> TokenStream {
    let span = index.bracket_token.span.open();
    let of_handle = kinds::is_handle(ex, &index.expr);
    let words = if reach != Reach::MovedInto && of_handle {
        Words::of_element(index)
    } else {
        Words::default()
    };
    let (base, method) = match (reach, of_handle) {
        // The type decides whether the rows of `v[i][j]` are mutable too, as it does for a receiver.
        (Reach::MovedInto, false) => {
            ex.visit_expr_mut(&mut index.expr);
            (receiver(&index.expr), "__pointers_at_move")
        }
        // It may have no more than the name of one.
        (Reach::Changed, true) => (
            handle_of(ex, &mut index.expr, Reach::Read),
            "__pointers_at_changed",
        ),
        _ => (handle_of(ex, &mut index.expr, Reach::Read), "__pointers_at"),
    };
    let base = self::base(ex, span, base);
    ex.visit_expr_mut(&mut index.index);
    let found = call(span, &base, method, &index.index);
    leave::raise_named(ex, span, &found, &words)
}

/// A right side that is given to Rust's operator only if a `star` is Rust's too.
pub(super) fn behind(star: Option<&Ident>, written: Extent, right: TokenStream) -> TokenStream {
    match star {
        Some(star) => {
            let method = Ident::new("__pointers_operand", hidden(written.first));
            written.call_of(star, &method, right)
        }
        None => right,
    }
}
