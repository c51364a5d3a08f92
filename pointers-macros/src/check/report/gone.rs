//! Blocks that are gone, and ends in the wrong place.

use syn::Expr;

use super::{
    super::{across::Usage, block::Ending, lattice::ExprAt},
    finding::Finding,
};
use crate::model::Kind;

const MEMORY: &[&str] = &["Memory"];

/// Any use of a block that is gone. `ended` is what is named where it ended, `ago` how many rounds of a loop before, if
/// that was in another one; `next` is the link that is followed to the next block.
pub(crate) fn gone<'a>(
    (name, root): (&str, &str),
    usage: Usage,
    place: &Expr,
    (end, at): (Ending, ExprAt<'a>),
    ended: &str,
    (ago, in_closure): (Option<i128>, bool),
    next: Option<&str>,
) -> Finding<'a> {
    let same = std::ptr::eq(place, at.0);
    let done = usage.done();
    let (verb, memory) = match end {
        Ending::Freed if ended == name => ("freed", "it was freed".to_owned()),
        Ending::Freed if ended == root => ("freed", format!("{root} was freed")),
        Ending::Freed => ("freed", format!("its memory was freed through {ended}")),
        Ending::HandedOver => (
            "handed over",
            "`into_raw` handed its memory over".to_owned(),
        ),
    };
    let message = match (usage, end) {
        (Usage::Free, Ending::Freed) if same && in_closure => format!(
            "MemoryError: {name} is freed again by the second call of the closure: one `free` for each allocation is \
             enough"
        ),
        (Usage::Free, Ending::Freed) if same => format!(
            "MemoryError: {name} is freed again in the next round of the loop: \
             free it after the loop, or allocate it inside"
        ),
        (Usage::Free, Ending::Freed) if ended == name => {
            format!("MemoryError: {name} is freed twice: one `free` for each allocation is enough")
        }
        (Usage::Free, Ending::Freed) => {
            format!(
                "MemoryError: {name} is freed after {memory}: one `free` for each allocation is enough"
            )
        }
        (_, Ending::Freed) => {
            // Of `p = p->next` a later `free` would free the next one.
            let instead = next.map_or_else(
                || "`free` belongs after the last use".to_owned(),
                |next| format!("keep `{next}` in a variable before `free`"),
            );
            format!("MemoryError: {name} is {done} after {memory}: {instead}")
        }
        (_, Ending::HandedOver) => {
            format!(
                "MemoryError: {name} is {done} after {memory}: whoever has the raw pointer owns it now"
            )
        }
    };
    let note = match (ago, ended == root) {
        (Some(1), _) => format!("{ended} is {verb} here, in the round before"),
        (Some(_), _) => format!("{ended} is {verb} here, in an earlier round"),
        (_, true) => format!("{ended} is {verb} here"),
        _ => format!("{ended}, a handle to the same memory, is {verb} here"),
    };
    Finding::of(MEMORY, message).elsewhere((!same).then_some(at), note)
}

/// Any use of a block that a helper of the program ended.
pub(crate) fn gone_by_helper<'a>(
    name: &str,
    usage: Usage,
    helper: &str,
    (end, at): (Ending, ExprAt<'a>),
    again: bool,
) -> Finding<'a> {
    let done = usage.done();
    let message = match (usage, end) {
        (Usage::Free, Ending::Freed) => format!(
            "MemoryError: {name} is freed after {helper} freed it: one `free` for each allocation is enough"
        ),
        (_, Ending::Freed) => format!(
            "MemoryError: {name} is {done} after {helper} freed it: call {helper} after the last use"
        ),
        (_, Ending::HandedOver) => format!(
            "MemoryError: {name} is {done} after {helper} handed its memory over: whoever has the raw pointer owns \
             it now"
        ),
    };
    let round = if again { ", in the round before" } else { "" };
    Finding::of(MEMORY, message).elsewhere(Some(at), format!("{helper} is called here{round}"))
}

/// `free` or `realloc` of a handle that points into its block.
pub(crate) fn interior<'a>(
    name: &str,
    usage: Usage,
    offset: i128,
    kind: Kind,
    allocated: Option<ExprAt<'a>>,
) -> Finding<'a> {
    let done = usage.done();
    let unit = match (kind, offset.abs()) {
        (Kind::Calloc, 1) => "chunk",
        (Kind::Calloc, _) => "chunks",
        (_, 1) => "element",
        _ => "elements",
    };
    let side = if offset < 0 { "before" } else { "after" };
    let distance = offset.abs();
    let message = format!(
        "InvalidFreeError: {name} is {done} {distance} {unit} {side} the start of its memory: \
         only the handle that the allocation returned can be {done}"
    );
    Finding::of(&["InvalidFree"], message)
        .elsewhere(allocated, "its memory starts where it is allocated here")
}

/// A function frees two of what it is given, which are the same block.
pub(crate) fn same_freed_twice<'a>(helper: &str, first: &str, second: &str) -> Finding<'a> {
    let first = first.trim_start_matches("its parameter ");
    let second = second.trim_start_matches("its parameter ");
    let message = format!(
        "MemoryError: {helper} frees {first} and {second}, which are the same memory here: give it two allocations"
    );
    Finding::of(MEMORY, message)
}

/// A use of what a function returned that freed it before.
pub(crate) fn returned_gone<'a>(
    name: &str,
    usage: Usage,
    helper: &str,
    at: ExprAt<'a>,
) -> Finding<'a> {
    let done = usage.done();
    let message = format!(
        "MemoryError: {name} is {done}, but {helper} freed it before it returned it: leave the `free` to the caller"
    );
    Finding::of(MEMORY, message).elsewhere(Some(at), format!("{helper} is called here"))
}

/// A block that is gone is given to a function that uses it.
pub(crate) fn gone_in_helper<'a>(
    name: &str,
    helper: &str,
    usage: Usage,
    (end, at): (Ending, ExprAt<'a>),
) -> Finding<'a> {
    let message = match (usage, end) {
        (Usage::Free, Ending::Freed) => format!(
            "MemoryError: {helper} frees {name}, whose memory is freed already: one `free` for each allocation is enough"
        ),
        (_, Ending::Freed) => {
            let done = usage.done();
            format!(
                "MemoryError: {name} is {done} by {helper} after its memory was freed: `free` belongs after the last use"
            )
        }
        (_, Ending::HandedOver) => format!(
            "MemoryError: {name} is given to {helper} after `into_raw` handed its memory over: whoever has the raw \
             pointer owns it now"
        ),
    };
    let verb = if end == Ending::Freed {
        "freed"
    } else {
        "handed over"
    };
    Finding::of(MEMORY, message).elsewhere(Some(at), format!("the memory is {verb} here"))
}
