//! Conditions: what holds where one is true, and what where it is false. Where it certainly is one of both, the other
//! path is not taken.

use syn::{BinOp, Expr, ExprBinary, ExprLet, ExprUnary, UnOp};

use super::{
    Check,
    context::Follow,
    handles,
    lattice::Value,
    numbers, patterns, places,
    state::{State, join},
    variables,
};
use crate::syntax::{borrows_mutably, deref_operand, is_conditional_expression, peel_parens};

/// The two ways that a condition leads; a way that is certainly not taken has no state.
pub(super) struct Paths<'a> {
    pub(super) then: Option<State<'a>>,
    pub(super) otherwise: Option<State<'a>>,
}

impl<'a> Paths<'a> {
    /// The only way that is taken.
    pub(super) fn certain(&self) -> Option<bool> {
        match (&self.then, &self.otherwise) {
            (Some(_), None) => Some(true),
            (None, Some(_)) => Some(false),
            _ => None,
        }
    }

    /// Which ways are open, where `decided` says which one is taken if that is known.
    pub(super) fn of(state: Option<State<'a>>, decided: Option<bool>) -> Self {
        match decided {
            Some(true) => Self {
                then: state,
                otherwise: None,
            },
            Some(false) => Self {
                then: None,
                otherwise: state,
            },
            None => Self {
                otherwise: state.clone(),
                then: state,
            },
        }
    }
}

/// Follows a condition from the state that is known before it. The variables that `let` declares in it stay in scope.
pub(super) fn paths<'a>(cx: &mut Check<'a, '_>, condition: &'a Expr) -> Paths<'a> {
    let depth = cx.scope.len();
    let mut paths = ways(cx, condition);
    if let Some(state) = &mut paths.otherwise {
        state.variables.truncate(depth);
    }
    paths
}

fn ways<'a>(cx: &mut Check<'a, '_>, condition: &'a Expr) -> Paths<'a> {
    let condition = peel_parens(condition);
    match condition {
        Expr::Unary(ExprUnary {
            op: UnOp::Not(_),
            expr,
            ..
        }) if deref_operand(condition).is_none() => {
            let Paths { then, otherwise } = ways(cx, expr);
            Paths {
                then: otherwise,
                otherwise: then,
            }
        }
        Expr::Binary(binary) if matches!(binary.op, BinOp::And(_) | BinOp::Or(_)) => {
            both(cx, binary)
        }
        Expr::Let(condition) => let_matches(cx, condition),
        _ => {
            let value = if is_conditional_expression(condition) {
                cx.eval(condition);
                Value::Unknown
            } else {
                cx.eval(condition)
            };
            let decided = value.as_truth();
            if decided.is_none() {
                handles::escape(cx, value);
            }
            let mut ways = Paths::of(cx.state.take(), decided);
            places::tested(cx, condition, &mut ways.then, true);
            places::tested(cx, condition, &mut ways.otherwise, false);
            ways
        }
    }
}

/// `left && right`, `left || right`.
fn both<'a>(cx: &mut Check<'a, '_>, binary: &'a ExprBinary) -> Paths<'a> {
    let first = ways(cx, &binary.left);
    let certain = first.certain().is_some();
    let is_and = matches!(binary.op, BinOp::And(_));
    let (goes_on, ends) = if is_and {
        (first.then, first.otherwise)
    } else {
        (first.otherwise, first.then)
    };
    cx.state = goes_on;
    let second = if certain {
        ways(cx, &binary.right)
    } else {
        cx.branch(|cx| ways(cx, &binary.right))
    };
    if is_and {
        Paths {
            then: second.then,
            otherwise: join(second.otherwise, ends),
        }
    } else {
        Paths {
            then: join(second.then, ends),
            otherwise: second.otherwise,
        }
    }
}

/// `let pattern = value`.
fn let_matches<'a>(cx: &mut Check<'a, '_>, condition: &'a ExprLet) -> Paths<'a> {
    let value = patterns::matched(cx, &condition.expr);
    if borrows_mutably(&condition.pat) {
        variables::share(cx, &condition.expr);
    }
    let decided = patterns::matches(cx, &condition.pat, value);
    if decided.is_none() && numbers::is_number(value) {
        handles::escape(cx, value);
    }
    patterns::declare(cx, &condition.pat, value);
    Paths::of(cx.state.take(), decided)
}

/// A condition as a value: `let both = a && b`.
pub(super) fn value<'a>(cx: &mut Check<'a, '_>, condition: &'a Expr) -> Value<'a> {
    let depth = cx.scope.len();
    let paths = paths(cx, condition);
    let value = paths.certain().map_or(Value::Unknown, Value::truth);
    cx.state = join(paths.then, paths.otherwise);
    super::frames::leave(cx, depth, value);
    value
}
