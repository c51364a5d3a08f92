//! Handles where none can stand: conditions, `!p`, and fields without an arrow.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::{Expr, spanned::Spanned};

use super::{Expander, hidden, kinds, leave};
use crate::walk::visit_mut::VisitMut;
use crate::{
    errors::Errors,
    messages,
    model::{self, Kind},
    syntax,
};

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

pub(super) fn refused_field_of_element(
    cx: &Expander<'_>,
    expression: &Expr,
) -> Option<TokenStream> {
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
pub(super) fn refused(cx: &mut Expander<'_>, handle: &mut Expr) -> TokenStream {
    cx.visit_expr_mut(handle);
    let unknown = cx.unknown();
    quote_spanned!(Span::mixed_site()=> { let _ = &#handle; #unknown })
}

/// The name of a variable whose type is written, and a handle's. What a `malloc` made may be no handle,
/// where that is the user's own.
pub(super) fn declared_handle(cx: &Expander<'_>, expression: &Expr) -> Option<Ident> {
    let variable = cx.model.get(model::binding(expression)?);
    match model::kind_of_type(variable.annotation.as_ref()?) {
        Kind::Malloc | Kind::Calloc => Some(variable.name.clone()),
        _ => None,
    }
}

/// The handle that fields are asked of, without an arrow.
pub(super) fn handle_of_field<'e>(cx: &Expander<'_>, expression: &'e Expr) -> Option<&'e Expr> {
    let Expr::Field(field) = expression else {
        return None;
    };
    if syntax::is_type_property(field) {
        return None;
    }
    let handle = match &*field.base {
        Expr::Index(index) => kinds::is_handle(cx, &index.expr),
        Expr::Path(_) => kinds::is_handle(cx, &field.base) && !kinds::is_reference(cx, &field.base),
        _ => false,
    };
    if handle {
        Some(&field.base)
    } else {
        handle_of_field(cx, &field.base)
    }
}
