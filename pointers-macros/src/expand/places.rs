//! `~p` as a place: `~p = v`, `~p += v`, `(~p).field = v`, `(~p)[i] = v`, `&mut ~p`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{BinOp, Expr, ExprAssign, ExprUnary, spanned::Spanned};

use super::{
    Expander, additions, by_type, call,
    handles::{self, Reach},
    hidden, kinds, leave,
    moves::{self, FoundElement},
    ours, path,
    rights::{self, Slots},
    sides,
    spans::{self, Extent},
    stars, take,
    viewed::{self, Viewed},
    words::Words,
};
use crate::{
    model::{self, Kind},
    syntax,
    walk::visit_mut::VisitMut,
};

/// The indices of a place, evaluated before it is locked.
#[derive(Default)]
pub(super) struct Indices {
    pub(super) statements: TokenStream,
    /// The place is taken more than once, so the indices are cloned.
    pub(super) repeated: bool,
}

/// What an assignment to a part of a place is made of.
struct Update<'e> {
    /// The variable that the right side is evaluated into.
    name: Ident,
    right: &'e Expr,
    slots: Slots,
    /// What evaluates the indices on the left.
    indices: TokenStream,
    /// What locks the place, as a `Result`.
    place: TokenStream,
    /// The left side, which begins with the variable `place`.
    left: &'e Expr,
}

/// Reports `message` under the `p[i]` of a handle.
pub(super) fn refuse_element(ex: &mut Expander<'_>, expression: &Expr, message: &str) {
    if let Expr::Index(index) = syntax::peel_parens(expression) {
        let end = index.bracket_token.span.close();
        ex.errors.between(index.expr.span(), end, message);
    }
}

