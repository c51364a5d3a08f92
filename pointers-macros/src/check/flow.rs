//! Statements, branches, jumps: in what order things happen, and which paths meet.

use syn::{Block, Expr, ExprIf, ExprMatch, Label, Lifetime, Local, Pat, Stmt, visit::Visit};

use super::{
    Caught, Check, Frame, forms,
    lattice::{Handle, Value},
    report::Loss,
    scan::Effects,
    state::{State, join},
};
use crate::syntax;

impl<'a> Check<'a, '_> {
    /// Follows a block, and gives its value.
    pub(super) fn block(&mut self, block: &'a Block) -> Value<'a> {
        let depth = self.scope.len();
        let mut value = Value::Unknown;
        for (at, statement) in block.stmts.iter().enumerate() {
            match statement {
                Stmt::Local(local) => self.local(local),
                Stmt::Item(item) => self.visit_item(item),
                Stmt::Expr(expression, None) if at + 1 == block.stmts.len() => {
                    value = self.eval(expression)
                }
                Stmt::Expr(expression, _) => {
                    let value = self.eval(expression);
                    self.dropped(value);
                }
                Stmt::Macro(call) => self.unknown_macro(&call.mac),
            }
        }
        self.leave(depth, value);
        value
    }

    /// Variables go out of scope, and `value` stays.
    pub(super) fn leave(&mut self, depth: usize, value: Value<'a>) {
        self.lost(depth, value, Loss::End, None);
        self.scope.truncate(depth);
        if let Some(state) = &mut self.state {
            state.variables.truncate(depth);
        }
    }

    fn local(&mut self, local: &'a Local) {
        if syntax::is_conditional(&local.attrs) {
            if let Some(init) = &local.init {
                self.configured(|this| this.consume(&init.expr));
            }
            return self.declare_unknown(&local.pat);
        }
        if forms::borrows_mutably(&local.pat)
            && let Some(init) = &local.init
        {
            self.share(&init.expr);
        }
        let Some(init) = &local.init else {
            return self.declare(&local.pat, Value::Unset);
        };
        match (untyped(&local.pat), &*init.expr) {
            (Pat::Tuple(names), Expr::Tuple(values))
                if names.elems.len() == values.elems.len()
                    && !names.elems.iter().any(|name| matches!(name, Pat::Rest(_))) =>
            {
                let values: Vec<_> = values.elems.iter().map(|value| self.alias(value)).collect();
                for (name, value) in names.elems.iter().zip(values) {
                    self.declare(name, value);
                }
            }
            (_, value) => {
                let value = self.initial(&local.pat, value);
                if let Some((_, diverge)) = &init.diverge {
                    let otherwise = self.state.clone();
                    self.branch(|this| this.consume(diverge));
                    self.state = otherwise;
                }
                self.declare(&local.pat, value);
            }
        }
    }

    pub(super) fn if_else(&mut self, branches: &'a ExprIf) -> Value<'a> {
        let depth = self.scope.len();
        self.consume(&branches.cond);
        let mut otherwise = self.state.clone();
        if let Some(state) = &mut otherwise {
            state.variables.truncate(depth);
        }
        let value = self.branch(|this| this.block(&branches.then_branch));
        self.leave(depth, value);
        let then = std::mem::replace(&mut self.state, otherwise);
        match &branches.else_branch {
            Some((_, branch)) => {
                let other = self.branch(|this| this.eval(branch));
                self.meet(then, value, other)
            }
            None => {
                self.state = join(self.state.take(), then);
                Value::Unknown
            }
        }
    }

    /// Follows what may be left out.
    pub(super) fn maybe(&mut self, follow: impl FnOnce(&mut Self)) {
        let skipped = self.state.clone();
        self.branch(follow);
        self.state = join(self.state.take(), skipped);
    }

    /// Joins another path's state and value into those of the path that is followed.
    fn meet(&mut self, path: Option<State<'a>>, value: Value<'a>, other: Value<'a>) -> Value<'a> {
        match (path, self.state.take()) {
            (Some(first), Some(second)) => {
                let mut joined = first.join(&second);
                let value = joined.join_values(value, other);
                self.state = Some(joined);
                value
            }
            (Some(first), None) => {
                self.state = Some(first);
                value
            }
            (None, second) => {
                self.state = second;
                other
            }
        }
    }

    pub(super) fn matched(&mut self, expression: &'a ExprMatch) -> Value<'a> {
        if let Some(tried) = syntax::try_except(expression) {
            return self.try_except(expression, &tried);
        }
        self.consume(&expression.expr);
        if expression
            .arms
            .iter()
            .any(|arm| forms::borrows_mutably(&arm.pat))
        {
            self.share(&expression.expr);
        }
        // The state in which no arm before has matched.
        let mut next = self.state.take();
        let (mut met, mut result) = (None, Value::Unknown);
        for arm in &expression.arms {
            let depth = self.scope.len();
            self.state = next.clone();
            let value = self.branch(|this| {
                this.declare_unknown(&arm.pat);
                if let Some((_, guard)) = &arm.guard {
                    this.consume(guard);
                    // It may refuse.
                    next = this.state.clone();
                    if let Some(state) = &mut next {
                        state.variables.truncate(depth);
                    }
                }
                this.eval(&arm.body)
            });
            self.leave(depth, value);
            result = self.meet(met, result, value);
            met = self.state.take();
        }
        self.state = met;
        result
    }

    fn try_except(
        &mut self,
        expression: &'a ExprMatch,
        tried: &syntax::TryExcept<'a>,
    ) -> Value<'a> {
        let mut failed = self.state.clone();
        let effects = self.effects(None, tried.body);
        if let Some(state) = &mut failed {
            self.apply(&effects, state);
        }
        let kinds = tried.handlers.iter().map(|handler| handler.kinds.as_ref());
        self.caught.push(match kinds.collect::<Option<Vec<_>>>() {
            Some(kinds) => Caught::Kinds(
                kinds
                    .into_iter()
                    .flatten()
                    .map(ToString::to_string)
                    .collect(),
            ),
            None => Caught::All,
        });
        let value = self.branch(|this| this.block(tried.body));
        self.caught.pop();
        let (mut met, mut result) = (self.state.take(), value);
        for arm in &expression.arms {
            let depth = self.scope.len();
            self.state = failed.clone();
            let value = self.branch(|this| {
                this.declare_unknown(&arm.pat);
                this.eval(&arm.body)
            });
            self.leave(depth, value);
            result = self.meet(met, result, value);
            met = self.state.take();
        }
        self.state = met;
        result
    }

    pub(super) fn labelled(&mut self, label: Option<&'a Label>, body: &'a Block) -> Value<'a> {
        let Some(label) = label else {
            return self.block(body);
        };
        self.frames.push(self.frame(Some(label), false));
        let value = self.block(body);
        let Some(frame) = self.frames.pop() else {
            return value;
        };
        if frame.breaks.is_none() {
            return value;
        }
        self.escape(value);
        self.state = join(self.state.take(), frame.breaks);
        Value::Unknown
    }

    pub(super) fn frame(&self, label: Option<&'a Label>, is_loop: bool) -> Frame<'a> {
        let label = label.map(|label| &label.name.ident);
        Frame {
            label,
            is_loop,
            depth: self.scope.len(),
            breaks: None,
            continues: None,
        }
    }

    /// Adds to a state what a part of the program may have done.
    pub(super) fn apply(&self, effects: &Effects, state: &mut State<'a>) {
        for slot in effects.changed.iter().filter_map(|id| self.slots.get(id)) {
            state.escape(state.variable(*slot));
        }
        for slot in effects.written.iter().filter_map(|id| self.slots.get(id)) {
            if let Value::Handle(handle) = state.variable(*slot) {
                let block = state.block_mut(handle.block);
                block.written.add(None);
                block.stored = None;
            }
        }
        for slot in effects.stepped.iter().filter_map(|id| self.slots.get(id)) {
            let value = match state.variable(*slot) {
                Value::Handle(handle) => Value::Handle(Handle {
                    offset: None,
                    ..handle
                }),
                _ => Value::Unknown,
            };
            state.set(*slot, value);
        }
        for slot in effects.assigned.iter().filter_map(|id| self.slots.get(id)) {
            state.escape(state.variable(*slot));
            state.set(*slot, Value::Unknown);
        }
        for slot in effects.shared.iter().filter_map(|id| self.slots.get(id)) {
            state.share(*slot);
        }
        self.mentioned(&effects.mentioned)
            .for_each(|slot| state.share(slot));
    }

    /// The variables in scope of these names.
    pub(super) fn mentioned<'n>(&'n self, names: &'n [String]) -> impl Iterator<Item = usize> {
        let slots = self.scope.iter().enumerate().filter(|_| !names.is_empty());
        slots
            .filter(|(_, variable)| names.contains(variable))
            .map(|(slot, _)| slot)
    }

    /// `break` or `continue`.
    pub(super) fn jump(&mut self, label: Option<&'a Lifetime>, loss: Loss, place: &'a Expr) {
        let target = self.frames.iter().rposition(|frame| match label {
            Some(label) => frame.label == Some(&label.ident),
            None => frame.is_loop,
        });
        // A loop around the macro is left together with everything in it.
        let depth = target.map_or(self.function, |target| self.frames[target].depth);
        self.lost(depth, Value::Unknown, loss, Some(place));
        let Some(mut state) = self.state.take() else {
            return;
        };
        let Some(target) =
            target.filter(|target| self.round.is_none_or(|round| *target >= round.frames))
        else {
            return;
        };
        state.variables.truncate(depth);
        let frame = &mut self.frames[target];
        let states = if loss == Loss::Break {
            &mut frame.breaks
        } else {
            &mut frame.continues
        };
        *states = join(states.take(), Some(state));
    }
}

/// A pattern without its type.
pub(super) fn untyped(pattern: &Pat) -> &Pat {
    match pattern {
        Pat::Type(typed) => untyped(&typed.pat),
        Pat::Paren(inner) => untyped(&inner.pat),
        pattern => pattern,
    }
}
