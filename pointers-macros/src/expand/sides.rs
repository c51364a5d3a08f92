//! `left op= right` of which only the type of `left` says whether it is ours: see `pointers_core::expansion::sides`.

use std::mem;

use proc_macro2::{Delimiter, Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{BinOp, Expr, UnOp};

use super::{
    Expander, call, handles, hidden, kinds, leave,
    spans::{self, Extent},
    viewed::is_simple,
};
use crate::{
    model::{self, Kind},
    syntax,
    walk::visit_mut::VisitMut,
};

/// How often tokens of the user's may stand in the expansion because of statements around them that have two arms.
const MOST_COPIES: usize = 4;

/// A left side as it is in Rust's arm.
pub(super) struct RustsLeft {
    /// What says of each base of an index whether it is a handle.
    pub(super) sides: TokenStream,
    pub(super) place: TokenStream,
    /// The variable that says it of the last index.
    pub(super) side: Option<Ident>,
}

/// Whether `left op= ..` gets both arms: it may be Rust's, and what stands in it is not copied too often.
pub(super) fn has_two_arms(ex: &Expander<'_>, left: &Expr) -> bool {
    may_copy(ex) && is_place(left) && (!leave::captures(ex) || may_borrow(ex, left))
}

/// Whether what is expanded may stand in the expansion twice as often.
pub(super) fn may_copy(ex: &Expander<'_>) -> bool {
    ex.copies * 2 <= MOST_COPIES
}

/// Expands what will stand in both arms.
pub(super) fn copied<R>(ex: &mut Expander<'_>, expand: impl FnOnce(&mut Expander<'_>) -> R) -> R {
    ex.copies *= 2;
    let expanded = expand(ex);
    ex.copies /= 2;
    expanded
}

/// Expands what stands before both arms, within what will stand in both.
pub(super) fn once<R>(ex: &mut Expander<'_>, expand: impl FnOnce(&mut Expander<'_>) -> R) -> R {
    ex.copies /= 2;
    let expanded = expand(ex);
    ex.copies *= 2;
    expanded
}

