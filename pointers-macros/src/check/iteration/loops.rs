//! Loops: what holds in every round, and what in certain ones.

use std::{ptr, rc::Rc};

use syn::{Block, Expr, ExprForLoop, ExprLoop, ExprWhile, Label, Pat};

use super::{
    counters::{self, Counter},
    rounds::{self, Followed, Rest},
};
use crate::check::{
    Check, alias,
    arena::Key,
    conditions,
    context::Follow,
    flow,
    forms::{self, untyped},
    lattice::{Handle, Value},
    scan::{self, Effects},
    state::{State, join},
};
use crate::model;

/// A loop, as far as all kinds of loops are the same.
pub(in crate::check) struct Loop<'a> {
    pub(in crate::check) label: Option<&'a Label>,
    pub(in crate::check) condition: Option<&'a Expr>,
    pub(in crate::check) body: &'a Block,
    pub(in crate::check) header: Header<'a>,
    pattern: Option<&'a Pat>,
}

/// What a loop runs over.
#[derive(Clone, Copy)]
pub(in crate::check) enum Header<'a> {
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

impl Header<'_> {
    /// The number of rounds, unless the loop is left before.
    pub(in crate::check) fn count(self) -> Option<i128> {
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
pub(in crate::check) fn may_be_endless(header: Header<'_>) -> bool {
    matches!(header, Header::Endless | Header::While)
}

pub(in crate::check) fn endless<'a>(cx: &mut Check<'a, '_>, expression: &'a ExprLoop) {
    let ExprLoop { label, body, .. } = expression;
    repeat(
        cx,
        &Loop {
            label: label.as_ref(),
            condition: None,
            body,
            header: Header::Endless,
            pattern: None,
        },
    );
}

pub(in crate::check) fn repeat_while<'a>(cx: &mut Check<'a, '_>, expression: &'a ExprWhile) {
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
            pattern: None,
        },
    );
}

pub(in crate::check) fn for_each<'a>(cx: &mut Check<'a, '_>, expression: &'a ExprForLoop) {
    let ExprForLoop {
        label,
        pat,
        expr,
        body,
        ..
    } = expression;
    let header = if counters::is_range(expr) {
        counters::counter(cx, expr).map_or(Header::Items, Header::Counter)
    } else {
        items(cx, expr)
    };
    repeat(
        cx,
        &Loop {
            label: label.as_ref(),
            condition: None,
            body,
            header,
            pattern: Some(pat),
        },
    );
}

fn items<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr) -> Header<'a> {
    let mut arguments = Vec::new();
    let (base, numbered) = forms::iterated(expression, &mut arguments);
    let value = alias::handle(cx, base);
    if let Expr::Array(array) = expression
        && let Ok(number) = i128::try_from(array.elems.len())
    {
        return Header::Array(value, number);
    }
    arguments
        .into_iter()
        .for_each(|argument| alias::consume(cx, argument));
    match value {
        Value::Handle(handle) if alias::is_handle(cx, handle) => {
            let Some(state) = &cx.state else {
                return Header::Items;
            };
            let all = ptr::eq(base, expression);
            let number = state.block(handle.block).length().zip(handle.offset);
            let number = number
                .map(|(length, offset)| length - offset)
                .filter(|number| all && *number >= 0);
            Header::Chunks(value, numbered, number)
        }
        value => {
            alias::escape(cx, value);
            Header::Items
        }
    }
}

