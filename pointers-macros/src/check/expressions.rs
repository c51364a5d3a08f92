//! Expressions: which of them are operators of ours, and what others do with the handles in them.

use syn::{BinOp, Expr, ExprAssign, ExprBinary, UnOp};

use super::{
    Check, alias, calls, flow, forms,
    lattice::{Handle, Value},
    leaks, loops, operations,
    report::{Loss, Use},
    scan, steps,
};
use crate::{
    model::binding,
    syntax::{self, deref_operand, is_conditional_expression, is_named_argument},
};

/// Follows an expression, and gives its value.
pub(super) fn eval<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr) -> Value<'a> {
    cx.steps += 1;
    if is_conditional_expression(expression) {
        cx.configured(|cx| {
            let value = follow(cx, expression);
            alias::escape(cx, value);
        });
        return Value::Unknown;
    }
    follow(cx, expression)
}

fn follow<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr) -> Value<'a> {
    if let Some(operand) = deref_operand(expression) {
        operations::read(cx, expression, operand, Use::Read);
        return Value::Unknown;
    }
    match expression {
        Expr::Path(_) => {
            return binding(expression).map_or(Value::Unknown, |id| alias::variable(cx, id));
        }
        Expr::Paren(inner) => return eval(cx, &inner.expr),
        Expr::Group(inner) => return eval(cx, &inner.expr),
        Expr::Binary(binary) => return follow_binary(cx, expression, binary),
        Expr::Call(call) => return calls::follow_call(cx, expression, call, false),
        Expr::MethodCall(call) => return calls::follow_method(cx, expression, call, false),
        Expr::Try(tried) => return calls::tried(cx, expression, tried),
        Expr::If(branches) => return flow::if_else(cx, branches),
        Expr::Match(matched) => return flow::matched(cx, matched),
        Expr::Block(block) => return flow::labelled(cx, block.label.as_ref(), &block.block),
        Expr::Unsafe(block) => return flow::follow_block(cx, &block.block),
        Expr::Index(index) => {
            let value = alias::handle(cx, &index.expr);
            alias::consume(cx, &index.index);
            return alias::offset(cx, value, &index.index, true);
        }
        Expr::Reference(reference) => {
            if let Some(operand) = forms::place(&reference.expr)
                && reference.mutability.is_some()
            {
                place(cx, &reference.expr, operand);
            } else if reference.mutability.is_some() {
                share(cx, expression);
            } else {
                return eval(cx, &reference.expr);
            }
        }
        Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => {
            return star(cx, expression, &unary.expr);
        }
        Expr::Loop(looped) => loops::endless(cx, looped),
        Expr::While(looped) => loops::repeat_while(cx, looped),
        Expr::ForLoop(looped) => loops::for_each(cx, looped),
        Expr::Assign(assign) => assignment(cx, expression, assign),
        Expr::Return(jump) => {
            jump.expr.iter().for_each(|value| alias::consume(cx, value));
            leaks::lost(
                cx,
                cx.function,
                Value::Unknown,
                Loss::Return,
                Some(expression),
            );
            cx.state = None;
        }
        Expr::Break(jump) => {
            jump.expr.iter().for_each(|value| alias::consume(cx, value));
            flow::jump(cx, jump.label.as_ref(), Loss::Break, expression);
        }
        Expr::Continue(jump) => flow::jump(cx, jump.label.as_ref(), Loss::Continue, expression),
        Expr::Let(condition) => {
            alias::consume(cx, &condition.expr);
            if forms::borrows_mutably(&condition.pat) {
                share(cx, &condition.expr);
            }
            alias::declare_unknown(cx, &condition.pat);
        }
        Expr::Closure(closure) => {
            share(cx, expression);
            let plain_calls = std::mem::replace(&mut cx.plain_calls, true);
            cx.apart(|cx| {
                closure
                    .inputs
                    .iter()
                    .for_each(|input| alias::declare_unknown(cx, input));
                alias::consume(cx, &closure.body);
            });
            cx.plain_calls = plain_calls;
        }
        Expr::Async(body) => {
            share(cx, expression);
            cx.apart(|cx| cx.body(&body.block));
        }
        Expr::Macro(call) => calls::unknown_macro(cx, &call.mac),
        Expr::Field(field) => {
            eval(cx, &field.base);
        }
        Expr::Array(array) => array
            .elems
            .iter()
            .for_each(|element| alias::consume(cx, element)),
        Expr::Tuple(tuple) => tuple
            .elems
            .iter()
            .for_each(|element| alias::consume(cx, element)),
        Expr::Struct(made) => {
            made.fields
                .iter()
                .for_each(|field| alias::consume(cx, &field.expr));
            made.rest.iter().for_each(|rest| alias::consume(cx, rest));
        }
        Expr::Repeat(repeat) => alias::consume(cx, &repeat.expr),
        Expr::Range(range) => {
            range
                .start
                .iter()
                .for_each(|start| alias::consume(cx, start));
            range.end.iter().for_each(|end| alias::consume(cx, end));
        }
        Expr::Unary(unary) => alias::consume(cx, &unary.expr),
        Expr::Cast(cast) => alias::consume(cx, &cast.expr),
        Expr::Await(awaited) => alias::consume(cx, &awaited.base),
        Expr::RawAddr(_) | Expr::TryBlock(_) | Expr::Yield(_) => share(cx, expression),
        _ => {}
    }
    Value::Unknown
}

