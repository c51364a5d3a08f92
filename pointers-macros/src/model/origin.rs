//! How a variable came to be: what the value says that it is declared with.

use syn::{BinOp, Expr, ExprCall, ExprMatch, Stmt};

use super::{
    allocation::{Allocation, allocation_of_call},
    bindings::{Borrow, Model, Origin},
    differences,
    kind::{Kind, kind_of_call},
    pointers, root, value_form,
};
use crate::syntax::try_except;

pub(super) fn borrow_of(value: &Expr) -> Option<Borrow> {
    match value {
        Expr::Reference(reference) if reference.mutability.is_some() => Some(Borrow::Mutable),
        Expr::Reference(_) => Some(Borrow::Shared),
        _ => None,
    }
}

pub(super) fn origin_of(model: &Model, value: &Expr) -> Origin {
    match value {
        Expr::Call(call) => match allocation_of_call(call) {
            Some(allocation) => Origin::Allocation(allocation),
            None if value_form::is_plain(value) => Origin::Plain,
            None => match kind_of_call(call) {
                Kind::Unknown => returned(value),
                // `from_raw` may fail: what it returns is no handle yet.
                _ if !makes_handle(call) => Origin::Unknown,
                kind => Origin::Handle(kind),
            },
        },
        Expr::Try(tried) => match &*tried.expr {
            Expr::Call(call) => {
                allocation_of_call(call).map_or_else(|| returned(&tried.expr), Origin::Allocation)
            }
            Expr::MethodCall(call) if value_form::makes_address(call) => Origin::Address,
            tried => returned(tried),
        },
        Expr::RawAddr(_) => Origin::Address,
        Expr::MethodCall(call) if value_form::makes_address(call) => Origin::Address,
        Expr::Match(matched) => allocation_of_try(matched).map_or(Origin::Unknown, |allocation| {
            Origin::Handle(allocation.function.kind())
        }),
        // `let q = p[1]` is refused later on; it is no alias of a handle if `p` is a `Vec`.
        Expr::Index(_) => Origin::Unknown,
        _ if value_form::is_plain(value) => Origin::Plain,
        _ if value_form::is_of_any_type(value) || value_form::is_computed(value) => Origin::AnyType,
        // The difference of two handles is none.
        Expr::Binary(binary)
            if matches!(binary.op, BinOp::Sub(_))
                && !differences::is_number(model, &binary.right) =>
        {
            Origin::Unknown
        }
        _ => root::handle_root(value).map_or_else(|| returned(value), Origin::Alias),
    }
}

/// What a call returns is known where the body declares the function.
fn returned(value: &Expr) -> Origin {
    pointers::called(value).map_or(Origin::Unknown, Origin::Returned)
}

/// The allocation that `try { malloc(n) } except _ { return .. }` is: no handler has a value of its own.
fn allocation_of_try(matched: &ExprMatch) -> Option<Allocation> {
    let tried = try_except(matched)?;
    let leaves = tried.handlers.iter().all(|handler| match handler.body {
        Expr::Block(body) => matches!(
            body.block.stmts.last(),
            Some(Stmt::Expr(
                Expr::Return(_) | Expr::Break(_) | Expr::Continue(_),
                _
            ))
        ),
        _ => false,
    });
    match tried.body.stmts.last() {
        Some(Stmt::Expr(Expr::Call(call), None)) if leaves => {
            allocation_of_call(call).filter(|allocation| !allocation.typed)
        }
        _ => None,
    }
}

/// Whether a function of a handle type returns a handle, and no `Result`.
fn makes_handle(call: &ExprCall) -> bool {
    matches!(&*call.func, Expr::Path(path)
        if path.path.segments.last().is_some_and(|last| last.ident == "null" || last.ident == "default"))
}
