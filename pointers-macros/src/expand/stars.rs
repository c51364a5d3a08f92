//! `*p`, whose meaning the type of `p` decides: see `pointers_core::expansion::stars`.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Attribute, BinOp, Expr, ExprAssign, ExprUnary, Type, UnOp, spanned::Spanned};

use super::{
    Expander, additions, call, hidden, kinds,
    kinds::names_constant,
    leave, path, places, reads, sides,
    spans::{self, Extent},
    take,
};
use crate::walk::visit_mut::VisitMut;
use crate::{
    model::{self, Kind},
    syntax::marker,
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
pub(super) fn star_by_type(cx: &mut Expander<'_>, unary: &mut ExprUnary) -> Option<TokenStream> {
    let UnOp::Deref(star) = &unary.op else {
        return None;
    };
    let span = star.span;
    let mark = star_marks(&mut unary.attrs)?;
    if cx.only_reads || !may_be_handle(cx, &unary.expr) {
        return None;
    }
    if is_made(&unary.expr) {
        return Some(made_star(cx, span, &mark, &mut unary.expr));
    }
    Some(match mark {
        Mark::Moved => expand_star(cx, span, &mut unary.expr),
        Mark::Shown => shown_star(cx, span, &mut unary.expr),
    })
}

/// The value of `*operand`.
pub(super) fn expand_star(cx: &mut Expander<'_>, span: Span, operand: &mut Expr) -> TokenStream {
    if !is_place(operand) {
        return reads::read(cx, span, operand);
    }
    cx.visit_expr_mut(operand);
    let inner = hidden(span);
    let star = syn::Token![*](span);
    let read = reads::read_handle(cx, span, &handle(inner, operand));
    let rusts = quote_spanned!(inner=> its_star.__pointers_out(#star #operand));
    either(cx, (span, span), operand, &read, &its_star(inner), &rusts)
}

/// Whether the operand of a `*` is made, and so is evaluated once: a call, a sum.
fn is_made(operand: &Expr) -> bool {
    match operand {
        Expr::Paren(inner) => is_made(&inner.expr),
        _ => matches!(operand, Expr::Try(_) | Expr::Binary(_)),
    }
}

/// An expression without the parentheses around it.
fn inside(expression: &mut Expr) -> &mut Expr {
    match expression {
        Expr::Paren(inner) => inside(&mut inner.expr),
        _ => expression,
    }
}

/// `*f()?`, `*(p + i)`.
fn made_star(cx: &mut Expander<'_>, span: Span, mark: &Mark, operand: &mut Expr) -> TokenStream {
    let operand = inside(operand);
    cx.visit_expr_mut(operand);
    let inner = hidden(span);
    if let Mark::Shown = mark {
        let private = cx.private(span);
        let place = call(
            inner,
            &quote_spanned!(inner=> #private::Called(#operand)),
            "__pointers_called",
            &quote!(),
        );
        let look = leave::raise_value(
            cx,
            span,
            &call(span, &place, "__pointers_p_look", &quote!()),
        );
        return quote_spanned!(inner=> (*#look));
    }
    let made = Made::of(span, operand);
    let value = expand_star(cx, span, operand);
    made.around(value)
}

/// `*operand` where it is only looked at, so that what has no size stands there too.
fn shown_star(cx: &mut Expander<'_>, span: Span, operand: &mut Expr) -> TokenStream {
    cx.visit_expr_mut(operand);
    let inner = hidden(span);
    let star = syn::Token![*](span);
    let of = type_of(cx, span, operand);
    let shown = quote_spanned!(inner=> #of.__pointers_shown(&#star #operand));
    let look = leave::raise_value(cx, span, &call(span, &shown, "__pointers_look", &quote!()));
    quote_spanned!(inner=> (*#look))
}

/// Whether `left` is `*x` of what may be a handle, and `right` may stand in both arms. Takes the marks off `left`.
pub(super) fn star_assigned(cx: &mut Expander<'_>, left: &mut Expr, right: &Expr) -> bool {
    let small = is_small(right);
    let is_path = path::is_path(left);
    let Expr::Unary(unary) = left else {
        return false;
    };
    let UnOp::Deref(_) = &unary.op else {
        return false;
    };
    if path::is_open_star(unary) {
        star_marks(&mut unary.attrs);
        return false;
    }
    let marked = star_marks(&mut unary.attrs).is_some();
    let known = places::is_star(cx, unary);
    small
        && marked
        && !is_path
        && !(known && is_made(&unary.expr))
        && sides::may_copy(cx)
        && !cx.only_reads
        && (known || kinds::kind(cx, &unary.expr) == Kind::Unknown)
        && may_be_handle(cx, &unary.expr)
}

/// `*x op= right`: `~x op= right` of a handle. Of everything else it is what it is without the star, of a place that may
/// in turn be a handle.
pub(super) fn star_compound(
    cx: &mut Expander<'_>,
    left: &mut Expr,
    op: &BinOp,
    right: &mut Expr,
) -> Option<TokenStream> {
    if !star_assigned(cx, left, right) {
        return None;
    }
    if let Some(made) = made(cx, left) {
        let compound = named_compound(cx, left, op, right)?;
        return Some(made.around(compound));
    }
    named_compound(cx, left, op, right)
}

/// The same, of a name or what it leads to.
fn named_compound(
    cx: &mut Expander<'_>,
    left: &mut Expr,
    op: &BinOp,
    right: &mut Expr,
) -> Option<TokenStream> {
    let its_star = Extent::of(right).variable("__pointers_star");
    let (mut place, mut operand) = (left.clone(), right.clone());
    let rusts = cx.silently(|cx| {
        sides::copied(cx, |cx| {
            rusts_compound(cx, &mut place, op, &mut operand, &its_star)
        })
    })?;
    let Expr::Unary(unary) = left else {
        return None;
    };
    let (star, operand) = (&unary.op, &mut unary.expr);
    let span = star.span();
    cx.visit_expr_mut(operand);
    let mut place = Expr::Unary(ExprUnary {
        attrs: vec![marker::attribute(marker::DEREF, span)],
        op: UnOp::Not(syn::Token![!](span)),
        expr: Box::new(Expr::Verbatim(handle(hidden(span), operand))),
    });
    let ours = sides::copied(cx, |cx| places::compound_place(cx, &mut place, op, right))?;
    let rusts = quote_spanned!(hidden(span)=> #rusts;);
    Some(either(cx, (span, span), operand, &ours, &its_star, &rusts))
}

/// `(*x)++`, `++*x`. What `stepped` makes of the variable `place` it leaves in `its_value`.
pub(super) fn star_step(
    cx: &mut Expander<'_>,
    span: Span,
    left: &mut Expr,
    stepped: &TokenStream,
) -> Option<TokenStream> {
    let unary = match left {
        Expr::Paren(inner) => return star_step(cx, span, &mut inner.expr, stepped),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => unary,
        _ => return None,
    };
    // It is a place, wherever its value goes.
    star_marks(&mut unary.attrs);
    if cx.only_reads || !may_be_handle(cx, &unary.expr) {
        return None;
    }
    let (star, operand) = (&unary.op, inside(&mut unary.expr));
    let inner = hidden(span);
    let private = cx.private(span);
    cx.visit_expr_mut(operand);
    let made = (!is_place(operand)).then(|| Made::of(span, operand));
    let place = call(span, &handle(inner, operand), "__pointers_place", &quote!());
    let placed = quote_spanned!(inner=> #private::Placed(place));
    let commit = call(span, &placed, "__pointers_commit", &quote!());
    let commit = leave::raise(cx, span, &commit);
    let leave = leave::leave(cx, span);
    let ours = quote_spanned!(inner=> match #place {
        #private::Ok(mut place) => { #stepped #commit; its_star.__pointers_out(its_value) }
        #private::Err(error) => #leave,
    });
    let rusts = quote_spanned!(inner=>
        let place = &mut #star #operand;
        #stepped
        its_star.__pointers_out(its_value)
    );
    let stepped = either(cx, (span, span), operand, &ours, &its_star(inner), &rusts);
    Some(match made {
        Some(made) => made.around(stepped),
        None => stepped,
    })
}

/// `*x op= right` of what is no handle. `None` where that would have to stand in the expansion too often.
fn rusts_compound(
    cx: &mut Expander<'_>,
    left: &mut Expr,
    op: &BinOp,
    right: &mut Expr,
    star: &Ident,
) -> Option<TokenStream> {
    let span = op.span();
    let Expr::Unary(ExprUnary {
        op: star_of,
        expr: operand,
        ..
    }) = left
    else {
        return None;
    };
    cx.visit_expr_mut(operand);
    *left = Expr::Verbatim(quote!(#star_of #operand));
    if let BinOp::ShlAssign(_) = op {
        let place = spans::in_parentheses(Span::mixed_site(), left.to_token_stream());
        *left = Expr::Verbatim(place);
        return sides::may_copy(cx)
            .then(|| sides::move_by_type(cx, span, left, op, right, Some(star)));
    }
    let written = Extent::of(right);
    cx.visit_expr_mut(right);
    Some(match op {
        BinOp::AddAssign(_) | BinOp::SubAssign(_) => {
            additions::step_by_type(cx, span, left, op, right, written, Some(star))
        }
        _ => {
            let right = behind(Some(star), written, right.to_token_stream());
            quote!(#left #op #right)
        }
    })
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

/// `*x = value`.
pub(super) fn star_assign(cx: &mut Expander<'_>, assign: &mut ExprAssign) -> TokenStream {
    match made(cx, &mut assign.left) {
        Some(made) => made.around(named_assign(cx, assign)),
        None => named_assign(cx, assign),
    }
}

/// What stands after a `*`, and is evaluated once.
struct Made {
    name: Ident,
    value: TokenStream,
}

/// Puts a name in the place of what is made after a `*`.
fn made(cx: &mut Expander<'_>, left: &mut Expr) -> Option<Made> {
    let Expr::Unary(unary) = left else {
        return None;
    };
    if !is_made(&unary.expr) {
        return None;
    }
    let operand = inside(&mut unary.expr);
    cx.visit_expr_mut(operand);
    Some(Made::of(unary.op.span(), operand))
}

impl Made {
    /// Puts a name in its place.
    fn of(span: Span, operand: &mut Expr) -> Self {
        let name = Ident::new("its_pointer", hidden(span));
        let value = take(operand).into_token_stream();
        *operand = additions::variable(name.clone());
        Made { name, value }
    }

    fn around(&self, used: TokenStream) -> TokenStream {
        let Made { name, value } = self;
        quote_spanned!(name.span()=> (match #value { #[allow(unused_mut)] mut #name => #used }))
    }
}

/// The same, of a name or what it leads to.
fn named_assign(cx: &mut Expander<'_>, assign: &mut ExprAssign) -> TokenStream {
    let ExprAssign {
        left,
        eq_token,
        right,
        ..
    } = assign;
    let span = eq_token.span;
    let Expr::Unary(unary) = &mut **left else {
        return cx.unknown();
    };
    let (star, operand) = (&unary.op, &mut unary.expr);
    let of_star = hidden(star.span());
    sides::copied(cx, |cx| cx.visit_expr_mut(right));
    cx.visit_expr_mut(operand);
    let inner = hidden(span);
    let ours = call(span, &handle(inner, operand), "__pointers_assign", right);
    let ours = leave::raise(cx, span, &ours);
    let rusts = quote_spanned!(inner=>
        #star #operand #eq_token its_star.__pointers_in(#right);
    );
    either(
        cx,
        (of_star, span),
        operand,
        &ours,
        &its_star(inner),
        &rusts,
    )
}

/// What says in an arm whether it is the one that is run.
fn its_star(span: Span) -> Ident {
    Ident::new("its_star", span)
}

/// The handle, in the arm of a handle.
fn handle(span: Span, operand: &impl ToTokens) -> TokenStream {
    quote_spanned!(span=> its_star.__pointers_handle(&#operand))
}

/// The two arms of a `*`: the types of both are checked, and that of the operand says which is run. `rusts` calls what says it
/// `name`. The spans are of the question, and of the arms.
fn either(
    cx: &Expander<'_>,
    (asked, span): (Span, Span),
    operand: &impl ToTokens,
    ours: &TokenStream,
    name: &Ident,
    rusts: &TokenStream,
) -> TokenStream {
    let private = cx.private(span);
    let asked = call(
        hidden(asked),
        &type_of(cx, asked, operand),
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
pub(super) fn is_starred(cx: &Expander<'_>, place: &Expr) -> bool {
    match place {
        Expr::Paren(inner) => is_starred(cx, &inner.expr),
        Expr::Unary(unary) => places::is_star(cx, unary),
        _ => false,
    }
}

/// The handle whose memory is a place of ours, by the exact type of what stands after the `*`.
pub(super) fn pointee(cx: &Expander<'_>, span: Span, operand: &TokenStream) -> TokenStream {
    let inner = hidden(span);
    let private = cx.private(span);
    call(
        inner,
        &quote_spanned!(inner=> #private::Starred(&#operand)),
        "__pointers_pointee",
        &quote!(),
    )
}

/// Stands for the type of a place, which is neither evaluated nor borrowed: what was moved out of it may be missing.
fn type_of(cx: &Expander<'_>, span: Span, place: &impl ToTokens) -> TokenStream {
    let private = cx.private(span);
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
fn may_be_handle(cx: &Expander<'_>, operand: &Expr) -> bool {
    match operand {
        Expr::Paren(inner) => may_be_handle(cx, &inner.expr),
        Expr::Path(path) => {
            if path.path.is_ident("self") || names_constant(&path.path) {
                return false;
            }
            let Some(id) = model::binding(operand) else {
                return true;
            };
            let other = matches!(
                cx.model.get(id).annotation,
                Some(Type::Reference(_) | Type::Ptr(_))
            );
            model::is_uncertain(operand)
                || !other && cx.model.kind(id) != Kind::Plain && !cx.model.is_reference(id)
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

fn is_place(expression: &Expr) -> bool {
    match expression {
        Expr::Path(_) | Expr::Field(_) | Expr::Index(_) => true,
        Expr::Unary(unary) => matches!(unary.op, UnOp::Deref(_)),
        Expr::Paren(inner) => is_place(&inner.expr),
        _ => false,
    }
}
