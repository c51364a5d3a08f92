//! Loops that count by themselves, `while i < n { ..; i += 1; }`: which numbers the variable has in their rounds, so that
//! rounds that are too many to be followed one by one can be tried out all the same.

use syn::{BinOp, Block, Expr, ExprAssign, ExprBinary, Stmt};

use super::{bodies::Loop, counters::Counter};
use crate::check::{Check, closures, constant, numbers, scan::Effects, state::State};
use crate::walk::visit::{self, Visit};
use crate::{
    model::{BindingId, binding},
    syntax::is_compound,
};

/// The variable that a loop counts, by its slot, and its numbers, from what is known before the loop. The loop ends by
/// its condition only, and nothing but one statement of its body changes the variable.
pub(crate) fn of<'a>(
    cx: &Check<'a, '_>,
    looped: &Loop<'a>,
    effects: &Effects,
    before: &State<'a>,
) -> Option<(usize, Counter)> {
    let Expr::Binary(condition) = looped.condition? else {
        return None;
    };
    let (id, op, end) = match binding(&condition.left).filter(|id| effects.stepped.contains(id)) {
        Some(id) => (id, condition.op, &*condition.right),
        None => (
            binding(&condition.right)?,
            mirrored(&condition.op)?,
            &*condition.left,
        ),
    };
    let changed = [&effects.assigned, &effects.shared];
    let is_changed = |id: &BindingId| changed.iter().any(|list| list.contains(id));
    let unseen =
        !effects.mentioned.is_empty() || !closures::mentioned_by(cx, &effects.changed).is_empty();
    let moves = binding(end).is_some_and(|end| is_changed(&end) || effects.stepped.contains(&end));
    if is_changed(&id) || unseen || moves {
        return None;
    }
    let slot = *cx.slots.get(&id)?;
    let first = before.variable(slot).as_number()?;
    let end = numbers::named_or_literal(cx, end)?;
    let step = step(looped.body, id)?;
    let count = rounds(&op, first, step, end)?;
    Some((slot, Counter::new(first, step, count)))
}

/// `a < b` as `b > a`.
fn mirrored(op: &BinOp) -> Option<BinOp> {
    Some(match op {
        BinOp::Lt(_) => BinOp::Gt(Default::default()),
        BinOp::Le(_) => BinOp::Ge(Default::default()),
        BinOp::Gt(_) => BinOp::Lt(Default::default()),
        BinOp::Ge(_) => BinOp::Le(Default::default()),
        BinOp::Ne(token) => BinOp::Ne(*token),
        _ => return None,
    })
}

/// By how much each round changes a variable, where a single statement of the body itself does.
fn step(body: &Block, id: BindingId) -> Option<i128> {
    let mut changes = Changes { id, number: 0 };
    changes.visit_block(body);
    let steps = body.stmts.iter().filter_map(|statement| match statement {
        Stmt::Expr(Expr::Binary(step), _) if binding(&step.left) == Some(id) => {
            let by = match &*step.right {
                Expr::Lit(literal) => constant::literal(&literal.lit)?,
                _ => return None,
            };
            match step.op {
                BinOp::AddAssign(_) => Some(by),
                BinOp::SubAssign(_) => Some(-by),
                _ => None,
            }
        }
        _ => None,
    });
    let steps: Vec<_> = steps.collect();
    match *steps {
        [step] if changes.number == 1 && step != 0 => Some(step),
        _ => None,
    }
}

/// How many expressions change a variable.
struct Changes {
    id: BindingId,
    number: usize,
}

impl<'a> Visit<'a> for Changes {
    fn visit_expr_binary(&mut self, binary: &'a ExprBinary) {
        let changes = is_compound(&binary.op) || matches!(binary.op, BinOp::ShlAssign(_));
        self.number += usize::from(changes && binding(&binary.left) == Some(self.id));
        visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_assign(&mut self, assign: &'a ExprAssign) {
        self.number += usize::from(binding(&assign.left) == Some(self.id));
        visit::visit_expr_assign(self, assign);
    }
}

/// In how many rounds from the first on the condition holds, whose numbers all lie before the end.
fn rounds(op: &BinOp, first: i128, step: i128, end: i128) -> Option<i128> {
    let distance = match op {
        BinOp::Lt(_) | BinOp::Le(_) if step > 0 => end.checked_sub(first)?,
        BinOp::Gt(_) | BinOp::Ge(_) if step < 0 => first.checked_sub(end)?,
        BinOp::Ne(_) => end.checked_sub(first)?.checked_mul(step.signum())?,
        _ => return None,
    };
    let width = step.checked_abs()?;
    let count = match op {
        BinOp::Lt(_) | BinOp::Gt(_) => distance.checked_add(width - 1)?.div_euclid(width),
        BinOp::Le(_) | BinOp::Ge(_) => distance.div_euclid(width) + 1,
        _ if distance % width == 0 => distance / width,
        _ => return None,
    };
    (count >= 0).then_some(count)
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::rounds;

    #[test]
    fn rounds_are_counted_as_they_would_run() {
        for (op, first, step, end, expected) in [
            (parse_quote!(<), 0, 1, 10, Some(10)),
            (parse_quote!(<=), 0, 1, 10, Some(11)),
            (parse_quote!(<), 0, 3, 10, Some(4)),
            (parse_quote!(<=), 1, 3, 10, Some(4)),
            (parse_quote!(>), 10, -1, 0, Some(10)),
            (parse_quote!(>=), 10, -4, 0, Some(3)),
            (parse_quote!(!=), 0, 2, 10, Some(5)),
            (parse_quote!(!=), 0, 3, 10, None),
            (parse_quote!(<), 0, -1, 10, None),
            (parse_quote!(!=), 5, 1, 0, None),
        ] {
            assert_eq!(
                rounds(&op, first, step, end),
                expected,
                "{first} {step} {end}"
            );
        }
    }
}
