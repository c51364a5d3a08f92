//! Several elements at once, and texts.

use std::fmt::Display;

use super::{super::lattice::ExprAt, finding::Finding};
use crate::model::Kind;

/// A text without a terminator.
pub(crate) fn endless<'a>(
    function: &impl Display,
    name: &str,
    length: i128,
    sized: Option<ExprAt<'a>>,
) -> Finding<'a> {
    let message = format!(
        "OutOfBoundsError: `{function}` looks for the terminator in {name}, but none of its {length} characters is \
         0: leave room for one, and move a 0 in behind the text"
    );
    Finding::of(&["OutOfBounds", "NotEnoughChunks", "Dereference"], message)
        .elsewhere(sized, "the size of the memory is given here")
}

/// A literal or an array without one.
pub(crate) fn endless_text<'a>(function: &impl Display, name: &str, units: u128) -> Finding<'a> {
    let name = if name.starts_with('`') {
        name
    } else {
        "these bytes"
    };
    let message = format!(
        "OutOfBoundsError: `{function}` looks for the terminator in {name}, but none of the {units} is 0: write \
         `c\"..\"` instead of `b\"..\"`, or a 0 at the end"
    );
    Finding::of(&["OutOfBounds"], message)
}

/// A method whose elements leave the block.
pub(crate) fn several<'a>(
    method: &impl Display,
    name: &str,
    (count, room): (i128, i128),
    kind: Kind,
    sized: Option<ExprAt<'a>>,
) -> Finding<'a> {
    let units = if kind == Kind::Calloc {
        "chunks"
    } else {
        "elements"
    };
    let message = format!(
        "OutOfBoundsError: `{method}` needs {count} {units} of {name}, but from there on the memory has {room}"
    );
    Finding::of(
        &[
            "OutOfBounds",
            "NotEnoughChunks",
            "InvalidSize",
            "Dereference",
        ],
        message,
    )
    .elsewhere(sized, "the size of the memory is given here")
}

/// Copying within a block, onto itself.
pub(crate) fn overlap<'a>(function: &impl Display, shared: i128) -> Finding<'a> {
    let units = if shared == 1 { "element" } else { "elements" };
    let message = format!(
        "BorrowError: `{function}` copies onto what it reads, for the two share {shared} {units}: use `memmove`"
    );
    Finding::of(&["Borrow"], message)
}

/// A function of `string.h` whose range leaves the block.
pub(crate) fn range<'a>(
    function: &impl Display,
    name: &str,
    needed: u128,
    room: u128,
    sized: Option<ExprAt<'a>>,
) -> Finding<'a> {
    let message = format!(
        "OutOfBoundsError: `{function}` needs {needed} bytes of {name}, but from there on the memory has {room}"
    );
    Finding::of(&["OutOfBounds", "NotEnoughChunks", "InvalidSize"], message)
        .elsewhere(sized, "the size of the memory is given here")
}
