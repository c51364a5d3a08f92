//! Loops: what holds in every round, and what in certain ones.

use std::{ptr, rc::Rc};

use syn::{Block, Expr, ExprForLoop, ExprLoop, ExprWhile, Label, Pat};

use super::{
    Check, Round, alias, constant, flow,
    flow::untyped,
    forms,
    lattice::{Handle, Value},
    scan::{self, Effects},
    state::{State, join},
};
use crate::model;

/// How many rounds are followed by themselves at most, and within how many other loops.
const ROUNDS: i128 = 16;
const DEPTH: usize = 3;

/// A loop, as far as all kinds of loops are the same.
struct Loop<'a> {
    label: Option<&'a Label>,
    condition: Option<&'a Expr>,
    body: &'a Block,
    header: Header<'a>,
}

/// What a loop runs over.
#[derive(Clone, Copy)]
enum Header<'a> {
    /// `loop`.
    Endless,
    /// `while`.
    While,
    /// `for` over what is not followed.
    Items(&'a Pat),
    /// `for` over the constants from the first to the last.
    Counter(&'a Pat, i128, i128),
    /// `for` over the chunks of a handle: whether they are numbered, and their number if that is certain.
    Chunks(&'a Pat, Value<'a>, bool, Option<i128>),
}

impl Header<'_> {
    /// The fewest rounds.
    fn rounds(self) -> i128 {
        match self {
            Self::Endless => i128::MAX,
            Self::While | Self::Items(_) => 0,
            Self::Counter(_, first, last) => last.saturating_sub(first).saturating_add(1),
            Self::Chunks(_, _, _, number) => number.unwrap_or(0),
        }
    }
}

pub(super) fn endless<'a>(cx: &mut Check<'a, '_>, expression: &'a ExprLoop) {
    let ExprLoop { label, body, .. } = expression;
    repeat(
        cx,
        &Loop {
            label: label.as_ref(),
            condition: None,
            body,
            header: Header::Endless,
        },
    );
}

pub(super) fn repeat_while<'a>(cx: &mut Check<'a, '_>, expression: &'a ExprWhile) {
    let ExprWhile {
        label, cond, body, ..
    } = expression;
    repeat(
        cx,
        &Loop {
            label: label.as_ref(),
            condition: Some(cond),
            body,
            header: Header::While,
        },
    );
}

pub(super) fn for_each<'a>(cx: &mut Check<'a, '_>, expression: &'a ExprForLoop) {
    let ExprForLoop {
        label,
        pat,
        expr,
        body,
        ..
    } = expression;
    let header = match constant::range(expr, &|id| alias::counter(cx, id)) {
        Some((first, last)) => Header::Counter(pat, first, last),
        None => items(cx, pat, expr),
    };
    repeat(
        cx,
        &Loop {
            label: label.as_ref(),
            condition: None,
            body,
            header,
        },
    );
}

fn items<'a>(cx: &mut Check<'a, '_>, pattern: &'a Pat, expression: &'a Expr) -> Header<'a> {
    let mut arguments = Vec::new();
    let (base, numbered) = forms::iterated(expression, &mut arguments);
    let value = alias::handle(cx, base);
    arguments
        .into_iter()
        .for_each(|argument| alias::consume(cx, argument));
    match value {
        Value::Handle(handle) if alias::is_handle(cx, handle) => {
            let Some(state) = &cx.state else {
                return Header::Items(pattern);
            };
            let all = ptr::eq(base, expression);
            let number = state.block(handle.block).length().zip(handle.offset);
            let number = number
                .map(|(length, offset)| length - offset)
                .filter(|_| all);
            Header::Chunks(pattern, value, numbered, number)
        }
        value => {
            alias::escape(cx, value);
            Header::Items(pattern)
        }
    }
}

/// Declares what the loop's pattern holds in a round.
fn declare_items<'a>(cx: &mut Check<'a, '_>, header: Header<'a>, number: Option<i128>) {
    match header {
        Header::Endless | Header::While => {}
        Header::Items(pattern) => alias::declare_unknown(cx, pattern),
        Header::Counter(pattern, first, last) => {
            let value = match number {
                Some(number) => Value::Integer(first.saturating_add(number)),
                None if first == last => Value::Integer(first),
                None => Value::Unknown,
            };
            alias::declare(cx, pattern, value);
        }
        Header::Chunks(pattern, value, numbered, _) => {
            let item = match value {
                Value::Handle(handle) => Value::Handle(Handle {
                    offset: None,
                    ..handle
                }),
                value => value,
            };
            match (numbered, pattern) {
                (false, pattern) => alias::declare(cx, pattern, item),
                (true, Pat::Tuple(pair)) if pair.elems.len() == 2 => {
                    alias::declare(cx, &pair.elems[0], Value::Unknown);
                    alias::declare(cx, &pair.elems[1], item);
                }
                (true, pattern) => {
                    alias::escape(cx, item);
                    alias::declare_unknown(cx, pattern);
                }
            }
        }
    }
}

