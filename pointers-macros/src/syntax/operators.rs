//! What operators do, whatever their operands are.

use super::parens::peel_parens;
use syn::{BinOp, Expr};

/// Whether the operands of an operator are looked at, not moved.
pub(crate) fn is_comparison(op: &BinOp) -> bool {
    matches!(
        op,
        BinOp::Eq(_) | BinOp::Ne(_) | BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_)
    )
}

/// Whether evaluating an expression changes no variable: names, numbers, places, and operators on them.
pub(crate) fn changes_nothing(value: &Expr) -> bool {
    match peel_parens(value) {
        Expr::Lit(_) | Expr::Path(_) => true,
        Expr::Unary(unary) => changes_nothing(&unary.expr),
        Expr::Cast(cast) => changes_nothing(&cast.expr),
        Expr::Field(field) => changes_nothing(&field.base),
        Expr::Index(index) => changes_nothing(&index.expr) && changes_nothing(&index.index),
        Expr::Reference(reference) => {
            reference.mutability.is_none() && changes_nothing(&reference.expr)
        }
        Expr::Binary(binary) => {
            !is_compound(&binary.op)
                && changes_nothing(&binary.left)
                && changes_nothing(&binary.right)
        }
        // `size_of::<T>()`.
        Expr::Call(call) => {
            call.args.is_empty()
                && matches!(&*call.func, Expr::Path(path)
            if path.path.segments.last().is_some_and(|last| last.ident == "size_of"))
        }
        _ => false,
    }
}

/// Whether an operator changes its left side.
pub(crate) fn is_compound(op: &BinOp) -> bool {
    matches!(
        op,
        BinOp::AddAssign(_)
            | BinOp::SubAssign(_)
            | BinOp::MulAssign(_)
            | BinOp::DivAssign(_)
            | BinOp::RemAssign(_)
            | BinOp::BitXorAssign(_)
            | BinOp::BitAndAssign(_)
            | BinOp::BitOrAssign(_)
            | BinOp::ShlAssign(_)
            | BinOp::ShrAssign(_)
    )
}
