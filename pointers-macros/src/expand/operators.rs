//! `~`, `<<=`, `+=`, `-=`, `>>=`, `p[i]` and `*p`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{
    BinOp, Expr, ExprBinary, ExprIndex, ExprUnary, UnOp,
    spanned::Spanned,
    visit_mut::{self, VisitMut},
};

use super::{
    Expander, arms, call, hidden, leave, path, places, receiver, sides, sizes,
    spans::{self, Extent},
    stars, viewed,
};
use crate::{
    errors::Errors,
    messages,
    model::{self, Kind, Origin, ValueForm},
    primitives,
    syntax::{self, marker},
};

/// Rewrites an operator of ours; `false` if `expression` is none.
pub(super) fn expand_operator(cx: &mut Expander<'_>, expression: &mut Expr) -> bool {
    match expression {
        Expr::Unary(_) if path::is_path(expression) => {
            *expression = Expr::Verbatim(path::value(cx, expression));
            true
        }
        Expr::Unary(unary) => expand_unary(cx, unary)
            .map(|tokens| *expression = Expr::Verbatim(tokens))
            .is_some(),
        Expr::Binary(binary) if marker::has(&binary.attrs, marker::DIFFERENCE) => {
            *expression = Expr::Verbatim(difference(cx, binary));
            true
        }
        Expr::Binary(binary) if syntax::is_step(binary) => {
            *expression = Expr::Verbatim(path::step(cx, binary));
            true
        }
        Expr::Binary(binary) if !cx.only_reads || places::holds_place(cx, &binary.left) => {
            match compound(cx, binary) {
                Some(tokens) => {
                    *expression = Expr::Verbatim(tokens);
                    true
                }
                None => false,
            }
        }
        Expr::Index(index) if is_handle(cx, &index.expr) => {
            cx.errors.between(
                index.expr.span(),
                index.bracket_token.span.close(),
                messages::INDEX_IS_NOT_A_PLACE_HERE,
            );
            let tokens = element(cx, index);
            *expression = Expr::Verbatim(tokens);
            true
        }
        _ => false,
    }
}