/// A loop is followed once for all of its rounds together, from what holds before any of them. Where certain
/// rounds are reached for certain, they are followed by themselves too, for they know more.
fn repeat<'a>(cx: &mut Check<'a, '_>, looped: &Loop<'a>) {
    let effects = effects(cx, looped.condition, looped.body);
    let Some(mut head) = cx.state.clone() else {
        return;
    };
    flow::apply(cx, &effects, &mut head);
    if let Header::Chunks(pattern, value, ..) = looped.header {
        apply_to_items(&effects, pattern, value, &mut head);
    }
    let end = rounds(cx, looped, &effects, &head);
    let depth = cx.scope.len();
    let before = head.clone();
    cx.state = Some(head);
    cx.frames.push(flow::frame(cx, looped.label, true));
    let mut skipped = None;
    if let Some(condition) = looped.condition {
        alias::consume(cx, condition);
        skipped = cx.state.clone();
        if let Some(state) = &mut skipped {
            state.variables.truncate(depth);
        }
    }
    cx.branch(|cx| body_of(cx, looped, None));
    flow::leave(cx, depth, Value::Unknown);
    let Some(frame) = cx.frames.pop() else {
        return;
    };
    let end = match looped.header {
        Header::Endless => None,
        Header::While => skipped,
        _ if end.is_some() => end,
        _ if looped.header.rounds() > 0 => join(cx.state.take(), frame.continues),
        _ => Some(before),
    };
    cx.state = join(end, frame.breaks);
}

/// Follows the rounds that are reached for certain if the loop is, and whose code does not depend on others. Gives
/// what holds after the last one, if it is among them.
fn rounds<'a>(
    cx: &mut Check<'a, '_>,
    looped: &Loop<'a>,
    effects: &Effects,
    head: &State<'a>,
) -> Option<State<'a>> {
    if cx.round.is_some() || effects.continues {
        return None;
    }
    let rounds = looped.header.rounds();
    // Where it may be left, or deep within others, the first one only.
    let certain = if effects.exits || !cx.caught.is_empty() || cx.frames.len() > DEPTH {
        rounds.min(1)
    } else {
        rounds
    };
    for number in 0..certain.clamp(1, ROUNDS) {
        round(cx, looped, number, number + 1 == rounds);
    }
    if certain > ROUNDS
        && let Header::Counter(..) = looped.header
    {
        cx.state = Some(head.clone());
        round(cx, looped, rounds - 1, true);
        return None;
    }
    let followed = certain == rounds && (1..=ROUNDS).contains(&rounds);
    cx.state.take().filter(|_| followed && !effects.exits)
}

/// What a body may do. It is asked for each time that the body is followed.
pub(super) fn effects<'a>(
    cx: &mut Check<'a, '_>,
    condition: Option<&'a Expr>,
    body: &'a Block,
) -> Rc<Effects> {
    let effects = cx.effects.entry(ptr::from_ref(body));
    Rc::clone(effects.or_insert_with(|| Rc::new(scan::of_block(condition, body))))
}

fn body_of<'a>(cx: &mut Check<'a, '_>, looped: &Loop<'a>, number: Option<i128>) {
    let depth = cx.scope.len();
    declare_items(cx, looped.header, number);
    let value = flow::follow_block(cx, looped.body);
    flow::leave(cx, depth, value);
}

/// Follows one round by itself, from the state that is known before it.
fn round<'a>(cx: &mut Check<'a, '_>, looped: &Loop<'a>, number: i128, is_last: bool) {
    let depth = cx.scope.len();
    cx.round = Some(Round {
        branches: 0,
        frames: cx.frames.len(),
        number,
        is_last,
    });
    cx.frames.push(flow::frame(cx, looped.label, true));
    if let Some(condition) = looped.condition {
        alias::consume(cx, condition);
    }
    body_of(cx, looped, Some(number));
    flow::leave(cx, depth, Value::Unknown);
    cx.frames.pop();
    cx.round = None;
}

/// What happens to the items of a loop happens to the block that they are in.
fn apply_to_items<'a>(effects: &Effects, pattern: &Pat, value: Value<'a>, state: &mut State<'a>) {
    let items = match pattern {
        Pat::Tuple(pair) => pair.elems.last(),
        pattern => Some(untyped(pattern)),
    };
    let Some(Pat::Ident(item)) = items else {
        return state.escape(value);
    };
    let Some(id) = model::declared(item) else {
        return;
    };
    if effects.changed.contains(&id) || effects.shared.contains(&id) {
        state.escape(value);
    }
    if let Value::Handle(handle) = value
        && effects.written.contains(&id)
    {
        let block = state.block_mut(handle.block);
        block.written.add(None);
        block.stored = None;
    }
}
