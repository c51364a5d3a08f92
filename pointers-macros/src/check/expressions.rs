//! Expressions: which of them are operators of ours, and what others do with the handles in them.

use syn::{BinOp, Expr, ExprAssign, ExprBinary, UnOp};

use super::{
    Check, forms,
    lattice::{Handle, Value},
    report::{Loss, Use},
    scan,
};
use crate::{
    model::binding,
    syntax::{deref_operand, is_conditional_expression, is_named_argument},
};

impl<'a> Check<'a, '_> {
    /// Follows an expression, and gives its value.
    pub(super) fn eval(&mut self, expression: &'a Expr) -> Value<'a> {
        self.steps += 1;
        if is_conditional_expression(expression) {
            self.configured(|this| {
                let value = this.follow(expression);
                this.escape(value);
            });
            return Value::Unknown;
        }
        self.follow(expression)
    }

    fn follow(&mut self, expression: &'a Expr) -> Value<'a> {
        if let Some(operand) = deref_operand(expression) {
            self.read(expression, operand, Use::Read);
            return Value::Unknown;
        }
        match expression {
            Expr::Path(_) => {
                return binding(expression).map_or(Value::Unknown, |id| self.variable(id));
            }
            Expr::Paren(inner) => return self.eval(&inner.expr),
            Expr::Group(inner) => return self.eval(&inner.expr),
            Expr::Binary(binary) => return self.binary(expression, binary),
            Expr::Call(call) => return self.call(expression, call, false),
            Expr::MethodCall(call) => return self.method(expression, call, false),
            Expr::Try(tried) => return self.tried(expression, tried),
            Expr::If(branches) => return self.if_else(branches),
            Expr::Match(matched) => return self.matched(matched),
            Expr::Block(block) => return self.labelled(block.label.as_ref(), &block.block),
            Expr::Unsafe(block) => return self.block(&block.block),
            Expr::Index(index) => {
                let value = self.handle(&index.expr);
                self.consume(&index.index);
                return self.offset(value, &index.index, true);
            }
            Expr::Reference(reference) => {
                if let Some(operand) = forms::place(&reference.expr)
                    && reference.mutability.is_some()
                {
                    self.place(&reference.expr, operand);
                } else if reference.mutability.is_some() {
                    self.share(expression);
                } else {
                    return self.eval(&reference.expr);
                }
            }
            Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => {
                return self.star(expression, &unary.expr);
            }
            Expr::Loop(looped) => self.endless(looped),
            Expr::While(looped) => self.repeat_while(looped),
            Expr::ForLoop(looped) => self.for_each(looped),
            Expr::Assign(assign) => self.assignment(expression, assign),
            Expr::Return(jump) => {
                jump.expr.iter().for_each(|value| self.consume(value));
                self.lost(
                    self.function,
                    Value::Unknown,
                    Loss::Return,
                    Some(expression),
                );
                self.state = None;
            }
            Expr::Break(jump) => {
                jump.expr.iter().for_each(|value| self.consume(value));
                self.jump(jump.label.as_ref(), Loss::Break, expression);
            }
            Expr::Continue(jump) => self.jump(jump.label.as_ref(), Loss::Continue, expression),
            Expr::Let(condition) => {
                self.consume(&condition.expr);
                if forms::borrows_mutably(&condition.pat) {
                    self.share(&condition.expr);
                }
                self.declare_unknown(&condition.pat);
            }
            Expr::Closure(closure) => {
                self.share(expression);
                let plain_calls = std::mem::replace(&mut self.plain_calls, true);
                self.apart(|this| {
                    closure
                        .inputs
                        .iter()
                        .for_each(|input| this.declare_unknown(input));
                    this.consume(&closure.body);
                });
                self.plain_calls = plain_calls;
            }
            Expr::Async(body) => {
                self.share(expression);
                self.apart(|this| this.body(&body.block));
            }
            Expr::Macro(call) => self.unknown_macro(&call.mac),
            Expr::Field(field) => {
                self.eval(&field.base);
            }
            Expr::Array(array) => array.elems.iter().for_each(|element| self.consume(element)),
            Expr::Tuple(tuple) => tuple.elems.iter().for_each(|element| self.consume(element)),
            Expr::Struct(made) => {
                made.fields
                    .iter()
                    .for_each(|field| self.consume(&field.expr));
                made.rest.iter().for_each(|rest| self.consume(rest));
            }
            Expr::Repeat(repeat) => self.consume(&repeat.expr),
            Expr::Range(range) => {
                range.start.iter().for_each(|start| self.consume(start));
                range.end.iter().for_each(|end| self.consume(end));
            }
            Expr::Unary(unary) => self.consume(&unary.expr),
            Expr::Cast(cast) => self.consume(&cast.expr),
            Expr::Await(awaited) => self.consume(&awaited.base),
            Expr::RawAddr(_) | Expr::TryBlock(_) | Expr::Yield(_) => self.share(expression),
            _ => {}
        }
        Value::Unknown
    }

    /// Other code gets all that an expression mentions, as variables.
    pub(super) fn share(&mut self, expression: &Expr) {
        let effects = scan::mentioned(expression);
        let Some(mut state) = self.state.take() else {
            return;
        };
        for slot in effects.changed.iter().filter_map(|id| self.slots.get(id)) {
            state.share(*slot);
        }
        self.mentioned(&effects.mentioned)
            .for_each(|slot| state.share(slot));
        self.state = Some(state);
    }

    fn binary(&mut self, expression: &'a Expr, binary: &'a ExprBinary) -> Value<'a> {
        let ExprBinary {
            left, op, right, ..
        } = binary;
        match op {
            BinOp::Add(_) | BinOp::Sub(_) => return self.moved_by(binary),
            BinOp::ShlAssign(_) if forms::place(left).is_none() => {
                self.move_in(expression, left, right);
                self.uncounted(left);
            }
            BinOp::AddAssign(_) | BinOp::SubAssign(_) if binding(left).is_some() => {
                self.step(expression, binary, matches!(op, BinOp::AddAssign(_)));
            }
            BinOp::Eq(_)
            | BinOp::Ne(_)
            | BinOp::Lt(_)
            | BinOp::Le(_)
            | BinOp::Gt(_)
            | BinOp::Ge(_) => {
                for side in [left, right] {
                    let value = self.eval(side);
                    self.asked(value);
                }
            }
            BinOp::And(_) | BinOp::Or(_) => {
                self.consume(left);
                self.maybe(|this| this.consume(right));
            }
            _ if forms::is_compound(op) => {
                self.consume(right);
                match (forms::place(left), &**left) {
                    (Some(operand), _) => self.place(left, operand),
                    (None, Expr::Index(_)) => self.read(left, left, Use::Change),
                    (None, _) => self.consume(left),
                }
                self.uncounted(left);
            }
            _ => {
                self.consume(left);
                self.consume(right);
            }
        }
        Value::Unknown
    }

    /// A loop's counter that is changed is not followed.
    fn uncounted(&mut self, target: &Expr) {
        if let Some(id) = binding(target)
            && self.counter(id).is_some()
        {
            self.set(id, Value::Unknown);
        }
    }

    /// A place in memory is changed: `~p += 1`, `(~p).next = q`.
    fn place(&mut self, target: &'a Expr, operand: &'a Expr) {
        self.indices(target);
        self.read(target, operand, Use::Change);
    }

    /// What is evaluated on the way from the handle to the place.
    fn indices(&mut self, target: &'a Expr) {
        match target {
            _ if deref_operand(target).is_some() => {}
            Expr::Field(field) => self.indices(&field.base),
            Expr::Index(index) => {
                self.indices(&index.expr);
                self.consume(&index.index);
            }
            Expr::Paren(inner) => self.indices(&inner.expr),
            _ => {}
        }
    }

    fn assignment(&mut self, expression: &'a Expr, assign: &'a ExprAssign) {
        if is_named_argument(assign) {
            let value = self.eval(&assign.right);
            if self.shown == 0 {
                self.escape(value);
            }
            return;
        }
        match (deref_operand(&assign.left), forms::place(&assign.left)) {
            (Some(operand), _) => {
                self.consume(&assign.right);
                let value = self.handle(operand);
                self.access(&assign.left, operand, value, Use::Write);
                self.fill(value);
            }
            (None, Some(operand)) => {
                self.consume(&assign.right);
                self.place(&assign.left, operand);
            }
            (None, None) if let Some(operand) = starred(&assign.left) => {
                self.consume(&assign.right);
                match self.eval(operand) {
                    value @ Value::Handle(handle)
                        if !handle.reference && self.is_handle(handle) =>
                    {
                        self.access(&assign.left, operand, value, Use::Write);
                        self.fill(value);
                    }
                    value => self.escape(value),
                }
            }
            (None, None) => {
                let around = self.assigned.replace(assign);
                let value = self.alias(&assign.right);
                self.assigned = around;
                self.assign(&assign.left, value, expression);
            }
        }
    }

    /// `*p`, which is `~p` where `p` is a handle and not a reference to one.
    fn star(&mut self, expression: &'a Expr, operand: &'a Expr) -> Value<'a> {
        match self.eval(operand) {
            Value::Handle(handle) if handle.reference => Value::Handle(Handle {
                reference: false,
                ..handle
            }),
            value @ Value::Handle(handle) if self.is_handle(handle) => {
                self.access(expression, operand, value, Use::Read);
                Value::Unknown
            }
            value => {
                self.escape(value);
                Value::Unknown
            }
        }
    }
}

/// The `p` of `*p`.
fn starred(expression: &Expr) -> Option<&Expr> {
    match expression {
        Expr::Paren(inner) => starred(&inner.expr),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => Some(&unary.expr),
        _ => None,
    }
}
