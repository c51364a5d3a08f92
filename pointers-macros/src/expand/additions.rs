//! `left += right` and `left -= right`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{BinOp, Expr};

use super::{
    Expander, call, handles, hidden, kinds, leave, receiver, rights,
    sides::{self, RustsLeft},
    spans::{self, Extent},
    viewed,
    words::Words,
};
use crate::{
    model::{self, Kind},
    walk::visit_mut::VisitMut,
};

/// `left += right` and `left -= right`.
pub(super) fn step(
    ex: &mut Expander<'_>,
    span: Span,
    left: &mut Expr,
    op: &BinOp,
    right: &mut Expr,
) -> Option<TokenStream> {
    if kinds::is_rusts(ex, left) {
        return None;
    }
    if let Expr::Index(index) = &*left
        && kinds::kind(ex, &index.expr) != Kind::Plain
    {
        if matches!(*index.index, Expr::Range(_)) {
            return None;
        }
        return step_index(ex, span, left, op, right);
    }
    let forwards = matches!(op, BinOp::AddAssign(_));
    match model::binding(left) {
        // A handle, or else an error: an integer would have to be `mut`. Where it is, a user's own `malloc`
        // may have made it.
        Some(id)
            if !ex.model.get(id).mutable
                || kinds::is_handle(ex, left) && kinds::is_reference(ex, left) =>
        {
            let method = if forwards {
                "__pointers_step_up"
            } else {
                "__pointers_step_down"
            };
            ex.visit_expr_mut(left);
            ex.visit_expr_mut(right);
            Some(leave::raise(
                ex,
                span,
                &call(span, &receiver(left), method, right),
            ))
        }
        _ if kinds::is_field_chain(left) => {
            let written = Extent::of(right);
            ex.visit_expr_mut(left);
            ex.visit_expr_mut(right);
            Some(step_by_type(ex, span, left, op, right, written, None))
        }
        _ => None,
    }
}

/// Leaves the operator to Rust, so that it works on fields of packed structs and needs `mut` where Rust
/// says so; only its right side depends on the type.
pub(super) fn step_by_type(
    ex: &Expander<'_>,
    span: Span,
    left: &impl ToTokens,
    op: &BinOp,
    right: &Expr,
    written: Extent,
    star: Option<&Ident>,
) -> TokenStream {
    let inner = hidden(span);
    let method = match op {
        BinOp::AddAssign(_) => "__pointers_add",
        _ => "__pointers_sub",
    };
    let side = sides::side_of_operator(ex, span, method, left, right);
    let its_step = written.variable("__pointers_step");
    let method = Ident::new("operand", span);
    let operand = handles::behind(star, written, right.to_token_stream());
    let operand = written.call_of(
        &its_step,
        &method,
        quote_spanned!(inner=> #operand, &failure),
    );
    let outcome = leave::raise(ex, span, &quote_spanned!(inner=> failure.outcome()));
    quote_spanned!(inner=> {
        #[allow(unreachable_code)]
        let #its_step = #side;
        let failure = #its_step.failure();
        #left #op #operand;
        #outcome
    })
}

/// `v[i] += right` of what is not certainly no handle.
fn step_index(
    ex: &mut Expander<'_>,
    span: Span,
    left: &mut Expr,
    op: &BinOp,
    right: &mut Expr,
) -> Option<TokenStream> {
    if !kinds::is_handle(ex, left) && sides::has_two_arms(ex, left) {
        return element_by_type(ex, span, left, op, right);
    }
    let written = Extent::of(right);
    let slots = rights::operand(ex, left, right);
    let value = slots.settled(ex, right.to_token_stream());
    let stepped = step_element(ex, span, left, op, (&value, written), None)?;
    Some(slots.around(ex, stepped))
}

/// `p[i] += right`, which is `~p[i] += right`. Where the type decides whether `p` is a handle, `side` says it.
fn step_element(
    ex: &mut Expander<'_>,
    span: Span,
    left: &mut Expr,
    op: &BinOp,
    (right, written): (&TokenStream, Extent),
    side: Option<&Ident>,
) -> Option<TokenStream> {
    let handle = kinds::is_handle(ex, left);
    let Expr::Index(index) = left else {
        return None;
    };
    let begins = Extent::of(&index.expr).first;
    let words = if handle {
        Words::of_element(index)
    } else {
        Words::default()
    };
    let viewed = viewed::viewed_index(ex, index);
    let base = handles::handle_of(ex, &mut index.expr, handles::Reach::Read);
    let base = handles::base(ex, span, base);
    ex.visit_expr_mut(&mut index.index);
    let inner = hidden(span);
    let place_at = |index: &dyn ToTokens| {
        let place = call(span, &base, "__pointers_place_at", &index);
        match side {
            Some(side) => quote_spanned!(inner=> #side.place(#place)),
            None => place,
        }
    };
    let place = place_at(&index.index);
    let target = spans::in_parentheses(begins, quote_spanned!(inner=> *place));
    // What a handle points to may have a type that is known only later: then it is asked for by the place.
    let operand = written.variable(OPERAND);
    let operand_of = if handle {
        Expr::Verbatim(operand.to_token_stream())
    } else {
        variable(operand.clone())
    };
    let step = step_by_type(ex, span, &target, op, &operand_of, written, None);
    let update = leave::with_place(ex, span, &place, &step, &words);
    let update = match viewed {
        Some(viewed) => {
            let index = quote_spanned!(inner=> its_index);
            let copied = place_at(&index);
            viewed.named(words).step(ex, span, &copied, &update, &step)
        }
        None => update,
    };
    Some(quote_spanned!(inner=> (match (#right) { #operand => { #update } })))
}

/// The value of a right side that is evaluated before its place is locked. It lies where the right side does.
pub(super) const OPERAND: &str = "__pointers_operand";

pub(super) fn variable(name: Ident) -> Expr {
    Expr::Path(syn::ExprPath {
        attrs: Vec::new(),
        qself: None,
        path: name.into(),
    })
}

/// `left op= right`, where `left` is an index of what may be a handle.
fn element_by_type(
    ex: &mut Expander<'_>,
    span: Span,
    left: &mut Expr,
    op: &BinOp,
    right: &mut Expr,
) -> Option<TokenStream> {
    let RustsLeft { sides, place, side } = sides::rusts_left(ex, left, "__pointers_p_at");
    let its_side = side?;
    let written = Extent::of(right);
    let slots = sides::copied(ex, |ex| rights::operand(ex, left, right));
    let value = slots.settled(ex, right.to_token_stream());
    let ours = sides::for_handles(ex, |ex| {
        step_element(ex, span, left, op, (&value, written), Some(&its_side))
    })?;
    let rusts = step_by_type(ex, span, &place, op, right, written, None);
    let stepped = sides::two_arms(&its_side, &sides, &ours, &rusts);
    Some(slots.around(ex, stepped))
}
