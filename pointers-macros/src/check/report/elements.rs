//! Elements that are not there or have no value, and NULL.

use proc_macro2::Ident;

use super::{
    super::{across::Usage, lattice::ExprAt},
    finding::{Finding, InRound, in_round},
};
use crate::model::Kind;

/// A read of memory that has no value.
pub(crate) fn unassigned<'a>(
    name: &str,
    usage: Usage,
    way_in: &str,
    allocated: Option<ExprAt<'a>>,
) -> Finding<'a> {
    let done = usage.done();
    let message =
        format!("DereferenceError: {name} is {done} while its memory has no value: {way_in}");
    Finding::of(&["Dereference"], message)
        .elsewhere(allocated, "its memory is allocated here, without a value")
}

/// A use of NULL.
pub(crate) fn null<'a>(name: &str, usage: Usage, at: ExprAt<'a>) -> Finding<'a> {
    let done = usage.done();
    let message = format!(
        "NullPointerError: {name} is {done} while it is NULL: allocate memory for it, or test it with `!= NULL`"
    );
    Finding::of(&["NullPointer"], message).elsewhere(Some(at), "it becomes NULL here")
}

/// An element or a chunk that is not there.
pub(crate) fn outside<'a>(
    name: &str,
    usage: Usage,
    kind: Kind,
    (index, length): (i128, i128),
    round: Option<InRound>,
    allocated: Option<ExprAt<'a>>,
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
    let is = if usage == Usage::Step { "moves" } else { "is" };
    let help = match (index, length) {
        (..0, _) => format!("{name} {is} before the first {unit}, whose index is 0"),
        (_, ..=0) => format!("the memory of {name} has no {units}"),
        _ => format!(
            "{name} {is} past the last {unit}, whose index is {}",
            length - 1
        ),
    };
    let round = round.map_or_else(String::new, |round| format!("{}, ", in_round(round)));
    let message = format!("{what}: {round}{help}");
    Finding::of(kinds, message).elsewhere(allocated, gets(kind, length))
}

/// An element of an array in a structure that is not there.
pub(crate) fn outside_array<'a>(
    name: &str,
    (index, length): (i128, i128),
    round: Option<InRound>,
) -> Finding<'a> {
    let round = round.map_or_else(String::new, |round| format!("{}, ", in_round(round)));
    let message = format!(
        "OutOfBoundsError: index is {index}, while {name} has {length}: {round}the last one has index {}",
        length - 1
    );
    Finding::of(&["OutOfBounds"], message)
}

/// What a block is counted in.
pub(crate) fn units(kind: Kind) -> (&'static str, &'static str) {
    if kind == Kind::Calloc {
        ("chunk", "chunks")
    } else {
        ("element", "elements")
    }
}

pub(crate) fn gets(kind: Kind, length: i128) -> String {
    let (unit, units) = units(kind);
    if length == 1 {
        format!("the memory gets 1 {unit} here")
    } else {
        format!("the memory gets {length} {units} here")
    }
}

/// A helper uses an element that the block has not.
pub(crate) fn outside_in_helper<'a>(
    (name, helper): (&str, &str),
    uses: i128,
    kind: Kind,
    (index, length): (i128, i128),
    allocated: Option<ExprAt<'a>>,
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
    let message = format!(
        "{what}: {helper} needs {needs} {units} of {name}, so allocate as many, or tell {helper} how many there are \
         and stop at the last {unit}"
    );
    Finding::of(kinds, message).elsewhere(allocated, gets(kind, length))
}

/// How a value gets into memory, where nothing says more of it.
pub(crate) const MOVES_IN: &str = "`<<=` moves one in";

/// How a text gets into memory.
pub(crate) const WRITES_TEXT: &str = "`strcpy` or `sprintf!` writes one";

/// How a value gets into memory of which a part is assigned.
pub(crate) fn moves_whole_in(name: &str, ty: Option<&Ident>) -> String {
    match ty {
        Some(ty) => format!("move a whole one in first, `{name} <<= {ty} {{ .. }}`"),
        None => format!("move a whole value in first, `{name} <<= value`"),
    }
}

/// How a text begins that is extended.
pub(crate) fn begins_text(name: &str) -> String {
    format!("begin with `strcpy`, or with the empty string, `{name} <<= 0`")
}
