//! Every message of the check stage. Each says what is wrong, with its name and numbers, where the other place is,
//! and what to do instead.

use std::fmt::Display;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Expr;

use super::{
    lattice::{At, End, Number},
    rounds,
};
use crate::{errors::Errors, model::Kind, syntax::deref_operand};

/// A mistake that is certain.
pub(super) struct Finding<'a> {
    /// The kinds of error that the program would meet, as `except` names them.
    pub(super) kinds: &'static [&'static str],
    message: String,
    elsewhere: Option<(At<'a>, String)>,
    /// Where in a helper it happens.
    within: Option<(At<'a>, String)>,
}

/// How a handle is used.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Use {
    Read,
    Write,
    /// Changed in place.
    Change,
    Step,
    Free,
    Realloc,
    HandOver,
    Cast,
}

impl Use {
    /// After "`p` is ..".
    fn done(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "written to",
            Self::Change => "changed",
            Self::Step => "moved",
            Self::Free => "freed",
            Self::Realloc => "reallocated",
            Self::HandOver => "handed over",
            Self::Cast => "cast",
        }
    }
}

impl End {
    /// The use that ends a block so.
    pub(super) fn usage(self) -> Use {
        match self {
            Self::Freed => Use::Free,
            Self::HandedOver => Use::HandOver,
        }
    }
}

const MEMORY: &[&str] = &["Memory"];

/// Any use of a block that is gone. `ended` is what is named where it ended, `ago` how many rounds of a loop before, if
/// that was in another one; `next` is the link that is followed to the next block.
pub(super) fn gone<'a>(
    (name, root): (&str, &str),
    usage: Use,
    place: &Expr,
    (end, at): (End, At<'a>),
    ended: &str,
    (ago, in_closure): (Option<i128>, bool),
    next: Option<&str>,
) -> Finding<'a> {
    let same = std::ptr::eq(place, at.0);
    let done = usage.done();
    let (verb, memory) = match end {
        End::Freed if ended == name => ("freed", "it was freed".to_owned()),
        End::Freed if ended == root => ("freed", format!("{root} was freed")),
        End::Freed => ("freed", format!("its memory was freed through {ended}")),
        End::HandedOver => (
            "handed over",
            "`into_raw` handed its memory over".to_owned(),
        ),
    };
    let message = match (usage, end) {
        (Use::Free, End::Freed) if same && in_closure => format!(
            "MemoryError: {name} is freed again by the second call of the closure: one `free` for each allocation is \
             enough"
        ),
        (Use::Free, End::Freed) if same => format!(
            "MemoryError: {name} is freed again in the next round of the loop: \
             free it after the loop, or allocate it inside"
        ),
        (Use::Free, End::Freed) if ended == name => {
            format!("MemoryError: {name} is freed twice: one `free` for each allocation is enough")
        }
        (Use::Free, End::Freed) => {
            format!(
                "MemoryError: {name} is freed after {memory}: one `free` for each allocation is enough"
            )
        }
        (_, End::Freed) => {
            // Of `p = p->next` a later `free` would free the next one.
            let instead = next.map_or_else(
                || "`free` belongs after the last use".to_owned(),
                |next| format!("keep `{next}` in a variable before `free`"),
            );
            format!("MemoryError: {name} is {done} after {memory}: {instead}")
        }
        (_, End::HandedOver) => {
            format!(
                "MemoryError: {name} is {done} after {memory}: whoever has the raw pointer owns it now"
            )
        }
    };
    let elsewhere = match (same, ago, ended == root) {
        (true, ..) => None,
        (_, Some(1), _) => Some(format!("{ended} is {verb} here, in the round before")),
        (_, Some(_), _) => Some(format!("{ended} is {verb} here, in an earlier round")),
        (_, _, true) => Some(format!("{ended} is {verb} here")),
        _ => Some(format!(
            "{ended}, a handle to the same memory, is {verb} here"
        )),
    };
    Finding {
        kinds: MEMORY,
        message,
        within: None,
        elsewhere: elsewhere.map(|message| (at, message)),
    }
}

