//! Chains: fields, indices and stars that lead to a variable, `(*out)[i].rows`.

use syn::{BinOp, Expr, ExprMethodCall, UnOp};

use crate::syntax;

/// Whether fields, indices and stars lead to a variable, which is none itself.
fn is_chain(place: &Expr) -> bool {
    match syntax::peel_parens(place) {
        Expr::Field(field) => leads_to_variable(&field.base),
        Expr::Index(index) => {
            !matches!(*index.index, Expr::Range(_)) && leads_to_variable(&index.expr)
        }
        Expr::Unary(unary) => matches!(unary.op, UnOp::Deref(_)) && leads_to_variable(&unary.expr),
        _ => false,
    }
}

/// The same of what stands before a step: also `out`, and `out + 1`.
fn leads_to_variable(base: &Expr) -> bool {
    let base = syntax::peel_parens(base);
    match base {
        Expr::Path(path) => path.path.get_ident().is_some(),
        Expr::Binary(sum) => {
            matches!(sum.op, BinOp::Add(_) | BinOp::Sub(_)) && leads_to_variable(&sum.left)
        }
        _ => is_chain(base),
    }
}

/// Whether there is an index among the steps of a chain.
pub(super) fn leads_through_index(place: &Expr) -> bool {
    let place = syntax::peel_parens(place);
    match place {
        Expr::Field(field) => leads_through_index(&field.base),
        Expr::Index(_) => is_chain(place),
        _ => false,
    }
}

/// Whether a value is computed of elements, names and numbers, of which nobody sees when that is done.
pub(super) fn reads_an_element(value: &Expr) -> bool {
    fn only(value: &Expr, elements: &mut usize) -> bool {
        match value {
            Expr::Lit(_) => true,
            Expr::Path(path) => path.path.get_ident().is_some(),
            Expr::Paren(inner) => only(&inner.expr, elements),
            Expr::Field(field) => only(&field.base, elements),
            Expr::Cast(cast) => only(&cast.expr, elements),
            Expr::Binary(binary) => only(&binary.left, elements) && only(&binary.right, elements),
            Expr::Index(index) => {
                *elements += 1;
                only(&index.expr, elements) && only(&index.index, elements)
            }
            _ => false,
        }
    }
    let mut elements = 0;
    only(value, &mut elements) && elements > 0
}

/// Whether a value may borrow from what is read for it, as far as the names of methods say.
pub(super) fn may_borrow(value: &Expr) -> bool {
    match syntax::peel_parens(value) {
        Expr::Reference(_) => true,
        Expr::MethodCall(call) => may_borrow_from(call),
        _ => false,
    }
}

/// The same of what a method gives.
pub(super) fn may_borrow_from(call: &ExprMethodCall) -> bool {
    const BORROWING: [&str; 18] = [
        "as_", "borrow", "bytes", "chars", "chunks", "deref", "first", "get", "iter", "keys",
        "last", "lines", "peek", "split", "strip", "trim", "values", "windows",
    ];
    let method = call.method.to_string();
    let passes_on = method.starts_with("unwrap") || method == "expect";
    BORROWING.iter().any(|start| method.starts_with(start))
        || passes_on && may_borrow(&call.receiver)
}
