//! `*p`, whose meaning the type of `p` decides: see `pointers_core::expansion::stars`.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Attribute, Expr, ExprUnary, Type, UnOp, spanned::Spanned};

use super::{
    Expander, additions, call, hidden, kinds::names_constant, leave, ours, reads, rights, take,
    words::Words,
};
use crate::{
    model::{self, Kind},
    syntax::{self, marker},
    walk::visit_mut::VisitMut,
};

/// What is done with the value of a `*p`.
pub(super) enum Mark {
    Moved,
    Shown,
}

/// Takes off what says that a `*p` is a value.
pub(super) fn star_marks(attributes: &mut Vec<Attribute>) -> Option<Mark> {
    let shown = marker::take(attributes, marker::SHOWN);
    let moved = marker::take(attributes, marker::VALUE);
    match (moved, shown) {
        _ if marker::take(attributes, marker::INSIDE) => None,
        (true, _) => Some(Mark::Moved),
        (false, true) => Some(Mark::Shown),
        _ => None,
    }
}

/// `*p` of what may be a handle; `None` where it stays Rust's.
pub(super) fn star_by_type(ex: &mut Expander<'_>, unary: &mut ExprUnary) -> Option<TokenStream> {
    let UnOp::Deref(star) = &unary.op else {
        return None;
    };
    let span = star.span;
    let mark = star_marks(&mut unary.attrs)?;
    if ex.only_reads || !may_be_handle(ex, &unary.expr) {
        return None;
    }
    if is_made(&unary.expr) {
        return Some(made_star(ex, span, &mark, &mut unary.expr));
    }
    Some(star_of_place(ex, span, &mark, &mut unary.expr))
}

/// `*operand` of a place.
pub(super) fn star_of_place(
    ex: &mut Expander<'_>,
    span: Span,
    mark: &Mark,
    operand: &mut Expr,
) -> TokenStream {
    match mark {
        Mark::Moved => expand_star(ex, span, operand),
        Mark::Shown => shown_star(ex, span, operand),
    }
}

/// The value of `*operand`.
pub(super) fn expand_star(ex: &mut Expander<'_>, span: Span, operand: &mut Expr) -> TokenStream {
    if !is_place(operand) {
        return reads::read(ex, span, operand);
    }
    let words = Words::behind(operand, span);
    ex.visit_expr_mut(operand);
    let inner = hidden(span);
    let star = syn::Token![*](span);
    let read = reads::read_handle(ex, span, &handle(inner, operand), &words);
    let rusts = quote_spanned!(inner=> its_star.__pointers_out(#star #operand));
    either(ex, (span, span), operand, &read, &its_star(inner), &rusts)
}

/// Whether this is `*operand`, of whatever it is.
pub(super) fn is_star(expression: &Expr) -> bool {
    matches!(expression, Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)))
}

/// Whether the operand of a `*` is made, and so is evaluated once: a call, a sum.
pub(super) fn is_made(operand: &Expr) -> bool {
    matches!(syntax::peel_parens(operand), Expr::Try(_) | Expr::Binary(_))
}

