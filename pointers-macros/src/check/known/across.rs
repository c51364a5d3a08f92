//! What a function does with a block that its caller gave it.

use super::lattice::{ExprAt, Value};

/// What a block holds, and what a function does with one that it was given.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Across<'a> {
    /// What is known of its elements.
    pub(crate) content: Value<'a>,
    /// Other code may have got a handle to it.
    pub(crate) kept: bool,
    /// The program may act on whether the handle is NULL.
    pub(crate) asked: bool,
    /// Something may have been moved in, or out.
    pub(crate) changed: bool,
    /// It may have got another size.
    pub(crate) resized: bool,
    /// It is ended through the handle as the caller gave it, and not through one that was moved.
    pub(crate) as_given: bool,
    /// What was certainly done with it first: anything, and what NULL does not allow, and what needs a value.
    pub(crate) used: Option<(Usage, ExprAt<'a>)>,
    pub(crate) accessed: Option<(Usage, ExprAt<'a>)>,
    pub(crate) read: Option<(Usage, ExprAt<'a>)>,
    /// The last element that was certainly used, behind the one that the handle points to.
    pub(crate) far: Option<Far<'a>>,
}

/// An element of a block that a function was given, by its number from there, and what is done with it.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Far<'a> {
    pub(crate) index: i128,
    pub(crate) usage: Usage,
    pub(crate) at: ExprAt<'a>,
}

impl<'a> Across<'a> {
    pub(crate) const NOTHING: Self = Self {
        content: Value::Unknown,
        kept: false,
        asked: false,
        changed: false,
        resized: false,
        as_given: false,
        used: None,
        accessed: None,
        read: None,
        far: None,
    };

    /// Without the content, which the state joins.
    pub(crate) fn join(self, other: Self) -> Self {
        Self {
            content: self.content,
            kept: self.kept || other.kept,
            asked: self.asked || other.asked,
            changed: self.changed || other.changed,
            resized: self.resized || other.resized,
            as_given: self.as_given && other.as_given,
            used: self.used.filter(|_| other.used.is_some()),
            accessed: self.accessed.filter(|_| other.accessed.is_some()),
            read: self.read.filter(|_| other.read.is_some()),
            far: self.far.zip(other.far).map(|(mine, others)| {
                if others.index < mine.index {
                    others
                } else {
                    mine
                }
            }),
        }
    }
}

/// How a handle is used.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Usage {
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
