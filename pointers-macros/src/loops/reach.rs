//! How far a pure loop gets: which of its variables stay below the end of what it counts.
//!
//! This only decides how many elements are borrowed before the loop. If it is wrong, an element outside is reached as
//! without the loan.

use quote::ToTokens;
use syn::{BinOp, Expr, ExprRange, ExprWhile, Pat, RangeLimits, Stmt};

use crate::model;
use crate::{
    model::Variable,
    syntax::{peel_parens, peel_parens_mut},
};

/// The counters of a loop, and of those in it.
#[derive(Default)]
pub(super) struct Counters {
    /// The end of the outermost one.
    end: Option<Expr>,
    /// The counters that stay below the end: such a counter plus this number is below it still.
    below: Vec<(Variable, usize)>,
}

impl Counters {
    /// Those of an outermost loop.
    pub(super) fn below(end: &Expr, counter: Option<Variable>) -> Self {
        Counters {
            end: Some(end.clone()),
            below: counter.map(|counter| (counter, 0)).into_iter().collect(),
        }
    }

    /// Adds the counter of an inner loop that runs up to `end`, if that is known to be no further than the outer one's.
    pub(super) fn enter(&mut self, counter: Option<Variable>, end: &Expr, closed: bool) {
        let room = match self.room(end) {
            Some(room) => Some(room + usize::from(!closed)),
            None => (self.is_end(end) && !closed).then_some(0),
        };
        self.below.extend(counter.zip(room));
    }

    /// How many counters there are.
    pub(super) fn len(&self) -> usize {
        self.below.len()
    }

    /// Forgets those of inner loops.
    pub(super) fn leave(&mut self, len: usize) {
        self.below.truncate(len);
    }

    fn is_end(&self, end: &Expr) -> bool {
        let simple = matches!(end, Expr::Path(_) | Expr::Lit(_));
        let spelt = |end: &Expr| (Variable::of(end), end.to_token_stream().to_string());
        simple
            && self
                .end
                .as_ref()
                .is_some_and(|known| spelt(known) == spelt(end))
    }

    /// How much more than one a counter is below the end.
    fn room(&self, expression: &Expr) -> Option<usize> {
        let variable = Variable::of(expression)?;
        let mut known = self.below.iter().rev();
        known
            .find(|(counter, _)| *counter == variable)
            .map(|(_, room)| *room)
    }

    /// How far an index gets beyond the last number that is below the end; `None` if that is not known.
    pub(super) fn beyond(&self, index: &Expr) -> Option<usize> {
        let index = peel_parens(index);
        match index {
            Expr::Binary(binary) => {
                let room = self.room(&binary.left)?;
                let by = usize::try_from(model::literal_integer(&binary.right)?).ok()?;
                match binary.op {
                    BinOp::Add(_) => Some(by.saturating_sub(room)),
                    BinOp::Sub(_) => Some(0),
                    _ => None,
                }
            }
            _ => self.room(index).map(|_| 0),
        }
    }
}

/// The range that a `for` runs over, and what is called on it.
pub(super) fn range(head: &mut Expr) -> Option<&mut ExprRange> {
    match peel_parens_mut(head) {
        Expr::Range(range) => Some(range),
        Expr::MethodCall(call) => {
            let ordered = call.method == "rev" && call.args.is_empty()
                || call.method == "step_by" && matches!(call.args.first(), Some(Expr::Lit(_)));
            ordered.then_some(())?;
            range(&mut call.receiver)
        }
        _ => None,
    }
}

/// Whether the last value of a range belongs to it.
pub(super) fn is_closed(range: &ExprRange) -> bool {
    matches!(range.limits, RangeLimits::Closed(_))
}

/// The variable that a pattern is, as its uses name it.
pub(super) fn counter(pattern: &Pat) -> Option<Variable> {
    match pattern {
        Pat::Ident(name) if name.mutability.is_none() => Variable::of(&Expr::Path(syn::ExprPath {
            attrs: name.attrs.clone(),
            qself: None,
            path: name.ident.clone().into(),
        })),
        _ => None,
    }
}

/// The counter of `while i < n { .. i += step; .. }`, and its end.
pub(super) fn counted(whole: &ExprWhile) -> Option<(Variable, &Expr)> {
    let Expr::Binary(condition) = &*whole.cond else {
        return None;
    };
    let counter = Variable::of(&condition.left)?;
    let end = &*condition.right;
    let simple = matches!(end, Expr::Path(_) | Expr::Lit(_));
    let below = matches!(condition.op, BinOp::Lt(_) | BinOp::Ne(_));
    let steps = whole.body.stmts.iter().any(|statement| match statement {
        Stmt::Expr(Expr::Binary(step), _) => {
            matches!(step.op, BinOp::AddAssign(_))
                && Variable::of(&step.left).as_ref() == Some(&counter)
        }
        _ => false,
    });
    (simple && below && steps).then_some((counter, end))
}
