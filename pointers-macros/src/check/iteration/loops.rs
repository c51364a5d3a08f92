//! Loops: what holds in every round, and what in certain ones.

use std::ptr;

use syn::{Expr, ExprForLoop, ExprLoop, ExprWhile, Pat};

use super::{
    bodies::{self, Loop, LoopHeader},
    counters::{self},
    rounds::{self, Followed, Rest},
};
use crate::check::{
    Check, alias, conditions, flow, frames, handles,
    lattice::Value,
    peeled,
    scan::Effects,
    state::{State, join},
};
use crate::model;
use crate::syntax::untyped;

pub(crate) fn endless<'a>(cx: &mut Check<'a, '_>, expression: &'a ExprLoop) {
    let ExprLoop { label, body, .. } = expression;
    repeat(
        cx,
        &Loop {
            label: label.as_ref(),
            condition: None,
            body,
            header: LoopHeader::Endless,
            pattern: None,
        },
    );
}

pub(crate) fn repeat_while<'a>(cx: &mut Check<'a, '_>, expression: &'a ExprWhile) {
    let ExprWhile {
        label, cond, body, ..
    } = expression;
    repeat(
        cx,
        &Loop {
            label: label.as_ref(),
            condition: Some(cond),
            body,
            header: LoopHeader::While,
            pattern: None,
        },
    );
}

pub(crate) fn for_each<'a>(cx: &mut Check<'a, '_>, expression: &'a ExprForLoop) {
    let ExprForLoop {
        label,
        pat,
        expr,
        body,
        ..
    } = expression;
    let header = if counters::is_range(expr) {
        counters::counter(cx, expr).map_or(LoopHeader::Items, LoopHeader::Counter)
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

fn items<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr) -> LoopHeader<'a> {
    let mut arguments = Vec::new();
    let (base, numbered) = peeled::iterated(expression, &mut arguments);
    let value = alias::handle(cx, base);
    if let Expr::Array(array) = expression
        && let Ok(number) = i128::try_from(array.elems.len())
    {
        return LoopHeader::Array(value, number);
    }
    arguments
        .into_iter()
        .for_each(|argument| alias::consume(cx, argument));
    match value {
        Value::Handle(handle) if handles::is_handle(cx, handle) => {
            let Some(state) = &cx.state else {
                return LoopHeader::Items;
            };
            let all = ptr::eq(base, expression);
            let number = state.block(handle.block).length().zip(handle.offset);
            let number = number
                .map(|(length, offset)| length - offset)
                .filter(|number| all && *number >= 0);
            LoopHeader::Chunks(value, numbered, number)
        }
        value => {
            handles::escape(cx, value);
            LoopHeader::Items
        }
    }
}

/// The states in which the frames around are left.
type FrameStates<'a> = Vec<(Option<State<'a>>, Option<State<'a>>)>;

fn take_exits<'a>(cx: &mut Check<'a, '_>) -> FrameStates<'a> {
    cx.frames
        .iter_mut()
        .map(|frame| (frame.breaks.take(), frame.continues.take()))
        .collect()
}

fn add_exits<'a>(cx: &mut Check<'a, '_>, exits: FrameStates<'a>) {
    for (frame, (breaks, continues)) in cx.frames.iter_mut().zip(exits) {
        frame.breaks = join(frame.breaks.take(), breaks);
        frame.continues = join(frame.continues.take(), continues);
    }
}

/// The rounds that are certain are followed one by one. Then the loop is followed once for all of its rounds together,
/// from what holds before any of them: of the others this is all that is known.
fn repeat<'a>(cx: &mut Check<'a, '_>, looped: &Loop<'a>) {
    let effects = bodies::effects(cx, looped.condition, looped.body);
    let Some(mut head) = cx.state.clone() else {
        // What is declared in it is followed all the same.
        return all_rounds(cx, looped);
    };
    flow::apply(cx, &effects, &mut head);
    match (looped.header, looped.pattern) {
        (LoopHeader::Chunks(value, ..), Some(pattern)) => {
            apply_to_items(&effects, pattern, value, &mut head);
        }
        (LoopHeader::Array(value, _), _) => head.escape(value),
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
    cx.frames.push(frames::frame(cx, looped.label, true));
    let mut skipped = None;
    if let Some(condition) = looped.condition {
        let paths = conditions::paths(cx, condition);
        (cx.state, skipped) = (paths.then, paths.otherwise);
    }
    cx.branch(|cx| bodies::body_of(cx, looped, None));
    frames::leave(cx, depth, Value::Unknown);
    let Some(frame) = cx.frames.pop() else {
        return;
    };
    let end = match looped.header {
        LoopHeader::Endless => None,
        LoopHeader::While => skipped,
        header if header.count().is_some_and(|count| count > 0) => {
            join(cx.state.take(), frame.continues)
        }
        _ => before,
    };
    cx.state = join(end, frame.breaks);
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