/// Any use of a block that a helper of the program ended.
pub(super) fn gone_by_helper<'a>(
    name: &str,
    usage: Use,
    helper: &str,
    (end, at): (End, At<'a>),
    again: bool,
) -> Finding<'a> {
    let done = usage.done();
    let message = match (usage, end) {
        (Use::Free, End::Freed) => format!(
            "MemoryError: {name} is freed after {helper} freed it: one `free` for each allocation is enough"
        ),
        (_, End::Freed) => format!(
            "MemoryError: {name} is {done} after {helper} freed it: call {helper} after the last use"
        ),
        (_, End::HandedOver) => format!(
            "MemoryError: {name} is {done} after {helper} handed its memory over: whoever has the raw pointer owns \
             it now"
        ),
    };
    let round = if again { ", in the round before" } else { "" };
    Finding {
        kinds: MEMORY,
        message,
        elsewhere: Some((at, format!("{helper} is called here{round}"))),
        within: None,
    }
}

/// A read of memory that has no value.
pub(super) fn unassigned<'a>(
    name: &str,
    usage: Use,
    way_in: &str,
    allocated: Option<At<'a>>,
) -> Finding<'a> {
    let done = usage.done();
    Finding {
        kinds: &["Dereference"],
        message: format!(
            "DereferenceError: {name} is {done} while its memory has no value: {way_in}"
        ),
        within: None,
        elsewhere: allocated.map(|at| {
            (
                at,
                "its memory is allocated here, without a value".to_owned(),
            )
        }),
    }
}

/// A use of NULL.
pub(super) fn null<'a>(name: &str, usage: Use, at: At<'a>) -> Finding<'a> {
    let done = usage.done();
    Finding {
        kinds: &["NullPointer"],
        message: format!(
            "NullPointerError: {name} is {done} while it is NULL: allocate memory for it, or test `is_null()`"
        ),
        within: None,
        elsewhere: Some((at, "it becomes NULL here".to_owned())),
    }
}

/// An element or a chunk that is not there.
pub(super) fn outside<'a>(
    name: &str,
    usage: Use,
    kind: Kind,
    (index, length): (i128, i128),
    round: Option<rounds::At>,
    allocated: Option<At<'a>>,
) -> Finding<'a> {
    /// What only a number below zero becomes.
    const WRAPPED: i128 = 1 << 63;
    let (unit, units) = units(kind);
    let (kinds, what): (&'static [&'static str], _) = match (index, kind) {
        (..0, _) => (
            &["OutOfBounds"],
            format!("OutOfBoundsError: index is {index}, which is below zero"),
        ),
        (_, Kind::Calloc) => (
            &["NotEnoughChunks"],
            format!("NotEnoughChunks: chunk index is {index}, while allocation is {length}"),
        ),
        (WRAPPED.., _) => (
            &["OutOfBounds"],
            format!(
                "OutOfBoundsError: index is {index}, which a number below zero becomes without its sign"
            ),
        ),
        _ => (
            &["OutOfBounds"],
            format!("OutOfBoundsError: index is {index}, while allocation is {length}"),
        ),
    };
    let is = if usage == Use::Step { "moves" } else { "is" };
    let help = match (index, length) {
        (..0, _) => format!("{name} {is} before the first {unit}, whose index is 0"),
        (_, ..=0) => format!("the memory of {name} has no {units}"),
        _ => format!(
            "{name} {is} past the last {unit}, whose index is {}",
            length - 1
        ),
    };
    let round = round.map_or_else(String::new, |round| format!("{}, ", in_round(round)));
    Finding {
        kinds,
        message: format!("{what}: {round}{help}"),
        within: None,
        elsewhere: allocated.map(|at| (at, gets(kind, length))),
    }
}

/// What a block is counted in.
fn units(kind: Kind) -> (&'static str, &'static str) {
    if kind == Kind::Calloc {
        ("chunk", "chunks")
    } else {
        ("element", "elements")
    }
}

fn gets(kind: Kind, length: i128) -> String {
    let (unit, units) = units(kind);
    if length == 1 {
        format!("the memory gets 1 {unit} here")
    } else {
        format!("the memory gets {length} {units} here")
    }
}

