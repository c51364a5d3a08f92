//! `~`, `<<=`, `+=`, `-=`, `>>=`, `p[i]` and `*p`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{BinOp, Expr, ExprBinary, ExprUnary, UnOp, spanned::Spanned};

use super::{
    Expander, additions, by_type, call, handles, hidden, kinds, leave, moves, ours, path, places,
    reads, refused, spans, starred, stars, steps,
};
use crate::{
    messages,
    model::Kind,
    syntax::{self, marker},
    walk::visit_mut::{self, VisitMut},
};

/// Rewrites an operator of ours; `false` if `expression` is none.
pub(super) fn expand_operator(ex: &mut Expander<'_>, expression: &mut Expr) -> bool {
    match expression {
        Expr::Unary(_) if ours::is_path(expression) => {
            *expression = Expr::Verbatim(path::value(ex, expression));
            true
        }
        Expr::Unary(unary) if is_of_element(ex, unary) => {
            // What is wanted of `!v[i]` is no hint for `v[i]`, as it would be for the arms of a `match`.
            let span = spans::end_of(&unary.expr);
            ex.visit_expr_mut(&mut unary.expr);
            if let Expr::Verbatim(value) = &*unary.expr {
                *unary.expr = Expr::Verbatim(spans::read_value(ex, span, value));
            }
            true
        }
        Expr::Unary(unary) => expand_unary(ex, unary)
            .map(|tokens| *expression = Expr::Verbatim(tokens))
            .is_some(),
        Expr::Binary(binary) if marker::has(&binary.attrs, marker::DIFFERENCE) => {
            let written = spans::Extent {
                first: spans::Extent::of(&binary.left).first,
                last: spans::Extent::of(&binary.right).last,
            };
            *expression = Expr::Verbatim(difference(ex, binary));
            spans::written_at(expression, written);
            true
        }
        Expr::Binary(binary) if syntax::is_step(binary) => {
            *expression = Expr::Verbatim(steps::step(ex, binary));
            true
        }
        Expr::Binary(binary) if !ex.only_reads || ours::holds_place(ex, &binary.left) => {
            match compound(ex, binary) {
                Some(tokens) => {
                    *expression = Expr::Verbatim(tokens);
                    true
                }
                None => false,
            }
        }
        Expr::Index(index) if kinds::is_handle(ex, &index.expr) => {
            ex.errors.between(
                index.expr.span(),
                index.bracket_token.span.close(),
                messages::INDEX_IS_NOT_A_PLACE_HERE,
            );
            let tokens = handles::element_by(ex, index, handles::Reach::Read);
            *expression = Expr::Verbatim(tokens);
            true
        }
        _ => false,
    }
}

/// `p - q`: of two handles it can fail.
fn difference(ex: &mut Expander<'_>, binary: &mut ExprBinary) -> TokenStream {
    let span = binary.op.span();
    marker::take(&mut binary.attrs, marker::DIFFERENCE);
    visit_mut::visit_expr_binary_mut(ex, binary);
    let inner = hidden(span);
    let private = ex.private(span);
    let difference = quote_spanned!(inner=> #private::Difference(#binary));
    let outcome = call(span, &difference, "__pointers_difference", &quote!());
    let value = leave::raise(ex, span, &outcome);
    // What is wanted of it is no hint for the arms. To the compiler a minus here would be that of a number below 0.
    quote_spanned!(inner=> (!(#private::ReadValue #value)))
}

fn expand_unary(ex: &mut Expander<'_>, unary: &mut ExprUnary) -> Option<TokenStream> {
    let is_tilde = syntax::marker::has(&unary.attrs, syntax::marker::DEREF);
    if let (UnOp::Not(_), false) = (&unary.op, is_tilde)
        && let Some(name) = refused::declared_handle(ex, &unary.expr)
    {
        let message = messages::negated_handle(&name);
        ex.errors.on(&*unary, message);
        return Some(refused::refused(ex, &mut unary.expr));
    }
    let (span, ours) = match &unary.op {
        UnOp::Not(bang) => (
            bang.span,
            syntax::marker::take(&mut unary.attrs, syntax::marker::DEREF),
        ),
        UnOp::Deref(star) => match kinds::kind(ex, &unary.expr) {
            Kind::Malloc if !kinds::is_reference(ex, &unary.expr) => {
                stars::star_marks(&mut unary.attrs);
                return Some(stars::expand_star(ex, star.span, &mut unary.expr));
            }
            Kind::Calloc if !kinds::is_reference(ex, &unary.expr) => {
                ex.errors.on(&*unary, messages::NO_STAR);
                (star.span, true)
            }
            _ => return stars::star_by_type(ex, unary),
        },
        _ => return None,
    };
    let element = syntax::marker::take(&mut unary.attrs, syntax::marker::ELEMENT);
    ours.then(|| {
        if element {
            path::element(ex, span, &mut unary.expr)
        } else {
            reads::read(ex, span, &mut unary.expr)
        }
    })
}

/// Whether this is the `!` or the minus of what may be an element.
fn is_of_element(ex: &Expander<'_>, unary: &ExprUnary) -> bool {
    let is_rusts = match unary.op {
        UnOp::Neg(_) => true,
        UnOp::Not(_) => {
            !marker::has(&unary.attrs, marker::DEREF)
                && refused::declared_handle(ex, &unary.expr).is_none()
        }
        _ => false,
    };
    is_rusts && may_be_element(&unary.expr)
}

/// Whether an operand is a value of which only its type says whether it lies where a handle points to.
fn may_be_element(operand: &Expr) -> bool {
    match syntax::peel_parens(operand) {
        Expr::Index(index) => marker::has(&index.attrs, marker::VALUE),
        Expr::Field(field) => marker::has(&field.attrs, marker::VALUE),
        Expr::Unary(star) => matches!(star.op, UnOp::Deref(_)),
        _ => false,
    }
}

/// `left op= right`, where `op=` is one of ours or `left` holds a place of ours.
fn compound(ex: &mut Expander<'_>, binary: &mut ExprBinary) -> Option<TokenStream> {
    let ExprBinary {
        left, op, right, ..
    } = binary;
    if !syntax::is_compound(op) {
        return None;
    }
    if let Some(tokens) = starred::star_compound(ex, left, op, right)
        .or_else(|| places::compound_place(ex, left, op, right, None))
        .or_else(|| by_type::compound(ex, left, op, right))
    {
        return Some(tokens);
    }
    match op {
        BinOp::ShlAssign(token) => {
            let span = token.spans[0];
            moves::move_in(ex, span, left, op, right)
        }
        BinOp::AddAssign(token) => {
            let span = token.spans[0];
            additions::step(ex, span, left, op, right)
        }
        BinOp::SubAssign(token) => {
            let span = token.spans[0];
            additions::step(ex, span, left, op, right)
        }
        BinOp::ShrAssign(token) => {
            let span = token.spans[0];
            if kinds::is_handle(ex, left) {
                ex.errors.on(&*binary, messages::NO_ASSIGNMENT);
                return Some(ex.unknown());
            }
            moves::shift_right(ex, span, left, op, right)
        }
        _ => None,
    }
}
