//! What each function of the body does with what it is given: found out once, before anything is reported, and then
//! known wherever it is called. See "Summaries" in [`super`].
//!
//! A function's parameters are blocks that the caller gave ([`crate::check::parts`]). Its summary is what is known of
//! them, and of what it returns, where it returns. Functions that call one another are followed
//! together, first as if no call among them ever returned, until nothing new is learned.

use std::rc::Rc;

use super::{collect, groups};
use crate::check::{
    Check, constants, functions, items, lattice::Number, names::Constants, outcome::Summary,
    state::join,
};
use crate::syntax::Body;

/// How often functions that call one another are followed at most. What is not settled by then is not known.
pub(crate) const ROUNDS: usize = 8;

/// For how many calls with different numbers a function is followed by itself.
const NUMBERED: usize = 6;

/// Finds out what each function of the body does.
pub(crate) fn find<'a>(cx: &mut Check<'a, '_>, body: &'a Body) {
    cx.functions = collect::collect(body, &cx.arena);
    let scope = match body {
        Body::Block(block) => constants::enter_block(cx, block),
        Body::Items(items) => constants::enter_items(cx, items),
    };
    cx.functions.constants = cx.constants.clone();
    constants::leave(cx, scope);
    let calls = groups::calls(&cx.functions);
    for group in groups::groups(&calls) {
        let alone = matches!(&*group, [one] if !calls[*one].contains(one));
        if !alone {
            for &id in &group {
                let never = Summary {
                    normal: None,
                    ends: None,
                    fails: functions::fails(cx.functions.all[id].signature),
                    errs: false,
                    parameters: Vec::new(),
                };
                cx.functions.all[id].summary = Some(Rc::new(never));
            }
        }
        group
            .iter()
            .for_each(|id| cx.functions.all[*id].alone = alone);
        let settled = alone && follow(cx, &group) || (0..ROUNDS).any(|_| !follow(cx, &group));
        if !settled {
            for &id in &group {
                cx.functions.all[id].summary = None;
            }
        }
    }
}

/// Follows the functions of a group once. Says whether something new was learned.
pub(crate) fn follow(cx: &mut Check<'_, '_>, group: &[usize]) -> bool {
    let mut news = false;
    for &id in group {
        let summary = alone(cx, id, &[]);
        let old = cx.functions.all[id]
            .summary
            .replace(Rc::new(summary.clone()));
        news |= old.is_none_or(|old| !summary.is_same(&old));
    }
    news
}

/// Follows a function by itself, with these numbers as its arguments.
pub(crate) fn alone<'a>(
    cx: &mut Check<'a, '_>,
    id: usize,
    numbers: &[Option<Number<'a>>],
) -> Summary<'a> {
    let function = &cx.functions.all[id];
    let (signature, body, owner) = (function.signature, function.body, function.owner);
    let generics = function.generics;
    let constants = if function.outermost {
        cx.functions.constants.clone()
    } else {
        Constants::default()
    };
    let constants = std::mem::replace(&mut cx.constants, constants);
    let configured = std::mem::take(&mut cx.configured);
    let assigned = cx.assigned.take();
    let (deadline, steps) = (cx.deadline, cx.steps);
    if let Some(generics) = generics {
        constants::enter_generics(cx, generics);
    }
    cx.quiet += 1;
    let exits = items::function(cx, signature, owner, body, numbers);
    cx.quiet -= 1;
    // What it costs is not a cost of the loop that it is called in.
    cx.deadline = deadline.saturating_add(cx.steps - steps);
    cx.assigned = assigned;
    cx.configured = configured;
    cx.constants = constants;
    let fails = functions::fails(signature) || exits.failed;
    let errs = exits.failed || fails && exits.unclear;
    let ends = match &exits.normal {
        Some((state, _)) => join(exits.others, Some(state.clone())),
        None => exits.others,
    };
    Summary {
        normal: exits.normal,
        ends,
        fails,
        errs,
        parameters: exits.parameters,
    }
}

/// What a function does that is given certain numbers. Those of its first few calls are told apart, so that each function is
/// followed a fixed number of times.
pub(crate) fn with_numbers<'a>(
    cx: &mut Check<'a, '_>,
    id: usize,
    numbers: Vec<Option<Number<'a>>>,
) -> Option<Rc<Summary<'a>>> {
    let function = &cx.functions.all[id];
    if !function.alone || function.summary.is_none() || numbers.iter().all(Option::is_none) {
        return None;
    }
    let known = function
        .numbered
        .iter()
        .find(|(known, _)| *known == numbers);
    if let Some((_, summary)) = known {
        return Some(Rc::clone(summary));
    }
    if function.numbered.len() == NUMBERED {
        return None;
    }
    let summary = Rc::new(alone(cx, id, &numbers));
    cx.functions.all[id]
        .numbered
        .push((numbers, Rc::clone(&summary)));
    Some(summary)
}
