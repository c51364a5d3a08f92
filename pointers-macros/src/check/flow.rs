//! Statements, branches, loops, jumps: in what order things happen, and which paths meet.

use std::{ptr, rc::Rc};

use syn::{
    Block, Expr, ExprForLoop, ExprIf, ExprLoop, ExprMatch, ExprWhile, Label, Lifetime, Local, Pat,
    Stmt, visit::Visit,
};

use super::{
    Caught, Check, Frame, Round, Which, constant, forms,
    lattice::{Handle, State, Value, join},
    report::Loss,
    scan::{self, Effects},
};
use crate::{model, syntax};

/// A loop, as far as all kinds of loops are the same.
struct Loop<'a> {
    label: Option<&'a Label>,
    condition: Option<&'a Expr>,
    body: &'a Block,
    header: Header<'a>,
}

/// What a loop runs over.
#[derive(Clone, Copy)]
enum Header<'a> {
    /// `loop`.
    Endless,
    /// `while`.
    While,
    /// `for` over what is not followed.
    Items(&'a Pat),
    /// `for` over the constants from the first to the last.
    Counter(&'a Pat, i128, i128),
    /// `for` over the chunks of a handle: whether they are numbered, and their number if that is certain.
    Chunks(&'a Pat, Value<'a>, bool, Option<i128>),
}

impl Header<'_> {
    /// The fewest rounds.
    fn rounds(self) -> i128 {
        match self {
            Self::Endless => i128::MAX,
            Self::While | Self::Items(_) => 0,
            Self::Counter(_, first, last) => last.saturating_sub(first).saturating_add(1),
            Self::Chunks(_, _, _, number) => number.unwrap_or(0),
        }
    }
}

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
        if forms::is_configured(&local.attrs) {
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

    fn frame(&self, label: Option<&'a Label>, is_loop: bool) -> Frame<'a> {
        let label = label.map(|label| &label.name.ident);
        Frame {
            label,
            is_loop,
            depth: self.scope.len(),
            breaks: None,
            continues: None,
        }
    }

    pub(super) fn endless(&mut self, expression: &'a ExprLoop) {
        let ExprLoop { label, body, .. } = expression;
        self.repeat(&Loop {
            label: label.as_ref(),
            condition: None,
            body,
            header: Header::Endless,
        });
    }

    pub(super) fn repeat_while(&mut self, expression: &'a ExprWhile) {
        let ExprWhile {
            label, cond, body, ..
        } = expression;
        self.repeat(&Loop {
            label: label.as_ref(),
            condition: Some(cond),
            body,
            header: Header::While,
        });
    }

    pub(super) fn for_each(&mut self, expression: &'a ExprForLoop) {
        let ExprForLoop {
            label,
            pat,
            expr,
            body,
            ..
        } = expression;
        let header = match constant::range(expr, &|id| self.counter(id)) {
            Some((first, last)) => Header::Counter(pat, first, last),
            None => self.items(pat, expr),
        };
        self.repeat(&Loop {
            label: label.as_ref(),
            condition: None,
            body,
            header,
        });
    }

    fn items(&mut self, pattern: &'a Pat, expression: &'a Expr) -> Header<'a> {
        let mut arguments = Vec::new();
        let (base, numbered) = forms::iterated(expression, &mut arguments);
        let value = self.handle(base);
        arguments
            .into_iter()
            .for_each(|argument| self.consume(argument));
        match value {
            Value::Handle(handle) if self.is_handle(handle) => {
                let Some(state) = &self.state else {
                    return Header::Items(pattern);
                };
                let all = ptr::eq(base, expression);
                let number = state.block(handle.block).length().zip(handle.offset);
                let number = number
                    .map(|(length, offset)| length - offset)
                    .filter(|_| all);
                Header::Chunks(pattern, value, numbered, number)
            }
            value => {
                self.escape(value);
                Header::Items(pattern)
            }
        }
    }

    /// Declares what the loop's pattern holds in a round.
    fn declare_items(&mut self, header: Header<'a>) {
        match header {
            Header::Endless | Header::While => {}
            Header::Items(pattern) => self.declare_unknown(pattern),
            Header::Counter(pattern, first, last) => {
                let value = match self.round.map(|round| round.which) {
                    Some(Which::First) => Value::Integer(first),
                    Some(Which::Second) => Value::Integer(first + 1),
                    Some(Which::Last) => Value::Integer(last),
                    None if first == last => Value::Integer(first),
                    None => Value::Unknown,
                };
                self.declare(pattern, value);
            }
            Header::Chunks(pattern, value, numbered, _) => {
                let item = match value {
                    Value::Handle(handle) => Value::Handle(Handle {
                        offset: None,
                        ..handle
                    }),
                    value => value,
                };
                match (numbered, pattern) {
                    (false, pattern) => self.declare(pattern, item),
                    (true, Pat::Tuple(pair)) if pair.elems.len() == 2 => {
                        self.declare(&pair.elems[0], Value::Unknown);
                        self.declare(&pair.elems[1], item);
                    }
                    (true, pattern) => {
                        self.escape(item);
                        self.declare_unknown(pattern);
                    }
                }
            }
        }
    }

    /// A loop is followed once for all of its rounds together, from what holds before any of them. Where certain
    /// rounds are reached for certain, they are followed by themselves too, for they know more.
    fn repeat(&mut self, looped: &Loop<'a>) {
        let effects = self.effects(looped.condition, looped.body);
        let rounds = looped.header.rounds();
        let follow = self.round.is_none() && !effects.continues;
        let Some(mut head) = self.state.clone() else {
            return;
        };
        self.apply(&effects, &mut head);
        if let Header::Chunks(pattern, value, ..) = looped.header {
            apply_to_items(&effects, pattern, value, &mut head);
        }
        if follow {
            self.round(looped, Which::First);
            if !effects.exits && rounds > 1 && self.caught.is_empty() {
                self.round(looped, Which::Second);
            }
            if let Header::Counter(..) = looped.header
                && !effects.exits
                && rounds > 2
                && self.caught.is_empty()
            {
                self.state = Some(head.clone());
                self.round(looped, Which::Last);
            }
        }
        let depth = self.scope.len();
        let before = head.clone();
        self.state = Some(head);
        self.frames.push(self.frame(looped.label, true));
        let mut skipped = None;
        if let Some(condition) = looped.condition {
            self.consume(condition);
            skipped = self.state.clone();
            if let Some(state) = &mut skipped {
                state.variables.truncate(depth);
            }
        }
        self.branch(|this| this.body_of(looped));
        self.leave(depth, Value::Unknown);
        let Some(frame) = self.frames.pop() else {
            return;
        };
        let end = match looped.header {
            Header::Endless => None,
            Header::While => skipped,
            _ if rounds > 0 => join(self.state.take(), frame.continues),
            _ => Some(before),
        };
        self.state = join(end, frame.breaks);
    }

    /// What a body may do. It is asked for each time that the body is followed.
    fn effects(&mut self, condition: Option<&'a Expr>, body: &'a Block) -> Rc<Effects> {
        let effects = self.effects.entry(ptr::from_ref(body));
        Rc::clone(effects.or_insert_with(|| Rc::new(scan::of_block(condition, body))))
    }

    fn body_of(&mut self, looped: &Loop<'a>) {
        let depth = self.scope.len();
        self.declare_items(looped.header);
        let value = self.block(looped.body);
        self.leave(depth, value);
    }

    /// Follows one round by itself, from the state that is known before it.
    fn round(&mut self, looped: &Loop<'a>, which: Which) {
        let depth = self.scope.len();
        self.round = Some(Round {
            branches: 0,
            frames: self.frames.len(),
            which,
        });
        self.frames.push(self.frame(looped.label, true));
        if let Some(condition) = looped.condition {
            self.consume(condition);
        }
        self.body_of(looped);
        self.leave(depth, Value::Unknown);
        self.frames.pop();
        self.round = None;
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

/// What happens to the items of a loop happens to the block that they are in.
fn apply_to_items<'a>(effects: &Effects, pattern: &Pat, value: Value<'a>, state: &mut State<'a>) {
    let items = match pattern {
        Pat::Tuple(pair) => pair.elems.last(),
        pattern => Some(untyped(pattern)),
    };
    let Some(Pat::Ident(item)) = items else {
        return state.escape(value);
    };
    let Some(id) = model::declared(item) else {
        return;
    };
    if effects.changed.contains(&id) || effects.shared.contains(&id) {
        state.escape(value);
    }
    if let Value::Handle(handle) = value
        && effects.written.contains(&id)
    {
        let block = state.block_mut(handle.block);
        block.written.add(None);
        block.stored = None;
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
