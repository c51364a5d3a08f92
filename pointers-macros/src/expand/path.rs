//! Paths: `v->data[i]`, `team->members[i]->age`, `(~node).next`. A chain of calls, of which each type decides the next: see
//! `pointers_core::expansion::path`, which has the table of what each form becomes.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{BinOp, Expr, ExprAssign, ExprUnary, spanned::Spanned};

use super::{
    Expander,
    additions::{self, OPERAND},
    call, forms, handles, hidden, kinds, leave, receiver, sides,
    spans::{self, Extent},
    take,
    viewed::{self, is_simple},
    words::{self, Words},
};
use crate::{
    model,
    syntax::{self, deref_operand, marker},
    walk::visit_mut::VisitMut,
};

/// Whether fields, indices and arrows lead from `expression` down to a `~` or an arrow. `~p` itself is no path.
pub(super) fn is_path(expression: &Expr) -> bool {
    match expression {
        Expr::Paren(inner) => is_path(&inner.expr),
        Expr::Field(field) => !syntax::is_type_property(field) && is_ours(&field.base),
        Expr::Index(index) => is_ours(&index.expr),
        Expr::Unary(unary) if forms::is_path_star(unary) => true,
        _ => deref_operand(expression).is_some_and(is_path),
    }
}

fn ends_in_star(path: &Expr) -> bool {
    match path {
        Expr::Paren(inner) => ends_in_star(&inner.expr),
        _ => {
            matches!(path, Expr::Unary(unary) if forms::is_path_star(unary) || forms::is_open_star(unary))
        }
    }
}

pub(super) fn is_ours(base: &Expr) -> bool {
    match base {
        Expr::Paren(inner) => is_ours(&inner.expr),
        _ => deref_operand(base).is_some() || is_path(base),
    }
}

/// Whether this is `NULL`, of which the type says whether it is ours.
pub(super) fn is_null(cx: &Expander<'_>, expression: &Expr) -> bool {
    matches!(expression, Expr::Path(path) if path.qself.is_none() && path.path.is_ident("NULL"))
        && !cx.only_reads
        && model::binding(expression).is_none()
}