/// `*f()?`, `*(p + i)`.
fn made_star(ex: &mut Expander<'_>, span: Span, mark: &Mark, operand: &mut Expr) -> TokenStream {
    let operand = syntax::peel_parens_mut(operand);
    ex.visit_expr_mut(operand);
    let inner = hidden(span);
    if let Mark::Shown = mark {
        let private = ex.private(span);
        let place = call(
            inner,
            &quote_spanned!(inner=> #private::Called(#operand)),
            "__pointers_called",
            &quote!(),
        );
        let look = leave::raise_value(
            ex,
            span,
            &call(span, &place, "__pointers_p_look", &quote!()),
        );
        let look = rights::hold(ex, span, look);
        return quote_spanned!(inner=> (*#look));
    }
    let made = Made::of(span, operand);
    let value = expand_star(ex, span, operand);
    made.around(value)
}

/// `*operand` where it is only looked at, so that what has no size stands there too.
fn shown_star(ex: &mut Expander<'_>, span: Span, operand: &mut Expr) -> TokenStream {
    ex.visit_expr_mut(operand);
    let inner = hidden(span);
    let star = syn::Token![*](span);
    let of = type_of(ex, span, operand);
    let shown = quote_spanned!(inner=> #of.__pointers_shown(&#star #operand));
    let look = leave::raise_value(ex, span, &call(span, &shown, "__pointers_look", &quote!()));
    let look = rights::hold(ex, span, look);
    quote_spanned!(inner=> (*#look))
}

/// What stands after a `*`, and is evaluated once.
pub(super) struct Made {
    name: Ident,
    value: TokenStream,
}

/// Puts a name in the place of what is made after a `*`.
pub(super) fn made(ex: &mut Expander<'_>, left: &mut Expr) -> Option<Made> {
    let Expr::Unary(unary) = left else {
        return None;
    };
    if !is_made(&unary.expr) {
        return None;
    }
    let operand = syntax::peel_parens_mut(&mut unary.expr);
    ex.visit_expr_mut(operand);
    Some(Made::of(unary.op.span(), operand))
}

impl Made {
    /// Puts a name in its place.
    pub(super) fn of(span: Span, operand: &mut Expr) -> Self {
        let name = Ident::new("its_pointer", hidden(span));
        let value = take(operand).into_token_stream();
        *operand = additions::variable(name.clone());
        Made { name, value }
    }

    pub(super) fn around(&self, used: TokenStream) -> TokenStream {
        let Made { name, value } = self;
        quote_spanned!(name.span()=> (match #value { #[allow(unused_mut)] mut #name => #used }))
    }
}

/// What says in an arm whether it is the one that is run.
pub(super) fn its_star(span: Span) -> Ident {
    Ident::new("its_star", span)
}

/// The handle, in the arm of a handle.
pub(super) fn handle(span: Span, operand: &impl ToTokens) -> TokenStream {
    quote_spanned!(span=> its_star.__pointers_handle(&#operand))
}

/// The two arms of a `*`: the types of both are checked, and that of the operand says which is run. `rusts` calls what says it
/// `name`. The spans are of the question, and of the arms.
pub(super) fn either(
    ex: &Expander<'_>,
    (asked, span): (Span, Span),
    operand: &impl ToTokens,
    ours: &TokenStream,
    name: &Ident,
    rusts: &TokenStream,
) -> TokenStream {
    let private = ex.private(span);
    let asked = call(
        hidden(asked),
        &type_of(ex, asked, operand),
        "__pointers_star",
        &quote!(),
    );
    quote_spanned!(hidden(span)=> (match #asked {
        #[allow(unreachable_code)]
        #private::Arm::Ours(its_star) => { its_star.__pointers_go(); #ours }
        #[allow(unreachable_code)]
        #private::Arm::Rusts(#name) => { #name.__pointers_go(); #rusts }
    }))
}

/// Whether a place is `*p` itself.
pub(super) fn is_starred(ex: &Expander<'_>, place: &Expr) -> bool {
    match syntax::peel_parens(place) {
        Expr::Unary(unary) => ours::is_star(ex, unary),
        _ => false,
    }
}

/// The handle whose memory is a place of ours, by the exact type of what stands after the `*`.
pub(super) fn pointee(ex: &Expander<'_>, span: Span, operand: &TokenStream) -> TokenStream {
    let inner = hidden(span);
    let private = ex.private(span);
    call(
        inner,
        &quote_spanned!(inner=> #private::Starred(&#operand)),
        "__pointers_pointee",
        &quote!(),
    )
}

/// Stands for the type of a place, which is neither evaluated nor borrowed: what was moved out of it may be missing.
fn type_of(ex: &Expander<'_>, span: Span, place: &impl ToTokens) -> TokenStream {
    let private = ex.private(span);
    quote_spanned!(hidden(span)=> {
        #[allow(unreachable_code)]
        let its_type = if true {
            #private::OperandOf::unknown()
        } else {
            #private::never();
            #private::OperandOf::place(&raw const #place)
        };
        its_type
    })
}

/// Whether `operand` may be a handle, as far as its form says.
pub(super) fn may_be_handle(ex: &Expander<'_>, operand: &Expr) -> bool {
    let operand = syntax::peel_parens(operand);
    match operand {
        Expr::Path(path) => {
            if path.path.is_ident("self") || names_constant(&path.path) {
                return false;
            }
            let Some(id) = model::binding(operand) else {
                return true;
            };
            let other = matches!(
                ex.model.get(id).annotation,
                Some(Type::Reference(_) | Type::Ptr(_))
            );
            model::is_uncertain(operand)
                || !other && ex.model.kind(id) != Kind::Plain && !ex.model.is_reference(id)
        }
        _ => true,
    }
}

/// A larger value is not written twice.
const LARGEST: usize = 64;

pub(super) fn is_small(value: &impl ToTokens) -> bool {
    size(value.to_token_stream()) <= LARGEST
}

fn size(tokens: TokenStream) -> usize {
    let sizes = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => 1 + size(group.stream()),
        _ => 1,
    });
    sizes.sum()
}

pub(super) fn is_place(expression: &Expr) -> bool {
    match syntax::peel_parens(expression) {
        Expr::Path(_) | Expr::Field(_) | Expr::Index(_) => true,
        Expr::Unary(unary) => matches!(unary.op, UnOp::Deref(_)),
        _ => false,
    }
}
