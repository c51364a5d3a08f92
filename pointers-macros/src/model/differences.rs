//! `p - q` of two handles, C's pointer difference: where an operand is certainly a handle, or a place, whose type is known, the
//! type decides. Of everything else, `|a, b| a - b` among it, the minus is Rust's.

use syn::{BinOp, Expr, ExprBinary};

use super::{
    bindings::{Model, Origin},
    kind::Kind,
    marks::{BindingId, binding},
    root::{self, is_uncertain},
};
use crate::syntax::{Body, deref_operand, marker, peel_parens};
use crate::walk::visit_mut::{self, VisitMut};

/// Marks them.
pub(super) fn mark(body: &mut Body, model: &Model) {
    let mut differences = Differences(model);
    body.visit_mut(&mut differences);
}

struct Differences<'m>(&'m Model);

impl VisitMut for Differences<'_> {
    fn visit_expr_binary_mut(&mut self, binary: &mut ExprBinary) {
        visit_mut::visit_expr_binary_mut(self, binary);
        if let BinOp::Sub(minus) = binary.op
            && is_difference(self.0, &binary.left, &binary.right)
        {
            let mark = marker::attribute(marker::DIFFERENCE, minus.span);
            binary.attrs.push(mark);
        }
    }
}

fn is_difference(model: &Model, left: &Expr, right: &Expr) -> bool {
    !is_number(model, right)
        && !is_number(model, left)
        && !is_no_handle(left)
        && !is_no_handle(right)
        && [left, right]
            .iter()
            .any(|operand| is_handle(model, operand) || is_place(model, operand))
}

/// Whether an operand comes from an operator that no handle has. What it gives may not be known yet, as of `money * 2` where
/// money can be multiplied by more than one type of number: Rust asks later than we could.
fn is_no_handle(operand: &Expr) -> bool {
    match peel_parens(operand) {
        Expr::Binary(binary) => matches!(binary.op, BinOp::Mul(_) | BinOp::Div(_) | BinOp::Rem(_)),
        _ => false,
    }
}

/// Whether an operand is certainly a number.
pub(super) fn is_number(model: &Model, operand: &Expr) -> bool {
    let operand = peel_parens(operand);
    match operand {
        Expr::Lit(_) | Expr::Cast(_) => true,
        Expr::Path(_) => binding(operand).is_some_and(|id| model.kind(id) == Kind::Plain),
        Expr::Binary(binary) => is_number(model, &binary.right) && is_number(model, &binary.left),
        _ => false,
    }
}

/// Whether an operand is certainly a handle: a variable that is one, or what is so far from it.
fn is_handle(model: &Model, operand: &Expr) -> bool {
    let operand = peel_parens(operand);
    match operand {
        Expr::Binary(binary) => match binary.op {
            BinOp::Add(_) => is_handle(model, &binary.left),
            BinOp::Sub(_) => is_handle(model, &binary.left) && is_number(model, &binary.right),
            _ => false,
        },
        Expr::Path(_) if !is_uncertain(operand) => root::handle_root(operand)
            .is_some_and(|id| matches!(model.kind(id), Kind::Malloc | Kind::Calloc)),
        _ => false,
    }
}

/// Whether the type of a variable is known where it is used: not of `|a|`, nor of `let a = text.parse()?`.
fn has_type(model: &Model, id: BindingId) -> bool {
    let binding = model.get(id);
    match binding.origin {
        Origin::ClosureParameter | Origin::AnyType => binding.annotation.is_some(),
        _ => true,
    }
}

/// Whether an operand is a variable, a field or an element, or what a handle leads to.
fn is_place(model: &Model, operand: &Expr) -> bool {
    let operand = peel_parens(operand);
    match operand {
        Expr::Binary(binary) => {
            matches!(binary.op, BinOp::Add(_) | BinOp::Sub(_))
                && is_field(&binary.left)
                && is_number(model, &binary.right)
        }
        Expr::Path(_) => binding(operand).is_some_and(|id| has_type(model, id)),
        _ => is_field(operand),
    }
}

/// The same without variables, of which `a + 1` may have any type.
fn is_field(operand: &Expr) -> bool {
    let operand = peel_parens(operand);
    match operand {
        Expr::Field(_) | Expr::Index(_) => true,
        _ => deref_operand(operand).is_some(),
    }
}
