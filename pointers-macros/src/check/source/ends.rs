//! Ends of a block: whether its last statement calls something that may never return.

use syn::{Block, Expr, ExprCall, Stmt};

use super::by_name;
use crate::syntax::{held_macro, is_user_macro, peel_parens, raising_call};

/// Whether the last statement of a block is such a call.
pub(crate) fn in_a_call(block: &Block) -> bool {
    match block.stmts.last() {
        Some(Stmt::Expr(last, _)) => is_call(last),
        Some(Stmt::Macro(_)) => true,
        _ => false,
    }
}

/// Whether an expression is such a call, or a block that ends in one.
pub(crate) fn is_call(expression: &Expr) -> bool {
    match peel_parens(expression) {
        Expr::Block(block) => in_a_call(&block.block),
        Expr::Unsafe(block) => in_a_call(&block.block),
        Expr::Try(tried) => is_call(&tried.expr),
        Expr::Await(_) | Expr::Macro(_) => true,
        Expr::Call(call) => is_unknown(call),
        Expr::MethodCall(call) => by_name::method(&call.method) == by_name::Method::Other,
        _ => false,
    }
}

fn is_unknown(call: &ExprCall) -> bool {
    if held_macro(call).is_some() {
        return is_user_macro(call);
    }
    // `Some(..)` is a value, but `Err(..)?` leaves.
    let is_value = by_name::called(call)
        .map(ToString::to_string)
        .is_some_and(|name| name.starts_with(char::is_uppercase) && name != "Err");
    raising_call(call).is_none() && !is_value
}
