//! Texts whose length is certain: literals, arrays that are written out, and what was copied from them.

use syn::{Expr, ExprArray, ExprRepeat, Lit};

use crate::check::{
    Check, constant, handles,
    lattice::{Text, Value},
    numbers,
    units::Content,
};

/// A text that is a literal.
pub(crate) fn literal<'a>(cx: &Check<'a, '_>, literal: &Lit) -> Option<Value<'a>> {
    let spelt = match literal {
        Lit::CStr(text) => cx.arena.spell(text.value().as_bytes_with_nul()),
        Lit::ByteStr(bytes) => cx.arena.spell(&bytes.value()),
        Lit::Str(text) => {
            let mut units = text.value().into_bytes();
            units.push(0);
            cx.arena.spell(&units)
        }
        _ => None,
    };
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
        endless: length.is_none(),
        spelt,
    }))
}

fn end(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|byte| *byte == 0)
}

/// Whether only literals stand in an array.
pub(crate) fn is_written_out(array: &ExprArray) -> bool {
    array
        .elems
        .iter()
        .all(|element| matches!(element, Expr::Lit(_)))
}

/// `[b'a', b'b', 0]`.
pub(crate) fn array<'a>(cx: &mut Check<'a, '_>, array: &'a ExprArray) -> Value<'a> {
    let mut values = Vec::new();
    for element in &array.elems {
        let value = numbers::operand(cx, element);
        handles::escape(cx, value);
        values.push(value.as_number());
    }
    let end = values.iter().position(|value| *value == Some(0));
    let certain = end.filter(|end| values.iter().take(*end).all(Option::is_some));
    Value::Text(Text {
        length: certain.and_then(|end| u128::try_from(end).ok()),
        units: u128::try_from(values.len()).ok(),
        endless: end.is_none() && values.iter().all(Option::is_some),
        spelt: None,
    })
}

/// `[0; 4]`.
pub(crate) fn repeated<'a>(cx: &mut Check<'a, '_>, repeat: &'a ExprRepeat) -> Value<'a> {
    let value = numbers::operand(cx, &repeat.expr);
    handles::escape(cx, value);
    let value = value.as_number();
    match (constant_length(cx, &repeat.len), value) {
        (Some(units), value) => Value::Text(Text {
            length: value.filter(|value| *value == 0 && units > 0).map(|_| 0),
            units: Some(units),
            endless: value.is_some_and(|value| value != 0),
            spelt: None,
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
pub(crate) fn length<'a>(cx: &Check<'a, '_>, value: Value<'a>) -> Option<u128> {
    match value {
        Value::Text(text) => text.length,
        Value::Handle(handle) => {
            let text = content(cx, value);
            let rest = text.solid.checked_sub(handle.offset?)?;
            u128::try_from(rest).ok().filter(|_| text.ends)
        }
        _ => None,
    }
}

/// The units from here on that are known.
pub(crate) fn spelt<'a>(cx: &Check<'a, '_>, value: Value<'a>) -> Option<Vec<u8>> {
    let (spelt, from) = match value {
        Value::Text(text) => (text.spelt?, 0),
        Value::Handle(handle) => (content(cx, value).spelt?, handle.offset?),
        _ => return None,
    };
    let units = cx.arena.units(spelt);
    Some(units.get(usize::try_from(from).ok()?..)?.to_vec())
}

/// The text at the start of such units, with its terminator.
pub(crate) fn ended(mut units: Vec<u8>) -> Option<Vec<u8>> {
    let end = end(&units)?;
    units.truncate(end + 1);
    Some(units)
}

/// What is known of the text in the block of a handle.
pub(crate) fn content<'a>(cx: &Check<'a, '_>, value: Value<'a>) -> Content {
    match (value, &cx.state) {
        (Value::Handle(handle), Some(state)) => state.block(handle.block).text,
        _ => Content::UNKNOWN,
    }
}

/// The text in the block of a handle becomes what was in it before, with a change at the handle.
pub(crate) fn set<'a>(
    cx: &mut Check<'a, '_>,
    value: Value<'a>,
    before: Content,
    change: impl FnOnce(&mut Content, Option<i128>),
) {
    let Value::Handle(handle) = value else { return };
    handles::change(cx, handle, |block| {
        if !block.escaped {
            block.text = before;
            change(&mut block.text, handle.offset);
        }
    });
}

/// What the block of a handle holds may be changed.
pub(crate) fn forget<'a>(cx: &mut Check<'a, '_>, value: Value<'a>) {
    if let Value::Handle(handle) = value {
        handles::change(cx, handle, |block| block.text = Content::UNKNOWN);
    } else {
        handles::escape(cx, value);
    }
}

/// What a literal is: a number, a truth value, a text.
pub(crate) fn value<'a>(cx: &Check<'a, '_>, literal: &Lit) -> Value<'a> {
    match (literal, constant::literal(literal)) {
        (Lit::Bool(truth), _) => Value::truth(truth.value),
        (_, Some(value)) => Value::number(value),
        (literal, None) => self::literal(cx, literal).unwrap_or(Value::Unknown),
    }
}
