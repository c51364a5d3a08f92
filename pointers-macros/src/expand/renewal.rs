//! `realloc(place, n)` brings the place up to date, whatever it is: its value is read, and the new handle is assigned to it as
//! `place = handle` assigns. What leads to it is evaluated once.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{Expr, ExprAssign, ExprCall, Type, UnOp};

use super::{
    Expander, additions, context, hidden, kinds, leave, places,
    spans::{self, Extent},
    stars, take, words,
};
use crate::{
    messages, model,
    syntax::{self, deref_operand},
    walk::visit_mut::VisitMut,
};

/// Whether this is `realloc(place, ..)` of a place that is more than a variable. One that the body declares is not ours.
pub(super) fn is_renewed(ex: &Expander<'_>, call: &ExprCall) -> bool {
    let raises = syntax::raising_call(call).is_some_and(|name| name == "realloc");
    let own = model::is_declared(&call.func) || model::binding(&call.func).is_some();
    raises
        && !own
        && !context::plain_calls(ex)
        && !ex.only_reads
        && call.args.first().is_some_and(is_place)
}

/// Whether Rust could assign to it, and it can be found twice.
pub(super) fn is_place(expression: &Expr) -> bool {
    let expression = syntax::peel_parens(expression);
    match expression {
        Expr::Field(field) => !syntax::is_type_property(field) && has_root(&field.base),
        Expr::Index(index) => has_root(&index.expr),
        Expr::Unary(unary) => leads_on(expression) && has_root(&unary.expr),
        _ => false,
    }
}

/// Whether this is a `*`, a `~` or an arrow.
fn leads_on(expression: &Expr) -> bool {
    let star = matches!(expression, Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)));
    star || deref_operand(expression).is_some()
}

fn has_root(base: &Expr) -> bool {
    let base = syntax::peel_parens(base);
    match base {
        Expr::Path(_) | Expr::MethodCall(_) | Expr::Try(_) => true,
        // `*(rows + i)`, `*rows++`.
        Expr::Binary(_) => true,
        Expr::Call(call) => syntax::held_macro(call).is_none(),
        _ => is_place(base),
    }
}

/// Whether fields, indices and stars lead down to what a call gives.
fn begins_with_call(place: &Expr) -> bool {
    match syntax::peel_parens(place) {
        Expr::Field(field) => begins_with_call(&field.base),
        Expr::Index(index) => begins_with_call(&index.expr),
        Expr::Unary(unary) => begins_with_call(&unary.expr),
        Expr::Call(_) | Expr::MethodCall(_) | Expr::Try(_) => true,
        _ => false,
    }
}

/// What is evaluated before the place is found.
#[derive(Default)]
struct Before(Vec<(Ident, TokenStream)>);

impl Before {
    /// Puts a name in the place of what is evaluated.
    fn take(&mut self, ex: &mut Expander<'_>, name: &str, expression: &mut Expr) {
        let span = hidden(Extent::of(expression).first);
        ex.visit_expr_mut(expression);
        let name = Ident::new(&format!("{name}{}", ex.labels), span);
        ex.labels += 1;
        let value = take(expression).into_token_stream();
        *expression = additions::variable(name.clone());
        self.0.push((name, value));
    }

    /// All of a place that is more than a name, and names too if the size is not `quiet`: it may change what they name.
    fn take_all(&mut self, ex: &mut Expander<'_>, place: &mut Expr, quiet: bool) {
        let place = syntax::peel_parens_mut(place);
        match place {
            Expr::Field(field) => self.take_all(ex, &mut field.base, quiet),
            Expr::Unary(unary) => self.take_all(ex, &mut unary.expr, quiet),
            Expr::Index(index) => {
                self.take_all(ex, &mut index.expr, quiet);
                match &*index.index {
                    Expr::Lit(_) | Expr::Range(_) => {}
                    Expr::Path(_) if quiet => {}
                    _ => self.take(ex, "index", &mut index.index),
                }
            }
            // What is no handle stays where it is, so that the place in it is assigned.
            Expr::Path(_)
                if quiet || !kinds::is_handle(ex, place) || kinds::is_reference(ex, place) => {}
            _ => self.take(ex, "base", place),
        }
    }

