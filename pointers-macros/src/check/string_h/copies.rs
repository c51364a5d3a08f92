//! What the functions of `string.h` leave in memory, and what they say of it.

use syn::Expr;

use super::{call::StringCall, texts};
use crate::check::{
    Check,
    lattice::{Text, Value},
    moves, operations, report, rounds, spelling,
};

/// How many units are known that `memset` writes.
const UNITS: usize = 256;

/// Units were written from a handle on.
pub(crate) fn written<'a>(
    cx: &mut Check<'a, '_>,
    call: &StringCall<'a>,
    from: Value<'a>,
    value: Value<'a>,
    needed: Option<u128>,
) {
    let before = texts::content(cx, value);
    let copied = copied(cx, call, from);
    let spelt = spelt(cx, call, from, &copied).and_then(|units| cx.arena.spell(&units));
    let needed = needed.and_then(|needed| i128::try_from(needed).ok());
    match (value, needed) {
        (_, Some(0)) => return,
        // What else a format makes is not known.
        (Value::Handle(handle), Some(needed)) if call.name != "sprintf" => {
            operations::assign(cx, handle, needed);
        }
        _ => moves::fill(cx, value),
    }
    texts::set(cx, value, before, |text, at| match copied {
        Copied::Text(length) => {
            text.put_text(at, length);
            text.spelt = spelt.filter(|_| at == Some(0));
        }
        Copied::Units(count, terminator) => {
            text.put(at, count, terminator);
            if at == Some(0) {
                text.spelt = spelt;
            }
        }
    });
}

/// The units that are written, where each is known.
fn spelt<'a>(
    cx: &Check<'a, '_>,
    call: &StringCall<'a>,
    from: Value<'a>,
    copied: &Copied,
) -> Option<Vec<u8>> {
    let limit = call.limit.and_then(|limit| usize::try_from(limit).ok());
    match (call.name.as_str(), copied) {
        ("memset", _) => {
            let unit = u8::try_from(call.unit?).ok()?;
            limit
                .filter(|limit| *limit <= UNITS)
                .map(|limit| vec![unit; limit])
        }
        ("memcpy" | "memmove", _) => texts::spelt(cx, from)?.get(..limit?).map(<[u8]>::to_vec),
        (_, Copied::Text(_)) => texts::ended(texts::spelt(cx, from)?),
        _ => None,
    }
}

/// What a function writes.
enum Copied {
    /// So many characters and a terminator.
    Text(i128),
    /// So many units: all are terminators, none is, or that is not known.
    Units(i128, Option<bool>),
}

fn copied<'a>(cx: &Check<'a, '_>, call: &StringCall<'a>, from: Value<'a>) -> Copied {
    let text = call.text.and_then(|length| i128::try_from(length).ok());
    let limit = call.limit.and_then(|limit| i128::try_from(limit).ok());
    let unknown = Copied::Units(limit.unwrap_or(i128::MAX), None);
    match (call.name.as_str(), text, limit) {
        ("strcpy", Some(length), _) => Copied::Text(length),
        ("memset", _, Some(count)) => Copied::Units(count, call.unit.map(|unit| unit == 0)),
        ("memcpy" | "memmove" | "strncpy", Some(length), Some(count)) if length < count => {
            Copied::Text(length)
        }
        ("memcpy" | "memmove" | "strncpy", Some(_), Some(count)) => {
            Copied::Units(count, Some(false))
        }
        ("memcpy" | "memmove" | "strncpy", None, Some(count)) => {
            let is_solid = matches!(from, Value::Handle(handle)
                if handle.offset.is_some_and(|offset| texts::content(cx, from).solid - offset >= count));
            Copied::Units(count, is_solid.then_some(false))
        }
        _ => unknown,
    }
}

/// Whether there is a terminator, as a function needs that reads a text; reports it otherwise.
pub(crate) fn ends<'a>(
    cx: &mut Check<'a, '_>,
    call: &StringCall<'a>,
    made: &'a Expr,
    value: Value<'a>,
) {
    if let Value::Text(Text {
        units: Some(units),
        endless: true,
        ..
    }) = value
    {
        let finding = report::endless_text(&call.name, &spelling::name(made), units);
        return cx.report(call.place, finding.in_round(rounds::current(cx)));
    }
    let (Value::Handle(handle), Some(state)) = (value, &cx.state) else {
        return;
    };
    let block = state.block(handle.block);
    if let (Some(length), Some(offset)) = (block.length(), handle.offset)
        && (0..length).contains(&offset)
        && !block.text.ends
        && block.text.solid >= length
    {
        let finding = report::endless(&call.name, &spelling::name(made), length, block.sized);
        cx.report(call.place, finding.in_round(rounds::current(cx)));
    }
}

/// How many characters are copied behind a text.
pub(crate) fn added(call: &StringCall<'_>) -> Option<u128> {
    match call.name.as_str() {
        "strncat" => call
            .text
            .zip(call.limit)
            .map(|(text, limit)| text.min(limit)),
        _ => call.text,
    }
}

/// What a function says that gives a number.
pub(crate) fn answer<'a>(call: &StringCall<'a>) -> Value<'a> {
    let length = call.text.filter(|_| call.name == "strlen");
    length
        .and_then(|length| i128::try_from(length).ok())
        .map_or(Value::Unknown, Value::number)
}

/// Whether what is read and where it goes are apart, as all but `memmove` need.
pub(crate) fn apart<'a>(
    cx: &mut Check<'a, '_>,
    call: &StringCall<'a>,
    from: Value<'a>,
    to: Value<'a>,
) {
    let (Value::Handle(from), Value::Handle(to)) = (from, to) else {
        return;
    };
    let count = match call.name.as_str() {
        "memcpy" => call.limit,
        "strcpy" => call.text.and_then(|text| text.checked_add(1)),
        _ => return,
    };
    let count = count.and_then(|count| i128::try_from(count).ok());
    let (Some(first), Some(second), Some(count)) = (from.offset, to.offset, count) else {
        return;
    };
    let shared = count - (first - second).abs();
    if from.block == to.block && first != second && shared > 0 {
        cx.report(call.place, report::overlap(&call.name, shared));
    }
}
