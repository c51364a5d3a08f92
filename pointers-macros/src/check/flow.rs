//! Statements, branches, jumps: in what order things happen, and which paths meet.

use syn::{Block, Expr, ExprIf, ExprMatch, Label, Lifetime};

use super::{
    Check, bodies, closures, conditions,
    context::{Caught, Follow},
    ends, frames, handles,
    lattice::{Handle, Value},
    leaks, numbers, patterns,
    report::Loss,
    rounds,
    scan::{self, Effects},
    state::{State, join},
    variables,
};
use crate::syntax;

pub(super) fn if_else<'a>(cx: &mut Check<'a, '_>, branches: &'a ExprIf) -> Value<'a> {
    let depth = cx.scope.len();
    let paths = conditions::paths(cx, &branches.cond);
    let certain = paths.certain().is_some();
    cx.state = paths.then;
    let value = cx.way(certain, |cx| cx.block(&branches.then_branch));
    doubt(cx, certain && ends::in_a_call(&branches.then_branch));
    frames::leave(cx, depth, value);
    let then = std::mem::replace(&mut cx.state, paths.otherwise);
    match &branches.else_branch {
        Some((_, branch)) => {
            let other = cx.way(certain, |cx| cx.eval(branch));
            doubt(cx, certain && ends::is_call(branch));
            meet(cx, then, value, other)
        }
        None => {
            cx.state = join(cx.state.take(), then);
            Value::Unknown
        }
    }
}

/// A way that is certainly taken, and that ends in a call of what is not known, may be the end of the program: so a program
/// looks that tests its numbers and gives up.
fn doubt(cx: &mut Check<'_, '_>, ends_in_a_call: bool) {
    if let Some(state) = &mut cx.state {
        state.doubtful |= ends_in_a_call;
    }
}

/// Joins another path's state and value into those of the path that is followed.
fn meet<'a>(
    cx: &mut Check<'a, '_>,
    path: Option<State<'a>>,
    value: Value<'a>,
    other: Value<'a>,
) -> Value<'a> {
    match (path, cx.state.take()) {
        (Some(first), Some(second)) => {
            let mut joined = first.join(&second);
            let value = joined.join_values(value, other);
            cx.state = Some(joined);
            value
        }
        (Some(first), None) => {
            cx.state = Some(first);
            value
        }
        (None, second) => {
            cx.state = second;
            other
        }
    }
}

pub(super) fn matched<'a>(cx: &mut Check<'a, '_>, expression: &'a ExprMatch) -> Value<'a> {
    if let Some(tried) = syntax::try_except(expression) {
        return try_except(cx, expression, &tried);
    }
    let matched = patterns::matched(cx, &expression.expr);
    if expression
        .arms
        .iter()
        .any(|arm| syntax::borrows_mutably(&arm.pat))
    {
        variables::share(cx, &expression.expr);
    }
    // The state in which no arm before has matched, and whether that is certain.
    let (mut next, mut certain) = (cx.state.take(), true);
    let (mut met, mut result) = (None, Value::Unknown);
    for arm in &expression.arms {
        let depth = cx.scope.len();
        let fits = patterns::matches(cx, &arm.pat, matched);
        if let (None, Some(state)) = (fits, &mut next)
            && numbers::is_number(matched)
        {
            state.escape(matched);
        }
        let paths = conditions::Paths::of(next, fits);
        (cx.state, next) = (paths.then, paths.otherwise);
        patterns::declare(cx, &arm.pat, matched);
        certain &= fits.is_some();
        if let Some((_, guard)) = &arm.guard {
            let paths = cx.way(certain, |cx| conditions::paths(cx, guard));
            certain &= cx.state.is_none() && paths.certain().is_some() || fits == Some(false);
            (cx.state, next) = (paths.then, join(next, paths.otherwise));
            if let Some(state) = &mut next {
                state.variables.truncate(depth);
            }
        }
        let value = cx.way(certain, |cx| cx.eval(&arm.body));
        doubt(cx, certain && ends::is_call(&arm.body));
        frames::leave(cx, depth, value);
        result = meet(cx, met, result, value);
        met = cx.state.take();
    }
    cx.state = met;
    result
}

fn try_except<'a>(
    cx: &mut Check<'a, '_>,
    expression: &'a ExprMatch,
    tried: &syntax::TryExcept<'a>,
) -> Value<'a> {
    let mut failed = cx.state.clone();
    let effects = bodies::effects(cx, None, tried.body);
    if let Some(state) = &mut failed {
        apply(cx, &effects, state);
    }
    let kinds = tried.handlers.iter().map(|handler| handler.kinds.as_ref());
    cx.caught.push(match kinds.collect::<Option<Vec<_>>>() {
        Some(kinds) => Caught::Kinds(
            kinds
                .into_iter()
                .flatten()
                .map(ToString::to_string)
                .collect(),
        ),
        None => Caught::All,
    });
    let value = cx.branch(|cx| cx.block(tried.body));
    cx.caught.pop();
    let (mut met, mut result) = (cx.state.take(), value);
    for arm in &expression.arms {
        let depth = cx.scope.len();
        cx.state = failed.clone();
        let value = cx.branch(|cx| {
            variables::declare_unknown(cx, &arm.pat);
            cx.eval(&arm.body)
        });
        frames::leave(cx, depth, value);
        result = meet(cx, met, result, value);
        met = cx.state.take();
    }
    cx.state = met;
    result
}

