//! What the functions of `string.h` leave in memory, and what they say of it.

use super::{Check, lattice::Value, operations, report, strings::Call, texts};

/// Units were written from a handle on.
pub(super) fn written<'a>(
    cx: &mut Check<'a, '_>,
    call: &Call<'a>,
    value: Value<'a>,
    needed: Option<u128>,
) {
    let before = texts::length(cx, value);
    let is_exact = call.name != "sprintf";
    match (value, needed.and_then(|needed| i128::try_from(needed).ok())) {
        (_, Some(0)) => return,
        (Value::Handle(handle), Some(needed)) if is_exact => operations::assign(cx, handle, needed),
        _ => operations::fill(cx, value),
    }
    let limit = call.limit;
    let length = match call.name.as_str() {
        "strcpy" => call.text,
        // Where the text is as long as the limit there is no terminator.
        "strncpy" | "memcpy" | "memmove" => call
            .text
            .filter(|text| limit.is_some_and(|limit| *text < limit)),
        _ => None,
    };
    let offset = match value {
        Value::Handle(handle) => handle.offset,
        _ => None,
    };
    let before = before
        .zip(offset)
        .and_then(|(rest, offset)| rest.checked_add(u128::try_from(offset).ok()?));
    texts::set(cx, value, length, before);
}

/// How many characters are copied behind a text.
pub(super) fn added(call: &Call<'_>) -> Option<u128> {
    match call.name.as_str() {
        "strncat" => call
            .text
            .zip(call.limit)
            .map(|(text, limit)| text.min(limit)),
        _ => call.text,
    }
}

/// What a function says that gives a number.
pub(super) fn answer<'a>(call: &Call<'a>) -> Value<'a> {
    let length = call.text.filter(|_| call.name == "strlen");
    length
        .and_then(|length| i128::try_from(length).ok())
        .map_or(Value::Unknown, Value::number)
}

/// Whether what is read and where it goes are apart, as all but `memmove` need.
pub(super) fn apart<'a>(cx: &mut Check<'a, '_>, call: &Call<'a>, from: Value<'a>, to: Value<'a>) {
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
