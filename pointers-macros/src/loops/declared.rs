//! The variables that a pure loop declares, and which of them are integers.

use syn::{Expr, Lit, Pat};

use super::{allowed, views::element};
use crate::map::Set;
use crate::{
    model::{self, BindingId},
    primitives,
    syntax::{self, deref_operand, peel_parens},
};

#[derive(Default)]
pub(super) struct Declared {
    all: Set<BindingId>,
    /// Those that are integers if all that comes from outside is.
    integers: Set<BindingId>,
}

impl Declared {
    pub(super) fn add(&mut self, id: Option<BindingId>) {
        self.all.extend(id);
    }

    pub(super) fn has(&self, id: BindingId) -> bool {
        self.all.contains(&id)
    }

    /// Notes which names of a pattern are integers, if it is to be this value.
    pub(super) fn note(&mut self, pattern: &Pat, value: &Expr, chunk: Option<BindingId>) {
        match (pattern, value) {
            (Pat::Ident(name), _) if self.is_integer(value, chunk) => {
                self.integers.extend(model::declared(name));
            }
            (Pat::Type(typed), _) => self.note(&typed.pat, value, chunk),
            (Pat::Tuple(names), Expr::Tuple(values)) => {
                for (name, value) in names.elems.iter().zip(&values.elems) {
                    self.note(name, value, chunk);
                }
            }
            _ => {}
        }
    }

    /// Whether an expression is an integer if all that comes from outside is. `chunk` is the loop's, if it has one.
    pub(super) fn is_integer(&self, expression: &Expr, chunk: Option<BindingId>) -> bool {
        let is_integer = |part: &Expr| self.is_integer(part, chunk);
        let expression = peel_parens(expression);
        match expression {
            Expr::Lit(literal) => {
                matches!(&literal.lit, Lit::Int(number) if !number.suffix().starts_with('f'))
            }
            Expr::Path(_) => model::binding(expression)
                .is_none_or(|id| !self.has(id) || self.integers.contains(&id)),
            Expr::Cast(cast) => allowed::is_integer(&cast.ty),
            Expr::Call(call) => allowed::converts(call).is_some_and(primitives::is_integer),
            Expr::MethodCall(call) => is_integer(&call.receiver),
            Expr::Unary(unary) => match deref_operand(expression) {
                Some(operand) => {
                    element(operand).is_some() || is_chunk(operand, chunk) || is_integer(operand)
                }
                None => is_integer(&unary.expr),
            },
            Expr::Binary(binary) => {
                let compares = syntax::is_comparison(&binary.op);
                !compares && !syntax::is_compound(&binary.op) && is_integer(&binary.left)
            }
            _ => false,
        }
    }
}

/// Whether an expression is this variable, which is each of a handle's chunks in turn.
pub(super) fn is_chunk(expression: &Expr, chunk: Option<BindingId>) -> bool {
    chunk.is_some() && model::binding(expression) == chunk
}