/// A helper uses an element that the block has not.
pub(super) fn outside_in_helper<'a>(
    (name, helper): (&str, &str),
    uses: i128,
    kind: Kind,
    (index, length): (i128, i128),
    allocated: Option<At<'a>>,
) -> Finding<'a> {
    let (unit, units) = units(kind);
    let (kinds, what): (&'static [&'static str], _) = if kind == Kind::Calloc {
        (
            &["NotEnoughChunks"],
            format!("NotEnoughChunks: chunk index is {index}, while allocation is {length}"),
        )
    } else {
        (
            &["OutOfBounds"],
            format!("OutOfBoundsError: index is {index}, while allocation is {length}"),
        )
    };
    let needs = uses.saturating_add(1);
    Finding {
        kinds,
        message: format!(
            "{what}: {helper} needs {needs} {units} of {name}, so allocate as many, or tell {helper} how many there are \
             and stop at the last {unit}"
        ),
        elsewhere: allocated.map(|at| (at, gets(kind, length))),
        within: None,
    }
}

pub(super) fn helper_uses_element(
    helper: &str,
    parameter: &str,
    usage: Use,
    index: i128,
) -> String {
    let uses = helper_uses(helper, parameter, usage);
    let uses = uses.trim_end_matches(" here");
    format!("{uses} at index {index} here")
}

/// "in the third round of the loop".
fn in_round(round: rounds::At) -> String {
    const WORDS: [&str; 10] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth",
    ];
    let word = usize::try_from(round.number)
        .ok()
        .and_then(|number| WORDS.get(number));
    let looped = if round.is_outer {
        "the outer loop"
    } else {
        "the loop"
    };
    match (round.is_last, word) {
        (true, _) => format!("in the last round of {looped}"),
        (false, Some(word)) => format!("in the {word} round of {looped}"),
        (false, None) => format!("in round {} of {looped}", round.number.saturating_add(1)),
    }
}

/// `free` or `realloc` of a handle that points into its block.
pub(super) fn interior<'a>(
    name: &str,
    usage: Use,
    offset: i128,
    kind: Kind,
    allocated: Option<At<'a>>,
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
    Finding {
        kinds: &["InvalidFree"],
        message: format!(
            "InvalidFreeError: {name} is {done} {distance} {unit} {side} the start of its memory: \
             only the handle that the allocation returned can be {done}"
        ),
        within: None,
        elsewhere: allocated.map(|at| {
            (
                at,
                "its memory starts where it is allocated here".to_owned(),
            )
        }),
    }
}

const SIZE: &[&str] = &["InvalidSize"];

fn bytes(number: u128) -> String {
    if number == 1 {
        "1 byte".to_owned()
    } else {
        format!("{number} bytes")
    }
}

/// A size below zero, as a `usize`.
pub(super) fn huge<'a>(size: i128) -> Finding<'a> {
    Finding {
        kinds: &["Allocation", "InvalidSize"],
        message: format!(
            "AllocationError: the size is {size}, which as a `usize` is more than all memory: \
             a size must be 0 or more"
        ),
        within: None,
        elsewhere: None,
    }
}

/// A block whose size is no whole number of its elements.
pub(super) fn not_whole<'a>(
    name: &str,
    size: u128,
    element: u128,
    sized: Option<At<'a>>,
) -> Finding<'a> {
    let fewer = size / element;
    Finding {
        // Where it is read, or past its end, the program may meet these first.
        kinds: &["InvalidSize", "Dereference", "OutOfBounds"],
        message: format!(
            "InvalidSizeError: {name} has {}, which is not a whole number of values of {element}: allocate \
             `{size} * {element}` bytes for {size} values, or {} bytes for {fewer}",
            bytes(size),
            fewer * element
        ),
        within: None,
        elsewhere: sized.map(|at| (at, format!("the size of {name} is given here"))),
    }
}

/// A value that is larger than where it is moved.
pub(super) fn too_large<'a>(
    size: u128,
    name: &str,
    room: u128,
    kind: Kind,
    sized: Option<At<'a>>,
) -> Finding<'a> {
    let place = if kind == Kind::Calloc {
        format!("a chunk of {name}")
    } else {
        name.to_owned()
    };
    Finding {
        kinds: SIZE,
        message: format!(
            "InvalidSizeError: the value takes {}, but {place} has {room}",
            bytes(size)
        ),
        within: None,
        elsewhere: sized.map(|at| (at, format!("the size of {name} is given here"))),
    }
}

/// `realloc(p, 0)`.
pub(super) fn realloc_to_zero<'a>(name: &str) -> Finding<'a> {
    Finding {
        kinds: SIZE,
        message: format!(
            "InvalidSizeError: {name} cannot be reallocated to 0 bytes: `free` gives the memory back"
        ),
        within: None,
        elsewhere: None,
    }
}

