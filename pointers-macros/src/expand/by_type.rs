//! What is done with `base[i]`, and with `*base`, of which only the type says whether it is a handle: it is read, assigned, stepped,
//! lent, matched, called. Each builds its `Arms`.

use super::{
    Expander, additions,
    arms::{Arms, waiting},
    bases::{bases, is_captured, is_mutable_root},
    forms, hidden, leave, moves, path, sides,
    spans::{self, Extent},
    stars::{self, Mark},
};
use crate::{
    syntax::{self},
    walk::visit_mut::VisitMut,
};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{BinOp, Expr, ExprAssign, ExprUnary, Pat, PointerMutability, spanned::Spanned};

/// A value that may be an element of a handle; `false` if it is certainly none, or stays Rust's.
pub(super) fn expand_value(cx: &mut Expander<'_>, expression: &mut Expr, mark: &Mark) -> bool {
    if let Some(star) = bare_star(cx, expression) {
        let span = star.op.span();
        *expression = Expr::Verbatim(stars::star_of_place(cx, span, mark, &mut star.expr));
        return true;
    }
    let Some(arms) = Arms::of(cx, expression, false) else {
        return matches!(mark, Mark::Moved) && in_one_chain(cx, expression);
    };
    let span = forms::end_of(expression);
    let inner = hidden(span);
    *expression = Expr::Verbatim(match mark {
        Mark::Moved => {
            let rusts = arms.value(span, &arms.place);
            arms.either(
                cx,
                span,
                expression,
                &|cx, path, _| path::value(cx, path),
                &rusts,
            )
        }
        Mark::Shown => {
            let place = &arms.place;
            let rusts = arms.value(span, &quote_spanned!(inner=> &#place));
            let ours = |cx: &mut Expander<'_>, path: &mut Expr, _: &_| path::looked(cx, path);
            let looked = arms.either(cx, span, expression, &ours, &rusts);
            quote_spanned!(inner=> (*#looked))
        }
    });
    true
}

/// The whole of what a name leads to, which may be moved out: in Rust's arm the user's own tokens stand.
fn bare_star<'e>(cx: &Expander<'_>, expression: &'e mut Expr) -> Option<&'e mut ExprUnary> {
    match expression {
        Expr::Unary(star)
            if forms::is_open_star(star)
                && stars::is_place(&star.expr)
                && !forms::holds_star(&star.expr)
                && !cx.only_reads
                && !leave::captures(cx) =>
        {
            Some(star)
        }
        _ => None,
    }
}

/// The value of an element that stands too deep, in other arms or behind other elements, to have its own. Nothing can be moved
/// out of one, so that a chain of calls means what Rust means; but it would borrow a field, which may be a packed structure's.
fn in_one_chain(cx: &mut Expander<'_>, expression: &mut Expr) -> bool {
    let element =
        ends_in_indices(expression) && bases(cx, expression).is_some_and(|bases| bases > 0);
    if cx.only_reads || !element {
        return false;
    }
    *expression = Expr::Verbatim(path::value(cx, expression));
    true
}

/// Whether a path is `base[i]`, `base[i][j]` and so on, of a base that holds neither an index nor a `*` whose type is asked.
fn ends_in_indices(path: &Expr) -> bool {
    match syntax::peel_parens(path) {
        Expr::Index(index) => forms::first_base(&index.expr) || ends_in_indices(&index.expr),
        _ => false,
    }
}

/// `left = right`, where `left` may be an element of a handle, or lie in one.
pub(super) fn assign(cx: &mut Expander<'_>, assign: &mut ExprAssign) -> Option<TokenStream> {
    let ExprAssign { left, right, .. } = assign;
    bases(cx, left).filter(|bases| *bases > 0)?;
    if cx.only_reads {
        return None;
    }
    if !sides::has_two_arms(cx, left) {
        return leave::captures(cx).then(|| path::assign(cx, assign));
    }
    let span = forms::end_of(left);
    let inner = hidden(span);
    let of_type = sides::of_handles(cx, |cx| path::typed(cx, span, left));
    let arms = Arms::of(cx, left, true)?;
    let written = Extent::of(right);
    cx.visit_expr_mut(right);
    let operand = written.variable(additions::OPERAND);
    let (equals, place) = (assign.eq_token, &arms.place);
    let value = arms.value(span, &operand.to_token_stream());
    let rusts = quote_spanned!(inner=> #place #equals #value;);
    let ours = |cx: &mut Expander<'_>, path: &mut Expr, _: &_| path::assigned(cx, path, &operand);
    let either = arms.either(cx, span, left, &ours, &rusts);
    Some(quote_spanned!(inner=> {
        #[allow(unreachable_code)]
        let its_type = #of_type;
        match its_type.value(#right) { #operand => #either }
    }))
}

/// `left op= right`, where `left` may be an element of a handle, or lie in one.
pub(super) fn compound(
    cx: &mut Expander<'_>,
    left: &mut Expr,
    op: &BinOp,
    right: &mut Expr,
) -> Option<TokenStream> {
    let bases = bases(cx, left).filter(|bases| *bases > 0)?;
    let is_step = matches!(
        op,
        BinOp::AddAssign(_) | BinOp::SubAssign(_) | BinOp::ShlAssign(_)
    );
    // What is an element itself has arms of its own, in loops too.
    let own =
        bases == 1 && is_step && matches!(left, Expr::Index(index) if !forms::has_name(index));
    if cx.only_reads || own {
        return None;
    }
    if !sides::has_two_arms(cx, left) || !forms::is_named(left) {
        // One chain, so that `m[i][j]` is never `m[i + j]`.
        return (bases > 1 || leave::captures(cx) || forms::holds_star(left))
            .then(|| path::compound(cx, left, op, right));
    }
    let span = forms::end_of(left);
    // The type says what is evaluated first.
    let arms = Arms::made(cx, left, false, true)?;
    let written = Extent::of(right);
    let mut rusts_right = right.clone();
    let mut place = Expr::Verbatim(arms.place.clone());
    let rusts = cx.silently(|cx| {
        sides::copied(cx, |cx| match op {
            BinOp::ShlAssign(_) => {
                moves::move_by_type(cx, span, &mut place, op, &mut rusts_right, None)
            }
            BinOp::AddAssign(_) | BinOp::SubAssign(_) => {
                cx.visit_expr_mut(&mut rusts_right);
                additions::step_by_type(cx, span, &place, op, &rusts_right, written, None)
            }
            _ => {
                cx.visit_expr_mut(&mut rusts_right);
                quote!(#place #op #rusts_right;)
            }
        })
    });
    let ours = |cx: &mut Expander<'_>, path: &mut Expr, _: &_| {
        let mut right = right.clone();
        path::compound(cx, path, op, &mut right)
    };
    Some(arms.either(cx, span, left, &ours, &rusts))
}

/// `path++`, `--path`, where `path` lies behind what has the name of a handle. `stepped` steps a `place`.
pub(super) fn step(
    cx: &mut Expander<'_>,
    span: Span,
    left: &mut Expr,
    stepped: &TokenStream,
) -> Option<TokenStream> {
    if cx.only_reads || !forms::holds_star(left) {
        return None;
    }
    if !sides::has_two_arms(cx, left) {
        return is_captured(cx, left).then(|| path::step_place(cx, span, left, stepped));
    }
    let arms = Arms::of(cx, left, true)?;
    let place = &arms.place;
    let value = arms.value(span, &quote_spanned!(hidden(span)=> its_value));
    let rusts = quote_spanned!(hidden(span)=> let place = &mut #place; #stepped #value);
    let ours =
        |cx: &mut Expander<'_>, path: &mut Expr, _: &_| path::step_place(cx, span, path, stepped);
    Some(arms.either(cx, span, left, &ours, &rusts))
}

/// A function that is called, and lies behind what has the name of a handle. Of what can be changed it stays Rust's.
pub(super) fn called(cx: &mut Expander<'_>, function: &mut Expr) {
    let function = syntax::peel_parens_mut(function);
    if forms::holds_star(function) && !is_mutable_root(cx, function) {
        expand_value(cx, function, &Mark::Shown);
    }
}

/// What is matched, and lies behind what has the name of a handle, is looked at, or read where a name binds all of it. Patterns
/// that change it stay Rust's.
pub(super) fn matched(cx: &mut Expander<'_>, matched: &mut Expr, patterns: &[&Pat]) {
    let whole = |pattern: &&Pat| match pattern {
        Pat::Ident(name) => name.by_ref.is_none() && name.subpat.is_none(),
        pattern => matches!(pattern, Pat::Type(_)),
    };
    let matched = syntax::peel_parens_mut(matched);
    let changes = patterns
        .iter()
        .any(|pattern| forms::ref_mut(pattern).is_some());
    if changes || !forms::holds_star(matched) {
        return;
    }
    let mark = match patterns.iter().all(whole) {
        true => Mark::Moved,
        false => Mark::Shown,
    };
    let written = Extent::of(matched);
    if expand_value(cx, matched, &mark) {
        spans::written_at(matched, written);
    }
}

/// `&path`, `&mut path` as an argument, or `&raw mut path`, or `const`; `false` if that is certainly Rust's.
pub(super) fn expand_reference(cx: &mut Expander<'_>, expression: &mut Expr) -> bool {
    match expression {
        // What a call gives may have to live as long as a variable does.
        Expr::Reference(reference) if !forms::is_named(&reference.expr) => false,
        Expr::Reference(reference) if reference.mutability.is_some() => {
            let span = reference.and_token.span;
            if !sides::has_two_arms(cx, &reference.expr) {
                let captured = is_captured(cx, &reference.expr);
                if captured {
                    let borrowed = path::borrowed(cx, span, &mut reference.expr);
                    *reference.expr = Expr::Verbatim(borrowed);
                }
                return captured;
            }
            let borrowed = lent(cx, span, &mut reference.expr);
            borrowed.is_some_and(|borrowed| {
                *reference.expr = Expr::Verbatim(borrowed);
                true
            })
        }
        Expr::Reference(reference) => {
            let written = Extent::of(&reference.expr);
            let expanded = expand_value(cx, &mut reference.expr, &Mark::Shown);
            if expanded {
                spans::referred(&mut reference.expr, written);
            }
            expanded
        }
        Expr::RawAddr(address) => {
            let span = address.and_token.span;
            if !sides::has_two_arms(cx, &address.expr) {
                let captured = is_captured(cx, &address.expr);
                if captured {
                    *expression = Expr::Verbatim(path::address(cx, span, &mut address.expr));
                }
                return captured;
            }
            let mutable = matches!(address.mutability, PointerMutability::Mut(_));
            let Some(arms) = Arms::of(cx, &mut address.expr, mutable) else {
                return false;
            };
            let (place, mutability) = (&arms.place, &address.mutability);
            let rusts = arms.value(
                span,
                &quote_spanned!(hidden(span)=> &raw #mutability #place),
            );
            let ours =
                |cx: &mut Expander<'_>, path: &mut Expr, _: &_| path::address(cx, span, path);
            let address = arms.either(cx, span, &address.expr, &ours, &rusts);
            *expression = Expr::Verbatim(address);
            true
        }
        _ => false,
    }
}

/// What `&mut` is to borrow. A guard waits for the end of the statement.
fn lent(cx: &mut Expander<'_>, span: Span, path: &mut Expr) -> Option<TokenStream> {
    let arms = Arms::of(cx, path, true)?;
    let inner = hidden(span);
    let place = &arms.place;
    let rusts = arms.value(span, &quote_spanned!(inner=> &mut #place));
    let rusts = arms.without_slot(span, &rusts);
    let ours = |cx: &mut Expander<'_>, path: &mut Expr, slot: &TokenStream| {
        let guard = path::guard(cx, span, path);
        quote_spanned!(inner=> &mut **#slot.hold(#guard))
    };
    let either = arms.either(cx, span, path, &ours, &rusts);
    let borrowed = waiting(cx, span, &either);
    Some(quote_spanned!(inner=> (*#borrowed)))
}