/// Visits an argument of a call, or a receiver, where `&mut ~p` can stand.
pub(super) fn visit_argument(ex: &mut Expander<'_>, argument: &mut Expr) {
    let argument = syntax::peel_parens_mut(argument);
    match argument {
        Expr::Reference(reference)
            if reference.mutability.is_some() && ours::holds_place(ex, &reference.expr) =>
        {
            let span = reference.and_token.span;
            if ours::is_path(&reference.expr) {
                *reference.expr = Expr::Verbatim(path::borrowed(ex, span, &mut reference.expr));
                return;
            }
            // The guard is a temporary of the statement.
            let root = &mut |ex: &mut Expander<'_>, handle| {
                let place = leave::raise(
                    ex,
                    span,
                    &call(span, &handle, "__pointers_borrow_mut", &quote!()),
                );
                let place = rights::hold(ex, span, place);
                quote_spanned!(hidden(span)=> (*#place))
            };
            lift(ex, &mut reference.expr, Reach::Changed, None, root);
        }
        Expr::Reference(reference) if reference.mutability.is_some() => {
            if !by_type::expand_reference(ex, argument) {
                ex.visit_expr_mut(argument);
            }
        }
        _ => ex.visit_expr_mut(argument),
    }
}

pub(super) fn expand_assign(ex: &mut Expander<'_>, assign: &mut ExprAssign) -> TokenStream {
    let ExprAssign {
        left,
        eq_token,
        right,
        ..
    } = assign;
    let span = eq_token.span;
    let first = right_first(left, right);
    let written = spans::place_span(left);
    if let Some(operand) = whole_place(ex, left) {
        let certain = kinds::is_handle(ex, operand) && !kinds::is_reference(ex, operand);
        let words = words_of_whole(ex, operand, written);
        let still = kinds::is_still(right);
        let viewed = match viewed::is_assigned(ex.model, operand, right) {
            true => viewed::viewed(ex, operand),
            false => None,
        };
        if viewed.is_none()
            && !first
            && let Some(element) = FoundElement::of(ex, operand)
        {
            let handle = handles::handle_of(ex, operand, Reach::Changed);
            let slots = rights::assigned(ex, right);
            let element = element.expanded(ex, operand);
            let assigns = "__pointers_p_element_assign";
            if slots.is_empty() {
                return element.stored(ex, assigns, right);
            }
            let inner = hidden(span);
            let stored = element.stored(ex, assigns, &quote_spanned!(inner=> operand));
            let typed = (certain && sides::may_copy(ex)).then_some(&handle);
            let stored = moves::with_right_first(ex, span, (None, typed), (right, &slots), &stored);
            return slots.around(ex, quote_spanned!(inner=> (#stored)));
        }
        if let Some(handle) = root_handle(ex, left, Reach::Changed) {
            let slots = rights::assigned(ex, right);
            // Where the step is that fails without a view. Of what is still nobody sees when it is evaluated.
            let (viewed, at, first) = match viewed {
                Some(viewed) if first => (Some(viewed.assigned(words.clone())), span, true),
                Some(viewed) => {
                    let bracket = viewed.span;
                    (Some(viewed.named(words.clone())), bracket, still)
                }
                None => (None, span, first),
            };
            let first = (first || !slots.is_empty()).then_some(certain);
            let right = (&**right, &slots);
            let assigned = assign_whole(ex, (at, &words), (viewed, &handle), right, first);
            return slots.around(ex, assigned);
        }
    }
    let typed = sides::may_copy(ex);
    let assign =
        |left: &Expr, operand: &dyn ToTokens| quote_spanned!(span=> #left #eq_token #operand);
    let Update {
        name,
        right,
        slots,
        indices,
        place,
        left,
    } = if typed {
        sides::copied(ex, |ex| parts_of_update(ex, left, right, true))
    } else {
        parts_of_update(ex, left, right, true)
    };
    let locked = leave::with_place(ex, span, &place, &assign(left, &name), &Words::default());
    let inner = hidden(span);
    if !typed {
        let value = slots.settled(ex, right.to_token_stream());
        let stored = quote_spanned!(inner=> (match (#value) { #name => { #indices #locked } }));
        return slots.around(ex, stored);
    }
    // The right side is evaluated first, but it is to have the type of the place.
    let private = ex.private(span);
    let twin = assign(left, &quote_spanned!(inner=> its_value.value()));
    let value = slots.settled(ex, quote_spanned!(inner=> its_value.typed(#right)));
    let stored = quote_spanned!(inner=> {
        let its_value = #private::Slot::new();
        #[allow(unreachable_code)]
        if false {
            #private::never();
            #indices
            if let #private::Ok(mut place) = #place { #twin; }
        }
        match #value { #name => { #indices #locked } }
    });
    slots.around(ex, stored)
}

/// Whether somebody may see that the right side of `left = right` is evaluated first.
fn right_first(left: &Expr, right: &Expr) -> bool {
    let (moves, changes) = (
        !syntax::changes_nothing(left),
        !syntax::changes_nothing(right),
    );
    let constant = match right {
        Expr::Lit(_) => true,
        Expr::Path(path) => kinds::names_constant(&path.path),
        _ => false,
    };
    moves && !constant || changes && holds_index(left)
}

fn holds_index(place: &Expr) -> bool {
    match syntax::peel_parens(place) {
        Expr::Unary(unary) => holds_index(&unary.expr),
        Expr::Index(_) => true,
        _ => false,
    }
}

/// `handle = right`, the whole of what it points to, through the view that it may have. If the right side is evaluated `first`, then
/// with the type of the place, where it is certainly one of ours.
fn assign_whole(
    ex: &Expander<'_>,
    (span, words): (Span, &Words),
    (viewed, handle): (Option<Viewed>, &TokenStream),
    (right, slots): (&Expr, &Slots),
    first: Option<bool>,
) -> TokenStream {
    let inner = hidden(span);
    let assigned = |left: &TokenStream, value: &dyn ToTokens| {
        let assigned = call(span, left, "__pointers_assign", &value);
        leave::raise_step(ex, span, &assigned, words, "")
    };
    let operand = quote_spanned!(inner=> operand);
    match (viewed, first) {
        (None, None) => assigned(handle, right),
        (Some(viewed), None) => {
            let its_left = quote_spanned!(inner=> its_left);
            let usual = assigned(&its_left, &operand);
            viewed.assign(ex, span, right, (handle, &usual))
        }
        (viewed, Some(certain)) => {
            let typed = (certain && sides::may_copy(ex)).then_some(handle);
            let moved = assigned(handle, &operand);
            let right = (right, slots);
            let moved = moves::with_right_first(ex, span, (viewed, typed), right, &moved);
            quote_spanned!(inner=> (#moved))
        }
    }
}

/// The words for what the handle `operand` points to.
fn words_of_whole(ex: &Expander<'_>, operand: &Expr, written: Span) -> Words {
    match syntax::peel_parens(operand) {
        Expr::Index(index) if kinds::is_handle(ex, &index.expr) => Words::of_element(index),
        operand => Words::behind(operand, written),
    }
}

/// What holds only if the variables that are assigned once more, and were made `mut` for it, hold handles.
pub(super) fn second_assignment(ex: &Expander<'_>, assign: &ExprAssign) -> Option<TokenStream> {
    let span = assign.eq_token.span;
    let private = ex.private(span);
    let mut checks = TokenStream::new();
    for id in model::assigned(&assign.left) {
        if ex.model.needs_mut(id) && ex.model.kind(id) == Kind::Unknown {
            let name = &ex.model.get(id).name;
            let inner = hidden(span);
            let variable = quote_spanned!(inner=> variable);
            let check = call(inner, &variable, "__pointers_assign_again", &quote!());
            checks.extend(quote_spanned!(inner=>
                let variable = #private::OperandOf::place(&raw const #name);
                #check;
            ));
        }
    }
    (!checks.is_empty()).then_some(checks)
}

/// `left op= right` where `left` holds a place of ours, which has these words, or those that are written.
pub(super) fn compound_place(
    ex: &mut Expander<'_>,
    left: &mut Expr,
    op: &BinOp,
    right: &mut Expr,
    words: Option<Words>,
) -> Option<TokenStream> {
    if ours::is_path(left) {
        return Some(path::compound(ex, left, op, right));
    }
    if !ours::holds_place(ex, left) {
        return None;
    }
    let words = words.unwrap_or_else(|| match (spans::place_span(left), whole_place(ex, left)) {
        (span, Some(operand)) => words_of_whole(ex, operand, span),
        (_, None) => Words::default(),
    });
    let words = &words;
    Some(match op {
        // Shifts an integer in the memory, or moves into the memory whose handle is in the memory.
        BinOp::ShlAssign(token) => {
            let span = token.spans[0];
            let inner = hidden(span);
            update(ex, left, right, words, |ex, left, operand| {
                let target = quote_spanned!(inner=> (*target));
                let moved =
                    leave::raise(ex, span, &call(span, &target, "__pointers_move", operand));
                quote_spanned!(inner=> { let target = &mut #left; #moved })
            })
        }
        // Adds to a number in the memory, or steps the handle that is in the memory.
        BinOp::AddAssign(_) | BinOp::SubAssign(_) => {
            let span = spans::place_span(left);
            let written = Extent::of(right);
            update(ex, left, right, words, |ex, left, operand| {
                additions::step_by_type(
                    ex,
                    span,
                    left,
                    op,
                    &additions::variable(operand.clone()),
                    written,
                    None,
                )
            })
        }
        _ => update(
            ex,
            left,
            right,
            words,
            |_, left, operand| quote!(#left #op #operand),
        ),
    })
}

/// Evaluates `right`, locks the place that `left` holds, and does what `update` makes of both.
fn update(
    ex: &mut Expander<'_>,
    left: &mut Expr,
    right: &mut Expr,
    words: &Words,
    update: impl FnOnce(&Expander<'_>, &Expr, &Ident) -> TokenStream,
) -> TokenStream {
    let span = spans::place_span(left);
    let Update {
        name,
        right,
        slots,
        indices,
        place,
        left,
    } = parts_of_update(ex, left, right, false);
    let operation = update(ex, left, &name);
    let locked = leave::with_place(ex, span, &place, &operation, words);
    let value = slots.settled(ex, right.to_token_stream());
    let inner = hidden(span);
    let updated = quote_spanned!(inner=> (match (#value) { #name => { #indices #locked } }));
    slots.around(ex, updated)
}

fn parts_of_update<'e>(
    ex: &mut Expander<'_>,
    left: &'e mut Expr,
    right: &'e mut Expr,
    assigns: bool,
) -> Update<'e> {
    let name = Extent::of(right).variable(additions::OPERAND);
    let slots = match assigns {
        true => rights::assigned(ex, right),
        false => rights::operand(ex, left, right),
    };
    let begins = Extent::of(left).first;
    let span = spans::place_span(left);
    let inner = hidden(span);
    let mut handle = TokenStream::new();
    let mut indices = Indices::default();
    let root = &mut |_: &mut Expander<'_>, root| {
        handle = root;
        spans::in_parentheses(begins, quote_spanned!(inner=> *place))
    };
    lift(ex, left, Reach::Changed, Some(&mut indices), root);
    Update {
        name,
        right,
        slots,
        indices: indices.statements,
        place: call(span, &handle, "__pointers_place", &quote!()),
        left,
    }
}

/// Takes the handle out of the place that `left` holds and puts there what `root` makes of it.
///
/// With `hoisted`, the indices on the way are evaluated before, by the statements that it gets.
pub(super) fn lift(
    ex: &mut Expander<'_>,
    left: &mut Expr,
    reach: Reach,
    mut hoisted: Option<&mut Indices>,
    root: &mut dyn FnMut(&mut Expander<'_>, TokenStream) -> TokenStream,
) {
    if let Some(handle) = root_handle(ex, left, reach) {
        *left = Expr::Verbatim(root(ex, handle));
        return;
    }
    match left {
        Expr::Index(index) => {
            for note in [syntax::marker::WORDS, syntax::marker::OPEN_STAR] {
                syntax::marker::take(&mut index.attrs, note);
            }
            lift(ex, &mut index.expr, reach, hoisted.as_deref_mut(), root);
            ex.visit_expr_mut(&mut index.index);
            if let Some(hoisted) = hoisted
                && !matches!(*index.index, Expr::Lit(_))
            {
                *index.index = hoist(ex, take(&mut index.index), hoisted);
            }
        }
        Expr::Field(field) => lift(ex, &mut field.base, reach, hoisted, root),
        Expr::Unary(ExprUnary { expr, .. }) => lift(ex, expr, reach, hoisted, root),
        Expr::Paren(inner) => {
            lift(ex, &mut inner.expr, reach, hoisted, root);
            *left = take(&mut inner.expr);
        }
        // Only called on what holds a place.
        _ => {}
    }
}

fn hoist(ex: &mut Expander<'_>, value: Expr, hoisted: &mut Indices) -> Expr {
    let span = hidden(value.span());
    let name = Ident::new(&format!("index{}", ex.labels), span);
    ex.labels += 1;
    let statement = quote_spanned!(span=> let #name = #value;);
    hoisted.statements.extend(statement);
    Expr::Verbatim(if hoisted.repeated {
        let private = ex.private(span);
        quote_spanned!(span=> #private::again(&#name))
    } else {
        name.to_token_stream()
    })
}

/// The operand of a left side that is `~p` itself.
pub(super) fn whole_place<'e>(ex: &Expander<'_>, left: &'e mut Expr) -> Option<&'e mut Expr> {
    let left = syntax::peel_parens_mut(left);
    match left {
        _ if ours::is_path(left) => None,
        _ => root_operand(ex, left),
    }
}

fn root_operand<'e>(ex: &Expander<'_>, expression: &'e mut Expr) -> Option<&'e mut Expr> {
    if !ours::is_root(ex, expression) {
        return None;
    }
    match expression {
        Expr::Unary(unary) => Some(&mut unary.expr),
        _ => None,
    }
}

/// The handle of a place that is `~p` or `*p` itself.
pub(super) fn root_handle(
    ex: &mut Expander<'_>,
    place: &mut Expr,
    reach: Reach,
) -> Option<TokenStream> {
    if let Expr::Paren(inner) = place {
        return root_handle(ex, &mut inner.expr, reach);
    }
    let starred = matches!(place, Expr::Unary(unary) if ours::is_star(ex, unary));
    let span = spans::place_span(place);
    let operand = root_operand(ex, place)?;
    let handle = handles::handle_of(ex, operand, reach);
    Some(if starred {
        stars::pointee(ex, span, &handle)
    } else {
        handle
    })
}

pub(super) fn visit_arguments(
    ex: &mut Expander<'_>,
    arguments: &mut syn::punctuated::Punctuated<Expr, syn::Token![,]>,
) {
    for argument in arguments {
        visit_argument(ex, argument);
    }
}

/// Whether an expression is one that reads what a handle points to, or that calls one of our functions.
pub(super) fn reads_memory(ex: &Expander<'_>, expression: &Expr) -> bool {
    match expression {
        Expr::Unary(_) | Expr::Field(_) | Expr::Index(_) => ours::holds_place(ex, expression),
        Expr::Call(_) => true,
        _ => false,
    }
}