/// `realloc` to less than what the memory holds.
pub(super) fn realloc_below<'a>(
    name: &str,
    needed: u128,
    size: u128,
    stored: Option<At<'a>>,
) -> Finding<'a> {
    Finding {
        kinds: SIZE,
        message: format!(
            "InvalidSizeError: object inside memory is of size {needed}, so {name} cannot be reallocated to {}",
            bytes(size)
        ),
        within: None,
        elsewhere: stored.map(|at| {
            (
                at,
                format!("the value of {} is moved in here", bytes(needed)),
            )
        }),
    }
}

/// `realloc` of chunks to a size that ends within one.
pub(super) fn realloc_within_chunk<'a>(
    name: &str,
    size: u128,
    chunk: u128,
    allocated: Option<At<'a>>,
) -> Finding<'a> {
    Finding {
        kinds: SIZE,
        message: format!(
            "InvalidSizeError: size is {size}, which is not a whole number of chunks of {chunk} bytes: \
             reallocate {name} to a multiple of {chunk}"
        ),
        within: None,
        elsewhere: allocated.map(|at| (at, "the chunks get their size here".to_owned())),
    }
}

/// `calloc(n, 0)`.
pub(super) fn empty_chunks<'a>() -> Finding<'a> {
    Finding {
        kinds: SIZE,
        message: "InvalidSizeError: chunk size is 0, while a chunk must hold at least 1 byte"
            .to_owned(),
        within: None,
        elsewhere: None,
    }
}

/// A text without a terminator.
pub(super) fn endless<'a>(
    function: &impl Display,
    name: &str,
    length: i128,
    sized: Option<At<'a>>,
) -> Finding<'a> {
    Finding {
        kinds: &["OutOfBounds", "NotEnoughChunks", "Dereference"],
        message: format!(
            "OutOfBoundsError: `{function}` looks for the terminator in {name}, but none of its {length} characters is \
             0: leave room for one, and move a 0 in behind the text"
        ),
        elsewhere: sized.map(|at| (at, "the size of the memory is given here".to_owned())),
        within: None,
    }
}

/// A literal or an array without one.
pub(super) fn endless_text<'a>(function: &impl Display, name: &str, units: u128) -> Finding<'a> {
    let name = if name.starts_with('`') {
        name
    } else {
        "these bytes"
    };
    Finding {
        kinds: &["OutOfBounds"],
        message: format!(
            "OutOfBoundsError: `{function}` looks for the terminator in {name}, but none of the {units} is 0: write \
             `c\"..\"` instead of `b\"..\"`, or a 0 at the end"
        ),
        elsewhere: None,
        within: None,
    }
}

/// A method whose elements leave the block.
pub(super) fn several<'a>(
    method: &impl Display,
    name: &str,
    (count, room): (i128, i128),
    kind: Kind,
    sized: Option<At<'a>>,
) -> Finding<'a> {
    let units = if kind == Kind::Calloc {
        "chunks"
    } else {
        "elements"
    };
    Finding {
        kinds: &[
            "OutOfBounds",
            "NotEnoughChunks",
            "InvalidSize",
            "Dereference",
        ],
        message: format!(
            "OutOfBoundsError: `{method}` needs {count} {units} of {name}, but from there on the memory has {room}"
        ),
        elsewhere: sized.map(|at| (at, "the size of the memory is given here".to_owned())),
        within: None,
    }
}

/// A cast to values that do not come out even in the memory.
pub(super) fn cast<'a>(
    name: &str,
    (has, part): (u128, &str),
    (ty, element): (&impl Display, u128),
    sized: Option<At<'a>>,
) -> Finding<'a> {
    Finding {
        kinds: &["InvalidSize"],
        message: format!(
            "InvalidSizeError: {part}{name} has {}, which cannot be seen as `{ty}` of {}: \
             cast memory whose size is a multiple of {element}",
            bytes(has),
            bytes(element)
        ),
        elsewhere: sized.map(|at| (at, format!("the size of {name} is given here"))),
        within: None,
    }
}

