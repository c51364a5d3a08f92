//! The functions of C's `string.h`: what they need of their blocks, and which handle they return. They count in units,
//! of one byte or of four.

use proc_macro2::Ident;
use syn::{Expr, Lit, Type};

use super::{
    call::{self, StringCall},
    copies, search, texts,
};
use crate::check::{
    Check, across::Usage, alias, context::Follow, lattice::Value, memory, moves, numbers,
    operations, peeled,
};
use crate::{
    model::handle_root,
    primitives,
    syntax::functions::{self, Gives, Role, UnitsNeeded},
};

/// A call of a function of `string.h`, which succeeds or leaves the block; `None` if it is none.
pub(crate) fn string_function<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    name: &Ident,
    arguments: &[&'a Expr],
) -> Option<Value<'a>> {
    let function = functions::signature(name)?;
    let known = function.arguments.len();
    if arguments
        .iter()
        .any(|argument| has_other_units(cx, argument))
    {
        // The types say so, and one mistake is one message.
        arguments
            .iter()
            .for_each(|argument| alias::consume(cx, argument));
        return Some(Value::Unknown);
    }
    let formatted = arguments.get(known..)?;
    if !formatted.is_empty() && !functions::is_macro(name) {
        return None;
    }
    let roles = || function.arguments.iter().zip(arguments.iter().copied());
    let (limit, unit, character) = numbers_of(cx, roles());
    shown(cx, formatted);
    if let (Some(character), [memory, ..]) = (character, arguments) {
        // It is looked at before the memory is.
        call::is_a_unit(cx, name, memory, character);
    }
    let is_macro = functions::is_macro(name);
    let read = roles().rposition(|(role, _)| matches!(role, Role::Read(_)));
    let mut call = StringCall {
        place,
        name: name.to_string(),
        limit,
        unit,
        text: if is_macro {
            let format = arguments.get(known - 1);
            format.and_then(|format| least_formatted(format))
        } else {
            // Where the first is read depends on it.
            read.and_then(|read| literal_length(cx, arguments[read]))
        },
    };
    let (mut first, mut from) = (Value::Unknown, Value::Unknown);
    // All is read before anything is written.
    for writes in [false, true] {
        for (index, (role, argument)) in roles().enumerate() {
            let value = match *role {
                Role::Read(extent) if !writes => {
                    let value = source(cx, &call, argument, extent);
                    if read == Some(index) && !is_macro {
                        call.text = texts::length(cx, value);
                        from = value;
                    }
                    value
                }
                Role::Written(extent) if writes => destination(cx, &call, argument, extent, from),
                // A literal cannot be written, which its type says.
                Role::Extended(_) if matches!(argument, Expr::Lit(_)) => continue,
                // What is behind the string can have no value.
                Role::Extended(_) if writes => extended(cx, &call, argument),
                _ => continue,
            };
            if index == 0 {
                first = value;
            }
        }
    }
    Some(match function.gives {
        Gives::Plain => copies::answer(&call),
        Gives::Destination => first,
        Gives::Found => search::found(cx, &call, first),
        Gives::Fresh => {
            let spelt = texts::spelt(cx, from).and_then(texts::ended);
            let spelt = spelt.and_then(|units| cx.arena.spell(&units));
            search::fresh(cx, place, call.text, spelt)
        }
    })
}

/// What is only written out is shown, whatever it is.
fn shown<'a>(cx: &mut Check<'a, '_>, formatted: &[&'a Expr]) {
    cx.shown += 1;
    for argument in formatted {
        cx.eval(argument);
    }
    cx.shown -= 1;
}