/// `p - q`: of two handles it can fail.
fn difference(cx: &mut Expander<'_>, binary: &mut ExprBinary) -> TokenStream {
    let span = binary.op.span();
    marker::take(&mut binary.attrs, marker::DIFFERENCE);
    visit_mut::visit_expr_binary_mut(cx, binary);
    let inner = hidden(span);
    let private = cx.private(span);
    let difference = quote_spanned!(inner=> #private::Difference(#binary));
    let outcome = call(span, &difference, "__pointers_difference", &quote!());
    leave::raise(cx, span, &outcome)
}

/// What is said of `~p.field` and of `p[i].field` of a handle, which has none. It stands in the
/// expression, so that a `#[cfg]` takes
/// it away, and nothing else is said of it.
pub(super) fn refused_field(cx: &Expander<'_>, expression: &Expr) -> Option<TokenStream> {
    let unary = match expression {
        Expr::Unary(unary) => unary,
        Expr::Field(_) => return refused_field_of_element(cx, expression),
        Expr::Assign(assign) => return refused_field(cx, &assign.left),
        Expr::Binary(binary) if syntax::is_compound(&binary.op) => {
            return refused_field(cx, &binary.left);
        }
        _ => return None,
    };
    if !syntax::marker::has(&unary.attrs, syntax::marker::DEREF) {
        return None;
    }
    let base = handle_of_field(cx, &unary.expr)?;
    let first = match base {
        Expr::Index(index) => index.expr.span(),
        base => base.span(),
    };
    let error = syn::Error::new(first, messages::FIELD_OF_A_HANDLE).to_compile_error();
    Some(quote_spanned!(hidden(first)=> (#error)))
}

fn refused_field_of_element(cx: &Expander<'_>, expression: &Expr) -> Option<TokenStream> {
    let base = handle_of_field(cx, expression)?;
    let Expr::Index(index) = base else {
        return None;
    };
    let mut errors = Errors::default();
    let end = index.bracket_token.span.close();
    errors.between(index.expr.span(), end, messages::FIELD_OF_AN_ELEMENT);
    let (span, error) = (hidden(base.span()), errors.to_tokens());
    Some(quote_spanned!(span=> (#error)))
}

/// What is true or false, and so no handle.
pub(super) fn condition(cx: &mut Expander<'_>, condition: &mut Expr) {
    match declared_handle(cx, condition) {
        Some(name) if !leave::in_constant(cx) => {
            let message = messages::handle_as_condition(&name);
            cx.errors.on(&*condition, message);
            *condition = Expr::Verbatim(refused(cx, condition));
        }
        _ => cx.visit_expr_mut(condition),
    }
}

/// A value of any type in place of a handle, which counts as used all the same.
fn refused(cx: &mut Expander<'_>, handle: &mut Expr) -> TokenStream {
    cx.visit_expr_mut(handle);
    let unknown = cx.unknown();
    quote_spanned!(Span::mixed_site()=> { let _ = &#handle; #unknown })
}

/// The name of a variable whose type is written, and a handle's. What a `malloc` made may be no handle,
/// where that is the user's own.
fn declared_handle(cx: &Expander<'_>, expression: &Expr) -> Option<Ident> {
    let variable = cx.model.get(model::binding(expression)?);
    match model::kind_of_type(variable.annotation.as_ref()?) {
        Kind::Malloc | Kind::Calloc => Some(variable.name.clone()),
        _ => None,
    }
}

/// The handle that fields are asked of, without an arrow.
fn handle_of_field<'e>(cx: &Expander<'_>, expression: &'e Expr) -> Option<&'e Expr> {
    let Expr::Field(field) = expression else {
        return None;
    };
    if syntax::is_type_property(field) {
        return None;
    }
    let handle = match &*field.base {
        Expr::Index(index) => is_handle(cx, &index.expr),
        Expr::Path(_) => is_handle(cx, &field.base) && !is_reference(cx, &field.base),
        _ => false,
    };
    if handle {
        Some(&field.base)
    } else {
        handle_of_field(cx, &field.base)
    }
}

fn expand_unary(cx: &mut Expander<'_>, unary: &mut ExprUnary) -> Option<TokenStream> {
    let is_tilde = syntax::marker::has(&unary.attrs, syntax::marker::DEREF);
    if let (UnOp::Not(_), false) = (&unary.op, is_tilde)
        && let Some(name) = declared_handle(cx, &unary.expr)
    {
        let message = messages::negated_handle(&name);
        cx.errors.on(&*unary, message);
        return Some(refused(cx, &mut unary.expr));
    }
    let (span, ours) = match &unary.op {
        UnOp::Not(bang) => (
            bang.span,
            syntax::marker::take(&mut unary.attrs, syntax::marker::DEREF),
        ),
        UnOp::Deref(star) => match kind(cx, &unary.expr) {
            Kind::Malloc if !is_reference(cx, &unary.expr) => {
                stars::star_marks(&mut unary.attrs);
                return Some(stars::expand_star(cx, star.span, &mut unary.expr));
            }
            Kind::Calloc if !is_reference(cx, &unary.expr) => {
                cx.errors.on(&*unary, messages::NO_STAR);
                (star.span, true)
            }
            _ => return stars::star_by_type(cx, unary),
        },
        _ => return None,
    };
    let element = syntax::marker::take(&mut unary.attrs, syntax::marker::ELEMENT);
    ours.then(|| {
        if element {
            path::element(cx, span, &mut unary.expr)
        } else {
            read(cx, span, &mut unary.expr)
        }
    })
}

/// Whether `~operand` is certainly Rust's `!`.
pub(super) fn is_plain(cx: &Expander<'_>, operand: &Expr) -> bool {
    match operand {
        Expr::Lit(_) => true,
        Expr::Paren(inner) => is_plain(cx, &inner.expr),
        Expr::Unary(unary) => {
            matches!(unary.op, UnOp::Not(_) | UnOp::Neg(_)) && is_plain(cx, &unary.expr)
        }
        Expr::Binary(binary) => is_plain(cx, &binary.left) && is_plain(cx, &binary.right),
        Expr::Cast(cast) => model::kind_of_type(&cast.ty) == Kind::Plain,
        Expr::Path(path) => kind(cx, operand) == Kind::Plain || is_integer_constant(&path.path),
        _ => false,
    }
}

/// `~operand`.
pub(super) fn read(cx: &mut Expander<'_>, span: Span, operand: &mut Expr) -> TokenStream {
    // A literal is an integer or a `bool`, and an integer's type may not be known yet.
    if matches!(operand, Expr::Lit(_)) || kind(cx, operand) == Kind::Plain {
        cx.visit_expr_mut(operand);
        let not = syn::Token![!](span);
        return quote_spanned!(hidden(span)=> (#not #operand));
    }
    let viewed = viewed::viewed(cx, operand);
    let is_part = matches!(operand, Expr::Field(_)) && places::holds_place(cx, operand);
    let mut operand = handle_of(cx, operand, false);
    if is_part {
        // With the user's span, where the error then is.
        let link = Ident::new("__pointers_field", span);
        let checked = call(span, &link, "__pointers_link", &quote!());
        operand = quote_spanned!(hidden(span)=> (match &#operand { #link => #checked }));
    }
    let read = read_handle(cx, span, &operand);
    let read = match viewed {
        Some(viewed) => viewed.read(cx, span, &read),
        None => read,
    };
    read_value(cx, span, &read)
}

/// A value that was read, which is in parentheses.
pub(super) fn read_value(cx: &Expander<'_>, span: Span, read: &TokenStream) -> TokenStream {
    let (inner, private) = (hidden(span), cx.private(span));
    // The inner parentheses lie at the operand's end, so that the whole does.
    quote_spanned!(inner=> (-(#private::ReadValue #read)))
}

pub(super) fn read_handle(cx: &Expander<'_>, span: Span, handle: &TokenStream) -> TokenStream {
    leave::raise_value(cx, span, &call(span, handle, "__pointers_read", &quote!()))
}

/// The handle that `~`, `<<=` or `+=` works on: `p[i]` is the handle `i` further on.
///
/// What is `moved` into may be no handle, and is then to be mutable.
pub(crate) fn handle_of(cx: &mut Expander<'_>, expression: &mut Expr, moved: bool) -> TokenStream {
    match expression {
        Expr::Index(index) if kind(cx, &index.expr) != Kind::Plain => {
            if is_handle(cx, &index.expr) || !matches!(*index.index, Expr::Range(_)) {
                return element_by(cx, index, moved);
            }
            cx.visit_expr_mut(expression);
            receiver(expression)
        }
        Expr::Paren(inner) => handle_of(cx, &mut inner.expr, moved),
        _ => {
            cx.visit_expr_mut(expression);
            receiver(expression)
        }
    }
}

fn element(cx: &mut Expander<'_>, index: &mut ExprIndex) -> TokenStream {
    element_by(cx, index, false)
}

fn element_by(cx: &mut Expander<'_>, index: &mut ExprIndex, moved: bool) -> TokenStream {
    let span = index.bracket_token.span.open();
    let (base, method) = if moved && !is_handle(cx, &index.expr) {
        // The type decides whether the rows of `v[i][j]` are mutable too, as it does for a receiver.
        cx.visit_expr_mut(&mut index.expr);
        (receiver(&index.expr), "__pointers_at_move")
    } else {
        (handle_of(cx, &mut index.expr, false), "__pointers_at")
    };
    let base = sides::base(cx, span, base);
    cx.visit_expr_mut(&mut index.index);
    leave::raise_value(cx, span, &call(span, &base, method, &index.index))
}

/// `left op= right`, where `op=` is one of ours or `left` holds a place of ours.
fn compound(cx: &mut Expander<'_>, binary: &mut ExprBinary) -> Option<TokenStream> {
    let ExprBinary {
        left, op, right, ..
    } = binary;
    if !syntax::is_compound(op) {
        return None;
    }
    if let Some(tokens) = stars::star_compound(cx, left, op, right)
        .or_else(|| places::compound_place(cx, left, op, right))
        .or_else(|| arms::compound(cx, left, op, right))
    {
        return Some(tokens);
    }
    match op {
        BinOp::ShlAssign(token) => {
            let span = token.spans[0];
            move_in(cx, span, left, op, right)
        }
        BinOp::AddAssign(token) => {
            let span = token.spans[0];
            step(cx, span, left, op, right)
        }
        BinOp::SubAssign(token) => {
            let span = token.spans[0];
            step(cx, span, left, op, right)
        }
        BinOp::ShrAssign(token) => {
            let span = token.spans[0];
            if is_handle(cx, left) {
                cx.errors.on(&*binary, messages::NO_ASSIGNMENT);
                return Some(cx.unknown());
            }
            shift_right(cx, span, left, op, right)
        }
        _ => None,
    }
}

/// `left >>= right` of what is not certainly a handle: Rust's, but a handle gets an error with better words.
fn shift_right(
    cx: &mut Expander<'_>,
    span: Span,
    left: &mut Expr,
    op: &BinOp,
    right: &mut Expr,
) -> Option<TokenStream> {
    if is_rusts(cx, left) || !is_field_chain(left) {
        return None;
    }
    cx.visit_expr_mut(left);
    cx.visit_expr_mut(right);
    Some(sides::shift_right_by_type(cx, span, left, op, right))
}

/// `left <<= right`.
fn move_in(
    cx: &mut Expander<'_>,
    span: Span,
    left: &mut Expr,
    op: &BinOp,
    right: &mut Expr,
) -> Option<TokenStream> {
    if is_rusts(cx, left) || is_plain(cx, left) {
        return None;
    }
    if !is_immutable(cx, left) && !is_handle(cx, left) && sides::has_two_arms(cx, left) {
        return Some(sides::move_by_type(cx, span, left, op, right, None));
    }
    move_into(cx, span, left, right)
}

/// Whether an expression is a variable without `mut`, which only what leads to a handle can be moved into through.
fn is_immutable(cx: &Expander<'_>, left: &Expr) -> bool {
    model::binding(left).is_some_and(|id| !cx.model.get(id).mutable)
}

/// `left <<= right`, by a method.
pub(super) fn move_into(
    cx: &mut Expander<'_>,
    span: Span,
    left: &mut Expr,
    right: &mut Expr,
) -> Option<TokenStream> {
    let proof = sizes::size_proof(cx, left, right);
    let by_value = infers_from_value(cx, left);
    let viewed = viewed::viewed(cx, left);
    let of_handle = is_handle(cx, left);
    let unknown = (!of_handle || is_reference(cx, left)) && !by_value;
    // Of a handle only: Rust would refuse it.
    let method = if unknown && (is_immutable(cx, left) || !sides::may_be_place(left)) {
        "__pointers_move_in"
    } else {
        "__pointers_move"
    };
    // What is evaluated before the index is evaluated before the place, too.
    let right_first = matches!(left, Expr::Index(index)
        if !of_handle || viewed.is_some() || !(is_still(&index.index) && is_still(right)));
    let handle = handle_of(cx, left, true);
    cx.visit_expr_mut(right);
    let inner = hidden(span);
    let operation = |value: &TokenStream| {
        let operation = if by_value {
            let private = cx.private(span);
            let probe =
                quote_spanned!(inner=> (#private::Inferred { handle: #handle, value: #value }));
            call(span, &probe, "__pointers_move", &quote!())
        } else {
            call(span, &handle, method, value)
        };
        leave::raise(cx, span, &operation)
    };
    let moved = if right_first {
        let moved = operation(&quote_spanned!(inner=> operand));
        let value = match &viewed {
            // The value's type may still have to decide that of the memory.
            _ if by_value => right.to_token_stream(),
            Some(viewed) => viewed.value(span, right),
            None if of_handle => quote_spanned!(inner=> its_value.typed(#right)),
            None => quote_spanned!(inner=> (#right)),
        };
        let stored = quote_spanned!(inner=> match #value { operand => #moved });
        match viewed {
            Some(viewed) => viewed.store(cx, span, &value, &moved),
            None if of_handle && !by_value => sides::typed(cx, span, &handle, &stored),
            None => stored,
        }
    } else {
        operation(&right.to_token_stream())
    };
    Some(match proof {
        Some(proof) => quote_spanned!(inner=> { #proof #moved }),
        None => moved,
    })
}

/// Whether nothing is seen of when an expression is evaluated.
fn is_still(value: &Expr) -> bool {
    match value {
        _ if syntax::deref_operand(value).is_some() => false,
        Expr::Lit(_) | Expr::Path(_) => true,
        Expr::Unary(unary) => is_still(&unary.expr),
        Expr::Paren(inner) => is_still(&inner.expr),
        Expr::Cast(cast) => is_still(&cast.expr),
        _ => false,
    }
}

/// Whether the value's type decides the element type of the block: nothing else does, and its form does not.
pub(crate) fn infers_from_value(cx: &Expander<'_>, left: &Expr) -> bool {
    let Some(id) = model::handle_root(left) else {
        return false;
    };
    if !matches!(cx.model.kind(id), Kind::Malloc | Kind::Calloc) {
        return false;
    }
    let root = cx.model.root(id);
    cx.model.infers(root)
        && matches!(
            cx.model.get(root).facts.first_move,
            Some(ValueForm::Unknown)
        )
}

/// `left += right` and `left -= right`.
fn step(
    cx: &mut Expander<'_>,
    span: Span,
    left: &mut Expr,
    op: &BinOp,
    right: &mut Expr,
) -> Option<TokenStream> {
    if is_rusts(cx, left) {
        return None;
    }
    if let Expr::Index(index) = &*left
        && kind(cx, &index.expr) != Kind::Plain
    {
        if matches!(*index.index, Expr::Range(_)) {
            return None;
        }
        return step_index(cx, span, left, op, right);
    }
    let forwards = matches!(op, BinOp::AddAssign(_));
    match model::binding(left) {
        // A handle, or else an error: an integer would have to be `mut`. Where it is, a user's own `malloc`
        // may have made it.
        Some(id) if !cx.model.get(id).mutable || is_handle(cx, left) && is_reference(cx, left) => {
            let method = if forwards {
                "__pointers_step_up"
            } else {
                "__pointers_step_down"
            };
            cx.visit_expr_mut(left);
            cx.visit_expr_mut(right);
            Some(leave::raise(
                cx,
                span,
                &call(span, &receiver(left), method, right),
            ))
        }
        _ if is_field_chain(left) => {
            let written = Extent::of(right);
            cx.visit_expr_mut(left);
            cx.visit_expr_mut(right);
            Some(step_by_type(cx, span, left, op, right, written, None))
        }
        _ => None,
    }
}

/// Leaves the operator to Rust, so that it works on fields of packed structs and needs `mut` where Rust
/// says so; only its right side depends on the type.
pub(super) fn step_by_type(
    cx: &Expander<'_>,
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
    let side = sides::side_of_operator(cx, span, method, left, right);
    let its_step = written.variable("__pointers_step");
    let method = Ident::new("operand", span);
    let operand = stars::behind(star, written, right.to_token_stream());
    let operand = written.call_of(
        &its_step,
        &method,
        quote_spanned!(inner=> #operand, &failure),
    );
    let outcome = leave::raise(cx, span, &quote_spanned!(inner=> failure.outcome()));
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
    cx: &mut Expander<'_>,
    span: Span,
    left: &mut Expr,
    op: &BinOp,
    right: &mut Expr,
) -> Option<TokenStream> {
    if !is_handle(cx, left) && sides::has_two_arms(cx, left) {
        let whole = left.clone();
        return sides::element_by_type(cx, span, &whole, op, right, |cx, side, right| {
            step_element(cx, span, left, op, right, Some(side)).unwrap_or_default()
        });
    }
    step_element(cx, span, left, op, right, None)
}

/// `p[i] += right`, which is `~p[i] += right`. Where the type decides whether `p` is a handle, `side` says it.
fn step_element(
    cx: &mut Expander<'_>,
    span: Span,
    left: &mut Expr,
    op: &BinOp,
    right: &mut Expr,
    side: Option<&Ident>,
) -> Option<TokenStream> {
    let handle = is_handle(cx, left);
    let Expr::Index(index) = left else {
        return None;
    };
    let begins = Extent::of(&index.expr).first;
    let written = Extent::of(right);
    cx.visit_expr_mut(right);
    let viewed = viewed::viewed_index(cx, index);
    let base = handle_of(cx, &mut index.expr, false);
    let base = sides::base(cx, span, base);
    cx.visit_expr_mut(&mut index.index);
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
    let step = step_by_type(cx, span, &target, op, &operand_of, written, None);
    let update = places::with_place(cx, span, &place, &step);
    let update = match viewed {
        Some(viewed) => {
            let index = quote_spanned!(inner=> its_index);
            let copied = place_at(&index);
            viewed.step(cx, span, &copied, &update, &step)
        }
        None => update,
    };
    Some(quote_spanned!(inner=> { let #operand = #right; #update }))
}

/// What the source says of the type of the handle that an expression makes.
pub(super) fn kind(cx: &Expander<'_>, expression: &Expr) -> Kind {
    match expression {
        Expr::Index(_) => Kind::Unknown,
        Expr::Paren(inner) => kind(cx, &inner.expr),
        Expr::Binary(binary) if syntax::is_step(binary) => kind(cx, &binary.left),
        _ if model::is_uncertain(expression) => Kind::Unknown,
        Expr::Call(call) => match model::allocation_of_call(call) {
            Some(allocation) if !leave::plain_calls(cx) => allocation.function.kind(),
            _ => Kind::Unknown,
        },
        _ => match model::handle_root(expression) {
            Some(id) => match (cx.model.kind(id), expression) {
                // `n + x` is as plain as both.
                (Kind::Plain, Expr::Binary(_)) => Kind::Unknown,
                (kind, _) => kind,
            },
            None => Kind::Unknown,
        },
    }
}

/// Whether an expression is certainly a handle, or a reference to one.
pub(crate) fn is_handle(cx: &Expander<'_>, expression: &Expr) -> bool {
    match expression {
        Expr::Index(index) => is_handle(cx, &index.expr),
        Expr::Paren(inner) => is_handle(cx, &inner.expr),
        _ => matches!(kind(cx, expression), Kind::Malloc | Kind::Calloc),
    }
}

pub(super) fn is_reference(cx: &Expander<'_>, expression: &Expr) -> bool {
    match expression {
        Expr::Reference(_) => true,
        _ if model::is_uncertain(expression) => false,
        _ => model::binding(expression).is_some_and(|id| cx.model.is_reference(id)),
    }
}

/// Whether an operator on `left` is certainly Rust's: on a variable that is no handle, on a `static`, on a
/// closure's `mut` parameter whose type is not known yet.
fn is_rusts(cx: &Expander<'_>, left: &Expr) -> bool {
    match left {
        Expr::Paren(inner) => is_rusts(cx, &inner.expr),
        Expr::Field(field) => model::binding(&field.base).is_none() && is_rusts(cx, &field.base),
        Expr::Index(index) => model::binding(&index.expr).is_none() && is_rusts(cx, &index.expr),
        Expr::Path(_) if model::is_uncertain(left) => false,
        Expr::Path(path) => match model::binding(left) {
            Some(id) => {
                let binding = cx.model.get(id);
                cx.model.kind(id) == Kind::Plain
                    || matches!(binding.origin, Origin::ClosureParameter)
                        && binding.mutable
                        && binding.annotation.is_none()
            }
            None => names_constant(&path.path),
        },
        _ => false,
    }
}

/// `a`, `a.b`, `a.b[i]`, `*a`: evaluating it twice is evaluating it once.
fn is_field_chain(expression: &Expr) -> bool {
    match expression {
        Expr::Path(_) => true,
        Expr::Field(field) => is_field_chain(&field.base),
        Expr::Paren(inner) => is_field_chain(&inner.expr),
        Expr::Unary(unary) => matches!(unary.op, UnOp::Deref(_)) && is_field_chain(&unary.expr),
        Expr::Index(index) => {
            is_field_chain(&index.expr) && matches!(*index.index, Expr::Path(_) | Expr::Lit(_))
        }
        _ => false,
    }
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

/// `u32::MAX` and the like.
fn is_integer_constant(path: &syn::Path) -> bool {
    let owner = path.segments.iter().rev().nth(1);
    names_constant(path) && owner.is_some_and(|owner| primitives::is_integer(&owner.ident))
}

/// Whether a path is one of a `const`, a `static` or a const parameter, to judge by its last name.
pub(crate) fn names_constant(path: &syn::Path) -> bool {
    path.segments.last().is_some_and(|last| {
        let name = last.ident.to_string();
        name.chars().all(|character| {
            character.is_uppercase() || character.is_ascii_digit() || character == '_'
        }) && name.starts_with(|first: char| first.is_uppercase() || first == '_')
    })
}
