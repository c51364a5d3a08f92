//! Paths: `v->data[i]`, `team->members[i]->age`, `(~node).next`. A chain of calls, of which each type decides the next: see
//! `pointers_core::expansion::path`, which has the table of what each form becomes.

use proc_macro2::{Delimiter, Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{BinOp, Expr, ExprAssign, Lit};

use super::{
    Expander,
    additions::{self, OPERAND},
    call,
    found::{Access, Found, at, find, raised, value_in_loop},
    handles, hidden, kinds, leave, ours, receiver, rights, sides,
    spans::{self, Extent},
    viewed::{self, is_simple},
    words::{self, Words},
};
use crate::{
    model,
    syntax::{self, deref_operand},
    walk::visit_mut::VisitMut,
};

/// Whether this is `NULL`, of which the type says whether it is ours.
pub(super) fn is_null(ex: &Expander<'_>, expression: &Expr) -> bool {
    matches!(expression, Expr::Path(path) if path.qself.is_none() && path.path.is_ident("NULL"))
        && !ex.only_reads
        && !ex.model.own_null
        && model::binding(expression).is_none()
}

/// `NULL`, as a handle of the type that is wanted.
pub(super) fn null(expression: &Expr) -> TokenStream {
    named_null(expression, "__pointers_null")
}

/// `NULL` as the value of a function, which may be wrapped in a `Result`.
pub(super) fn null_returned(expression: &Expr) -> TokenStream {
    named_null(expression, "__pointers_null_returned")
}

/// It lies where the user wrote it, so that what is said of its type is said there.
fn named_null(expression: &Expr, method: &str) -> TokenStream {
    let span = hidden(Extent::of(expression).first);
    let (name, method) = (Ident::new("NULL", span), Ident::new(method, span));
    quote_spanned!(span=> #name.#method())
}

/// What a path means as a value: a copy, or a guard.
pub(super) fn value(ex: &mut Expander<'_>, path: &mut Expr) -> TokenStream {
    let span = spans::end_of(path);
    let kept = viewed::kept(ex, path);
    let element = element_of_handle(ex, path, "__pointers_p_element");
    let value = match element.or_else(|| value_in_loop(ex, path)) {
        Some(element) => element,
        None => {
            let found = find(ex, path, Access::Read);
            let value = call(span, &found.place, "__pointers_p_value", &quote!());
            found.after(span, leave::raise_named(ex, span, &value, &found.words))
        }
    };
    let value = match kept {
        Some(viewed) => viewed.read(ex, span, &value),
        None => value,
    };
    spans::read_value(ex, span, &value)
}

/// The value of `p[i]`, where `p` is certainly a handle: found and read in one step.
pub(super) fn element_of_handle(
    ex: &mut Expander<'_>,
    path: &mut Expr,
    method: &str,
) -> Option<TokenStream> {
    match syntax::peel_parens_mut(path) {
        Expr::Index(index)
            if ours::first_base(&index.expr)
                && kinds::is_handle(ex, &index.expr)
                && !matches!(*index.index, Expr::Range(_)) =>
        {
            let span = index.bracket_token.span.open();
            let mut indices = Vec::new();
            let words = Words::of_element(index);
            ex.visit_expr_mut(&mut index.expr);
            let place = handles::base(ex, span, receiver(&index.expr));
            let at = at(ex, &mut index.index, &mut indices);
            let value = call(span, &place, method, &at);
            let value = leave::raise_named(ex, span, &value, &words);
            let found = Found {
                place,
                indices,
                words,
            };
            Some(found.after(span, value))
        }
        _ => None,
    }
}

/// `~m[i][j]`, which is never `~m[i + j]`, whatever `m` is.
pub(super) fn nested_element(ex: &mut Expander<'_>, element: &mut Expr) -> Option<TokenStream> {
    match syntax::peel_parens(element) {
        Expr::Index(index)
            if !ours::first_base(&index.expr)
                && !ours::is_ours(&index.expr)
                && !matches!(*index.index, Expr::Range(_)) => {}
        _ => return None,
    }
    let (span, written) = (spans::end_of(element), Extent::of(element));
    let found = find(ex, element, Access::Read);
    let read = call(span, &found.place, "__pointers_p_tilde", &quote!());
    let read = raised(ex, span, written, &read, &found.words, "");
    let value = call(span, &read, "__pointers_p_value", &quote!());
    Some(found.after(span, leave::raise_named(ex, span, &value, &found.words)))
}

/// What a function of `pointers::string` is given: an array of bytes decays to its `Pointer`, all else is its value.
pub(super) fn decayed(ex: &mut Expander<'_>, path: &mut Expr) -> TokenStream {
    let (span, written) = (spans::end_of(path), Extent::of(path));
    let found = find(ex, path, Access::Read);
    let decayed = call(span, &found.place, "__pointers_p_decay", &quote!());
    let decayed = raised(ex, span, written, &decayed, &found.words, "");
    let value = call(span, &decayed, "__pointers_p_value", &quote!());
    found.after(span, leave::raise_named(ex, span, &value, &found.words))
}

/// The value of `p[i]` of a handle.
pub(super) fn element(ex: &mut Expander<'_>, span: Span, element: &mut Expr) -> TokenStream {
    let viewed = viewed::viewed(ex, element);
    let viewed = match words::index_of(element) {
        Some(index) => viewed.map(|viewed| viewed.told(index)),
        None => viewed,
    };
    let usual = value(ex, element);
    match viewed {
        Some(viewed) => viewed.read(ex, span, &usual),
        None => usual,
    }
}

/// What a path means where it is looked at: a receiver, an operand of `==`, of `&`, of `match`.
pub(super) fn look(ex: &mut Expander<'_>, path: &mut Expr) -> TokenStream {
    let span = spans::end_of(path);
    let looked = looked(ex, path);
    let looked = rights::hold(ex, span, looked);
    quote_spanned!(hidden(span)=> (*#looked))
}

/// A place that is reached by steps which cannot fail, where that was asked before.
pub(crate) fn reached(ex: &mut Expander<'_>, path: &Expr) -> TokenStream {
    let mut path = path.clone();
    let found = ex.silently(|ex| find(ex, &mut path, Access::Read));
    spans::macros_own(found.place)
}

/// What is looked at, still behind what keeps it.
pub(super) fn looked(ex: &mut Expander<'_>, path: &mut Expr) -> TokenStream {
    let span = spans::end_of(path);
    let written = Extent::of(path);
    let kept = viewed::kept(ex, path);
    let found = find(ex, path, Access::Read);
    let looked = call(span, &found.place, "__pointers_p_look", &quote!());
    let looked = found.after(span, leave::raise_named(ex, span, &looked, &found.words));
    let looked = match kept {
        Some(viewed) => viewed.look(ex, span, &looked),
        None => looked,
    };
    spans::step_at(looked, written)
}

/// Visits what is looked at, which may be a path.
pub(super) fn shown(ex: &mut Expander<'_>, expression: &mut Expr) {
    match expression {
        Expr::Paren(inner) if ours::is_path(&inner.expr) => shown(ex, &mut inner.expr),
        // What the compiler suggests of `(p == NULL)` it cuts out of the user's line.
        _ if is_null(ex, expression) => {
            let last = Extent::of(expression).last;
            let method = Ident::new("__pointers_null", hidden(last));
            let arguments = spans::delimited(Delimiter::Parenthesis, last, quote!());
            *expression =
                Expr::Verbatim(quote_spanned!(hidden(last)=> #expression.#method #arguments));
        }
        // `~v->text` is read, as `~p` is.
        _ if ours::is_path(expression) && deref_operand(expression).is_none() => {
            let written = Extent::of(expression);
            *expression = Expr::Verbatim(look(ex, expression));
            spans::written_at(expression, written);
        }
        _ => ex.visit_expr_mut(expression),
    }
}

/// `&mut path`, for one call.
pub(super) fn borrowed(ex: &mut Expander<'_>, span: Span, path: &mut Expr) -> TokenStream {
    let guard = guard(ex, span, path);
    let guard = rights::hold(ex, span, guard);
    quote_spanned!(hidden(span)=> (*#guard))
}

/// What keeps a path borrowed mutably.
pub(super) fn guard(ex: &mut Expander<'_>, span: Span, path: &mut Expr) -> TokenStream {
    let found = find(ex, path, Access::Write);
    let guard = call(span, &found.place, "__pointers_p_guard", &quote!());
    found.after(span, leave::raise_named(ex, span, &guard, &found.words))
}

/// `&raw mut path`.
pub(super) fn address(ex: &mut Expander<'_>, span: Span, path: &mut Expr) -> TokenStream {
    // Nothing is used there that would say whether its block still lives.
    let seen = ex.seen.take();
    let found = find(ex, path, Access::Write);
    ex.seen = seen;
    let address = call(span, &found.place, "__pointers_p_raw", &quote!());
    found.after(span, leave::raise_named(ex, span, &address, &found.words))
}

/// `path = value`.
pub(super) fn assign(ex: &mut Expander<'_>, assign: &mut ExprAssign) -> TokenStream {
    let span = spans::end_of(&assign.left);
    let (left, right) = (&mut *assign.left, &mut *assign.right);
    let written = Extent::of(right);
    // What is wrong with a type both copies of a loop are to say in the same words.
    let is_typed = ex.types_values || !is_simple(right);
    let of_type = (is_typed && sides::may_copy(ex)).then(|| typed(ex, span, left));
    let direct = is_plain_value(right, left) && !ex.types_values;
    let assigns = match is_literal_of_c(right) {
        true => "__pointers_p_assign_literal",
        false => "__pointers_p_assign",
    };
    let slots = rights::assigned(ex, right);
    let kept = viewed::kept(ex, left);
    let found = find(ex, left, Access::Write);
    let inner = hidden(span);
    if let Some(viewed) = kept {
        let operand = quote_spanned!(inner=> operand);
        let assigned = call(span, &found.place, assigns, &operand);
        let assigned = found.after(
            span,
            leave::raise_step(ex, span, &assigned, &found.words, ""),
        );
        let value = match &of_type {
            Some(_) => quote_spanned!(inner=> its_type.value(#right)),
            None => viewed.value(span, right),
        };
        let stored = viewed.store(ex, span, &slots.settled(ex, value), &assigned);
        let its_type = of_type.map(
            |of_type| quote_spanned!(inner=> #[allow(unreachable_code)] let its_type = #of_type;),
        );
        return slots.around(ex, quote_spanned!(inner=> { #its_type #stored }));
    }
    if of_type.is_none() && direct {
        let assigned = call(span, &found.place, assigns, right);
        return found.after(
            span,
            leave::raise_step(ex, span, &assigned, &found.words, ""),
        );
    }
    let operand = written.variable(OPERAND);
    let assigned = call(span, &found.place, assigns, &operand);
    let assigned = found.after(
        span,
        leave::raise_step(ex, span, &assigned, &found.words, ""),
    );
    let stored = match of_type {
        Some(of_type) => {
            let value = slots.settled(ex, quote_spanned!(inner=> its_type.value(#right)));
            quote_spanned!(inner=> {
                #[allow(unreachable_code)]
                let its_type = #of_type;
                match #value { #operand => #assigned }
            })
        }
        None => {
            let value = slots.settled(ex, right.to_token_stream());
            quote_spanned!(inner=> (match (#value) { #operand => #assigned }))
        }
    };
    slots.around(ex, stored)
}

/// Whether C assigns it to a place of any type, so that the message says what to write here.
fn is_literal_of_c(value: &Expr) -> bool {
    let Expr::Lit(literal) = value else {
        return false;
    };
    match &literal.lit {
        Lit::Int(number) => number.base10_digits() == "0" && number.suffix().is_empty(),
        Lit::Str(_) => true,
        _ => false,
    }
}

/// Assigns a variable.
pub(super) fn assigned(ex: &mut Expander<'_>, path: &mut Expr, value: &Ident) -> TokenStream {
    let span = spans::end_of(path);
    let found = find(ex, path, Access::Write);
    let assigned = call(span, &found.place, "__pointers_p_assign", value);
    found.after(
        span,
        leave::raise_step(ex, span, &assigned, &found.words, ""),
    )
}

/// The type of a place, which is not evaluated.
pub(super) fn typed(ex: &mut Expander<'_>, span: Span, path: &Expr) -> TokenStream {
    let mut path = path.clone();
    let found = ex.silently(|ex| sides::copied(ex, |ex| find(ex, &mut path, Access::Write)));
    let of_type = call(span, &found.place, "__pointers_p_type", &quote!());
    let of_type = found.after(span, of_type);
    let private = ex.private(span);
    quote_spanned!(hidden(span)=>
        if true { #private::TypeOf::unknown() } else { #private::never(); #of_type }
    )
}

/// Whether nobody sees if a value is evaluated before or after the place that stands before it: `p[i++] = i`.
fn is_plain_value(value: &Expr, place: &Expr) -> bool {
    match value {
        Expr::Lit(_) => true,
        Expr::Path(path) => kinds::names_constant(&path.path) || syntax::changes_nothing(place),
        _ => false,
    }
}

/// `path op= right`.
pub(super) fn compound(
    ex: &mut Expander<'_>,
    left: &mut Expr,
    op: &BinOp,
    right: &mut Expr,
) -> TokenStream {
    let written = Extent::of(right);
    let begins = Extent::of(left).first;
    let operand = written.variable(OPERAND);
    let direct = is_plain_value(right, left);
    let slots = rights::operand(ex, left, right);
    let value = slots.settled(ex, right.to_token_stream());
    let span = spans::end_of(left);
    let inner = hidden(span);
    let ends_in_star = ours::ends_in_star(left);
    let found = find(ex, left, Access::Write);
    if let BinOp::ShlAssign(_) = op
        && !ends_in_star
    {
        let argument = if direct {
            right.to_token_stream()
        } else {
            operand.to_token_stream()
        };
        let moved = call(span, &found.place, "__pointers_p_move", &argument);
        // What the place points to may be what is wrong.
        let words = Words {
            handle: found.words.place.clone(),
            ..found.words.clone()
        };
        let moved = found.after(span, leave::raise_step(ex, span, &moved, &words, ""));
        if direct {
            return moved;
        }
        return slots.around(
            ex,
            quote_spanned!(inner=> (match (#value) { #operand => #moved })),
        );
    }
    let private = ex.private(span);
    let target = spans::in_parentheses(begins, quote_spanned!(inner=> *place));
    let update = match op {
        BinOp::AddAssign(_) | BinOp::SubAssign(_) => {
            let operand = additions::variable(operand.clone());
            additions::step_by_type(ex, span, &target, op, &operand, written, None)
        }
        // `**q <<= n` shifts, or moves into what the handle there points to: it is not `(*q)[0] <<= n`.
        BinOp::ShlAssign(_) => {
            let into = quote_spanned!(inner=> (*its_target));
            let moved = leave::raise(ex, span, &call(span, &into, "__pointers_move", &operand));
            quote_spanned!(inner=> { let its_target = &mut #target; #moved })
        }
        _ => quote!(#target #op #operand),
    };
    let at = call(span, &found.place, "__pointers_p_place", &quote!());
    let place = quote_spanned!(inner=> place);
    let commit = call(span, &place, "__pointers_p_commit", &quote!());
    let commit = leave::raise_step(ex, span, &commit, &found.words, "");
    let leave = leave::leave_named(ex, span, &found.words);
    let changed = quote_spanned!(inner=> (match #at {
        #private::Ok(mut place) => { #update; #commit }
        #private::Err(error) => #leave,
    }));
    let changed = found.after(span, changed);
    slots.around(
        ex,
        quote_spanned!(inner=> (match (#value) { #operand => #changed })),
    )
}

/// Does what `stepped` does to the `place` that is found.
pub(super) fn step_place(
    ex: &mut Expander<'_>,
    span: Span,
    left: &mut Expr,
    stepped: &TokenStream,
) -> TokenStream {
    let inner = hidden(span);
    let private = ex.private(span);
    let place = quote_spanned!(inner=> place);
    let found = find(ex, left, Access::Write);
    let at = call(span, &found.place, "__pointers_p_place", &quote!());
    let commit = call(span, &place, "__pointers_p_commit", &quote!());
    let commit = leave::raise_step(ex, span, &commit, &found.words, "");
    let leave = leave::leave_named(ex, span, &found.words);
    let changed = quote_spanned!(inner=> (match #at {
        #private::Ok(mut place) => { #stepped #commit; its_value }
        #private::Err(error) => #leave,
    }));
    let changed = found.after(span, changed);
    quote_spanned!(inner=> ({ #changed }))
}