/// What limits a call, and the unit that it is about, of the arguments that are no memory.
fn numbers_of<'a, 'f>(
    cx: &mut Check<'a, '_>,
    roles: impl Iterator<Item = (&'f Role, &'a Expr)>,
) -> (Option<u128>, Option<i128>, Option<&'a Expr>) {
    let (mut limit, mut unit, mut character) = (None, None, None);
    for (role, argument) in roles.filter(|(role, _)| !role.is_memory()) {
        let value = numbers::operand(cx, argument);
        if *role == Role::Limit {
            limit = value.as_size();
        } else {
            unit = value.as_number();
            character = Some(argument);
        }
    }
    (limit, unit, character)
}

/// Whether an argument is memory of numbers that are no units of texts.
fn has_other_units(cx: &Check<'_, '_>, argument: &Expr) -> bool {
    let element = handle_root(argument).and_then(|id| cx.model.element(id));
    matches!(element, Some(Type::Path(ty)) if ty.path.get_ident().is_some_and(|name| {
        primitives::is_primitive(name) && !["u8", "i8", "u32"].iter().any(|unit| name == unit)
    }))
}

/// Units are read.
fn source<'a>(
    cx: &mut Check<'a, '_>,
    call: &StringCall<'a>,
    from: &'a Expr,
    extent: UnitsNeeded,
) -> Value<'a> {
    let value = alias::handle(cx, from);
    // Handles in there are copied, too.
    memory::opened(cx, value);
    let needed = call.needed(extent);
    // No unit is read of nothing.
    if needed != Some(0) {
        operations::access(cx, call.place, from, value, Usage::Read);
        call::reaches(cx, call, from, value, needed);
        if call.name == "memchr" {
            search::searched(cx, call, from, value);
        }
        if extent == UnitsNeeded::Any {
            copies::ends(cx, call, from, value);
        }
        if let (Value::Handle(handle), Some(count)) = (value, needed)
            && let Ok(count) = i128::try_from(count)
        {
            operations::assigned(cx, call.place, from, handle, count);
        }
    }
    value
}

/// Units are written.
fn destination<'a>(
    cx: &mut Check<'a, '_>,
    call: &StringCall<'a>,
    to: &'a Expr,
    extent: UnitsNeeded,
    from: Value<'a>,
) -> Value<'a> {
    // An array in memory stands for its address, and is assigned alone.
    if let Some(operand) = peeled::place(to) {
        let value = operations::part(cx, to, operand);
        moves::fill(cx, value);
        return Value::Unknown;
    }
    let value = alias::handle(cx, to);
    copies::apart(cx, call, from, value);
    let needed = call.needed(extent);
    if needed != Some(0) {
        operations::access(cx, call.place, to, value, Usage::Write);
        call::reaches(cx, call, to, value, needed);
    }
    copies::written(cx, call, from, value, needed);
    value
}

/// A text is copied behind another.
fn extended<'a>(cx: &mut Check<'a, '_>, call: &StringCall<'a>, to: &'a Expr) -> Value<'a> {
    let value = alias::handle(cx, to);
    operations::access(cx, call.place, to, value, Usage::Read);
    copies::ends(cx, call, to, value);
    let before = texts::length(cx, value);
    let added = copies::added(call);
    let whole = before.unwrap_or(0).checked_add(added.unwrap_or(0));
    call::reaches(
        cx,
        call,
        to,
        value,
        whole.and_then(|length| length.checked_add(1)),
    );
    let content = texts::content(cx, value);
    moves::fill(cx, value);
    let length = before.and(added).and(whole);
    texts::set(cx, value, content, |text, at| {
        match length.and_then(|length| i128::try_from(length).ok()) {
            Some(length) => text.put_text(at, length),
            // What stands there stays.
            None => {
                text.ends = false;
                text.spelt = None;
            }
        }
    });
    value
}

/// The length of a text that is written out.
fn literal_length(cx: &Check<'_, '_>, text: &Expr) -> Option<u128> {
    match text {
        Expr::Lit(literal) => match texts::literal(cx, &literal.lit)? {
            Value::Text(text) => text.length,
            _ => None,
        },
        _ => None,
    }
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
