//! What the source says of an expression before its type is known: a handle, certainly none, or neither.

use syn::{BinOp, Expr, UnOp};

use super::{Expander, context};
use crate::{
    model::{self, Kind, Origin, ValueForm},
    primitives, syntax,
};

/// What the source says of the type of the handle that an expression makes.
pub(super) fn kind(ex: &Expander<'_>, expression: &Expr) -> Kind {
    let expression = syntax::peel_parens(expression);
    match expression {
        Expr::Index(_) => Kind::Unknown,
        Expr::Binary(binary) if syntax::is_step(binary) => kind(ex, &binary.left),
        _ if model::is_uncertain(expression) => Kind::Unknown,
        Expr::Call(call) => match model::allocation_of_call(call) {
            Some(allocation) if !context::plain_calls(ex) => allocation.function.kind(),
            _ => Kind::Unknown,
        },
        _ => match model::handle_root(expression) {
            Some(id) => match (ex.model.kind(id), expression) {
                // `n + x` is as plain as both.
                (Kind::Plain, Expr::Binary(_)) => Kind::Unknown,
                (kind, _) => kind,
            },
            None => Kind::Unknown,
        },
    }
}

/// Whether an expression is certainly a handle, or a reference to one.
pub(crate) fn is_handle(ex: &Expander<'_>, expression: &Expr) -> bool {
    let expression = syntax::peel_parens(expression);
    match expression {
        Expr::Index(index) => is_handle(ex, &index.expr),
        _ => matches!(kind(ex, expression), Kind::Malloc | Kind::Calloc),
    }
}

pub(super) fn is_reference(ex: &Expander<'_>, expression: &Expr) -> bool {
    match expression {
        Expr::Reference(_) => true,
        _ if model::is_uncertain(expression) => false,
        _ => model::binding(expression).is_some_and(|id| ex.model.is_reference(id)),
    }
}

/// Whether `~operand` is certainly Rust's `!`.
pub(super) fn is_plain(ex: &Expander<'_>, operand: &Expr) -> bool {
    let operand = syntax::peel_parens(operand);
    match operand {
        Expr::Lit(_) => true,
        Expr::Unary(unary) => {
            matches!(unary.op, UnOp::Not(_) | UnOp::Neg(_)) && is_plain(ex, &unary.expr)
        }
        // A handle cannot be shifted, and does not shift.
        Expr::Binary(binary) if matches!(binary.op, BinOp::Shl(_) | BinOp::Shr(_)) => {
            is_plain(ex, &binary.left)
        }
        Expr::Binary(binary) => is_plain(ex, &binary.left) && is_plain(ex, &binary.right),
        Expr::Cast(cast) => model::kind_of_type(&cast.ty) == Kind::Plain,
        Expr::Path(path) => kind(ex, operand) == Kind::Plain || is_integer_constant(&path.path),
        _ => false,
    }
}

/// Whether an operator on `left` is certainly Rust's: on a variable that is no handle, on a `static`, on a
/// closure's `mut` parameter whose type is not known yet.
pub(super) fn is_rusts(ex: &Expander<'_>, left: &Expr) -> bool {
    let left = syntax::peel_parens(left);
    match left {
        Expr::Field(field) => model::binding(&field.base).is_none() && is_rusts(ex, &field.base),
        Expr::Index(index) => model::binding(&index.expr).is_none() && is_rusts(ex, &index.expr),
        Expr::Path(_) if model::is_uncertain(left) => false,
        Expr::Path(path) => match model::binding(left) {
            Some(id) => {
                let binding = ex.model.get(id);
                ex.model.kind(id) == Kind::Plain
                    || matches!(binding.origin, Origin::ClosureParameter)
                        && binding.mutable
                        && binding.annotation.is_none()
            }
            None => names_constant(&path.path),
        },
        _ => false,
    }
}

/// Whether an expression is a variable without `mut`, which only what leads to a handle can be moved into through.
pub(super) fn is_immutable(ex: &Expander<'_>, left: &Expr) -> bool {
    model::binding(left).is_some_and(|id| !ex.model.get(id).mutable)
}

/// `a`, `a.b`, `a.b[i]`, `*a`: evaluating it twice is evaluating it once.
pub(super) fn is_field_chain(expression: &Expr) -> bool {
    match syntax::peel_parens(expression) {
        Expr::Path(_) => true,
        Expr::Field(field) => is_field_chain(&field.base),
        Expr::Unary(unary) => matches!(unary.op, UnOp::Deref(_)) && is_field_chain(&unary.expr),
        Expr::Index(index) => {
            is_field_chain(&index.expr) && matches!(*index.index, Expr::Path(_) | Expr::Lit(_))
        }
        _ => false,
    }
}

/// Whether nothing is seen of when an expression is evaluated.
pub(super) fn is_still(value: &Expr) -> bool {
    let value = syntax::peel_parens(value);
    match value {
        _ if syntax::deref_operand(value).is_some() => false,
        Expr::Lit(_) | Expr::Path(_) => true,
        Expr::Unary(unary) => is_still(&unary.expr),
        Expr::Cast(cast) => is_still(&cast.expr),
        _ => false,
    }
}

/// Whether the value's type decides the element type of the block: nothing else does, and its form does not.
pub(crate) fn infers_from_value(ex: &Expander<'_>, left: &Expr) -> bool {
    let Some(id) = model::handle_root(left) else {
        return false;
    };
    if !matches!(ex.model.kind(id), Kind::Malloc | Kind::Calloc) {
        return false;
    }
    let root = ex.model.root(id);
    ex.model.infers(root)
        && matches!(
            ex.model.get(root).facts.first_move,
            Some(ValueForm::Unknown)
        )
}

/// `u32::MAX` and the like.
fn is_integer_constant(path: &syn::Path) -> bool {
    let owner = path.segments.iter().rev().nth(1);
    names_constant(path) && owner.is_some_and(|owner| primitives::is_integer(&owner.ident))
}

/// Whether a path is one of a `const`, a `static` or a const parameter, to judge by its last name.
pub(crate) fn names_constant(path: &syn::Path) -> bool {
    path.segments.last().is_some_and(|last| {
        let name = last.ident.to_string();
        name.chars().all(|character| {
            character.is_uppercase() || character.is_ascii_digit() || character == '_'
        }) && name.starts_with(|first: char| first.is_uppercase() || first == '_')
    })
}
