//! What is left without what is around it: the handle of a place, the list of an iterator, the name of a type.

use proc_macro2::Ident;
use syn::{Expr, Type};

use crate::syntax::{deref_operand, peel_parens, referred};

/// The handle whose memory a place lies in: the `p` of `~p`, `(~p).x`, `p->x[1].y`.
pub(crate) fn place(target: &Expr) -> Option<&Expr> {
    deref_operand(target).or_else(|| match target {
        Expr::Field(field) => place(&field.base),
        Expr::Index(index) => place(&index.expr),
        Expr::Paren(inner) => place(&inner.expr),
        Expr::Group(inner) => place(&inner.expr),
        _ => None,
    })
}

/// What a `for` loop runs over, without the adapters around it, and whether these number the items. The adapters' own
/// arguments are collected.
pub(crate) fn iterated<'a>(
    expression: &'a Expr,
    arguments: &mut Vec<&'a Expr>,
) -> (&'a Expr, bool) {
    let expression = peel_parens(expression);
    match expression {
        Expr::MethodCall(call)
            if ["enumerate", "into_iter", "skip", "take", "rev", "step_by"]
                .iter()
                .any(|name| call.method == name) =>
        {
            arguments.extend(&call.args);
            let (base, numbered) = iterated(&call.receiver, arguments);
            (base, numbered || call.method == "enumerate")
        }
        _ => (expression, false),
    }
}

/// The name of a type.
pub(crate) fn name_of(ty: &Type) -> Option<&Ident> {
    match referred(ty) {
        Type::Path(path) if path.qself.is_none() => {
            path.path.segments.last().map(|last| &last.ident)
        }
        _ => None,
    }
}
