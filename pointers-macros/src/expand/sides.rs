//! `left op= right` of which only the type of `left` says whether it is ours: see `pointers_core::dispatch::sides`.

use proc_macro2::{Delimiter, Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{BinOp, Expr, UnOp, visit_mut::VisitMut};

use super::{
    Expander, call, hidden, leave, operators,
    spans::{self, Extent},
    viewed,
    viewed::is_simple,
};
use crate::model::{self, Kind};

/// How often tokens of the user's may stand in the expansion because of statements around them that have two arms.
const MOST_COPIES: usize = 4;

/// A left side as it is in Rust's arm.
struct RustsLeft {
    /// What says of each base of an index whether it is a handle.
    sides: TokenStream,
    place: TokenStream,
}

/// Whether `left op= ..` gets both arms: it may be Rust's, and what stands in it is not copied too often.
pub(super) fn has_two_arms(cx: &Expander<'_>, left: &Expr) -> bool {
    may_copy(cx) && is_place(left) && (!leave::captures(cx) || is_mutable(cx, left))
}

/// Whether what is expanded may stand in the expansion twice as often.
pub(super) fn may_copy(cx: &Expander<'_>) -> bool {
    cx.copies * 2 <= MOST_COPIES
}

/// Expands what will stand in both arms.
pub(super) fn copied<R>(cx: &mut Expander<'_>, expand: impl FnOnce(&mut Expander<'_>) -> R) -> R {
    cx.copies *= 2;
    let expanded = expand(cx);
    cx.copies /= 2;
    expanded
}

