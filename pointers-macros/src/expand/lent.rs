//! What the arguments of `v[i].f(&make(), &mut [0; 4])` lend, where the call stands in two arms: it waits outside of them, and so
//! lives as long as in Rust.

use proc_macro2::{Ident, Span};
use quote::quote_spanned;
use syn::{
    Expr, ExprCall, ExprMethodCall, ExprParen, ExprReference, ExprUnary, Macro, Token, UnOp, token,
};

use super::{Expander, additions, hidden, take};
use crate::syntax;

/// What is lent to the call lives as long as in Rust, to the end of the statement, and not to the end of an arm: the result may
/// borrow from it, as in `v[0].letter.encode_utf8(&mut [0; 4]).to_string()`. Adds the names of where each waits, in the order in
/// which they are evaluated.
pub(super) fn keep_all<'e>(
    ex: &mut Expander<'_>,
    values: impl Iterator<Item = &'e mut Expr>,
    kept: &mut Vec<Ident>,
) {
    for value in values {
        keep_temporaries(ex, value, kept);
    }
}

/// What is kept may borrow from what it is made of: that is kept, too.
fn keep_temporaries(ex: &mut Expander<'_>, value: &mut Expr, kept: &mut Vec<Ident>) {
    match value {
        Expr::Reference(reference) => {
            keep_temporaries(ex, &mut reference.expr, kept);
            if is_temporary(reference) {
                keep(ex, reference.and_token.span, &mut reference.expr, kept);
            }
        }
        Expr::Paren(inner) => keep_temporaries(ex, &mut inner.expr, kept),
        Expr::Call(call) if syntax::held_macro(call).is_none() => {
            keep_all(ex, call.args.iter_mut(), kept);
        }
        Expr::MethodCall(call) => {
            keep_temporaries(ex, &mut call.receiver, kept);
            if borrows(call) && matches!(&*call.receiver, Expr::Call(_) | Expr::MethodCall(_)) {
                let span = call.dot_token.span;
                keep(ex, span, &mut call.receiver, kept);
                *call.receiver = Expr::Paren(ExprParen {
                    attrs: Vec::new(),
                    paren_token: token::Paren(hidden(span)),
                    expr: Box::new(take(&mut call.receiver)),
                });
            }
            keep_all(ex, call.args.iter_mut(), kept);
        }
        Expr::Array(array) => keep_all(ex, array.elems.iter_mut(), kept),
        Expr::Tuple(tuple) => keep_all(ex, tuple.elems.iter_mut(), kept),
        Expr::Struct(made) => {
            let values = made.fields.iter_mut().map(|field| &mut field.expr);
            keep_all(ex, values, kept);
        }
        _ => {}
    }
}

/// Puts the place where a value waits in the value's place.
fn keep(ex: &mut Expander<'_>, span: Span, value: &mut Expr, kept: &mut Vec<Ident>) {
    let inner = hidden(span);
    let name = Ident::new(&format!("lent{}", ex.labels), inner);
    ex.labels += 1;
    let private = ex.private(span);
    let lend = quote_spanned!(inner=> #private::Waiting::hold);
    let held = Expr::Call(ExprCall {
        attrs: Vec::new(),
        func: Box::new(Expr::Verbatim(lend)),
        paren_token: token::Paren(inner),
        args: [additions::variable(name.clone()), take(value)]
            .into_iter()
            .collect(),
    });
    // Behind a `*` the value gets its own type, which what is expected may differ from: `[u8; 4]` from `[u8]`.
    *value = Expr::Unary(ExprUnary {
        attrs: Vec::new(),
        op: UnOp::Deref(Token![*](inner)),
        expr: Box::new(held),
    });
    kept.push(name);
}

/// Whether a method takes what it is called on by reference, whatever that is, and gives what may borrow from it.
fn borrows(call: &ExprMethodCall) -> bool {
    let method = call.method.to_string();
    method.starts_with("as_") || ["borrow", "borrow_mut", "lock"].contains(&&*method)
}

/// Whether something is lent that only this lends: no place, and no constant, which a `&` lends for ever. What its parts are expected
/// to be is not known any more where it waits: `&Some(&x)` may be that of a `&dyn Display`.
fn is_temporary(reference: &ExprReference) -> bool {
    let value = syntax::peel_parens(&reference.expr);
    let changed = reference.mutability.is_some();
    match value {
        Expr::Call(call) => match syntax::held_macro(call) {
            Some(called) => makes_value(called, call),
            None if !changed && is_constant(value) => false,
            None => !is_generic(&call.func) || call.args.iter().all(is_of_own_type),
        },
        Expr::MethodCall(_) => true,
        Expr::Array(array) => {
            let some = !array.elems.is_empty();
            some && (changed || !is_constant(value)) && array.elems.iter().all(is_of_own_type)
        }
        Expr::Repeat(repeat) => changed && is_of_own_type(&repeat.expr),
        Expr::Struct(_) | Expr::Lit(_) => changed,
        _ => false,
    }
}

/// Whether a value is of the type that it has, whatever is expected: nothing that is lent, or in a box.
fn is_of_own_type(value: &Expr) -> bool {
    match syntax::peel_parens(value) {
        Expr::Reference(_) | Expr::Closure(_) => false,
        Expr::Call(call) => syntax::held_macro(call).is_some(),
        Expr::Array(array) => array.elems.iter().all(is_of_own_type),
        Expr::Tuple(tuple) => tuple.elems.iter().all(is_of_own_type),
        _ => true,
    }
}

/// Whether a function makes a value of whatever is expected in it: `Some`.
fn is_generic(made_by: &Expr) -> bool {
    let Expr::Path(made_by) = made_by else {
        return false;
    };
    let last = made_by.path.segments.last();
    last.is_some_and(|last| ["Some", "Ok", "Err"].iter().any(|name| last.ident == name))
}

/// Whether a value is one that Rust may make a constant of, as far as the names say: `Some(1)`.
fn is_constant(value: &Expr) -> bool {
    match syntax::peel_parens(value) {
        Expr::Lit(_) => true,
        Expr::Path(path) => path
            .path
            .segments
            .last()
            .is_some_and(|last| last.ident.to_string().starts_with(char::is_uppercase)),
        Expr::Call(call) => is_constant(&call.func) && call.args.iter().all(is_constant),
        Expr::Unary(unary) => is_constant(&unary.expr),
        Expr::Reference(reference) => {
            reference.mutability.is_none() && is_constant(&reference.expr)
        }
        Expr::Array(array) => array.elems.iter().all(is_constant),
        Expr::Tuple(tuple) => tuple.elems.iter().all(is_constant),
        _ => false,
    }
}

/// Whether a macro is one of std's that call a function; what others become may be a constant.
fn makes_value(called: &Macro, call: &ExprCall) -> bool {
    called.path.is_ident("format")
        || called.path.is_ident("vec") && call.args.iter().all(is_of_own_type)
}