/// Copying within a block, onto itself.
pub(super) fn overlap<'a>(function: &impl Display, shared: i128) -> Finding<'a> {
    let units = if shared == 1 { "element" } else { "elements" };
    Finding {
        kinds: &["Borrow"],
        message: format!(
            "BorrowError: `{function}` copies onto what it reads, for the two share {shared} {units}: use `memmove`"
        ),
        elsewhere: None,
        within: None,
    }
}

/// A function of `string.h` whose range leaves the block.
pub(super) fn range<'a>(
    function: &impl Display,
    name: &str,
    needed: u128,
    room: u128,
    sized: Option<At<'a>>,
) -> Finding<'a> {
    Finding {
        kinds: &["OutOfBounds", "NotEnoughChunks", "InvalidSize"],
        message: format!(
            "OutOfBoundsError: `{function}` needs {needed} bytes of {name}, but from there on the memory has {room}"
        ),
        within: None,
        elsewhere: sized.map(|at| (at, "the size of the memory is given here".to_owned())),
    }
}

/// How memory is lost.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Loss {
    Return,
    Question,
    Break,
    Continue,
    Overwritten,
    Dropped,
    End,
}

/// Memory that is certainly lost. `None` as `at` is the end of a block, where there is nothing to show.
pub(super) fn leak<'a>(
    loss: Loss,
    name: Option<&str>,
    allocated: At<'a>,
    at: Option<&Expr>,
    errors: &mut Errors,
) {
    let memory = name.map_or_else(
        || "this memory".to_owned(),
        |name| format!("the memory of `{name}`"),
    );
    let free = name.map_or_else(|| "`free` it".to_owned(), |name| format!("`free({name})`"));
    let message = match loss {
        Loss::Return => format!("{memory} leaks on this `return`: {free} before it"),
        Loss::Question => format!(
            "{memory} leaks when this `?` returns: {free} before it, or handle the error here"
        ),
        Loss::Break => format!("{memory} leaks on this `break`: {free} before it"),
        Loss::Continue => format!("{memory} leaks on this `continue`: {free} before it"),
        Loss::Overwritten => {
            format!("{memory} leaks when its last handle is overwritten: {free} before it")
        }
        Loss::Dropped => {
            "this memory leaks: nothing keeps its handle, so nothing can free it".to_owned()
        }
        Loss::End => match name {
            Some(name) => format!(
                "{memory} leaks: `{name}` goes out of scope, and is neither freed nor handed on"
            ),
            None => format!(
                "{memory} leaks: its handle goes out of scope, and is neither freed nor handed on"
            ),
        },
    };
    match at {
        Some(at) => {
            on(errors, at, message);
            on(errors, allocated.0, "the memory is allocated here");
        }
        None => on(errors, allocated.0, message),
    }
}

/// What a function does with what it is given, seen from the call.
pub(super) fn helper_uses(helper: &str, parameter: &str, usage: Use) -> String {
    let verb = match usage {
        Use::Read => "reads",
        Use::Write => "writes to",
        Use::Change => "changes",
        Use::Step => "moves",
        Use::Free => "frees",
        Use::Realloc => "reallocates",
        Use::HandOver => "hands over",
        Use::Cast => "casts",
    };
    format!("{helper} {verb} {parameter} here")
}

/// "`n` is 0".
pub(super) fn is(name: &Ident, number: &Number<'_>) -> String {
    match (number.truth, number.value) {
        (true, value) => format!("`{name}` is {}", value != 0),
        (false, value) => format!("`{name}` is {value}"),
    }
}

/// Where a function ends what it is given, or what it returns.
pub(super) fn helper_ends(helper: &str, parameter: Option<&str>, end: End) -> String {
    let parameter = parameter.unwrap_or("what it returns");
    match end {
        End::Freed => format!("{helper} frees {parameter} here"),
        End::HandedOver => format!("{helper} hands over {parameter} here"),
    }
}

/// A function frees two of what it is given, which are the same block.
pub(super) fn same_freed_twice<'a>(helper: &str, first: &str, second: &str) -> Finding<'a> {
    let first = first.trim_start_matches("its parameter ");
    let second = second.trim_start_matches("its parameter ");
    Finding {
        kinds: MEMORY,
        message: format!(
            "MemoryError: {helper} frees {first} and {second}, which are the same memory here: give it two allocations"
        ),
        elsewhere: None,
        within: None,
    }
}

