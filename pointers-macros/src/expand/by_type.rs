//! What is done with `base[i]`, and with `*base`, of which only the type says whether it is a handle: it is read, assigned, stepped,
//! lent, matched, called. Each builds its `Arms`.

use super::{
    Expander, additions,
    arms::{Arms, PathUse, waiting},
    bases::{bases, is_captured, is_deep, is_mutable_root},
    hidden, leave, moves, ours, path, rights, sides,
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
pub(super) fn expand_value(ex: &mut Expander<'_>, expression: &mut Expr, mark: &Mark) -> bool {
    if let Some(star) = bare_star(ex, expression) {
        let span = star.op.span();
        *expression = Expr::Verbatim(stars::star_of_place(ex, span, mark, &mut star.expr));
        return true;
    }
    if matches!(mark, Mark::Moved) && in_one_chain(ex, expression) {
        return true;
    }
    if is_deep(ex, expression) && !ex.only_reads {
        *expression = Expr::Verbatim(match mark {
            Mark::Moved => path::value(ex, expression),
            Mark::Shown => path::look(ex, expression),
        });
        return true;
    }
    let Some(arms) = Arms::of(ex, expression, PathUse::Read) else {
        return false;
    };
    let span = spans::end_of(expression);
    let inner = hidden(span);
    *expression = Expr::Verbatim(match mark {
        Mark::Moved => {
            let rusts = arms.moved(span, expression);
            arms.either(
                ex,
                span,
                expression,
                &|ex, path, _| path::value(ex, path),
                &rusts,
            )
        }
        Mark::Shown => {
            let place = &arms.place;
            let rusts = arms.value(span, &quote_spanned!(inner=> &#place));
            let ours = |ex: &mut Expander<'_>, path: &mut Expr, _: &_| path::looked(ex, path);
            let looked = arms.either(ex, span, expression, &ours, &rusts);
            let looked = rights::hold(ex, span, looked);
            quote_spanned!(inner=> (*#looked))
        }
    });
    true
}

/// The whole of what a name leads to, which may be moved out: in Rust's arm the user's own tokens stand.
fn bare_star<'e>(ex: &Expander<'_>, expression: &'e mut Expr) -> Option<&'e mut ExprUnary> {
    match expression {
        Expr::Unary(star)
            if ours::is_open_star(star)
                && stars::is_place(&star.expr)
                && !ours::holds_star(&star.expr)
                && !ex.only_reads
                && !leave::captures(ex) =>
        {
            Some(star)
        }
        _ => None,
    }
}

/// How many indices in a row have arms where their value is read: each stands in those of the others.
const MOST_INDICES: usize = 3;

/// The value of an element that stands too deep, in other arms or behind other elements, to have its own. Nothing can be moved
/// out of one, so that a chain of calls means what Rust means; but it would borrow a field, which may be a packed structure's.
fn in_one_chain(ex: &mut Expander<'_>, expression: &mut Expr) -> bool {
    let bases = bases(ex, expression).unwrap_or(0);
    let deep = bases > MOST_INDICES || bases > 0 && !sides::may_copy(ex);
    if ex.only_reads || !deep || !ends_in_indices(expression) {
        return false;
    }
    *expression = Expr::Verbatim(path::value(ex, expression));
    true
}

/// Whether a path is `base[i]`, `base[i][j]` and so on, of a base that holds neither an index nor a `*` whose type is asked.
fn ends_in_indices(path: &Expr) -> bool {
    match syntax::peel_parens(path) {
        Expr::Index(index) => ours::first_base(&index.expr) || ends_in_indices(&index.expr),
        _ => false,
    }
}

/// `left = right`, where `left` may be an element of a handle, or lie in one.
pub(super) fn assign(ex: &mut Expander<'_>, assign: &mut ExprAssign) -> Option<TokenStream> {
    let ExprAssign { left, right, .. } = assign;
    bases(ex, left).filter(|bases| *bases > 0)?;
    if ex.only_reads {
        return None;
    }
    let deep = is_deep(ex, left);
    if deep || !sides::has_two_arms(ex, left) {
        return (deep || leave::captures(ex)).then(|| path::assign(ex, assign));
    }
    let span = spans::end_of(left);
    let inner = hidden(span);
    let of_type = sides::of_handles(ex, |ex| path::typed(ex, span, left));
    let arms = Arms::of(ex, left, PathUse::Change)?;
    let written = Extent::of(right);
    let slots = rights::assigned(ex, right);
    let operand = written.variable(additions::OPERAND);
    let (equals, place) = (assign.eq_token, &arms.place);
    let value = arms.value(span, &operand.to_token_stream());
    let rusts = quote_spanned!(inner=> #place #equals #value;);
    let ours = |ex: &mut Expander<'_>, path: &mut Expr, _: &_| path::assigned(ex, path, &operand);
    let either = arms.either(ex, span, left, &ours, &rusts);
    let value = slots.settled(ex, quote_spanned!(inner=> its_type.value(#right)));
    let stored = quote_spanned!(inner=> {
        #[allow(unreachable_code)]
        let its_type = #of_type;
        match #value { #operand => #either }
    });
    Some(slots.around(ex, stored))
}

/// `left op= right`, where `left` may be an element of a handle, or lie in one.
pub(super) fn compound(
    ex: &mut Expander<'_>,
    left: &mut Expr,
    op: &BinOp,
    right: &mut Expr,
) -> Option<TokenStream> {
    let bases = bases(ex, left).filter(|bases| *bases > 0)?;
    let is_step = matches!(
        op,
        BinOp::AddAssign(_) | BinOp::SubAssign(_) | BinOp::ShlAssign(_)
    );
    // What is an element itself has arms of its own, in loops too.
    let own = bases == 1 && is_step && matches!(left, Expr::Index(index) if !ours::has_name(index));
    if ex.only_reads || own {
        return None;
    }
    if is_deep(ex, left) || !sides::has_two_arms(ex, left) || !ours::is_named(left) {
        // One chain, so that `m[i][j]` is never `m[i + j]`.
        return (bases > 1 || leave::captures(ex) || ours::holds_star(left))
            .then(|| path::compound(ex, left, op, right));
    }
    let span = spans::end_of(left);
    // The type says what is evaluated first.
    let arms = Arms::made(ex, left, false, PathUse::Change)?;
    let written = Extent::of(right);
    let mut rusts_right = right.clone();
    let place = Expr::Verbatim(arms.place.clone());
    let rusts = ex.silently(|ex| {
        sides::copied(ex, |ex| match op {
            BinOp::ShlAssign(_) => {
                let mut looked = Expr::Verbatim(arms.looked.clone());
                let of = (&mut looked, Some(&place));
                moves::move_by_type(ex, span, of, op, &mut rusts_right, None)
            }
            BinOp::AddAssign(_) | BinOp::SubAssign(_) => {
                ex.visit_expr_mut(&mut rusts_right);
                additions::step_by_type(ex, span, &place, op, &rusts_right, written, None)
            }
            _ => {
                ex.visit_expr_mut(&mut rusts_right);
                quote!(#place #op #rusts_right;)
            }
        })
    });
    let ours = |ex: &mut Expander<'_>, path: &mut Expr, _: &_| {
        let mut right = right.clone();
        path::compound(ex, path, op, &mut right)
    };
    Some(arms.either(ex, span, left, &ours, &rusts))
}

/// `path++`, `--path`, where `path` lies behind what has the name of a handle. `stepped` steps a `place`.
pub(super) fn step(
    ex: &mut Expander<'_>,
    span: Span,
    left: &mut Expr,
    stepped: &TokenStream,
) -> Option<TokenStream> {
    if ex.only_reads || !ours::holds_star(left) {
        return None;
    }
    let deep = is_deep(ex, left);
    if deep || !sides::has_two_arms(ex, left) {
        return (deep || is_captured(ex, left)).then(|| path::step_place(ex, span, left, stepped));
    }
    let arms = Arms::of(ex, left, PathUse::Change)?;
    let place = &arms.place;
    let value = arms.value(span, &quote_spanned!(hidden(span)=> its_value));
    let rusts = quote_spanned!(hidden(span)=> let place = &mut #place; #stepped #value);
    let ours =
        |ex: &mut Expander<'_>, path: &mut Expr, _: &_| path::step_place(ex, span, path, stepped);
    Some(arms.either(ex, span, left, &ours, &rusts))
}

/// A function that is called, and lies behind what has the name of a handle. Of what can be changed it stays Rust's.
pub(super) fn called(ex: &mut Expander<'_>, function: &mut Expr) {
    let function = syntax::peel_parens_mut(function);
    if ours::holds_star(function) && !is_mutable_root(ex, function) {
        expand_value(ex, function, &Mark::Shown);
    }
}

/// What is matched, and lies behind what has the name of a handle, is looked at, or read where a name binds all of it. Patterns
/// that change it stay Rust's.
pub(super) fn matched(ex: &mut Expander<'_>, matched: &mut Expr, patterns: &[&Pat]) {
    let whole = |pattern: &&Pat| match pattern {
        Pat::Ident(name) => name.by_ref.is_none() && name.subpat.is_none(),
        pattern => matches!(pattern, Pat::Type(_)),
    };
    let matched = syntax::peel_parens_mut(matched);
    let changes = patterns
        .iter()
        .any(|pattern| syntax::ref_mut(pattern).is_some());
    if changes || !ours::holds_star(matched) {
        return;
    }
    let mark = match patterns.iter().all(whole) {
        true => Mark::Moved,
        false => Mark::Shown,
    };
    let written = Extent::of(matched);
    if expand_value(ex, matched, &mark) {
        spans::written_at(matched, written);
    }
}

/// `&path`, `&mut path` as an argument, or `&raw mut path`, or `const`; `false` if that is certainly Rust's.
pub(super) fn expand_reference(ex: &mut Expander<'_>, expression: &mut Expr) -> bool {
    match expression {
        // What a call gives may have to live as long as a variable does.
        Expr::Reference(reference) if !ours::is_named(&reference.expr) => false,
        Expr::Reference(reference) if reference.mutability.is_some() => {
            let span = reference.and_token.span;
            let deep = is_deep(ex, &reference.expr);
            if deep || !sides::has_two_arms(ex, &reference.expr) {
                let captured = deep || is_captured(ex, &reference.expr);
                if captured {
                    let borrowed = path::borrowed(ex, span, &mut reference.expr);
                    *reference.expr = Expr::Verbatim(borrowed);
                }
                return captured;
            }
            let borrowed = lent(ex, span, &mut reference.expr);
            borrowed.is_some_and(|borrowed| {
                *reference.expr = Expr::Verbatim(borrowed);
                true
            })
        }
        Expr::Reference(reference) => {
            let written = Extent::of(&reference.expr);
            let expanded = expand_value(ex, &mut reference.expr, &Mark::Shown);
            if expanded {
                spans::referred(&mut reference.expr, written);
            }
            expanded
        }
        Expr::RawAddr(address) => {
            let span = address.and_token.span;
            let deep = is_deep(ex, &address.expr);
            if deep || !sides::has_two_arms(ex, &address.expr) {
                let captured = deep || is_captured(ex, &address.expr);
                if captured {
                    *expression = Expr::Verbatim(path::address(ex, span, &mut address.expr));
                }
                return captured;
            }
            let use_of = match address.mutability {
                PointerMutability::Mut(_) => PathUse::Change,
                PointerMutability::Const(_) => PathUse::Read,
            };
            let Some(arms) = Arms::of(ex, &mut address.expr, use_of) else {
                return false;
            };
            let (place, mutability) = (&arms.place, &address.mutability);
            let rusts = arms.value(
                span,
                &quote_spanned!(hidden(span)=> &raw #mutability #place),
            );
            let ours =
                |ex: &mut Expander<'_>, path: &mut Expr, _: &_| path::address(ex, span, path);
            let address = arms.either(ex, span, &address.expr, &ours, &rusts);
            *expression = Expr::Verbatim(address);
            true
        }
        _ => false,
    }
}

/// What `&mut` is to borrow. A guard waits for the end of the statement.
fn lent(ex: &mut Expander<'_>, span: Span, path: &mut Expr) -> Option<TokenStream> {
    let arms = Arms::of(ex, path, PathUse::Change)?;
    let inner = hidden(span);
    let place = &arms.place;
    let rusts = arms.value(span, &quote_spanned!(inner=> &mut #place));
    let rusts = arms.without_slot(span, &rusts);
    let ours = |ex: &mut Expander<'_>, path: &mut Expr, slot: &TokenStream| {
        let guard = path::guard(ex, span, path);
        quote_spanned!(inner=> &mut **#slot.hold(#guard))
    };
    let either = arms.either(ex, span, path, &ours, &rusts);
    let borrowed = waiting(ex, span, &[], &either);
    Some(quote_spanned!(inner=> (*#borrowed)))
}
