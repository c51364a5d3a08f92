//! What can be known of a value.
//!
//! A variable's value is ordered Unset < {NULL, a handle, a number} < Unknown. Everything that is reported follows from a
//! certain value, so what joins two different ones is silent.

use std::ptr;

use syn::Expr;

use crate::model::Kind;

/// An expression of the program, as a place: the same only where it is the same one.
#[derive(Clone, Copy)]
pub(crate) struct ExprAt<'a>(pub(crate) &'a Expr);

impl PartialEq for ExprAt<'_> {
    fn eq(&self, other: &Self) -> bool {
        ptr::eq(self.0, other.0)
    }
}

/// A block, by the place that allocates it: the newest one that was allocated there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct BlockId(pub(crate) usize);

/// What a variable holds, or an expression makes.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Value<'a> {
    /// Declared, and not assigned yet.
    Unset,
    /// Certainly NULL.
    Null(ExprAt<'a>, Kind),
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
pub(crate) struct Number<'a> {
    pub(crate) value: i128,
    /// Whether it is a truth value.
    pub(crate) truth: bool,
    /// What the program asked to get it. Where code that is not followed gets the answer it may act on it, so that what
    /// was asked about is forgotten there.
    pub(crate) about: Option<About<'a>>,
}

/// A text or an array that is written out.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Text {
    /// How many units stand before its terminator.
    pub(crate) length: Option<u128>,
    /// How many units it has, the terminator among them.
    pub(crate) units: Option<u128>,
    /// None of its units is a terminator.
    pub(crate) endless: bool,
    /// All of them.
    pub(crate) spelt: Option<UnitsId>,
}

/// Units that are known, which the arena has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct UnitsId(pub(crate) usize);

/// What a question is about.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum About<'a> {
    /// How large a block is, or how far into it a handle points.
    Size(BlockId),
    /// Whether a block is freed.
    Life(BlockId),
    /// Whether an element has a value.
    Values(BlockId),
    /// Whether a handle is NULL.
    Null(ExprAt<'a>, Kind),
}

/// A type whose name stands in the source, by its text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct TypeId(pub(crate) usize);

/// A handle to a known block.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Handle {
    pub(crate) block: BlockId,
    /// How many elements or chunks from the start.
    pub(crate) offset: Option<i128>,
    /// It is a reference to a handle.
    pub(crate) reference: bool,
}

impl<'a> Value<'a> {
    pub(crate) fn number(value: i128) -> Self {
        Self::Number(Number {
            value,
            truth: false,
            about: None,
        })
    }

    pub(crate) fn truth(truth: bool) -> Self {
        Self::Number(Number {
            value: truth.into(),
            truth: true,
            about: None,
        })
    }

    /// This value, as the answer to a question.
    pub(crate) fn about(self, about: About<'a>) -> Self {
        match self {
            Self::Number(number) => Self::Number(Number {
                about: Some(about),
                ..number
            }),
            value => value,
        }
    }

    pub(crate) fn as_number(self) -> Option<i128> {
        match self {
            Self::Number(number) => Some(number.value),
            _ => None,
        }
    }

    pub(crate) fn as_truth(self) -> Option<bool> {
        match self {
            Self::Number(number) if number.truth => Some(number.value != 0),
            _ => None,
        }
    }

    pub(crate) fn as_size(self) -> Option<u128> {
        self.as_number()
            .and_then(|number| u128::try_from(number).ok())
    }
}

/// A value that has parts, which the arena has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct PartsId(pub(crate) usize);
