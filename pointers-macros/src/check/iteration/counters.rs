//! What a `for` loop counts through: ranges whose ends are certain, and what `rev`, `step_by`, `skip` and `take` make of
//! them.

use syn::{Expr, ExprMethodCall, RangeLimits};

use crate::check::{Check, handles, numbers};
use crate::syntax::peel_parens;

/// Numbers at equal distances.
#[derive(Clone, Copy)]
pub(crate) struct Counter {
    first: i128,
    step: i128,
    /// How many there are.
    pub(crate) count: i128,
}

impl Counter {
    pub(crate) fn new(first: i128, step: i128, count: i128) -> Self {
        Self { first, step, count }
    }

    pub(crate) fn at(&self, round: i128) -> i128 {
        self.first.saturating_add(self.step.saturating_mul(round))
    }

    fn adapted(self, method: &str, argument: Option<i128>) -> Option<Self> {
        let Self { first, step, count } = self;
        let given = argument.filter(|argument| *argument >= 0);
        Some(match (method, given) {
            ("into_iter" | "iter", _) => self,
            ("rev", _) => Self {
                first: self.at(count - 1),
                step: -step,
                count,
            },
            ("step_by", Some(by @ 1..)) => Self {
                first,
                step: step.checked_mul(by)?,
                count: count.checked_add(by - 1)? / by,
            },
            ("skip", Some(number)) => Self {
                first: self.at(number),
                step,
                count: (count - number).max(0),
            },
            ("take", Some(number)) => Self {
                first,
                step,
                count: count.min(number),
            },
            _ => return None,
        })
    }
}

/// Whether an expression is a range, or made of one, whose ends may be certain: it is evaluated by [`counter`] only.
pub(crate) fn is_range(expression: &Expr) -> bool {
    match peel_parens(expression) {
        Expr::Range(range) => range.start.is_some() && range.end.is_some(),
        Expr::MethodCall(call) => is_adapter(call) && is_range(&call.receiver),
        _ => false,
    }
}

fn is_adapter(call: &ExprMethodCall) -> bool {
    ["rev", "step_by", "skip", "take", "into_iter"]
        .iter()
        .any(|name| call.method == name)
}

/// Evaluates what [`is_range`]. Gives the numbers, if they are certain.
pub(crate) fn counter<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr) -> Option<Counter> {
    match peel_parens(expression) {
        Expr::Range(range) => {
            let first = range
                .start
                .as_deref()
                .map(|start| numbers::operand(cx, start));
            let last = range.end.as_deref().map(|last| numbers::operand(cx, last));
            let (first, last) = (first?, last?);
            let (Some(start), Some(end)) = (first.as_number(), last.as_number()) else {
                handles::escape(cx, first);
                handles::escape(cx, last);
                return None;
            };
            let count = match range.limits {
                RangeLimits::HalfOpen(_) => end.checked_sub(start)?,
                RangeLimits::Closed(_) => end.checked_sub(start)?.checked_add(1)?,
            };
            Some(Counter {
                first: start,
                step: 1,
                count: count.max(0),
            })
        }
        Expr::MethodCall(call) => {
            let base = counter(cx, &call.receiver);
            let argument = call
                .args
                .first()
                .map(|argument| numbers::operand(cx, argument));
            let adapted = base.and_then(|base| {
                base.adapted(
                    &call.method.to_string(),
                    argument.and_then(|argument| argument.as_number()),
                )
            });
            if adapted.is_none() {
                argument
                    .into_iter()
                    .for_each(|argument| handles::escape(cx, argument));
            }
            adapted
        }
        _ => None,
    }
}
