//! Sizes that do not fit.

use std::fmt::Display;

use super::{super::lattice::ExprAt, finding::Finding};
use crate::model::Kind;

pub(crate) const SIZE: &[&str] = &["InvalidSize"];

pub(crate) fn bytes(number: u128) -> String {
    if number == 1 {
        "1 byte".to_owned()
    } else {
        format!("{number} bytes")
    }
}

/// A size below zero, as a `usize`.
pub(crate) fn huge<'a>(size: i128) -> Finding<'a> {
    let message = format!(
        "AllocationError: the size is {size}, which as a `usize` is more than all memory: \
         a size must be 0 or more"
    );
    Finding::of(&["Allocation", "InvalidSize"], message)
}

/// A block whose size is no whole number of its elements.
pub(crate) fn not_whole<'a>(
    name: &str,
    size: u128,
    element: u128,
    sized: Option<ExprAt<'a>>,
) -> Finding<'a> {
    let fewer = size / element;
    let message = format!(
        "InvalidSizeError: {name} has {}, which is not a whole number of values of {element}: allocate \
         `{size} * {element}` bytes for {size} values, or {} bytes for {fewer}",
        bytes(size),
        fewer * element
    );
    // Where it is read, or past its end, the program may meet these first.
    Finding::of(&["InvalidSize", "Dereference", "OutOfBounds"], message)
        .elsewhere(sized, format!("the size of {name} is given here"))
}

/// A value that is larger than where it is moved.
pub(crate) fn too_large<'a>(
    size: u128,
    name: &str,
    room: u128,
    kind: Kind,
    sized: Option<ExprAt<'a>>,
) -> Finding<'a> {
    let place = if kind == Kind::Calloc {
        format!("a chunk of {name}")
    } else {
        name.to_owned()
    };
    let message = format!(
        "InvalidSizeError: the value takes {}, but {place} has {room}",
        bytes(size)
    );
    Finding::of(SIZE, message).elsewhere(sized, format!("the size of {name} is given here"))
}

/// `realloc(p, 0)`.
pub(crate) fn realloc_to_zero<'a>(name: &str) -> Finding<'a> {
    let message = format!(
        "InvalidSizeError: {name} cannot be reallocated to 0 bytes: `free` gives the memory back"
    );
    Finding::of(SIZE, message)
}

/// `realloc` to less than what the memory holds.
pub(crate) fn realloc_below<'a>(
    name: &str,
    needed: u128,
    size: u128,
    stored: Option<ExprAt<'a>>,
) -> Finding<'a> {
    let message = format!(
        "InvalidSizeError: object inside memory is of size {needed}, so {name} cannot be reallocated to {}",
        bytes(size)
    );
    Finding::of(SIZE, message).elsewhere(
        stored,
        format!("the value of {} is moved in here", bytes(needed)),
    )
}

/// `realloc` of chunks to a size that ends within one.
pub(crate) fn realloc_within_chunk<'a>(
    name: &str,
    size: u128,
    chunk: u128,
    allocated: Option<ExprAt<'a>>,
) -> Finding<'a> {
    let message = format!(
        "InvalidSizeError: size is {size}, which is not a whole number of chunks of {chunk} bytes: \
         reallocate {name} to a multiple of {chunk}"
    );
    Finding::of(SIZE, message).elsewhere(allocated, "the chunks get their size here")
}

/// `calloc(n, 0)`.
pub(crate) fn empty_chunks<'a>() -> Finding<'a> {
    let message =
        "InvalidSizeError: chunk size is 0, while a chunk must hold at least 1 byte".to_owned();
    Finding::of(SIZE, message)
}

/// A cast to values that do not come out even in the memory.
pub(crate) fn cast<'a>(
    name: &str,
    (has, part): (u128, &str),
    (ty, element): (&impl Display, u128),
    sized: Option<ExprAt<'a>>,
) -> Finding<'a> {
    let message = format!(
        "InvalidSizeError: {part}{name} has {}, which cannot be seen as `{ty}` of {}: \
         cast memory whose size is a multiple of {element}",
        bytes(has),
        bytes(element)
    );
    Finding::of(&["InvalidSize"], message)
        .elsewhere(sized, format!("the size of {name} is given here"))
}

/// A character of more than one byte, among bytes.
pub(crate) fn wide_character<'a>(
    function: &impl Display,
    name: &str,
    character: char,
) -> Finding<'a> {
    let advice = if function.to_string() == "memset" {
        format!("move the text in, as in `strcpy(.., \"{character}\")`")
    } else {
        format!("look for the text, as in `strstr(.., \"{character}\")`")
    };
    let message = format!(
        "InvalidSizeError: `{character:?}` takes {}, but a character of {name} is 1 byte: {advice}, or use memory \
         of `u32`",
        bytes(character.len_utf8() as u128)
    );
    Finding::of(SIZE, message)
}
