//! Sizes that do not fit.

use std::fmt::Display;

use super::{super::lattice::At, finding::Finding};
use crate::model::Kind;

pub(in crate::check) const SIZE: &[&str] = &["InvalidSize"];

pub(in crate::check) fn bytes(number: u128) -> String {
    if number == 1 {
        "1 byte".to_owned()
    } else {
        format!("{number} bytes")
    }
}

/// A size below zero, as a `usize`.
pub(in crate::check) fn huge<'a>(size: i128) -> Finding<'a> {
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
pub(in crate::check) fn not_whole<'a>(
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
pub(in crate::check) fn too_large<'a>(
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
pub(in crate::check) fn realloc_to_zero<'a>(name: &str) -> Finding<'a> {
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
pub(in crate::check) fn realloc_below<'a>(
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
pub(in crate::check) fn realloc_within_chunk<'a>(
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
pub(in crate::check) fn empty_chunks<'a>() -> Finding<'a> {
    Finding {
        kinds: SIZE,
        message: "InvalidSizeError: chunk size is 0, while a chunk must hold at least 1 byte"
            .to_owned(),
        within: None,
        elsewhere: None,
    }
}

/// A cast to values that do not come out even in the memory.
pub(in crate::check) fn cast<'a>(
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

/// A character of more than one byte, among bytes.
pub(in crate::check) fn wide_character<'a>(
    function: &impl Display,
    name: &str,
    character: char,
) -> Finding<'a> {
    let advice = if function.to_string() == "memset" {
        format!("move the text in, as in `strcpy(.., \"{character}\")`")
    } else {
        format!("look for the text, as in `strstr(.., \"{character}\")`")
    };
    Finding {
        kinds: SIZE,
        message: format!(
            "InvalidSizeError: `{character:?}` takes {}, but a character of {name} is 1 byte: {advice}, or use memory \
             of `u32`",
            bytes(character.len_utf8() as u128)
        ),
        within: None,
        elsewhere: None,
    }
}
