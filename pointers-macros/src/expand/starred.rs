//! `*p = v`, `*p op= v` and `(*p)++`, whose meaning the type of `p` decides.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{BinOp, Expr, ExprAssign, ExprUnary, UnOp, spanned::Spanned};

use super::{
    Expander, additions, call, handles, hidden, kinds, leave, moves, ours, places, rights, sides,
    spans::{self, Extent},
    stars::{self, Made},
    words::Words,
};
use crate::{
    model::Kind,
    syntax::{self, marker},
    walk::visit_mut::VisitMut,
};

/// `*x = value`.
pub(super) fn star_assign(ex: &mut Expander<'_>, assign: &mut ExprAssign) -> TokenStream {
    match stars::made(ex, &mut assign.left) {
        Some(made) => made.around(named_assign(ex, assign)),
        None => named_assign(ex, assign),
    }
}

/// The same, of a name or what it leads to.
fn named_assign(ex: &mut Expander<'_>, assign: &mut ExprAssign) -> TokenStream {
    let ExprAssign {
        left,
        eq_token,
        right,
        ..
    } = assign;
    let span = eq_token.span;
    let Expr::Unary(unary) = &mut **left else {
        return ex.unknown();
    };
    let (star, operand) = (&unary.op, &mut unary.expr);
    let of_star = hidden(star.span());
    let words = Words::behind(operand, star.span());
    let slots = sides::copied(ex, |ex| rights::assigned(ex, right));
    ex.visit_expr_mut(operand);
    let inner = hidden(span);
    let handle = stars::handle(inner, operand);
    let assigned = |value: &dyn ToTokens| {
        let assigned = call(span, &handle, "__pointers_assign", &value);
        leave::raise_step(ex, span, &assigned, &words, "")
    };
    let ours = match slots.is_empty() {
        true => assigned(right),
        false => {
            let of_type = call(inner, &handle, "__pointers_slot", &quote!());
            let value = slots.settled(ex, quote_spanned!(inner=> #of_type.typed(#right)));
            let assigned = assigned(&quote_spanned!(inner=> operand));
            quote_spanned!(inner=> match #value { operand => #assigned })
        }
    };
    let rusts = quote_spanned!(inner=>
        #star #operand #eq_token its_star.__pointers_in(#right);
    );
    let its_star = stars::its_star(inner);
    let assigned = stars::either(ex, (of_star, span), operand, &ours, &its_star, &rusts);
    slots.around(ex, assigned)
}

/// Whether `left` is `*x` of what may be a handle, and `right` may stand in both arms. Takes the marks off `left`.
pub(super) fn star_assigned(ex: &mut Expander<'_>, left: &mut Expr, right: &Expr) -> bool {
    let small = stars::is_small(right);
    let is_path = ours::is_path(left);
    let Expr::Unary(unary) = left else {
        return false;
    };
    let UnOp::Deref(_) = &unary.op else {
        return false;
    };
    if ours::is_open_star(unary) {
        stars::star_marks(&mut unary.attrs);
        return false;
    }
    let marked = stars::star_marks(&mut unary.attrs).is_some();
    let known = ours::is_star(ex, unary);
    small
        && marked
        && !is_path
        && !(known && stars::is_made(&unary.expr))
        && sides::may_copy(ex)
        && !ex.only_reads
        && (known || kinds::kind(ex, &unary.expr) == Kind::Unknown)
        && stars::may_be_handle(ex, &unary.expr)
}

/// `*x op= right`: `~x op= right` of a handle. Of everything else it is what it is without the star, of a place that may
/// in turn be a handle.
pub(super) fn star_compound(
    ex: &mut Expander<'_>,
    left: &mut Expr,
    op: &BinOp,
    right: &mut Expr,
) -> Option<TokenStream> {
    if !star_assigned(ex, left, right) {
        return None;
    }
    if let Some(made) = stars::made(ex, left) {
        let compound = named_compound(ex, left, op, right)?;
        return Some(made.around(compound));
    }
    named_compound(ex, left, op, right)
}

/// The same, of a name or what it leads to.
fn named_compound(
    ex: &mut Expander<'_>,
    left: &mut Expr,
    op: &BinOp,
    right: &mut Expr,
) -> Option<TokenStream> {
    let its_star = Extent::of(right).variable("__pointers_star");
    let (mut place, mut operand) = (left.clone(), right.clone());
    let rusts = ex.silently(|ex| {
        sides::copied(ex, |ex| {
            rusts_compound(ex, &mut place, op, &mut operand, &its_star)
        })
    })?;
    let Expr::Unary(unary) = left else {
        return None;
    };
    let (star, operand) = (&unary.op, &mut unary.expr);
    let span = star.span();
    let words = Words::behind(operand, span);
    ex.visit_expr_mut(operand);
    let mut place = Expr::Unary(ExprUnary {
        attrs: vec![marker::attribute(marker::DEREF, span)],
        op: UnOp::Not(syn::Token![!](span)),
        expr: Box::new(Expr::Verbatim(stars::handle(hidden(span), operand))),
    });
    let ours = sides::copied(ex, |ex| {
        places::compound_place(ex, &mut place, op, right, Some(words))
    })?;
    let rusts = quote_spanned!(hidden(span)=> #rusts;);
    Some(stars::either(
        ex,
        (span, span),
        operand,
        &ours,
        &its_star,
        &rusts,
    ))
}

/// `*x op= right` of what is no handle. `None` where that would have to stand in the expansion too often.
fn rusts_compound(
    ex: &mut Expander<'_>,
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
    ex.visit_expr_mut(operand);
    *left = Expr::Verbatim(quote!(#star_of #operand));
    if let BinOp::ShlAssign(_) = op {
        let place = spans::in_parentheses(Span::mixed_site(), left.to_token_stream());
        *left = Expr::Verbatim(place);
        return sides::may_copy(ex)
            .then(|| moves::move_by_type(ex, span, (left, None), op, right, Some(star)));
    }
    let written = Extent::of(right);
    ex.visit_expr_mut(right);
    Some(match op {
        BinOp::AddAssign(_) | BinOp::SubAssign(_) => {
            additions::step_by_type(ex, span, left, op, right, written, Some(star))
        }
        _ => {
            let right = handles::behind(Some(star), written, right.to_token_stream());
            quote!(#left #op #right)
        }
    })
}

/// `(*x)++`, `++*x`. What `stepped` makes of the variable `place` it leaves in `its_value`.
pub(super) fn star_step(
    ex: &mut Expander<'_>,
    span: Span,
    left: &mut Expr,
    stepped: &TokenStream,
) -> Option<TokenStream> {
    let unary = match left {
        Expr::Paren(inner) => return star_step(ex, span, &mut inner.expr, stepped),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => unary,
        _ => return None,
    };
    // It is a place, wherever its value goes.
    stars::star_marks(&mut unary.attrs);
    if ex.only_reads || !stars::may_be_handle(ex, &unary.expr) {
        return None;
    }
    let (star, operand) = (&unary.op, syntax::peel_parens_mut(&mut unary.expr));
    let inner = hidden(span);
    let private = ex.private(span);
    ex.visit_expr_mut(operand);
    let made = (!stars::is_place(operand)).then(|| Made::of(span, operand));
    let place = call(
        span,
        &stars::handle(inner, operand),
        "__pointers_place",
        &quote!(),
    );
    let placed = quote_spanned!(inner=> #private::Placed(place));
    let commit = call(span, &placed, "__pointers_commit", &quote!());
    let commit = leave::raise(ex, span, &commit);
    let leave = leave::leave(ex, span);
    let ours = quote_spanned!(inner=> match #place {
        #private::Ok(mut place) => { #stepped #commit; its_star.__pointers_out(its_value) }
        #private::Err(error) => #leave,
    });
    let rusts = quote_spanned!(inner=>
        let place = &mut #star #operand;
        #stepped
        its_star.__pointers_out(its_value)
    );
    let stepped = stars::either(
        ex,
        (span, span),
        operand,
        &ours,
        &stars::its_star(inner),
        &rusts,
    );
    Some(match made {
        Some(made) => made.around(stepped),
        None => stepped,
    })
}