/// `left <<= right`.
pub(super) fn move_by_type(
    cx: &mut Expander<'_>,
    span: Span,
    left: &mut Expr,
    op: &BinOp,
    right: &mut Expr,
) -> TokenStream {
    let inner = hidden(span);
    let private = cx.private(span);
    let written = Extent::of(right);
    let rusts = rusts_left(cx, left);
    let asked = lent(span, &handle_again(cx, left));
    let viewed = viewed::viewed(cx, left);
    let handle = copied(cx, |cx| operators::handle_of(cx, left, true));
    let handle = lent(span, &handle);
    copied(cx, |cx| cx.visit_expr_mut(right));
    let slot = quote_spanned!(inner=> its_value);
    let asked = call(
        span,
        &asked,
        "__pointers_moved",
        &quote_spanned!(inner=> #slot.value()),
    );
    let operand = quote_spanned!(inner=> operand);
    let moved = leave::raise(cx, span, &call(span, &handle, "__pointers_moved", &operand));
    let typed = quote_spanned!(inner=> #slot.typed(#right));
    let ours = match viewed {
        Some(viewed) => viewed.store_first(cx, span, &typed, &moved),
        None => quote_spanned!(inner=> match #typed { operand => #moved }),
    };
    let RustsLeft { sides, place } = rusts;
    let its_side = written.variable("__pointers_side");
    let method = Ident::new("right", inner);
    let operand = written.call_of(&its_side, &method, quote_spanned!(inner=> #right, &#slot));
    let rusts = quote_spanned!(inner=> #place #op #operand);
    let side = ask(cx, span, &quote_spanned!(inner=> #private::side_of(#asked)));
    let sides = quote_spanned!(inner=> let #slot = #private::Slot::new(); #sides);
    two_arms(&its_side, &sides, &side, &ours, &rusts)
}

/// `left op= right`, where `left` is an index of what may be a handle. `ours` is what it is if it is one.
pub(super) fn element_by_type(
    cx: &mut Expander<'_>,
    span: Span,
    left: &Expr,
    op: &BinOp,
    right: &mut Expr,
    ours: impl FnOnce(&mut Expander<'_>, &mut Expr) -> TokenStream,
) -> Option<TokenStream> {
    let Expr::Index(index) = left else {
        return None;
    };
    let private = cx.private(span);
    let RustsLeft { sides, place } = rusts_left(cx, left);
    let mut asked = index.clone();
    let asked = cx.silently(|cx| {
        let base = copied(cx, |cx| operators::handle_of(cx, &mut asked.expr, false));
        copied(cx, |cx| cx.visit_expr_mut(&mut asked.index));
        call(span, &base, "__pointers_place_at", &asked.index)
    });
    let written = Extent::of(right);
    let ours = copied(cx, |cx| ours(cx, right));
    let rusts = operators::step_by_type(cx, span, &place, op, right, written);
    let side = quote_spanned!(hidden(span)=> #private::side_of(#asked));
    let side = ask(cx, span, &side);
    let its_side = Ident::new("its_side", hidden(span));
    Some(two_arms(&its_side, &sides, &side, &ours, &rusts))
}

/// What `question` says, which is not evaluated: only its type matters.
pub(super) fn ask(cx: &Expander<'_>, span: Span, question: &TokenStream) -> TokenStream {
    let private = cx.private(span);
    quote_spanned!(hidden(span)=>
        if true { #private::side() } else { #private::never(); #question }
    )
}

/// Whose `left op= right` is, by a `method` that names the operator.
pub(super) fn side_of_operator(
    cx: &Expander<'_>,
    span: Span,
    method: &str,
    left: &impl ToTokens,
    right: &Expr,
) -> TokenStream {
    let inner = hidden(span);
    let private = cx.private(span);
    // The type of a literal or a name is the same without the left side.
    let question = if is_simple(right) {
        let both = quote_spanned!(inner=> #private::Sides::of(&raw const #left, #right));
        let sides = Ident::new("__pointers_sides", span);
        let question = call(span, &sides, method, &quote!());
        quote_spanned!(inner=> let #sides = #both; #question)
    } else {
        quote_spanned!(inner=> #private::OperandOf::place(&raw const #left).__pointers_side())
    };
    ask(cx, span, &question)
}

fn handle_again(cx: &mut Expander<'_>, left: &Expr) -> TokenStream {
    let mut left = left.clone();
    cx.silently(|cx| copied(cx, |cx| operators::handle_of(cx, &mut left, true)))
}

fn rusts_left(cx: &mut Expander<'_>, left: &Expr) -> RustsLeft {
    let mut left = left.clone();
    cx.silently(|cx| copied(cx, |cx| rusts_place(cx, &mut left)))
}

fn rusts_place(cx: &mut Expander<'_>, left: &mut Expr) -> RustsLeft {
    match left {
        Expr::Paren(inner) => {
            let RustsLeft { sides, place } = rusts_place(cx, &mut inner.expr);
            let place =
                spans::delimited(Delimiter::Parenthesis, inner.paren_token.span.open(), place);
            RustsLeft {
                sides,
                place: place.into(),
            }
        }
        Expr::Index(index)
            if operators::kind(cx, &index.expr) != Kind::Plain
                && !matches!(*index.index, Expr::Range(_)) =>
        {
            let span = index.bracket_token.span.open();
            let inner = hidden(span);
            let private = cx.private(span);
            let mut asked = index.expr.clone();
            let asked = operators::handle_of(cx, &mut asked, false);
            let RustsLeft { sides, place } = rusts_place(cx, &mut index.expr);
            cx.visit_expr_mut(&mut index.index);
            let asked = call(span, &asked, "__pointers_at", &index.index);
            let side = ask(cx, span, &quote_spanned!(inner=> #private::side_of(#asked)));
            let name = Ident::new(&format!("side{}", cx.labels), inner);
            cx.labels += 1;
            let written = &index.index;
            let brackets = spans::delimited(
                Delimiter::Bracket,
                index.bracket_token.span.close(),
                quote_spanned!(inner=> #name.index(#written)),
            );
            RustsLeft {
                sides: quote_spanned!(inner=> #sides #[allow(unreachable_code)] let #name = #side;),
                place: quote!(#place #brackets),
            }
        }
        _ => {
            cx.visit_expr_mut(left);
            RustsLeft {
                sides: TokenStream::new(),
                place: left.to_token_stream(),
            }
        }
    }
}

/// A left side, for the method that the type decides.
pub(super) fn lent(span: Span, left: &impl ToTokens) -> TokenStream {
    call(hidden(span), left, "__pointers_lent", &quote!())
}

fn two_arms(
    its_side: &Ident,
    sides: &TokenStream,
    side: &TokenStream,
    ours: &TokenStream,
    rusts: &TokenStream,
) -> TokenStream {
    quote_spanned!(hidden(its_side.span())=> {
        #sides
        #[allow(unreachable_code)]
        let #its_side = #side;
        #[allow(unreachable_code)]
        if #its_side.is_ours() {
            #its_side.ours();
            #ours
        } else {
            #its_side.rusts();
            #rusts;
        };
    })
}

/// Whether Rust could assign to what is written: it is no value that a call returned, or the like.
fn is_place(left: &Expr) -> bool {
    match left {
        Expr::Path(_) | Expr::Field(_) | Expr::Index(_) => true,
        Expr::Unary(unary) => matches!(unary.op, UnOp::Deref(_)),
        Expr::Paren(inner) => is_place(&inner.expr),
        _ => false,
    }
}

/// Whether what is written can certainly be borrowed mutably: a closure borrows what stands in either arm.
fn is_mutable(expander: &Expander, left: &Expr) -> bool {
    match left {
        Expr::Field(field) => is_mutable(expander, &field.base),
        Expr::Index(index) => is_mutable(expander, &index.expr),
        Expr::Paren(inner) => is_mutable(expander, &inner.expr),
        Expr::Path(_) => model::binding(left).is_some_and(|id| {
            let binding = expander.model.get(id);
            binding.mutable
                || matches!(&binding.annotation, Some(syn::Type::Reference(reference)) if reference.mutability.is_some())
        }),
        _ => false,
    }
}