/// Declares what the loop's pattern holds in a round.
fn declare_items<'a>(cx: &mut Check<'a, '_>, looped: &Loop<'a>, number: Option<i128>) {
    let Some(pattern) = looped.pattern else {
        return;
    };
    match looped.header {
        Header::Endless | Header::While => {}
        Header::Items => alias::declare_unknown(cx, pattern),
        Header::Counter(counter) => {
            let number = number.or((counter.count == 1).then_some(0));
            let value = number.map_or(Value::Unknown, |number| Value::number(counter.at(number)));
            alias::declare(cx, pattern, value);
        }
        Header::Array(value, _) => {
            let item = number
                .zip(cx.state.as_ref())
                .map(|(number, state)| state.part(value, Key::Element(number)));
            match item {
                Some(item) => alias::declare(cx, pattern, item),
                None => alias::declare_unknown(cx, pattern),
            }
        }
        Header::Chunks(value, numbered, _) => {
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

/// The states in which the frames around are left.
type Exits<'a> = Vec<(Option<State<'a>>, Option<State<'a>>)>;

fn take_exits<'a>(cx: &mut Check<'a, '_>) -> Exits<'a> {
    cx.frames
        .iter_mut()
        .map(|frame| (frame.breaks.take(), frame.continues.take()))
        .collect()
}

fn add_exits<'a>(cx: &mut Check<'a, '_>, exits: Exits<'a>) {
    for (frame, (breaks, continues)) in cx.frames.iter_mut().zip(exits) {
        frame.breaks = join(frame.breaks.take(), breaks);
        frame.continues = join(frame.continues.take(), continues);
    }
}

/// The rounds that are certain are followed one by one. Then the loop is followed once for all of its rounds together,
/// from what holds before any of them: of the others this is all that is known.
fn repeat<'a>(cx: &mut Check<'a, '_>, looped: &Loop<'a>) {
    let effects = effects(cx, looped.condition, looped.body);
    let Some(mut head) = cx.state.clone() else {
        // What is declared in it is followed all the same.
        return all_rounds(cx, looped);
    };
    flow::apply(cx, &effects, &mut head);
    match (looped.header, looped.pattern) {
        (Header::Chunks(value, ..), Some(pattern)) => {
            apply_to_items(&effects, pattern, value, &mut head);
        }
        (Header::Array(value, _), _) => head.escape(value),
        _ => {}
    }
    let around = take_exits(cx);
    let followed = rounds::follow(cx, looped, &effects, &head);
    let certain = take_exits(cx);
    let (end, entered) = match followed {
        Followed::Whole(end, entered) => (end, entered),
        // In a round that costs too much nothing more is certain.
        _ if rounds::give_up(cx) => {
            cx.state = None;
            return add_exits(cx, around);
        }
        followed => {
            cx.state = Some(head);
            all_rounds(cx, looped);
            if let Followed::Until(rest) = followed {
                go_on(cx, looped, &effects, rest);
            }
            return add_exits(cx, around);
        }
    };
    // Only for what branches report: in a round that is certain they are not followed to do so.
    if cx.rounds.is_empty() {
        cx.state = Some(head).filter(|_| entered);
        all_rounds(cx, looped);
        take_exits(cx);
    }
    add_exits(cx, around);
    add_exits(cx, certain);
    cx.state = end;
}

/// What holds after a loop whose certain rounds were followed: where it ended by then, and after any others, of which
/// nothing is reported, as there may be none.
fn go_on<'a>(cx: &mut Check<'a, '_>, looped: &Loop<'a>, effects: &Effects, rest: Rest<'a>) {
    // In other loops that would cost twice as much for each loop around.
    if cx.frames.len() > 1 {
        return;
    }
    let exits = take_exits(cx);
    cx.state = rest.goes_on;
    if let Some(mut state) = cx.state.take() {
        flow::apply(cx, effects, &mut state);
        cx.state = Some(state);
        cx.quiet += 1;
        all_rounds(cx, looped);
        cx.quiet -= 1;
    }
    take_exits(cx);
    add_exits(cx, exits);
    cx.state = join(rest.ended, cx.state.take());
}

/// Follows all rounds of a loop together, from what holds before each of them.
fn all_rounds<'a>(cx: &mut Check<'a, '_>, looped: &Loop<'a>) {
    let depth = cx.scope.len();
    let before = cx.state.clone();
    cx.frames.push(flow::frame(cx, looped.label, true));
    let mut skipped = None;
    if let Some(condition) = looped.condition {
        let paths = conditions::paths(cx, condition);
        (cx.state, skipped) = (paths.then, paths.otherwise);
    }
    cx.branch(|cx| body_of(cx, looped, None));
    flow::leave(cx, depth, Value::Unknown);
    let Some(frame) = cx.frames.pop() else {
        return;
    };
    let end = match looped.header {
        Header::Endless => None,
        Header::While => skipped,
        header if header.count().is_some_and(|count| count > 0) => {
            join(cx.state.take(), frame.continues)
        }
        _ => before,
    };
    cx.state = join(end, frame.breaks);
}

/// What a body may do. It is asked for each time that the body is followed.
pub(in crate::check) fn effects<'a>(
    cx: &mut Check<'a, '_>,
    condition: Option<&'a Expr>,
    body: &'a Block,
) -> Rc<Effects> {
    let effects = cx.effects.entry(ptr::from_ref(body));
    Rc::clone(effects.or_insert_with(|| Rc::new(scan::of_block(condition, body))))
}

pub(in crate::check) fn body_of<'a>(
    cx: &mut Check<'a, '_>,
    looped: &Loop<'a>,
    number: Option<i128>,
) {
    let depth = cx.scope.len();
    declare_items(cx, looped, number);
    let value = cx.block(looped.body);
    flow::leave(cx, depth, value);
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
        state.block_mut(handle.block).fill();
    }
}
