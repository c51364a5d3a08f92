//! What a program asks of a handle: `p.is_null()`, `p.size()`, `p == q`. The answer is a value like any other, and where
//! it is known only the branch that is taken is followed; so asking forgets nothing.

use syn::{BinOp, ExprBinary};

use super::{
    Check,
    block::Life,
    context::Follow,
    given, handles,
    lattice::{About, Handle, Value},
    numbers,
};
use crate::model::{Kind, binding};

/// `value.method()`.
pub(super) fn ask<'a>(cx: &mut Check<'a, '_>, method: &str, value: Value<'a>) -> Value<'a> {
    match value {
        Value::Null(at, kind) => {
            let answer = match method {
                "is_null" => Value::truth(true),
                "freed" | "assigned" => Value::truth(false),
                "size" => Value::number(0),
                _ => Value::Unknown,
            };
            answer.about(About::Null(at, kind))
        }
        Value::Handle(handle) if handles::is_handle(cx, handle) => of_handle(cx, method, handle),
        value => {
            // A method of another type.
            handles::asked(cx, value);
            Value::Unknown
        }
    }
}

fn of_handle<'a>(cx: &mut Check<'a, '_>, method: &str, handle: Handle) -> Value<'a> {
    let Some(state) = &mut cx.state else {
        return Value::Unknown;
    };
    let block = state.block(handle.block);
    let certain = !block.nullable;
    let number = |number: u128| i128::try_from(number).map_or(Value::Unknown, Value::number);
    let size = |answer: Option<u128>| {
        let answer = answer.map_or(Value::Unknown, number);
        answer.about(About::Size(handle.block))
    };
    match (method, block.life) {
        ("is_null", _) if certain => Value::truth(false),
        ("freed", Life::Live) => Value::truth(false).about(About::Life(handle.block)),
        ("freed", Life::Gone(..)) if certain => Value::truth(true).about(About::Life(handle.block)),
        ("size", Life::Gone(..)) => Value::number(0).about(About::Life(handle.block)),
        ("assigned", Life::Live)
            if handle.offset.is_some() && block.written.lacks(handle.offset) =>
        {
            Value::truth(false).about(About::Values(handle.block))
        }
        ("size", Life::Live) if block.size.is_some() => size(block.size),
        ("chunk_size", Life::Live) if block.chunk.is_some() => size(block.chunk),
        ("chunks", Life::Live) if block.kind == Kind::Calloc && block.length().is_some() => size(
            block
                .length()
                .and_then(|length| u128::try_from(length).ok()),
        ),
        ("current_index", Life::Live) if handle.offset.is_some() => {
            let index = handle.offset.map_or(Value::Unknown, Value::number);
            index.about(About::Size(handle.block))
        }
        ("size" | "chunks" | "chunk_size" | "current_index", _) => {
            state.block_mut(handle.block).forget_size();
            Value::Unknown
        }
        ("freed", _) => {
            state.block_mut(handle.block).forget_life();
            Value::Unknown
        }
        ("assigned", _) => {
            state.block_mut(handle.block).fill();
            Value::Unknown
        }
        _ => {
            state.block_mut(handle.block).across.asked = true;
            Value::Unknown
        }
    }
}

/// `left == right` and the other comparisons.
pub(super) fn compare<'a>(cx: &mut Check<'a, '_>, expression: &'a ExprBinary) -> Value<'a> {
    let ExprBinary {
        left, op, right, ..
    } = expression;
    let (first, second) = (cx.eval(left), cx.eval(right));
    let handles = |value| matches!(value, Value::Null(..) | Value::Handle(_));
    if !handles(first) && !handles(second) {
        return numbers::combined(cx, op, first, second);
    }
    let equal = same(cx, first, second);
    let Some(equal) = equal else {
        for value in [first, second] {
            match value {
                // A comparison of the user's.
                Value::Handle(handle) if !handles::is_handle(cx, handle) => {
                    handles::asked(cx, value)
                }
                Value::Number(_) => handles::escape(cx, value),
                Value::Handle(handle) => given::compared(cx, handle, left, right),
                _ => {}
            }
        }
        return Value::Unknown;
    };
    let answer = match op {
        BinOp::Eq(_) => Value::truth(equal),
        BinOp::Ne(_) => Value::truth(!equal),
        _ => return Value::Unknown,
    };
    // What may be acted on is that the variable is NULL.
    match (first, second) {
        (Value::Null(at, kind), _) if binding(left).is_some() => {
            answer.about(About::Null(at, kind))
        }
        (_, Value::Null(at, kind)) if binding(right).is_some() => {
            answer.about(About::Null(at, kind))
        }
        _ => answer,
    }
}

/// Whether two handles have the same address, if that is certain.
fn same<'a>(cx: &Check<'a, '_>, first: Value<'a>, second: Value<'a>) -> Option<bool> {
    let state = cx.state.as_ref()?;
    match (first, second) {
        (Value::Null(..), Value::Null(..)) => Some(true),
        (Value::Null(..), Value::Handle(handle)) | (Value::Handle(handle), Value::Null(..)) => {
            let block = state.block(handle.block);
            (handles::is_handle(cx, handle) && !block.nullable).then_some(false)
        }
        (Value::Handle(first), Value::Handle(second)) => {
            if !handles::is_handle(cx, first) || !handles::is_handle(cx, second) {
                return None;
            }
            let (mine, other) = (state.block(first.block), state.block(second.block));
            if first.block == second.block {
                // A `realloc` moves it, and not what is held of it.
                let moved = mine.sized != mine.origin || mine.origin.is_none();
                return (!moved && !mine.nullable).then_some(first.offset? == second.offset?);
            }
            let apart = mine.life == Life::Live && other.life == Life::Live;
            let starts = first.offset == Some(0) && second.offset == Some(0);
            let empty = mine.size == Some(0) || other.size == Some(0);
            (apart && starts && !empty).then_some(false)
        }
        _ => None,
    }
}