/// A use of what a function returned that freed it before.
pub(super) fn returned_gone<'a>(name: &str, usage: Use, helper: &str, at: At<'a>) -> Finding<'a> {
    let done = usage.done();
    Finding {
        kinds: MEMORY,
        message: format!(
            "MemoryError: {name} is {done}, but {helper} freed it before it returned it: leave the `free` to the caller"
        ),
        elsewhere: Some((at, format!("{helper} is called here"))),
        within: None,
    }
}

/// A block that is gone is given to a function that uses it.
pub(super) fn gone_in_helper<'a>(
    name: &str,
    helper: &str,
    usage: Use,
    (end, at): (End, At<'a>),
) -> Finding<'a> {
    let message = match (usage, end) {
        (Use::Free, End::Freed) => format!(
            "MemoryError: {helper} frees {name}, whose memory is freed already: one `free` for each allocation is enough"
        ),
        (_, End::Freed) => {
            let done = usage.done();
            format!(
                "MemoryError: {name} is {done} by {helper} after its memory was freed: `free` belongs after the last use"
            )
        }
        (_, End::HandedOver) => format!(
            "MemoryError: {name} is given to {helper} after `into_raw` handed its memory over: whoever has the raw \
             pointer owns it now"
        ),
    };
    let verb = if end == End::Freed {
        "freed"
    } else {
        "handed over"
    };
    Finding {
        kinds: MEMORY,
        message,
        elsewhere: Some((at, format!("the memory is {verb} here"))),
        within: None,
    }
}

impl<'a> Finding<'a> {
    /// Says in which round of a loop the mistake is made, if not in the first.
    pub(super) fn in_round(mut self, round: Option<rounds::At>) -> Self {
        if let (Some(round), Some((error, rest))) = (round, self.message.split_once(": ")) {
            self.message = format!("{error}: {}, {rest}", in_round(round));
        }
        self
    }

    /// The same, and where in a helper it happens.
    pub(super) fn and(self, at: At<'a>, message: String) -> Self {
        Self {
            within: Some((at, message)),
            ..self
        }
    }

    /// The same, seen from the call of a closure in which it happens.
    pub(super) fn in_closure(self, place: &'a Expr) -> Self {
        match self.within {
            Some(_) => self,
            None => self.and(
                At(place),
                "the closure that is called does this here".to_owned(),
            ),
        }
    }

    /// Reports it at `place`.
    pub(super) fn report(self, place: &Expr, errors: &mut Errors) {
        on(errors, place, self.message);
        for (at, message) in [self.elsewhere, self.within].into_iter().flatten() {
            on(errors, at.0, message);
        }
    }
}

/// Reports under an expression, from its first token to its last, without the notes that earlier stages left in it.
fn on(errors: &mut Errors, place: &Expr, message: impl Display) {
    let mut tokens = first(place).to_token_stream().into_iter().peekable();
    let mut first = tokens.next();
    while let (Some(TokenTree::Punct(pound)), Some(TokenTree::Group(group))) =
        (&first, tokens.peek())
        && pound.as_char() == '#'
        && group.delimiter() == Delimiter::Bracket
    {
        tokens.next();
        first = tokens.next();
    }
    let last = place.to_token_stream().into_iter().last();
    let ends: TokenStream = first.into_iter().chain(last).collect();
    errors.on(ends, message);
}

/// The part with which an expression begins as the user wrote it. The tree prints it in parentheses of its own where
/// it carries a note.
fn first(expression: &Expr) -> &Expr {
    let part = match expression {
        Expr::Assign(assign) => &assign.left,
        Expr::Await(awaited) => &awaited.base,
        Expr::Binary(binary) => &binary.left,
        Expr::Call(call) => &call.func,
        Expr::Cast(cast) => &cast.expr,
        Expr::Field(field) => &field.base,
        Expr::Index(index) => &index.expr,
        Expr::MethodCall(call) => &call.receiver,
        Expr::Try(tried) => &tried.expr,
        _ => return expression,
    };
    match deref_operand(part) {
        // `p->x` stands as `~p` without parentheses, and begins with `p`.
        Some(operand)
            if matches!(
                expression,
                Expr::Field(_) | Expr::Index(_) | Expr::MethodCall(_)
            ) =>
        {
            first(operand)
        }
        _ => first(part),
    }
}
