//! The rounds of a loop, each by itself, as long as what the program does in them is certain: that the round is
//! reached, and with which numbers.
//!
//! A round in which the loop may be left is the last that is followed. Rounds of loops within such a round are followed,
//! too. What that costs is bounded: all rounds of an outermost loop together get as many steps as the loop has
//! expressions, times [`ROUNDS`]; loops deep within others get one.

use syn::Expr;

use super::{
    bodies::{self, Loop, LoopHeader},
    progress,
};
use crate::check::{
    Check, conditions,
    context::Breakable,
    frames,
    lattice::Value,
    report::InRound,
    round::Round,
    scan::Effects,
    state::{State, join},
};

/// How many rounds of an outermost loop are followed at least, if they are certain.
const ROUNDS: usize = 128;

/// How often all of its expressions may be followed to try out one round.
const PROBE: usize = 8;

/// Within how many loops and labelled blocks more than the first round of an outermost loop is followed.
const DEPTH: usize = 3;

/// The round that a message names: of the innermost loop that is not in its first one.
pub(crate) fn current(cx: &Check<'_, '_>) -> Option<InRound> {
    let innermost = cx.rounds.len().checked_sub(1)?;
    let named = cx.rounds.iter().rposition(|round| round.number > 0)?;
    let Round {
        number, is_last, ..
    } = cx.rounds[named];
    Some(InRound {
        number,
        is_last,
        is_outer: named < innermost,
    })
}

/// The numbers of the rounds around, of the outermost loop first.
pub(crate) fn numbers(cx: &Check<'_, '_>) -> Vec<i128> {
    cx.rounds.iter().map(|round| round.number).collect()
}

/// How many rounds ago something was done in the rounds of these numbers, where that was in another one.
pub(crate) fn ago(cx: &Check<'_, '_>, numbers: &[i128]) -> Option<i128> {
    let now = cx.rounds.iter().map(|round| round.number);
    now.zip(numbers)
        .map(|(now, then)| now - then)
        .find(|ago| *ago > 0)
}

/// A way out of the rounds around: to what is behind the frame `target`, or, where `skips`, to that loop's next round;
/// `None` leaves them all. It is taken for certain where it stands, unless this is `maybe` so.
pub(crate) fn leave(cx: &mut Check<'_, '_>, target: Option<usize>, skips: bool, maybe: bool) {
    if target.is_none() {
        cx.closures.leave(maybe);
    }
    let mut uncertain = maybe;
    for round in cx.rounds.iter_mut().rev() {
        uncertain |= round.is_uncertain();
        if uncertain && target.is_none_or(|target| target <= round.frame) {
            if skips && target == Some(round.frame) {
                round.skipped = true;
            } else {
                round.left = true;
            }
        }
    }
}

/// How far the rounds of a loop were followed.
pub(crate) enum Followed<'a> {
    /// To its end: what holds after it, and whether there was a round.
    Whole(Option<State<'a>>, bool),
    /// To where its condition may be either.
    Until(Rest<'a>),
    /// Of those that may come nothing is known by itself.
    Some,
}

/// What is known of a loop after its certain rounds, or after the first, if there is one.
pub(crate) struct Rest<'a> {
    /// Where it has ended by then.
    pub(crate) ended: Option<State<'a>>,
    /// Where it goes on.
    pub(crate) goes_on: Option<State<'a>>,
}

/// Whether the rounds around have cost what they may. Then they are not followed to their end.
pub(crate) fn give_up(cx: &mut Check<'_, '_>) -> bool {
    let is_given_up = !cx.rounds.is_empty() && cx.steps > cx.deadline;
    if is_given_up {
        leave(cx, None, false, true);
    }
    is_given_up
}

/// Follows the rounds that are certain.
pub(crate) fn follow<'a>(
    cx: &mut Check<'a, '_>,
    looped: &Loop<'a>,
    effects: &Effects,
    head: &State<'a>,
) -> Followed<'a> {
    let is_deep = cx.frames.len() > DEPTH;
    if cx.rounds.is_empty() {
        let rounds = if is_deep { 1 } else { ROUNDS };
        cx.deadline = cx.steps.saturating_add(effects.size.saturating_mul(rounds));
    }
    let first_only = !cx.caught.is_empty() || is_deep && cx.rounds.is_empty();
    let count = looped.header.count();
    if count.is_none() && looped.condition.is_none() && !cx.rounds.is_empty() {
        // In a round of another loop it may have no round.
        return Followed::Some;
    }
    let before_all = cx.state.clone().filter(|_| looped.condition.is_some());
    let mut broken = None;
    for number in 0.. {
        if count == Some(number) {
            return whole(join(broken, cx.state.take()), number);
        }
        let is_last = count == Some(number.saturating_add(1));
        let before = cx
            .state
            .clone()
            .filter(|_| bodies::may_be_endless(looped.header));
        let (round, frame, decided) = one(cx, looped, number, is_last);
        broken = join(broken, frame.breaks);
        match decided {
            Condition::Ends(end) => return whole(join(broken, end), number),
            Condition::Open(_) if number > 0 => {
                return Followed::Until(Rest {
                    ended: broken,
                    goes_on: before,
                });
            }
            Condition::Open(ended) if cx.rounds.is_empty() => {
                return Followed::Until(Rest {
                    ended: join(broken, ended),
                    goes_on: join(cx.state.take(), frame.continues),
                });
            }
            Condition::Open(_) => return Followed::Some,
            Condition::Holds => {}
        }
        let goes_on = join(cx.state.take(), frame.continues);
        let unknown = count.is_none() && looped.condition.is_none();
        if cx.steps > cx.deadline {
            distant(cx, looped, effects, (before_all.as_ref(), head), number);
            return Followed::Some;
        }
        if round.left || first_only && !is_last || unknown {
            return Followed::Some;
        }
        if goes_on.is_none() || goes_on == before {
            // It is left, or never.
            return whole(broken, number + 1);
        }
        cx.state = goes_on;
    }
    Followed::Some
}

