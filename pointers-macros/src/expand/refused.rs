//! Handles where none can stand: conditions, `!p`, and fields without an arrow.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::{Expr, UnOp, spanned::Spanned};

use super::{Expander, hidden, kinds, leave, ours, spans::Extent, take};
use crate::{
    errors::Errors,
    messages,
    model::{self, Kind},
    syntax,
    walk::visit_mut::VisitMut,
};

/// What is said of `~p.field` and of `p[i].field` of a handle, which has none. It stands in the
/// expression, so that a `#[cfg]` takes
/// it away, and nothing else is said of it.
pub(super) fn refused_field(ex: &Expander<'_>, expression: &Expr) -> Option<TokenStream> {
    let unary = match expression {
        Expr::Unary(unary) => unary,
        Expr::Field(_) => return refused_field_of_element(ex, expression),
        Expr::Assign(assign) => return refused_field(ex, &assign.left),
        Expr::Binary(binary) if syntax::is_compound(&binary.op) => {
            return refused_field(ex, &binary.left);
        }
        _ => return None,
    };
    if !syntax::marker::has(&unary.attrs, syntax::marker::DEREF) {
        return None;
    }
    let base = handle_of_field(ex, &unary.expr)?;
    let first = match base {
        Expr::Index(index) => index.expr.span(),
        base => base.span(),
    };
    let error = syn::Error::new(first, messages::FIELD_OF_A_HANDLE).to_compile_error();
    Some(quote_spanned!(hidden(first)=> (#error)))
}

fn refused_field_of_element(ex: &Expander<'_>, expression: &Expr) -> Option<TokenStream> {
    let base = handle_of_field(ex, expression)?;
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
pub(super) fn condition(ex: &mut Expander<'_>, condition: &mut Expr) {
    match declared_handle(ex, condition) {
        Some(name) if !leave::in_constant(ex) => {
            let message = messages::handle_as_condition(&name);
            ex.errors.on(&*condition, message);
            *condition = Expr::Verbatim(refused(ex, condition));
        }
        _ => by_type(ex, condition),
    }
}

/// What lies in memory is true or false, or its type says in our words that it is neither: `if *p`, `while n->next`,
/// `if !m[i]`.
fn by_type(ex: &mut Expander<'_>, condition: &mut Expr) {
    let negated = match condition {
        Expr::Paren(inner) => return by_type(ex, &mut inner.expr),
        Expr::Unary(unary)
            if matches!(unary.op, UnOp::Not(_))
                && !syntax::marker::has(&unary.attrs, syntax::marker::DEREF)
                && lies_in_memory(ex, &unary.expr) =>
        {
            Some(take(&mut unary.expr))
        }
        _ => None,
    };
    match negated {
        Some(mut value) => *condition = tested(ex, &mut value, "is_not"),
        None if lies_in_memory(ex, condition) => {
            let mut value = take(condition);
            *condition = tested(ex, &mut value, "is_condition");
        }
        None => ex.visit_expr_mut(condition),
    }
}

fn lies_in_memory(ex: &Expander<'_>, expression: &Expr) -> bool {
    !leave::in_constant(ex) && !ex.only_reads && ours::holds_place(ex, expression)
}

fn tested(ex: &mut Expander<'_>, value: &mut Expr, function: &str) -> Expr {
    let span = Extent::of(value).last;
    let name = Ident::new(function, hidden(span));
    ex.visit_expr_mut(value);
    let private = ex.private(span);
    Expr::Verbatim(quote_spanned!(hidden(span)=> #private::#name(#value)))
}

/// `--n;`: Rust's minus of a minus, of which nothing comes. Nobody means it.
pub(super) fn minus_minus(ex: &mut Expander<'_>, statement: &Expr) {
    let Expr::Unary(outer) = statement else {
        return;
    };
    let (UnOp::Neg(first), Expr::Unary(inner)) = (&outer.op, &*outer.expr) else {
        return;
    };
    if let UnOp::Neg(_) = inner.op
        && matches!(&*inner.expr, Expr::Path(_) | Expr::Unary(_))
        && !leave::in_constant(ex)
    {
        let operand = inner.expr.span();
        let name = model::name_of(&inner.expr).map_or("(*p)".to_owned(), Ident::to_string);
        ex.errors
            .between(first.span, operand, messages::minus_minus(&name));
    }
}

/// A value of any type in place of a handle, which counts as used all the same.
pub(super) fn refused(ex: &mut Expander<'_>, handle: &mut Expr) -> TokenStream {
    ex.visit_expr_mut(handle);
    let unknown = ex.unknown();
    quote_spanned!(Span::mixed_site()=> { let _ = &#handle; #unknown })
}

/// The name of a variable whose type is written, and a handle's. What a `malloc` made may be no handle,
/// where that is the user's own.
pub(super) fn declared_handle(ex: &Expander<'_>, expression: &Expr) -> Option<Ident> {
    let variable = ex.model.get(model::binding(expression)?);
    match model::kind_of_type(variable.annotation.as_ref()?) {
        Kind::Malloc | Kind::Calloc => Some(variable.name.clone()),
        _ => None,
    }
}

/// The handle that fields are asked of, without an arrow.
fn handle_of_field<'e>(ex: &Expander<'_>, expression: &'e Expr) -> Option<&'e Expr> {
    let Expr::Field(field) = expression else {
        return None;
    };
    if syntax::is_type_property(field) {
        return None;
    }
    let handle = match &*field.base {
        Expr::Index(index) => kinds::is_handle(ex, &index.expr),
        Expr::Path(_) => kinds::is_handle(ex, &field.base) && !kinds::is_reference(ex, &field.base),
        _ => false,
    };
    if handle {
        Some(&field.base)
    } else {
        handle_of_field(ex, &field.base)
    }
}