/// `NULL`, as a handle of the type that is wanted.
pub(super) fn null(expression: &Expr) -> TokenStream {
    quote_spanned!(Span::mixed_site()=> #expression.__pointers_null())
}

/// `NULL` as the value of a function, which may be wrapped in a `Result`.
pub(super) fn null_returned(expression: &Expr) -> TokenStream {
    quote_spanned!(Span::mixed_site()=> #expression.__pointers_null_returned())
}

/// A place that was found, and what evaluates its indices before.
pub(super) struct Found {
    place: TokenStream,
    indices: Vec<(Ident, TokenStream)>,
    /// What an error calls it.
    words: Words,
}

impl Found {
    /// `used`, after the indices.
    pub(super) fn after(&self, span: Span, used: TokenStream) -> TokenStream {
        let inner = hidden(span);
        let mut tokens = used;
        for (name, index) in self.indices.iter().rev() {
            tokens = quote_spanned!(inner=> (match #index { #name => #tokens }));
        }
        tokens
    }
}

/// What is done with a place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    Read,
    Write,
}

impl Access {
    fn method(self, name: &str) -> String {
        match self {
            Self::Read => format!("__pointers_p_{name}"),
            Self::Write => format!("__pointers_p_{name}_mut"),
        }
    }
}

/// What a path means as a value: a copy, or a guard.
pub(super) fn value(cx: &mut Expander<'_>, path: &mut Expr) -> TokenStream {
    let span = end_of(path);
    let value = match element_of_handle(cx, path, "__pointers_p_element") {
        Some(element) => element,
        None => {
            let found = find(cx, path, Access::Read);
            let value = call(span, &found.place, "__pointers_p_value", &quote!());
            found.after(span, leave::raise_named(cx, span, &value, &found.words))
        }
    };
    spans::read_value(cx, span, &value)
}

/// The value of `p[i]`, where `p` is certainly a handle: found and read in one step.
pub(super) fn element_of_handle(
    cx: &mut Expander<'_>,
    path: &mut Expr,
    method: &str,
) -> Option<TokenStream> {
    match path {
        Expr::Paren(inner) => element_of_handle(cx, &mut inner.expr, method),
        Expr::Index(index)
            if first_base(&index.expr)
                && kinds::is_handle(cx, &index.expr)
                && !matches!(*index.index, Expr::Range(_)) =>
        {
            let span = index.bracket_token.span.open();
            let mut indices = Vec::new();
            let words = Words::of_element(index);
            cx.visit_expr_mut(&mut index.expr);
            let place = handles::base(cx, span, receiver(&index.expr));
            let at = at(cx, &mut index.index, &mut indices);
            let value = call(span, &place, method, &at);
            let value = leave::raise_named(cx, span, &value, &words);
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

/// What a function of `pointers::string` is given: an array of bytes decays to its `Pointer`, all else is its value.
pub(super) fn decayed(cx: &mut Expander<'_>, path: &mut Expr) -> TokenStream {
    let (span, written) = (end_of(path), Extent::of(path));
    let found = find(cx, path, Access::Read);
    let decayed = call(span, &found.place, "__pointers_p_decay", &quote!());
    let decayed = raised(cx, span, written, &decayed, &found.words, "");
    let value = call(span, &decayed, "__pointers_p_value", &quote!());
    found.after(span, leave::raise_named(cx, span, &value, &found.words))
}

/// The value of `p[i]` of a handle.
pub(super) fn element(cx: &mut Expander<'_>, span: Span, element: &mut Expr) -> TokenStream {
    let viewed = viewed::viewed(cx, element);
    let viewed = match words::index_of(element) {
        Some(index) => viewed.map(|viewed| viewed.told(index)),
        None => viewed,
    };
    let usual = value(cx, element);
    match viewed {
        Some(viewed) => viewed.read(cx, span, &usual),
        None => usual,
    }
}

/// What a path means where it is looked at: a receiver, an operand of `==`, of `&`, of `match`.
pub(super) fn look(cx: &mut Expander<'_>, path: &mut Expr) -> TokenStream {
    let span = end_of(path);
    let looked = looked(cx, path);
    quote_spanned!(hidden(span)=> (*#looked))
}

/// The same, still behind what keeps it.
pub(super) fn looked(cx: &mut Expander<'_>, path: &mut Expr) -> TokenStream {
    let span = end_of(path);
    let written = Extent::of(path);
    let found = find(cx, path, Access::Read);
    let looked = call(span, &found.place, "__pointers_p_look", &quote!());
    let looked = found.after(span, leave::raise_named(cx, span, &looked, &found.words));
    spans::step_at(looked, written)
}

/// Visits what is looked at, which may be a path.
pub(super) fn shown(cx: &mut Expander<'_>, expression: &mut Expr) {
    match expression {
        Expr::Paren(inner) if is_path(&inner.expr) => shown(cx, &mut inner.expr),
        // `~v->text` is read, as `~p` is.
        _ if is_path(expression) && deref_operand(expression).is_none() => {
            let written = Extent::of(expression);
            *expression = Expr::Verbatim(look(cx, expression));
            spans::written_at(expression, written);
        }
        _ => cx.visit_expr_mut(expression),
    }
}

/// `&mut path`, for one call.
pub(super) fn borrowed(cx: &mut Expander<'_>, span: Span, path: &mut Expr) -> TokenStream {
    let guard = guard(cx, span, path);
    quote_spanned!(hidden(span)=> (*#guard))
}

/// What keeps a path borrowed mutably.
pub(super) fn guard(cx: &mut Expander<'_>, span: Span, path: &mut Expr) -> TokenStream {
    let found = find(cx, path, Access::Write);
    let guard = call(span, &found.place, "__pointers_p_guard", &quote!());
    found.after(span, leave::raise_named(cx, span, &guard, &found.words))
}

/// `&raw mut path`.
pub(super) fn address(cx: &mut Expander<'_>, span: Span, path: &mut Expr) -> TokenStream {
    // Nothing is used there that would say whether its block still lives.
    let seen = cx.seen.take();
    let found = find(cx, path, Access::Write);
    cx.seen = seen;
    let address = call(span, &found.place, "__pointers_p_raw", &quote!());
    found.after(span, leave::raise_named(cx, span, &address, &found.words))
}

/// Whether `&raw mut` of it is the library's.
pub(super) fn is_addressed(expression: &Expr) -> bool {
    match expression {
        Expr::Paren(inner) => is_addressed(&inner.expr),
        _ => is_ours(expression),
    }
}

/// `path = value`.
pub(super) fn assign(cx: &mut Expander<'_>, assign: &mut ExprAssign) -> TokenStream {
    let span = end_of(&assign.left);
    let (left, right) = (&mut *assign.left, &mut *assign.right);
    let written = Extent::of(right);
    let of_type = (!is_simple(right) && sides::may_copy(cx)).then(|| typed(cx, span, left));
    let direct = is_plain_value(right, left);
    cx.visit_expr_mut(right);
    let found = find(cx, left, Access::Write);
    if of_type.is_none() && direct {
        let assigned = call(span, &found.place, "__pointers_p_assign", right);
        return found.after(
            span,
            leave::raise_step(cx, span, &assigned, &found.words, ""),
        );
    }
    let operand = written.variable(OPERAND);
    let assigned = call(span, &found.place, "__pointers_p_assign", &operand);
    let assigned = found.after(
        span,
        leave::raise_step(cx, span, &assigned, &found.words, ""),
    );
    let inner = hidden(span);
    match of_type {
        Some(of_type) => quote_spanned!(inner=> {
            #[allow(unreachable_code)]
            let its_type = #of_type;
            let #operand = its_type.value(#right);
            #assigned
        }),
        None => quote_spanned!(inner=> { let #operand = #right; #assigned }),
    }
}

/// Assigns a variable.
pub(super) fn assigned(cx: &mut Expander<'_>, path: &mut Expr, value: &Ident) -> TokenStream {
    let span = end_of(path);
    let found = find(cx, path, Access::Write);
    let assigned = call(span, &found.place, "__pointers_p_assign", value);
    found.after(
        span,
        leave::raise_step(cx, span, &assigned, &found.words, ""),
    )
}

/// The type of a place, which is not evaluated.
pub(super) fn typed(cx: &mut Expander<'_>, span: Span, path: &Expr) -> TokenStream {
    let mut path = path.clone();
    let found = cx.silently(|cx| sides::copied(cx, |cx| find(cx, &mut path, Access::Write)));
    let of_type = call(span, &found.place, "__pointers_p_type", &quote!());
    let of_type = found.after(span, of_type);
    let private = cx.private(span);
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
    cx: &mut Expander<'_>,
    left: &mut Expr,
    op: &BinOp,
    right: &mut Expr,
) -> TokenStream {
    let written = Extent::of(right);
    let begins = Extent::of(left).first;
    let operand = written.variable(OPERAND);
    let direct = is_plain_value(right, left);
    cx.visit_expr_mut(right);
    let span = end_of(left);
    let inner = hidden(span);
    let ends_in_star = ends_in_star(left);
    let found = find(cx, left, Access::Write);
    if let BinOp::ShlAssign(_) = op
        && !ends_in_star
    {
        let value = if direct {
            right.to_token_stream()
        } else {
            operand.to_token_stream()
        };
        let moved = call(span, &found.place, "__pointers_p_move", &value);
        // What the place points to may be what is wrong.
        let words = Words {
            handle: found.words.place.clone(),
            ..found.words.clone()
        };
        let moved = found.after(span, leave::raise_step(cx, span, &moved, &words, ""));
        if direct {
            return moved;
        }
        return quote_spanned!(inner=> { let #operand = #right; #moved });
    }
    let private = cx.private(span);
    let target = spans::in_parentheses(begins, quote_spanned!(inner=> *place));
    let update = match op {
        BinOp::AddAssign(_) | BinOp::SubAssign(_) => {
            let operand = additions::variable(operand.clone());
            additions::step_by_type(cx, span, &target, op, &operand, written, None)
        }
        // `**q <<= n` shifts, or moves into what the handle there points to: it is not `(*q)[0] <<= n`.
        BinOp::ShlAssign(_) => {
            let into = quote_spanned!(inner=> (*its_target));
            let moved = leave::raise(cx, span, &call(span, &into, "__pointers_move", &operand));
            quote_spanned!(inner=> { let its_target = &mut #target; #moved })
        }
        _ => quote!(#target #op #operand),
    };
    let at = call(span, &found.place, "__pointers_p_place", &quote!());
    let place = quote_spanned!(inner=> place);
    let commit = call(span, &place, "__pointers_p_commit", &quote!());
    let commit = leave::raise_step(cx, span, &commit, &found.words, "");
    let leave = leave::leave_named(cx, span, &found.words);
    let changed = quote_spanned!(inner=> (match #at {
        #private::Ok(mut place) => { #update; #commit }
        #private::Err(error) => #leave,
    }));
    let changed = found.after(span, changed);
    quote_spanned!(inner=> { let #operand = #right; #changed })
}

/// Does what `stepped` does to the `place` that is found.
pub(super) fn step_place(
    cx: &mut Expander<'_>,
    span: Span,
    left: &mut Expr,
    stepped: &TokenStream,
) -> TokenStream {
    let inner = hidden(span);
    let private = cx.private(span);
    let place = quote_spanned!(inner=> place);
    let found = find(cx, left, Access::Write);
    let at = call(span, &found.place, "__pointers_p_place", &quote!());
    let commit = call(span, &place, "__pointers_p_commit", &quote!());
    let commit = leave::raise_step(cx, span, &commit, &found.words, "");
    let leave = leave::leave_named(cx, span, &found.words);
    let changed = quote_spanned!(inner=> (match #at {
        #private::Ok(mut place) => { #stepped #commit; its_value }
        #private::Err(error) => #leave,
    }));
    let changed = found.after(span, changed);
    quote_spanned!(inner=> ({ #changed }))
}

/// Whether a chain of calls leads to what is stepped: an element, or what is behind a handle.
pub(super) fn is_found(left: &Expr) -> bool {
    match left {
        Expr::Paren(inner) => is_found(&inner.expr),
        Expr::Index(_) => true,
        _ => deref_operand(left).is_some() || is_path(left),
    }
}

pub(super) fn operator_span(op: &BinOp) -> Span {
    op.to_token_stream()
        .into_iter()
        .next()
        .map_or_else(Span::call_site, |token| token.span())
}

/// The last token that says where an error is.
pub(super) fn end_of(path: &Expr) -> Span {
    match path {
        Expr::Paren(inner) => end_of(&inner.expr),
        Expr::Index(index) => index.bracket_token.span.open(),
        Expr::Field(field) => match &*field.base {
            Expr::Unary(unary) if marker::has(&unary.attrs, marker::ARROW) => {
                forms::place_span(&field.base)
            }
            _ => field.member.span(),
        },
        _ => forms::place_span(path),
    }
}

fn find(cx: &mut Expander<'_>, path: &mut Expr, access: Access) -> Found {
    let mut indices = Vec::new();
    let words = Words::of(path);
    let place = place_of(cx, path, access, &mut indices);
    Found {
        place,
        indices,
        words,
    }
}

type Indices = Vec<(Ident, TokenStream)>;

fn place_of(
    cx: &mut Expander<'_>,
    path: &mut Expr,
    access: Access,
    indices: &mut Indices,
) -> TokenStream {
    let span = end_of(path);
    let written = Extent::of(path);
    let words = Words::of(path);
    match path {
        Expr::Paren(inner) => place_of(cx, &mut inner.expr, access, indices),
        Expr::Field(field) => {
            let base = place_of(cx, &mut field.base, access, indices);
            let member = &field.member;
            let inner = hidden(span);
            let name = match access {
                Access::Read => quote_spanned!(inner=> |its_whole| &its_whole.#member),
                Access::Write => quote_spanned!(inner=> |its_whole| &mut its_whole.#member),
            };
            let stepped = call(span, &base, &access.method("field"), &name);
            raised(cx, span, written, &stepped, &words, "")
        }
        Expr::Index(index) => {
            let span = index.bracket_token.span.open();
            let method = access.method("at");
            let words = Words::of_element(index);
            let stepped = if first_base(&index.expr) {
                cx.visit_expr_mut(&mut index.expr);
                let base = handles::base(cx, span, receiver(&index.expr));
                let at = at(cx, &mut index.index, indices);
                call(span, &base, &method, &at)
            } else {
                let base = load(cx, &mut index.expr, None, access, indices);
                let at = at(cx, &mut index.index, indices);
                let private = cx.private(span);
                let base = quote_spanned!(hidden(span)=> #private::At(#base, #at));
                let base = seen(cx, span, spans::in_parentheses(span, base));
                call(span, &base, &method, &quote!())
            };
            raised(cx, span, written, &stepped, &words, &words.handle)
        }
        Expr::Unary(unary) if forms::is_open_star(unary) && first_base(&unary.expr) => {
            let star = unary.op.span();
            let through = words::of_operand(unary).unwrap_or_default();
            cx.visit_expr_mut(&mut unary.expr);
            let base = handles::base(cx, star, receiver(&unary.expr));
            let stepped = call(star, &base, &access.method("behind"), &quote!());
            raised(cx, star, written, &stepped, &words, &through)
        }
        Expr::Unary(unary) if forms::is_path_star(unary) || forms::is_open_star(unary) => {
            let star = unary.op.span();
            let through = words::of_operand(unary).unwrap_or_default();
            let base = load(cx, &mut unary.expr, Some((star, written)), access, indices);
            let stepped = call(star, &base, &access.method("star"), &quote!());
            raised(cx, star, written, &stepped, &words, &through)
        }
        Expr::Unary(unary) => root_of(cx, unary, written, access, indices),
        _ => {
            cx.visit_expr_mut(path);
            receiver(path)
        }
    }
}

/// An element of what was loaded on the way: in a loop it is asked for beside what was seen of the handle there before.
fn seen(cx: &mut Expander<'_>, span: Span, element: TokenStream) -> TokenStream {
    if cx.only_reads {
        return element;
    }
    let Some(seen) = &mut cx.seen else {
        return element;
    };
    let name = Ident::new(&format!("seen{}", cx.labels), Span::mixed_site());
    cx.labels += 1;
    seen.push(name.clone());
    call(
        span,
        &element,
        "__pointers_p_seen",
        &quote_spanned!(hidden(span)=> &#name),
    )
}

/// What an index, or a star, asks for an element: the handle, where that lies in a place. An error of that is `at` the star.
fn load(
    cx: &mut Expander<'_>,
    base: &mut Expr,
    at: Option<(Span, Extent)>,
    access: Access,
    indices: &mut Indices,
) -> TokenStream {
    let (span, written) = at.unwrap_or_else(|| (end_of(base), Extent::of(base)));
    let words = Words::of(base);
    let row = viewed::row(cx, base);
    let base = place_of(cx, base, access, indices);
    let loaded = call(span, &base, "__pointers_p_load", &quote!());
    let loaded = spans::macros_own(raised(cx, span, written, &loaded, &words, ""));
    match row {
        Some(row) => row.loaded(cx, span, &loaded),
        None => loaded,
    }
}

/// Whether what stands before a step is no place of ours, and holds no index.
pub(super) fn first_base(base: &Expr) -> bool {
    match base {
        Expr::Paren(inner) => first_base(&inner.expr),
        Expr::Field(field) => first_base(&field.base),
        Expr::Index(_) => false,
        Expr::Unary(unary) if forms::is_path_star(unary) || forms::is_open_star(unary) => false,
        _ => deref_operand(base).is_none(),
    }
}

fn root_of(
    cx: &mut Expander<'_>,
    unary: &mut ExprUnary,
    written: Extent,
    access: Access,
    indices: &mut Indices,
) -> TokenStream {
    let span = forms::place_span_of(unary);
    let arrow = marker::has(&unary.attrs, marker::ARROW);
    let element = marker::has(&unary.attrs, marker::ELEMENT);
    let words = Words::of(&unary.expr);
    // What leads to a handle is only read: the step that leads there is the one that can fail.
    let access = if element { access } else { Access::Read };
    let (span, base) = if first_base(&unary.expr) {
        cx.visit_expr_mut(&mut unary.expr);
        (span, receiver(&unary.expr))
    } else {
        let read = end_of(&unary.expr);
        (read, place_of(cx, &mut unary.expr, access, indices))
    };
    if element {
        return base;
    }
    let method = if arrow {
        "__pointers_p_arrow"
    } else {
        "__pointers_p_tilde"
    };
    let stepped = call(span, &base, method, &quote!());
    raised(cx, span, written, &stepped, &words, &words.place)
}

/// A step, which lies where the path up to it does.
fn raised(
    cx: &Expander<'_>,
    span: Span,
    written: Extent,
    step: &TokenStream,
    words: &Words,
    through: &str,
) -> TokenStream {
    spans::step_at(leave::raise_step(cx, span, step, words, through), written)
}

/// An index, evaluated before the path where it is more than a name.
fn at(cx: &mut Expander<'_>, index: &mut Expr, indices: &mut Indices) -> TokenStream {
    let direct = is_simple(index);
    let span = hidden(index.span());
    cx.visit_expr_mut(index);
    let index = take(index).into_token_stream();
    if direct {
        return index;
    }
    let name = Ident::new(&format!("index{}", cx.labels), span);
    cx.labels += 1;
    indices.push((name.clone(), index));
    name.into_token_stream()
}