fn whole(end: Option<State<'_>>, rounds: i128) -> Followed<'_> {
    Followed::Whole(end, rounds > 0)
}

/// What the condition of a round says.
enum Condition<'a> {
    Holds,
    /// The loop ends before this round.
    Ends(Option<State<'a>>),
    /// It may, and this is known there.
    Open(Option<State<'a>>),
}

/// Follows one round from the state that is known before it.
fn one<'a>(
    cx: &mut Check<'a, '_>,
    looped: &Loop<'a>,
    number: i128,
    is_last: bool,
) -> (Round, Breakable<'a>, Condition<'a>) {
    let depth = cx.scope.len();
    let round = Round {
        frame: cx.frames.len(),
        branches: 0,
        number,
        is_last,
        skipped: false,
        left: false,
    };
    cx.rounds.push(round);
    cx.frames.push(frames::frame(cx, looped.label, true));
    let condition = condition(cx, looped.condition);
    let is_reached = match &condition {
        Condition::Ends(_) => false,
        // The first round of an outermost loop needs no condition: what it gets to is certain once it is reached.
        Condition::Open(_) => number == 0 && cx.rounds.len() == 1,
        Condition::Holds => true,
    };
    if is_reached {
        bodies::body_of(cx, looped, Some(number));
    }
    frames::leave(cx, depth, Value::Unknown);
    let frame = cx.frames.pop();
    let round = cx.rounds.pop().unwrap_or(round);
    let frame = frame.unwrap_or_else(|| frames::frame(cx, looped.label, true));
    (round, frame, condition)
}

fn condition<'a>(cx: &mut Check<'a, '_>, condition: Option<&'a Expr>) -> Condition<'a> {
    let Some(condition) = condition else {
        return Condition::Holds;
    };
    let paths = conditions::paths(cx, condition);
    let certain = paths.certain();
    cx.state = paths.then;
    match certain {
        Some(true) => Condition::Holds,
        _ if cx.state.is_none() => Condition::Ends(paths.otherwise),
        _ => Condition::Open(paths.otherwise),
    }
}

/// The rounds of a counter that are too many to be followed, where nothing can end the loop before them: the last one, or
/// the first that fails if it does.
fn distant<'a>(
    cx: &mut Check<'a, '_>,
    looped: &Loop<'a>,
    effects: &Effects,
    (before, head): (Option<&State<'a>>, &State<'a>),
    followed: i128,
) {
    let (counted, counter) = match (looped.header, before) {
        (LoopHeader::Counter(counter), _) => (None, counter),
        (_, Some(before)) => match progress::of(cx, looped, effects, before) {
            Some((slot, counter)) => (Some(slot), counter),
            None => return,
        },
        _ => return,
    };
    let start = |number: i128| {
        let mut state = head.clone();
        if let Some(slot) = counted {
            state.set(slot, Value::number(counter.at(number)));
        }
        Some(state)
    };
    let is_deep = !cx.rounds.is_empty() || cx.frames.len() > DEPTH;
    if effects.exits || effects.continues || !cx.caught.is_empty() || is_deep {
        return;
    }
    let fails = |cx: &mut Check<'a, '_>, number: i128| {
        cx.state = start(number);
        cx.deadline = cx.steps.saturating_add(effects.size.saturating_mul(PROBE));
        let around = cx.probe.replace(false);
        one(cx, looped, number, false);
        std::mem::replace(&mut cx.probe, around).unwrap_or(false)
    };
    let mut failing = counter.count - 1;
    if failing < followed || !fails(cx, failing) {
        return;
    }
    let mut passing = followed - 1;
    while passing + 1 < failing {
        let between = passing + (failing - passing) / 2;
        if fails(cx, between) {
            failing = between;
        } else {
            passing = between;
        }
    }
    cx.state = start(failing);
    one(cx, looped, failing, failing + 1 == counter.count);
}