/// Other code gets all that an expression mentions, as variables.
pub(super) fn share(cx: &mut Check<'_, '_>, expression: &Expr) {
    let effects = scan::mentioned(expression);
    let Some(mut state) = cx.state.take() else {
        return;
    };
    for slot in effects.changed.iter().filter_map(|id| cx.slots.get(id)) {
        state.share(*slot);
    }
    flow::mentioned(cx, &effects.mentioned).for_each(|slot| state.share(slot));
    cx.state = Some(state);
}

fn follow_binary<'a>(
    cx: &mut Check<'a, '_>,
    expression: &'a Expr,
    binary: &'a ExprBinary,
) -> Value<'a> {
    let ExprBinary {
        left, op, right, ..
    } = binary;
    match op {
        BinOp::Add(_) | BinOp::Sub(_) => return alias::moved_by(cx, binary),
        BinOp::ShlAssign(_) if forms::place(left).is_none() => {
            operations::move_in(cx, expression, left, right);
            uncounted(cx, left);
        }
        BinOp::AddAssign(_) | BinOp::SubAssign(_) if binding(left).is_some() => {
            steps::step(cx, expression, binary, matches!(op, BinOp::AddAssign(_)));
        }
        BinOp::Eq(_) | BinOp::Ne(_) | BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_) => {
            for side in [left, right] {
                let value = eval(cx, side);
                alias::asked(cx, value);
            }
        }
        BinOp::And(_) | BinOp::Or(_) => {
            alias::consume(cx, left);
            flow::maybe(cx, |cx| alias::consume(cx, right));
        }
        _ if syntax::is_compound(op) => {
            alias::consume(cx, right);
            match (forms::place(left), &**left) {
                (Some(operand), _) => place(cx, left, operand),
                (None, Expr::Index(_)) => operations::read(cx, left, left, Use::Change),
                (None, _) => alias::consume(cx, left),
            }
            uncounted(cx, left);
        }
        _ => {
            alias::consume(cx, left);
            alias::consume(cx, right);
        }
    }
    Value::Unknown
}

/// A loop's counter that is changed is not followed.
fn uncounted(cx: &mut Check<'_, '_>, target: &Expr) {
    if let Some(id) = binding(target)
        && alias::counter(cx, id).is_some()
    {
        alias::set(cx, id, Value::Unknown);
    }
}

/// A place in memory is changed: `~p += 1`, `(~p).next = q`.
fn place<'a>(cx: &mut Check<'a, '_>, target: &'a Expr, operand: &'a Expr) {
    indices(cx, target);
    operations::read(cx, target, operand, Use::Change);
}

/// What is evaluated on the way from the handle to the place.
fn indices<'a>(cx: &mut Check<'a, '_>, target: &'a Expr) {
    match target {
        _ if deref_operand(target).is_some() => {}
        Expr::Field(field) => indices(cx, &field.base),
        Expr::Index(index) => {
            indices(cx, &index.expr);
            alias::consume(cx, &index.index);
        }
        Expr::Paren(inner) => indices(cx, &inner.expr),
        _ => {}
    }
}

fn assignment<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr, assign: &'a ExprAssign) {
    if is_named_argument(assign) {
        let value = eval(cx, &assign.right);
        if cx.shown == 0 {
            alias::escape(cx, value);
        }
        return;
    }
    let left = &assign.left;
    match (deref_operand(left), forms::place(left), starred(left)) {
        (Some(operand), _, _) => {
            alias::consume(cx, &assign.right);
            let value = alias::handle(cx, operand);
            operations::access(cx, &assign.left, operand, value, Use::Write);
            operations::fill(cx, value);
        }
        (None, Some(operand), _) => {
            alias::consume(cx, &assign.right);
            indices(cx, &assign.left);
            // Of a type with `Fields`, or an array, a part is assigned alone.
            let value = alias::handle(cx, operand);
            operations::access(cx, &assign.left, operand, value, Use::Write);
            operations::fill(cx, value);
        }
        (None, None, Some(operand)) => {
            alias::consume(cx, &assign.right);
            match eval(cx, operand) {
                value @ Value::Handle(handle)
                    if !handle.reference && alias::is_handle(cx, handle) =>
                {
                    operations::access(cx, &assign.left, operand, value, Use::Write);
                    operations::fill(cx, value);
                }
                value => alias::escape(cx, value),
            }
        }
        (None, None, None) => {
            let around = cx.assigned.replace(assign);
            let value = alias::alias(cx, &assign.right);
            cx.assigned = around;
            alias::assign(cx, &assign.left, value, expression);
        }
    }
}

/// `*p`, which is `~p` where `p` is a handle and not a reference to one.
fn star<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr, operand: &'a Expr) -> Value<'a> {
    match eval(cx, operand) {
        Value::Handle(handle) if handle.reference => Value::Handle(Handle {
            reference: false,
            ..handle
        }),
        value @ Value::Handle(handle) if alias::is_handle(cx, handle) => {
            operations::access(cx, expression, operand, value, Use::Read);
            Value::Unknown
        }
        value => {
            alias::escape(cx, value);
            Value::Unknown
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
