//! Where a function of `string.h` finds what it looks for, and the block that `strdup` makes.

use syn::Expr;

use super::{
    call::{self, StringCall},
    texts,
};
use crate::check::{
    Check,
    block::{Block, ElementType, Life},
    handles,
    lattice::{ExprAt, Handle, UnitsId, Value},
    units::Content,
    written::Written,
};
use crate::model::Kind;

/// What is returned may be a handle into the block that was searched, or none.
pub(crate) fn found<'a>(
    cx: &mut Check<'a, '_>,
    call: &StringCall<'a>,
    within: Value<'a>,
) -> Value<'a> {
    if let (Value::Handle(handle), Some(at)) = (within, position(cx, call, within)) {
        return match at {
            Some(at) => Value::Handle(Handle {
                offset: Some(at),
                reference: false,
                ..handle
            }),
            None => {
                let kind = cx
                    .state
                    .as_ref()
                    .map(|state| state.block(handle.block).kind);
                Value::Null(ExprAt(call.place), kind.unwrap_or(Kind::Unknown))
            }
        };
    }
    if let (Value::Handle(handle), Some(state)) = (within, &mut cx.state) {
        state.block_mut(handle.block).escaped = true;
    }
    Value::Unknown
}

/// Where in units that are known one is found, or that it is not in there.
pub(crate) fn position<'a>(
    cx: &Check<'a, '_>,
    call: &StringCall<'a>,
    within: Value<'a>,
) -> Option<Option<i128>> {
    let units = texts::spelt(cx, within)?;
    let unit = u8::try_from(call.unit?).ok()?;
    let at = match call.name.as_str() {
        "strchr" => texts::ended(units)?.iter().position(|known| *known == unit),
        "strrchr" => texts::ended(units)?
            .iter()
            .rposition(|known| *known == unit),
        "memchr" => {
            let limit = usize::try_from(call.limit?).ok()?;
            let looked_at = units.get(..limit);
            let found = looked_at
                .unwrap_or(&units)
                .iter()
                .position(|known| *known == unit);
            // Where it goes on beyond what is known it may be found there.
            if found.is_none() && looked_at.is_none() {
                return None;
            }
            found
        }
        _ => return None,
    };
    Some(at.and_then(|at| i128::try_from(at).ok()))
}

/// `memchr` of all units of a block, none of which it looks for, goes on behind the last.
pub(crate) fn searched<'a>(
    cx: &mut Check<'a, '_>,
    call: &StringCall<'a>,
    made: &'a Expr,
    value: Value<'a>,
) {
    let (Some(limit), Some(unit)) = (call.limit, call.unit) else {
        return;
    };
    let (Value::Handle(handle), Some(state), Some(units)) =
        (value, &cx.state, texts::spelt(cx, value))
    else {
        return;
    };
    let block = state.block(handle.block);
    let rest = block
        .length()
        .zip(handle.offset)
        .map(|(length, offset)| length - offset);
    let is_whole = rest == i128::try_from(units.len()).ok();
    let absent = u8::try_from(unit).is_ok_and(|unit| !units.contains(&unit));
    if is_whole && absent {
        call::reaches(cx, call, made, value, Some(limit));
    }
}

/// A block that a text was copied to.
pub(crate) fn fresh<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    text: Option<u128>,
    spelt: Option<UnitsId>,
) -> Value<'a> {
    handles::begin(
        cx,
        place,
        Block {
            life: Life::Live,
            origin: Some(ExprAt(place)),
            size: text.and_then(|length| length.checked_add(1)),
            text: text.and_then(|length| i128::try_from(length).ok()).map_or(
                Content::UNKNOWN,
                |solid| Content {
                    solid,
                    ends: true,
                    spelt,
                },
            ),
            sized: Some(ExprAt(place)),
            element: ElementType::Named(text.map(|_| 1)),
            written: Written::Any,
            escaped: false,
            nullable: false,
            ..Block::foreign(Kind::Malloc)
        },
    )
}