/// `its_value.typed(right)` in `moved` gives the right side the type that a handle takes, before there is the handle.
pub(super) fn typed(
    ex: &Expander<'_>,
    span: Span,
    handle: &TokenStream,
    moved: &TokenStream,
) -> TokenStream {
    let inner = hidden(span);
    let sides = quote_spanned!(inner=> of(&#handle, 0_i32));
    let question = of_sides(ex, span, "__pointers_shl", &sides);
    let side = ask(ex, span, &question);
    quote_spanned!(inner=> {
        #[allow(unreachable_code)]
        let (_, its_value) = #side;
        #moved
    })
}

/// `left >>= right`, which only says in better words what is wrong with it if `left` is a handle.
pub(super) fn shift_right_by_type(
    ex: &Expander<'_>,
    span: Span,
    left: &Expr,
    op: &BinOp,
    right: &Expr,
) -> TokenStream {
    let inner = hidden(span);
    let written = Extent::of(right);
    let its_side = written.variable("__pointers_side");
    let side = ask(ex, span, &of_left(ex, span, "__pointers_shr", left));
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
    ex: &mut Expander<'_>,
    expand: impl FnOnce(&mut Expander<'_>) -> R,
) -> R {
    copied(ex, |ex| of_handles(ex, expand))
}

/// The same of what only that arm has.
pub(super) fn of_handles<R>(
    ex: &mut Expander<'_>,
    expand: impl FnOnce(&mut Expander<'_>) -> R,
) -> R {
    let around = mem::replace(&mut ex.handles_only, true);
    let expanded = expand(ex);
    ex.handles_only = around;
    expanded
}

/// What `question` says, which is not evaluated: only its type matters.
pub(super) fn ask(ex: &Expander<'_>, span: Span, question: &TokenStream) -> TokenStream {
    let private = ex.private(span);
    quote_spanned!(hidden(span)=>
        if true { #private::side() } else { #private::never(); #question }
    )
}

/// Whose `left op= right` is, by a `method` that names the operator.
pub(super) fn side_of_operator(
    ex: &Expander<'_>,
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
    ask(ex, span, &of_sides(ex, span, method, &sides))
}

/// The same of a shift: what can be shifted by anything can be shifted by this.
pub(super) fn of_left(
    ex: &Expander<'_>,
    span: Span,
    method: &str,
    left: &impl ToTokens,
) -> TokenStream {
    let sides = quote_spanned!(hidden(span)=> of(&raw const #left, 0_i32));
    of_sides(ex, span, method, &sides)
}

fn of_sides(ex: &Expander<'_>, span: Span, method: &str, of: &TokenStream) -> TokenStream {
    let inner = hidden(span);
    let private = ex.private(span);
    let sides = Ident::new("__pointers_sides", span);
    let question = call(span, &sides, method, &quote!());
    quote_spanned!(inner=> let #sides = #private::Sides::#of; #question)
}

/// `at` names the method whose error says whose an index is.
pub(super) fn rusts_left(ex: &mut Expander<'_>, left: &Expr, at: &str) -> RustsLeft {
    let mut left = left.clone();
    ex.silently(|ex| copied(ex, |ex| rusts_place(ex, &mut left, at)))
}

fn rusts_place(ex: &mut Expander<'_>, left: &mut Expr, at: &str) -> RustsLeft {
    match left {
        Expr::Paren(inner) => {
            let left = rusts_place(ex, &mut inner.expr, at);
            let span = inner.paren_token.span.open();
            RustsLeft {
                place: spans::delimited(Delimiter::Parenthesis, span, left.place).into(),
                ..left
            }
        }
        Expr::Index(index)
            if kinds::kind(ex, &index.expr) != Kind::Plain
                && !matches!(*index.index, Expr::Range(_)) =>
        {
            let span = index.bracket_token.span.open();
            let inner = hidden(span);
            let private = ex.private(span);
            let RustsLeft { sides, place, .. } = rusts_place(ex, &mut index.expr, at);
            ex.visit_expr_mut(&mut index.index);
            let asked = call(span, &handles::lent(span, &place), at, &index.index);
            let side = ask(ex, span, &quote_spanned!(inner=> #private::side_of(#asked)));
            let name = Ident::new(&format!("side{}", ex.labels), inner);
            ex.labels += 1;
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
            ex.visit_expr_mut(left);
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
pub(super) fn can_be_borrowed(left: &Expr) -> bool {
    matches!(syntax::peel_parens(left), Expr::Path(_) | Expr::Index(_))
}

pub(super) fn two_arms(
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
pub(super) fn is_place(left: &Expr) -> bool {
    match syntax::peel_parens(left) {
        Expr::Path(_) | Expr::Field(_) | Expr::Index(_) => true,
        Expr::Unary(unary) => matches!(unary.op, UnOp::Deref(_)),
        _ => false,
    }
}

/// Whether Rust could assign to what is written, as far as its form says: a macro may become anything.
pub(super) fn may_be_place(left: &Expr) -> bool {
    is_place(left) || matches!(left, Expr::Macro(_) | Expr::Group(_) | Expr::Verbatim(_))
}

/// Whether a closure may borrow mutably what is written: it borrows so what stands in either arm, also in one that is
/// not run. A variable of its own is borrowed where it is used, and a call captures what it names as it does anyway.
fn may_borrow(ex: &Expander<'_>, left: &Expr) -> bool {
    let left = syntax::peel_parens(left);
    match left {
        Expr::Field(field) => may_borrow(ex, &field.base),
        Expr::Index(index) => may_borrow(ex, &index.expr),
        Expr::Unary(unary) => may_borrow(ex, &unary.expr),
        Expr::Path(path) if path.path.is_ident("self") => leave::has_mutable_self(ex),
        Expr::Path(_) => model::binding(left)
            .is_some_and(|id| ex.model.is_mutable(id) || leave::is_declared(ex, id)),
        Expr::Call(_) | Expr::MethodCall(_) => true,
        _ => false,
    }
}