pub(super) fn labelled<'a>(
    cx: &mut Check<'a, '_>,
    label: Option<&'a Label>,
    body: &'a Block,
) -> Value<'a> {
    let Some(label) = label else {
        return cx.block(body);
    };
    cx.frames.push(frames::frame(cx, Some(label), false));
    let value = cx.block(body);
    let Some(frame) = cx.frames.pop() else {
        return value;
    };
    if frame.breaks.is_none() {
        return value;
    }
    handles::escape(cx, value);
    cx.state = join(cx.state.take(), frame.breaks);
    Value::Unknown
}

/// Adds to a state what a part of the program may have done.
pub(super) fn apply<'a>(cx: &Check<'a, '_>, effects: &Effects, state: &mut State<'a>) {
    for slot in effects.changed.iter().filter_map(|id| cx.slots.get(id)) {
        state.escape(state.variable(*slot));
    }
    for slot in effects.written.iter().filter_map(|id| cx.slots.get(id)) {
        match state.variable(*slot) {
            Value::Handle(handle) => {
                state.open(handle.block);
                state.block_mut(handle.block).fill();
            }
            value => fill(state, value),
        }
    }
    for slot in effects.filled.iter().filter_map(|id| cx.slots.get(id)) {
        fill(state, state.variable(*slot));
    }
    for slot in effects.parted.iter().filter_map(|id| cx.slots.get(id)) {
        if let value @ Value::Parts(_) = state.variable(*slot) {
            state.escape(value);
            state.set(*slot, Value::Unknown);
        }
    }
    for slot in effects.stepped.iter().filter_map(|id| cx.slots.get(id)) {
        let value = match state.variable(*slot) {
            Value::Handle(handle) => Value::Handle(Handle {
                offset: None,
                ..handle
            }),
            _ => Value::Unknown,
        };
        state.set(*slot, value);
    }
    for slot in effects.assigned.iter().filter_map(|id| cx.slots.get(id)) {
        state.escape(state.variable(*slot));
        state.set(*slot, Value::Unknown);
    }
    for slot in effects.shared.iter().filter_map(|id| cx.slots.get(id)) {
        state.share(*slot);
    }
    for closure in closures::mentioned_by(cx, &effects.changed) {
        let effects = scan::mentioned(closure);
        let slots = effects.changed.iter().filter_map(|id| cx.slots.get(id));
        slots.for_each(|slot| state.share(*slot));
        variables::mentioned(cx, &effects.mentioned).for_each(|slot| state.share(slot));
        if let Some(slot) = cx.receiver.filter(|_| effects.receiver) {
            state.share(slot);
        }
    }
    for slot in effects.looked.iter().filter_map(|id| cx.slots.get(id)) {
        state.look(*slot);
    }
    if effects.receiver
        && let Some(slot) = cx.receiver
    {
        state.escape(state.variable(slot));
        state.set(slot, Value::Unknown);
    }
    variables::mentioned(cx, &effects.mentioned).for_each(|slot| state.share(slot));
}

/// Values may be moved into all that a value leads to.
fn fill<'a>(state: &mut State<'a>, value: Value<'a>) {
    for block in state.reached([value]) {
        state.open(block);
        state.block_mut(block).fill();
    }
}

/// `break` or `continue`.
pub(super) fn jump<'a>(
    cx: &mut Check<'a, '_>,
    label: Option<&'a Lifetime>,
    loss: Loss,
    place: &'a Expr,
) {
    let target = cx.frames.iter().rposition(|frame| match label {
        Some(label) => frame.label == Some(&label.ident),
        None => frame.is_loop,
    });
    // A loop around the macro is left together with everything in it.
    let depth = target.map_or(cx.function, |target| cx.frames[target].depth);
    leaks::lost(cx, depth, Value::Unknown, loss, Some(place));
    let Some(mut state) = cx.state.take() else {
        return;
    };
    rounds::leave(cx, target, loss == Loss::Continue, false);
    let Some(target) = target else {
        return;
    };
    state.variables.truncate(depth);
    let frame = &mut cx.frames[target];
    let states = if loss == Loss::Break {
        &mut frame.breaks
    } else {
        &mut frame.continues
    };
    *states = join(states.take(), Some(state));
}
