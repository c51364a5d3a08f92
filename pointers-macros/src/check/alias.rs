//! Variables, and the expressions that make a handle of another: `q = p`, `p + 1`, `p[1]`, `&p`.

use syn::{BinOp, Expr, ExprBinary, ExprIndex};

use super::{
    Check,
    arena::Key,
    block::Block,
    context::Follow,
    handles,
    lattice::{Handle, Value},
    numbers, variables,
};
use crate::{
    model::{Kind, binding},
    syntax::{marker, peel_parens},
};

/// Evaluates what other code then has.
pub(super) fn consume<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr) {
    let value = cx.eval(expression);
    handles::escape(cx, value);
}

/// Evaluates an expression to a handle that is then followed, wherever it came from.
pub(super) fn handle<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr) -> Value<'a> {
    if let Expr::Index(index) = peel_parens(expression) {
        return element_handle(cx, index);
    }
    let value = cx.eval(expression);
    match (value, binding(expression)) {
        (Value::Unknown, Some(id)) if cx.model.kind(id) != Kind::Plain => {
            let value = handles::begin(cx, expression, Block::foreign(cx.model.kind(id)));
            variables::set(cx, id, value);
            value
        }
        _ => value,
    }
}

/// Evaluates what is freed: of `m[i]` what is in there.
pub(super) fn operand<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr) -> Value<'a> {
    let expression = peel_parens(expression);
    match expression {
        Expr::Index(_) => cx.eval(expression),
        expression => handle(cx, expression),
    }
}

/// Evaluates an expression whose value gets another name.
pub(super) fn alias<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr) -> Value<'a> {
    match expression {
        Expr::Path(_) | Expr::Paren(_) => handle(cx, expression),
        Expr::Reference(reference) if reference.mutability.is_none() => {
            let value = alias(cx, &reference.expr);
            referenced(value)
        }
        _ => cx.eval(expression),
    }
}

/// `p + n`, `p - n`.
pub(super) fn moved_by<'a>(cx: &mut Check<'a, '_>, expression: &'a ExprBinary) -> Value<'a> {
    let value = handle(cx, &expression.left);
    let by = if marker::has(&expression.attrs, marker::DIFFERENCE) {
        handle(cx, &expression.right)
    } else {
        numbers::operand(cx, &expression.right)
    };
    let forwards = matches!(expression.op, BinOp::Add(_));
    match value {
        Value::Handle(_) | Value::Null(..) => handles::offset(cx, value, by, forwards),
        _ => numbers::combined(cx, &expression.op, value, by),
    }
}

/// A reference to a handle.
fn referenced(value: Value<'_>) -> Value<'_> {
    match value {
        Value::Handle(handle) => Value::Handle(Handle {
            reference: true,
            ..handle
        }),
        value => value,
    }
}

/// `base[index]` as an operand of ours: the handle to the element.
fn element_handle<'a>(cx: &mut Check<'a, '_>, index: &'a ExprIndex) -> Value<'a> {
    let base = base(cx, &index.expr);
    let at = numbers::operand(cx, &index.index);
    match base {
        Value::Handle(handle) if handles::is_handle(cx, handle) => {
            handles::offset(cx, base, at, true)
        }
        Value::Null(..) => base,
        base => part(cx, base, at),
    }
}

/// What an index stands behind.
pub(super) fn base<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr) -> Value<'a> {
    let expression = peel_parens(expression);
    match expression {
        Expr::Index(_) => cx.eval(expression),
        expression => handle(cx, expression),
    }
}

pub(super) fn part<'a>(cx: &mut Check<'a, '_>, base: Value<'a>, at: Value<'a>) -> Value<'a> {
    if !matches!(base, Value::Parts(_)) {
        // A table of the user's says what it likes of an answer.
        handles::escape(cx, at);
    }
    match (at.as_number(), &mut cx.state) {
        (Some(at), Some(state)) => state.take_part(base, Key::Element(at)),
        // It is one of them.
        _ => {
            handles::escape(cx, base);
            Value::Unknown
        }
    }
}
