//! A loop, as far as all kinds of loops are the same, and what its body does.

use std::{ptr, rc::Rc};

use syn::{Block, Expr, Label, Pat};

use super::counters::Counter;
use crate::check::{
    Check,
    arena::Key,
    context::Follow,
    declare, frames, handles,
    lattice::{Handle, Value},
    scan::{self, Effects},
    variables,
};

/// A loop, as far as all kinds of loops are the same.
pub(crate) struct Loop<'a> {
    pub(crate) label: Option<&'a Label>,
    pub(crate) condition: Option<&'a Expr>,
    pub(crate) body: &'a Block,
    pub(crate) header: LoopHeader<'a>,
    pub(crate) pattern: Option<&'a Pat>,
}

/// What a loop runs over.
#[derive(Clone, Copy)]
pub(crate) enum LoopHeader<'a> {
    /// `loop`.
    Endless,
    /// `while`.
    While,
    /// `for` over what is not followed.
    Items,
    /// `for` over numbers.
    Counter(Counter),
    /// `for` over the chunks of a handle: whether they are numbered, and their number if that is certain.
    Chunks(Value<'a>, bool, Option<i128>),
    /// `for` over an array that stands there, of so many elements.
    Array(Value<'a>, i128),
}

impl LoopHeader<'_> {
    /// The number of rounds, unless the loop is left before.
    pub(crate) fn count(self) -> Option<i128> {
        match self {
            Self::Endless => Some(i128::MAX),
            Self::While | Self::Items => None,
            Self::Counter(counter) => Some(counter.count),
            Self::Chunks(_, _, number) => number,
            Self::Array(_, number) => Some(number),
        }
    }
}

/// Whether only what the loop does can end it.
pub(crate) fn may_be_endless(header: LoopHeader<'_>) -> bool {
    matches!(header, LoopHeader::Endless | LoopHeader::While)
}

/// What a body may do. It is asked for each time that the body is followed.
pub(crate) fn effects<'a>(
    cx: &mut Check<'a, '_>,
    condition: Option<&'a Expr>,
    body: &'a Block,
) -> Rc<Effects> {
    let body_of = ptr::from_ref(body);
    if let Some(effects) = cx.effects.get(&body_of) {
        return Rc::clone(effects);
    }
    let effects = Rc::new(scan::of_block(condition, body));
    cx.effects.insert(body_of, Rc::clone(&effects));
    effects
}

pub(crate) fn body_of<'a>(cx: &mut Check<'a, '_>, looped: &Loop<'a>, number: Option<i128>) {
    let depth = cx.scope.len();
    declare_items(cx, looped, number);
    let value = cx.block(looped.body);
    frames::leave(cx, depth, value);
}

/// Declares what the loop's pattern holds in a round.
fn declare_items<'a>(cx: &mut Check<'a, '_>, looped: &Loop<'a>, number: Option<i128>) {
    let Some(pattern) = looped.pattern else {
        return;
    };
    match looped.header {
        LoopHeader::Endless | LoopHeader::While => {}
        LoopHeader::Items => variables::declare_unknown(cx, pattern),
        LoopHeader::Counter(counter) => {
            let number = number.or((counter.count == 1).then_some(0));
            let value = number.map_or(Value::Unknown, |number| Value::number(counter.at(number)));
            declare::declare(cx, pattern, value);
        }
        LoopHeader::Array(value, _) => {
            let item = number
                .zip(cx.state.as_ref())
                .map(|(number, state)| state.part(value, Key::Element(number)));
            match item {
                Some(item) => declare::declare(cx, pattern, item),
                None => variables::declare_unknown(cx, pattern),
            }
        }
        LoopHeader::Chunks(value, numbered, _) => {
            let item = match value {
                Value::Handle(handle) => Value::Handle(Handle {
                    offset: None,
                    ..handle
                }),
                value => value,
            };
            match (numbered, pattern) {
                (false, pattern) => declare::declare(cx, pattern, item),
                (true, Pat::Tuple(pair)) if pair.elems.len() == 2 => {
                    declare::declare(cx, &pair.elems[0], Value::Unknown);
                    declare::declare(cx, &pair.elems[1], item);
                }
                (true, pattern) => {
                    handles::escape(cx, item);
                    variables::declare_unknown(cx, pattern);
                }
            }
        }
    }
}
