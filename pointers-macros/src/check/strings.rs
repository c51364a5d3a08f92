//! The functions of C's `string.h`: what they need of their blocks, and which handle they return. They count in units,
//! of one byte or of four.

use proc_macro2::Ident;
use syn::{Expr, ExprCall, Lit};

use super::{
    Check, alias, expressions,
    lattice::{Block, Value},
    numbers, operations,
    report::{self, Use},
};
use super::{
    forms,
    lattice::{At, Element, Life, Written},
};
use crate::model::Kind;
use crate::syntax::{
    functions::{self, Extent, Gives, Role},
    string_call,
};

/// A call of a function of `string.h`, which succeeds or leaves the block; `None` if it is none.
pub(super) fn string_function<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    name: &Ident,
    arguments: &[&'a Expr],
) -> Option<Value<'a>> {
    let function = functions::signature(name)?;
    let known = function.arguments.len();
    let formatted = arguments.get(known..)?;
    if !formatted.is_empty() && !functions::is_macro(name) {
        return None;
    }
    let roles = || function.arguments.iter().zip(arguments.iter().copied());
    let mut limit = None;
    for (role, argument) in roles() {
        if !role.is_memory() {
            let value = numbers::operand(cx, argument);
            if *role == Role::Limit {
                limit = value.as_size();
            }
        }
    }
    cx.shown += 1;
    for argument in formatted {
        expressions::eval(cx, argument);
    }
    cx.shown -= 1;
    let text = match functions::is_macro(name) {
        true => arguments
            .get(known - 1)
            .and_then(|format| least_formatted(format)),
        false => roles()
            .rfind(|(role, _)| matches!(role, Role::Read(_)))
            .and_then(|(_, text)| text_length(text)),
    };
    let needed = |extent| match extent {
        Extent::Any => None,
        Extent::Count => limit,
        Extent::UpToCount => limit.map(|count| count.min(1)),
        Extent::Text => text.and_then(|length| length.checked_add(1)),
        Extent::WhereText => text.map(|length| length.min(1)),
    };
    let function_name = name.to_string();
    let mut first = Value::Unknown;
    // All is read before anything is written.
    for writes in [false, true] {
        for (index, (role, argument)) in roles().enumerate() {
            let value = match *role {
                Role::Read(extent) if !writes => {
                    source(cx, place, &function_name, argument, needed(extent))
                }
                Role::Written(extent) if writes => {
                    destination(cx, place, &function_name, argument, needed(extent))
                }
                // What is behind the string can have no value.
                Role::Extended(extent) if writes => {
                    source(cx, place, &function_name, argument, needed(extent))
                }
                _ => continue,
            };
            if index == 0 {
                first = value;
            }
        }
    }
    Some(match function.gives {
        Gives::Plain => Value::Unknown,
        Gives::Destination => first,
        Gives::Found => found(cx, first),
        Gives::Fresh => fresh(cx, place, text),
    })
}

/// Bytes are read.
fn source<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    function: &str,
    from: &'a Expr,
    needed: Option<u128>,
) -> Value<'a> {
    let value = alias::handle(cx, from);
    // No byte is read of nothing.
    if needed != Some(0) {
        operations::access(cx, place, from, value, Use::Read);
        reaches(cx, place, function, from, value, needed);
    }
    value
}

/// Bytes are written.
fn destination<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    function: &str,
    to: &'a Expr,
    needed: Option<u128>,
) -> Value<'a> {
    // An array in memory stands for its address, and is assigned alone.
    if let Some(operand) = forms::place(to) {
        let value = expressions::part(cx, to, operand);
        operations::fill(cx, value);
        return Value::Unknown;
    }
    let value = alias::handle(cx, to);
    if needed != Some(0) {
        operations::access(cx, place, to, value, Use::Write);
        reaches(cx, place, function, to, value, needed);
    }
    operations::fill(cx, value);
    value
}

/// What is returned may be a handle into the block that was searched, or none.
fn found<'a>(cx: &mut Check<'a, '_>, within: Value<'a>) -> Value<'a> {
    if let (Value::Handle(handle), Some(state)) = (within, &mut cx.state) {
        state.block_mut(handle.block).escaped = true;
    }
    Value::Unknown
}

/// A block that a text was copied to.
fn fresh<'a>(cx: &mut Check<'a, '_>, place: &'a Expr, text: Option<u128>) -> Value<'a> {
    alias::begin(
        cx,
        place,
        Block {
            life: Life::Live,
            origin: Some(At(place)),
            size: text.and_then(|length| length.checked_add(1)),
            sized: Some(At(place)),
            element: Element::Named(text.map(|_| 1)),
            written: Written::Any,
            escaped: false,
            nullable: false,
            ..Block::foreign(Kind::Malloc)
        },
    )
}

/// Whether a range of bytes stays in the block.
fn reaches<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    function: &str,
    made: &'a Expr,
    value: Value<'a>,
    needed: Option<u128>,
) {
    let Value::Handle(handle) = value else { return };
    let (Some(state), Some(needed)) = (&cx.state, needed) else {
        return;
    };
    let block = state.block(handle.block);
    let (Some(size), Some(offset)) = (
        block.size,
        handle.offset.and_then(|offset| u128::try_from(offset).ok()),
    ) else {
        return;
    };
    // A unit takes at least one byte. Of other sizes there are none, and the types say so.
    let unit = match block.element {
        Element::Named(Some(size @ (1 | 4))) => size,
        Element::Named(Some(_)) => return,
        _ => 1,
    };
    let before = offset.checked_mul(block.chunk.unwrap_or(unit));
    let (Some(before), Some(needed)) = (before, needed.checked_mul(unit)) else {
        return;
    };
    let room = size.saturating_sub(before);
    if needed > room {
        cx.report(
            place,
            report::range(&function, &forms::name(made), needed, room, block.sized),
        );
    }
}

/// What a function of `string.h` does with one of its arguments.
pub(super) fn role(call: &ExprCall, argument: &Expr) -> Option<Role> {
    let roles = string_call(call)?.arguments;
    let index = call
        .args
        .iter()
        .position(|given| std::ptr::eq(given, argument))?;
    roles.get(index).copied()
}

/// The length of a text that is written out: `"abc"`, `c"abc"`, `b"abc\0"`.
fn text_length(text: &Expr) -> Option<u128> {
    let Expr::Lit(literal) = text else {
        return None;
    };
    let end = |bytes: &[u8]| bytes.iter().position(|byte| *byte == 0);
    let length = match &literal.lit {
        Lit::CStr(text) => text.value().as_bytes().len(),
        Lit::ByteStr(bytes) => end(&bytes.value())?,
        Lit::Str(text) => {
            let text = text.value();
            end(text.as_bytes()).unwrap_or(text.len())
        }
        _ => return None,
    };
    u128::try_from(length).ok()
}

/// The fewest characters that a format makes: those that stand in it outside of braces. A character takes at least one
/// unit, of whatever size.
fn least_formatted(format: &Expr) -> Option<u128> {
    let Expr::Lit(literal) = format else {
        return None;
    };
    let Lit::Str(format) = &literal.lit else {
        return None;
    };
    let format = format.value();
    let mut characters = format.chars().peekable();
    let mut length = 0;
    while let Some(character) = characters.next() {
        match character {
            '{' if characters.next_if_eq(&'{').is_none() => {
                characters.by_ref().find(|character| *character == '}');
            }
            '}' => {
                characters.next_if_eq(&'}');
                length += 1;
            }
            _ => length += 1,
        }
    }
    Some(length)
}
