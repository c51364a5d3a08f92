//! The functions of C's `string.h`: what they need of their blocks, and which handle they return. They count in units,
//! of one byte or of four.

use syn::{Expr, Lit};

use super::{
    Check, alias,
    lattice::{Block, Value},
    operations,
    report::{self, Use},
};
use super::{
    forms,
    lattice::{At, Element, Life, Written},
};
use crate::model::Kind;

/// A call of a function of `string.h`, which succeeds or leaves the block; `None` if it is none.
pub(super) fn string_function<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    name: &str,
    arguments: &[&'a Expr],
) -> Option<Value<'a>> {
    let value = match (name, arguments) {
        ("memcpy" | "memmove", [to, from, count]) => {
            alias::consume(cx, count);
            let needed = alias::size(cx, Some(count));
            source(cx, place, name, from, needed);
            destination(cx, place, name, to, needed)
        }
        ("memset", [to, byte, count]) => {
            alias::consume(cx, byte);
            alias::consume(cx, count);
            let needed = alias::size(cx, Some(count));
            destination(cx, place, name, to, needed)
        }
        ("memcmp", [first, second, count]) => {
            alias::consume(cx, count);
            let needed = alias::size(cx, Some(count));
            source(cx, place, name, first, needed);
            source(cx, place, name, second, needed);
            Value::Unknown
        }
        ("memchr", [within, byte, count]) => {
            alias::consume(cx, byte);
            alias::consume(cx, count);
            // It stops where it finds the byte.
            let least = alias::size(cx, Some(count)).map(|count| count.min(1));
            found(cx, place, name, within, least)
        }
        ("strcpy", [to, from]) => {
            let needed = text_length(from).and_then(|length| length.checked_add(1));
            source(cx, place, name, from, None);
            destination(cx, place, name, to, needed)
        }
        ("strncpy", [to, from, count]) => {
            alias::consume(cx, count);
            let needed = alias::size(cx, Some(count));
            source(cx, place, name, from, needed.map(|count| count.min(1)));
            destination(cx, place, name, to, needed)
        }
        ("strcat", [to, from]) => {
            let needed = text_length(from).and_then(|length| length.checked_add(1));
            source(cx, place, name, from, None);
            source(cx, place, name, to, needed)
        }
        ("strncat", [to, from, count]) => {
            alias::consume(cx, count);
            let least = alias::size(cx, Some(count)).map(|count| count.min(1));
            source(cx, place, name, from, least);
            source(cx, place, name, to, None)
        }
        ("strlen", [text]) => {
            source(cx, place, name, text, None);
            Value::Unknown
        }
        ("strcmp" | "strncmp", [first, second, rest @ ..]) => {
            rest.iter().for_each(|count| alias::consume(cx, count));
            let least = rest
                .first()
                .and_then(|count| alias::size(cx, Some(count)))
                .map(|count| count.min(1));
            source(cx, place, name, first, least);
            source(cx, place, name, second, least);
            Value::Unknown
        }
        ("strchr" | "strrchr", [text, byte]) => {
            alias::consume(cx, byte);
            found(cx, place, name, text, None)
        }
        ("strstr", [text, part]) => {
            source(cx, place, name, part, None);
            // The empty string is everywhere.
            let least = text_length(part).map(|length| length.min(1));
            found(cx, place, name, text, least)
        }
        ("strdup", [text]) => {
            source(cx, place, name, text, None);
            let size = text_length(text).and_then(|length| length.checked_add(1));
            alias::begin(
                cx,
                place,
                Block {
                    life: Life::Live,
                    origin: Some(At(place)),
                    size,
                    sized: Some(At(place)),
                    element: Element::Named(text_length(text).map(|_| 1)),
                    written: Written::Any,
                    escaped: false,
                    nullable: false,
                    ..Block::foreign(Kind::Malloc)
                },
            )
        }
        _ => return None,
    };
    Some(value)
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
    let value = alias::handle(cx, to);
    if needed != Some(0) {
        operations::access(cx, place, to, value, Use::Write);
        reaches(cx, place, function, to, value, needed);
    }
    operations::fill(cx, value);
    value
}

/// What is returned may be a handle into the block, or none.
fn found<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    function: &str,
    within: &'a Expr,
    needed: Option<u128>,
) -> Value<'a> {
    let value = source(cx, place, function, within, needed);
    if let (Value::Handle(handle), Some(state)) = (value, &mut cx.state) {
        state.block_mut(handle.block).escaped = true;
    }
    Value::Unknown
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

/// The length of a text that is written out: `c"abc"`, `b"abc\0"`.
fn text_length(text: &Expr) -> Option<u128> {
    let Expr::Lit(literal) = text else {
        return None;
    };
    let length = match &literal.lit {
        Lit::CStr(text) => text.value().as_bytes().len(),
        Lit::ByteStr(bytes) => bytes.value().iter().position(|byte| *byte == 0)?,
        _ => return None,
    };
    u128::try_from(length).ok()
}
