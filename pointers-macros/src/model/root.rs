//! From which variable's handle an expression makes its own: the `p` of `p + 1`, `p[1]`, `&p`, `p.iter()`.

use syn::{BinOp, Expr, ExprPath};

use super::marks::BindingId;
use crate::syntax::{marker, peel_parens, peel_parens_mut};

/// The variable from whose handle an expression makes its own: `p`, `p + 1`, `p[1]`, `&p`, `p.clone()`.
pub(crate) fn handle_root(expression: &Expr) -> Option<BindingId> {
    handle_name(expression).and_then(|path| super::number(&path.attrs))
}

/// Whether the variable that an expression is made from may be another one than [`binding`] says.
pub(crate) fn is_uncertain(expression: &Expr) -> bool {
    handle_name(expression).is_some_and(|path| marker::has(&path.attrs, marker::UNCERTAIN))
}

/// The name of that variable.
pub(super) fn handle_name(expression: &Expr) -> Option<&ExprPath> {
    match peel_parens(expression) {
        Expr::Binary(binary) if matches!(binary.op, BinOp::Add(_) | BinOp::Sub(_)) => {
            handle_name(&binary.left)
        }
        Expr::Index(index) => handle_name(&index.expr),
        Expr::Reference(reference) => handle_name(&reference.expr),
        Expr::MethodCall(call) if call.method == "clone" && call.args.is_empty() => {
            handle_name(&call.receiver)
        }
        Expr::Path(path) => Some(path),
        _ => None,
    }
}

/// The same, to be marked.
pub(super) fn handle_path(expression: &mut Expr) -> Option<&mut ExprPath> {
    handle_root(expression)?;
    match peel_parens_mut(expression) {
        Expr::Binary(binary) => handle_path(&mut binary.left),
        Expr::Index(index) => handle_path(&mut index.expr),
        Expr::Reference(reference) => handle_path(&mut reference.expr),
        Expr::MethodCall(call) => handle_path(&mut call.receiver),
        Expr::Path(path) => Some(path),
        _ => None,
    }
}

/// The variable over whose chunks a `for` loop runs, and how many `enumerate`s are around it.
pub(super) fn iterated(expression: &Expr) -> Option<(BindingId, usize)> {
    let expression = peel_parens(expression);
    match expression {
        Expr::MethodCall(call) if call.method == "enumerate" => {
            iterated(&call.receiver).map(|(root, depth)| (root, depth + 1))
        }
        Expr::MethodCall(call)
            if ["iter", "into_iter", "skip", "take", "rev", "step_by"]
                .iter()
                .any(|name| call.method == name) =>
        {
            iterated(&call.receiver)
        }
        _ => handle_root(expression).map(|root| (root, 0)),
    }
}
