//! Texts whose length is certain: literals, arrays that are written out, and what was copied from them.

use syn::{Expr, ExprArray, ExprRepeat, Lit};

use super::{
    Check, alias, constant,
    lattice::{Text, Value},
    numbers, operations,
};

/// A text that is a literal.
pub(super) fn literal<'a>(literal: &Lit) -> Option<Value<'a>> {
    let (length, units) = match literal {
        Lit::CStr(text) => {
            let length = text.value().as_bytes().len();
            (Some(length), Some(length + 1))
        }
        Lit::ByteStr(bytes) => (end(&bytes.value()), Some(bytes.value().len())),
        // The functions take a `str` to end behind its last byte.
        Lit::Str(text) => {
            let text = text.value();
            (Some(end(text.as_bytes()).unwrap_or(text.len())), None)
        }
        _ => return None,
    };
    let number = |number: Option<usize>| number.and_then(|number| u128::try_from(number).ok());
    Some(Value::Text(Text {
        length: number(length),
        units: number(units),
    }))
}

fn end(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|byte| *byte == 0)
}

/// `[b'a', b'b', 0]`.
pub(super) fn array<'a>(cx: &mut Check<'a, '_>, array: &'a ExprArray) -> Value<'a> {
    let mut values = Vec::new();
    for element in &array.elems {
        let value = numbers::operand(cx, element);
        alias::escape(cx, value);
        values.push(value.as_number());
    }
    let end = values.iter().position(|value| *value == Some(0));
    let certain = end.filter(|end| values.iter().take(*end).all(Option::is_some));
    Value::Text(Text {
        length: certain.and_then(|end| u128::try_from(end).ok()),
        units: u128::try_from(values.len()).ok(),
    })
}

/// `[0; 4]`.
pub(super) fn repeated<'a>(cx: &mut Check<'a, '_>, repeat: &'a ExprRepeat) -> Value<'a> {
    let value = numbers::operand(cx, &repeat.expr);
    alias::escape(cx, value);
    let value = value.as_number();
    match (constant_length(cx, &repeat.len), value) {
        (Some(units), value) => Value::Text(Text {
            length: value.filter(|value| *value == 0 && units > 0).map(|_| 0),
            units: Some(units),
        }),
        _ => Value::Unknown,
    }
}

fn constant_length(cx: &Check<'_, '_>, length: &Expr) -> Option<u128> {
    let number = match length {
        Expr::Lit(literal) => constant::literal(&literal.lit),
        length => numbers::named(cx, length).as_number(),
    };
    number.and_then(|number| u128::try_from(number).ok())
}

/// How many characters there are before the terminator from here on.
pub(super) fn length<'a>(cx: &Check<'a, '_>, value: Value<'a>) -> Option<u128> {
    match value {
        Value::Text(text) => text.length,
        Value::Handle(handle) => {
            let text = cx.state.as_ref()?.block(handle.block).text?;
            text.checked_sub(u128::try_from(handle.offset?).ok()?)
        }
        _ => None,
    }
}

/// From here on a text of this length stands in the block. What is before it stays.
pub(super) fn set<'a>(
    cx: &mut Check<'a, '_>,
    value: Value<'a>,
    length: Option<u128>,
    before: Option<u128>,
) {
    let Value::Handle(handle) = value else { return };
    let offset = handle.offset.and_then(|offset| u128::try_from(offset).ok());
    let reaches = |offset: u128| offset == 0 || before.is_some_and(|before| before >= offset);
    let text = offset
        .filter(|offset| reaches(*offset))
        .zip(length)
        .and_then(|(offset, length)| offset.checked_add(length));
    operations::change(cx, handle, |block| {
        block.text = text.filter(|_| !block.escaped);
    });
}

/// What the block of a handle holds may be changed.
pub(super) fn forget<'a>(cx: &mut Check<'a, '_>, value: Value<'a>) {
    if let Value::Handle(handle) = value {
        operations::change(cx, handle, |block| block.text = None);
    } else {
        alias::escape(cx, value);
    }
}
