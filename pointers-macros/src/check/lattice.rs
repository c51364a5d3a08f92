//! What can be known of a value.
//!
//! A variable's value is ordered Unset < {NULL, a handle, a number} < Unknown. Everything that is reported follows from a
//! certain value, so what joins two different ones is silent.

use std::ptr;

use syn::Expr;

use crate::model::Kind;

/// An expression of the program, as a place: the same only where it is the same one.
#[derive(Clone, Copy)]
pub(super) struct At<'a>(pub(super) &'a Expr);

impl PartialEq for At<'_> {
    fn eq(&self, other: &Self) -> bool {
        ptr::eq(self.0, other.0)
    }
}

/// A block, by the place that allocates it: the newest one that was allocated there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) struct BlockId(pub(super) usize);

/// What a variable holds, or an expression makes.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Value<'a> {
    /// Declared, and not assigned yet.
    Unset,
    /// Certainly NULL.
    Null(At<'a>, Kind),
    /// A handle.
    Handle(Handle),
    /// A number that is certain, or a truth value, which is 0 or 1.
    Number(Number<'a>),
    /// So many times the size of a type whose size only the compiler knows.
    Sizes(u128, TypeId),
    /// A text or an array that is written out.
    Text(Text),
    /// A structure, a tuple, an array, `Some(..)`, with what is known of its parts.
    Parts(PartsId),
    /// Anything.
    Unknown,
    /// Anything, and other code can assign it at any time.
    Shared,
}

/// A number, or a truth value.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Number<'a> {
    pub(super) value: i128,
    /// Whether it is a truth value.
    pub(super) truth: bool,
    /// What the program asked to get it. Where code that is not followed gets the answer it may act on it, so that what
    /// was asked about is forgotten there.
    pub(super) about: Option<About<'a>>,
}

/// A text or an array that is written out.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Text {
    /// How many units stand before its terminator.
    pub(super) length: Option<u128>,
    /// How many units it has, the terminator among them.
    pub(super) units: Option<u128>,
    /// None of its units is a terminator.
    pub(super) endless: bool,
    /// All of them.
    pub(super) spelt: Option<UnitsId>,
}

/// Units that are known, which the arena has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct UnitsId(pub(super) usize);

/// What a question is about.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum About<'a> {
    /// How large a block is, or how far into it a handle points.
    Size(BlockId),
    /// Whether a block is freed.
    Life(BlockId),
    /// Whether an element has a value.
    Values(BlockId),
    /// Whether a handle is NULL.
    Null(At<'a>, Kind),
}

/// A type whose name stands in the source, by its text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct TypeId(pub(super) usize);

/// A handle to a known block.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Handle {
    pub(super) block: BlockId,
    /// How many elements or chunks from the start.
    pub(super) offset: Option<i128>,
    /// It is a reference to a handle.
    pub(super) reference: bool,
}

impl<'a> Value<'a> {
    pub(super) fn number(value: i128) -> Self {
        Self::Number(Number {
            value,
            truth: false,
            about: None,
        })
    }

    pub(super) fn truth(truth: bool) -> Self {
        Self::Number(Number {
            value: truth.into(),
            truth: true,
            about: None,
        })
    }

    /// This value, as the answer to a question.
    pub(super) fn about(self, about: About<'a>) -> Self {
        match self {
            Self::Number(number) => Self::Number(Number {
                about: Some(about),
                ..number
            }),
            value => value,
        }
    }

    pub(super) fn as_number(self) -> Option<i128> {
        match self {
            Self::Number(number) => Some(number.value),
            _ => None,
        }
    }

    pub(super) fn as_truth(self) -> Option<bool> {
        match self {
            Self::Number(number) if number.truth => Some(number.value != 0),
            _ => None,
        }
    }

    pub(super) fn as_size(self) -> Option<u128> {
        self.as_number()
            .and_then(|number| u128::try_from(number).ok())
    }
}

/// A value that has parts, which the arena has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct PartsId(pub(super) usize);
