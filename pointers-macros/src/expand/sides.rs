//! `left op= right` of which only the type of `left` says whether it is ours: see `pointers_core::expansion::sides`.

use std::mem;

use proc_macro2::{Delimiter, Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{BinOp, Expr, UnOp};

use super::{
    Expander, additions, call, hidden, kinds, leave, reads,
    spans::{self, Extent},
    stars, viewed,
    viewed::is_simple,
};
use crate::model::{self, Kind};
use crate::walk::visit_mut::VisitMut;

/// How often tokens of the user's may stand in the expansion because of statements around them that have two arms.
const MOST_COPIES: usize = 4;

/// A left side as it is in Rust's arm.
struct RustsLeft {
    /// What says of each base of an index whether it is a handle.
    sides: TokenStream,
    place: TokenStream,
    /// The variable that says it of the last index.
    side: Option<Ident>,
}

/// Whether `left op= ..` gets both arms: it may be Rust's, and what stands in it is not copied too often.
pub(super) fn has_two_arms(cx: &Expander<'_>, left: &Expr) -> bool {
    may_copy(cx) && is_place(left) && (!leave::captures(cx) || may_borrow(cx, left))
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

/// Expands what stands before both arms, within what will stand in both.
pub(super) fn once<R>(cx: &mut Expander<'_>, expand: impl FnOnce(&mut Expander<'_>) -> R) -> R {
    cx.copies /= 2;
    let expanded = expand(cx);
    cx.copies *= 2;
    expanded
}

/// `left <<= right`. A `star` says whether `left` is what stands after it.
pub(super) fn move_by_type(
    cx: &mut Expander<'_>,
    span: Span,
    left: &mut Expr,
    op: &BinOp,
    right: &mut Expr,
    star: Option<&Ident>,
) -> TokenStream {
    let inner = hidden(span);
    let written = Extent::of(right);
    let RustsLeft { sides, place, .. } = rusts_left(cx, left, "__pointers_at");
    let (its_side, slot) = (
        written.variable("__pointers_side"),
        quote_spanned!(inner=> its_value),
    );
    let question = of_left(cx, span, "__pointers_shl", &place);
    let question = ask(cx, span, &question);
    let sides = quote_spanned!(inner=> #sides
        #[allow(unreachable_code)]
        let (#its_side, #slot) = #question;
    );
    let borrowed = can_be_borrowed(left);
    let viewed = viewed::viewed(cx, left);
    let handle = for_handles(cx, |cx| reads::handle_of(cx, left, false));
    let handle = if borrowed {
        handle
    } else {
        lent(span, &handle)
    };
    let handle = quote_spanned!(inner=> #its_side.handle(&#handle));
    copied(cx, |cx| cx.visit_expr_mut(right));
    let operand = quote_spanned!(inner=> operand);
    let moved = leave::raise(cx, span, &call(span, &handle, "__pointers_move", &operand));
    let typed = quote_spanned!(inner=> #slot.typed(#right));
    let ours = match viewed {
        Some(viewed) => viewed.store(cx, span, &viewed.value(span, &typed), &moved),
        None => quote_spanned!(inner=> match #typed { operand => #moved }),
    };
    let method = Ident::new("right", inner);
    let operand = written.call_of(&its_side, &method, {
        let right = stars::behind(star, written, right.to_token_stream());
        quote_spanned!(inner=> &#slot, #right)
    });
    let rusts = quote_spanned!(inner=> #place #op #operand);
    two_arms(&its_side, &sides, &ours, &rusts)
}

/// `its_value.typed(right)` in `moved` gives the right side the type that a handle takes, before there is the handle.
pub(super) fn typed(
    cx: &Expander<'_>,
    span: Span,
    handle: &TokenStream,
    moved: &TokenStream,
) -> TokenStream {
    let inner = hidden(span);
    let sides = quote_spanned!(inner=> of(&#handle, 0_i32));
    let question = of_sides(cx, span, "__pointers_shl", &sides);
    let side = ask(cx, span, &question);
    quote_spanned!(inner=> {
        #[allow(unreachable_code)]
        let (_, its_value) = #side;
        #moved
    })
}

/// `left op= right`, where `left` is an index of what may be a handle. `ours` is what it is if it is one.
pub(super) fn element_by_type(
    cx: &mut Expander<'_>,
    span: Span,
    left: &Expr,
    op: &BinOp,
    right: &mut Expr,
    ours: impl FnOnce(&mut Expander<'_>, &Ident, &mut Expr) -> TokenStream,
) -> Option<TokenStream> {
    let RustsLeft { sides, place, side } = rusts_left(cx, left, "__pointers_p_at");
    let its_side = side?;
    let written = Extent::of(right);
    let ours = for_handles(cx, |cx| ours(cx, &its_side, right));
    let rusts = additions::step_by_type(cx, span, &place, op, right, written, None);
    Some(two_arms(&its_side, &sides, &ours, &rusts))
}

/// `left >>= right`, which only says in better words what is wrong with it if `left` is a handle.
pub(super) fn shift_right_by_type(
    cx: &Expander<'_>,
    span: Span,
    left: &Expr,
    op: &BinOp,
    right: &Expr,
) -> TokenStream {
    let inner = hidden(span);
    let written = Extent::of(right);
    let its_side = written.variable("__pointers_side");
    let side = ask(cx, span, &of_left(cx, span, "__pointers_shr", left));
    let method = Ident::new("refused", inner);
    let operand = written.call_of(&its_side, &method, right.to_token_stream());
    quote_spanned!(inner=> {
        #[allow(unreachable_code)]
        let #its_side = #side;
        #left #op #operand;
    })
}

/// Expands the arm that is run for handles only.
pub(super) fn for_handles<R>(
    cx: &mut Expander<'_>,
    expand: impl FnOnce(&mut Expander<'_>) -> R,
) -> R {
    copied(cx, |cx| of_handles(cx, expand))
}

/// The same of what only that arm has.
pub(super) fn of_handles<R>(
    cx: &mut Expander<'_>,
    expand: impl FnOnce(&mut Expander<'_>) -> R,
) -> R {
    let around = mem::replace(&mut cx.handles_only, true);
    let expanded = expand(cx);
    cx.handles_only = around;
    expanded
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
    // The type of a literal or a name is the same without the left side.
    let sides = if is_simple(right) {
        quote_spanned!(inner=> of(&raw const #left, #right))
    } else {
        quote_spanned!(inner=> alone(&raw const #left))
    };
    ask(cx, span, &of_sides(cx, span, method, &sides))
}

/// The same of a shift: what can be shifted by anything can be shifted by this.
fn of_left(cx: &Expander<'_>, span: Span, method: &str, left: &impl ToTokens) -> TokenStream {
    let sides = quote_spanned!(hidden(span)=> of(&raw const #left, 0_i32));
    of_sides(cx, span, method, &sides)
}

fn of_sides(cx: &Expander<'_>, span: Span, method: &str, of: &TokenStream) -> TokenStream {
    let inner = hidden(span);
    let private = cx.private(span);
    let sides = Ident::new("__pointers_sides", span);
    let question = call(span, &sides, method, &quote!());
    quote_spanned!(inner=> let #sides = #private::Sides::#of; #question)
}

/// `at` names the method whose error says whose an index is.
fn rusts_left(cx: &mut Expander<'_>, left: &Expr, at: &str) -> RustsLeft {
    let mut left = left.clone();
    cx.silently(|cx| copied(cx, |cx| rusts_place(cx, &mut left, at)))
}

fn rusts_place(cx: &mut Expander<'_>, left: &mut Expr, at: &str) -> RustsLeft {
    match left {
        Expr::Paren(inner) => {
            let left = rusts_place(cx, &mut inner.expr, at);
            let span = inner.paren_token.span.open();
            RustsLeft {
                place: spans::delimited(Delimiter::Parenthesis, span, left.place).into(),
                ..left
            }
        }
        Expr::Index(index)
            if kinds::kind(cx, &index.expr) != Kind::Plain
                && !matches!(*index.index, Expr::Range(_)) =>
        {
            let span = index.bracket_token.span.open();
            let inner = hidden(span);
            let private = cx.private(span);
            let RustsLeft { sides, place, .. } = rusts_place(cx, &mut index.expr, at);
            cx.visit_expr_mut(&mut index.index);
            let asked = call(span, &lent(span, &place), at, &index.index);
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
                side: Some(name),
            }
        }
        _ => {
            cx.visit_expr_mut(left);
            RustsLeft {
                sides: TokenStream::new(),
                place: left.to_token_stream(),
                side: None,
            }
        }
    }
}

/// Whether what is written can certainly be borrowed: a field may be one of a packed structure. Elsewhere nothing is
/// asked of the type, which may not be known yet.
fn can_be_borrowed(left: &Expr) -> bool {
    match left {
        Expr::Path(_) | Expr::Index(_) => true,
        Expr::Paren(inner) => can_be_borrowed(&inner.expr),
        _ => false,
    }
}

/// The base of an index. In an arm that is run for handles only it is not borrowed, because a field may not be.
pub(super) fn base(cx: &Expander<'_>, span: Span, base: TokenStream) -> TokenStream {
    if cx.handles_only {
        lent(span, &base)
    } else {
        base
    }
}

/// A left side, for the method that the type decides.
pub(super) fn lent(span: Span, left: &impl ToTokens) -> TokenStream {
    call(hidden(span), left, "__pointers_lent", &quote!())
}

fn two_arms(
    its_side: &Ident,
    sides: &TokenStream,
    ours: &TokenStream,
    rusts: &TokenStream,
) -> TokenStream {
    quote_spanned!(hidden(its_side.span())=> {
        #sides
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

/// Whether Rust could assign to what is written, as far as its form says: a macro may become anything.
pub(super) fn may_be_place(left: &Expr) -> bool {
    is_place(left) || matches!(left, Expr::Macro(_) | Expr::Group(_) | Expr::Verbatim(_))
}

/// Whether a closure may borrow mutably what is written: it borrows so what stands in either arm, also in one that is
/// not run. A variable of its own is borrowed where it is used, and a call captures what it names as it does anyway.
fn may_borrow(cx: &Expander<'_>, left: &Expr) -> bool {
    match left {
        Expr::Field(field) => may_borrow(cx, &field.base),
        Expr::Index(index) => may_borrow(cx, &index.expr),
        Expr::Paren(inner) => may_borrow(cx, &inner.expr),
        Expr::Unary(unary) => may_borrow(cx, &unary.expr),
        Expr::Path(path) if path.path.is_ident("self") => leave::has_mutable_self(cx),
        Expr::Path(_) => model::binding(left)
            .is_some_and(|id| cx.model.is_mutable(id) || leave::is_declared(cx, id)),
        Expr::Call(_) | Expr::MethodCall(_) => true,
        _ => false,
    }
}