    pub(super) fn around(self, span: Span, used: TokenStream) -> TokenStream {
        let inner = hidden(span);
        self.0.into_iter().rev().fold(
            used,
            |used, (name, value)| quote_spanned!(inner=> (match #value { #[allow(unused_mut)] mut #name => #used })),
        )
    }
}

/// `realloc(place, n)`.
pub(super) fn renewed_place(ex: &mut Expander<'_>, function: &mut ExprCall) -> TokenStream {
    let span = syntax::raising_call(function).map_or_else(Span::call_site, Ident::span);
    let inner = hidden(span);
    let private = ex.private(span);
    let quiet = function.args.iter().skip(1).all(syntax::changes_nothing);
    let Some(place) = function.args.first_mut() else {
        return ex.unknown();
    };
    if is_behind_reference(ex, place) {
        let written = words::words(place).unwrap_or_else(|| "place".into());
        let Extent { first, last } = Extent::of(place);
        let message = messages::renewed_behind_reference(&written);
        ex.errors.between(first, last, message);
        places::visit_arguments(ex, &mut function.args);
        return leave::raised(ex, span, function);
    }
    words::note(place);
    let lends = begins_with_call(place);
    let mut before = Before::default();
    // What a call lends to find the place may be what the size is asked of.
    if lends && !quiet {
        for argument in function.args.iter_mut().skip(1) {
            before.take(ex, "size", argument);
        }
    }
    let Some(place) = function.args.first_mut() else {
        return ex.unknown();
    };
    before.take_all(ex, place, quiet);
    let written = Extent::of(place);
    let its_old = written.variable("its_old");
    let mut old = std::mem::replace(place, additions::variable(its_old.clone()));
    let assigned = assigned(ex, span, &old);
    places::visit_argument(ex, &mut old);
    spans::written_at(&mut old, written);
    for argument in function.args.iter_mut().skip(1) {
        places::visit_argument(ex, argument);
    }
    let raised = leave::raised(ex, span, function);
    // A user's own `realloc` may give anything, and then nothing is brought up to date.
    before.around(
        span,
        quote_spanned!(inner=> ({
            let #its_old = #old;
            let operand_of = #private::OperandOf::place(&raw const #its_old);
            let renewed = #raised;
            if let #private::Some(handle) = operand_of.__pointers_renewed(&renewed) {
                #assigned;
            }
            renewed
        })),
    )
}

/// `place = handle`. What is wrong with the place was said of its value, or will be.
fn assigned(ex: &mut Expander<'_>, span: Span, place: &Expr) -> TokenStream {
    let mut left = syntax::peel_parens(place).clone();
    unmark(&mut left);
    let mut assign = Expr::Assign(ExprAssign {
        attrs: Vec::new(),
        left: Box::new(left),
        eq_token: syn::Token![=](span),
        right: Box::new(additions::variable(Ident::new("handle", hidden(span)))),
    });
    ex.silently(|ex| ex.visit_expr_mut(&mut assign));
    assign.to_token_stream()
}

/// Takes off what says that the place is a value. A `*` is asked for its type by that.
fn unmark(place: &mut Expr) {
    match syntax::peel_parens_mut(place) {
        Expr::Index(index) => {
            stars::star_marks(&mut index.attrs);
        }
        Expr::Field(field) => {
            stars::star_marks(&mut field.attrs);
        }
        _ => {}
    }
}

/// Whether only fields lead to the place from what is certainly a reference that lets nothing be changed.
fn is_behind_reference(ex: &Expander<'_>, place: &Expr) -> bool {
    match syntax::peel_parens(place) {
        Expr::Field(field) => match &*field.base {
            Expr::Path(path) if path.path.is_ident("self") => leave::is_shared_self(ex),
            base @ Expr::Path(_) if !model::is_uncertain(base) => {
                let id = model::binding(base);
                let annotation = id.and_then(|id| ex.model.get(id).annotation.as_ref());
                matches!(annotation, Some(Type::Reference(to)) if to.mutability.is_none())
            }
            base => is_behind_reference(ex, base),
        },
        _ => false,
    }
}
