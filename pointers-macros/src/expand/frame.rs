//! What an error leaves: a labelled block, a function, a closure.

use syn::Lifetime;

use crate::map::Set;
use crate::model::BindingId;

/// What an error leaves, innermost last.
pub(super) struct Frame {
    pub(super) exit: Exit,
    /// In a closure the functions are plain Rust.
    pub(super) plain_calls: bool,
    /// What is named in a closure or an `async` block is captured, but for what is declared in it.
    pub(super) captures: bool,
    pub(super) declared: Set<BindingId>,
    /// The function's `self` is declared `mut`, or is a `&mut`.
    pub(super) mutable_self: bool,
    /// It is declared `&self`.
    pub(super) shared_self: bool,
    /// How many loops of the user's stand around the expression, within this frame.
    pub(super) loops: usize,
}

pub(super) enum Exit {
    /// A labelled block: the whole body, or that of a `try`, which catches.
    Break {
        label: Lifetime,
        trampoline: Option<Jumps>,
        catches: bool,
    },
    /// A function, a closure or an `async` block.
    Return,
    /// A constant: nothing is rewritten.
    Constant,
}

/// The unlabelled jumps in a block that lead out of it.
#[derive(Clone, Copy, Default)]
pub(super) struct Jumps {
    /// There is a `break`; whether with a value.
    pub(super) breaks: Option<bool>,
    pub(super) continues: bool,
}

impl Frame {
    pub(super) fn function(mutable_self: bool, shared_self: bool) -> Self {
        Self {
            mutable_self,
            shared_self,
            ..Self::of(Exit::Return)
        }
    }

    /// A closure or an `async` block.
    pub(super) fn capturing(plain_calls: bool) -> Self {
        Self {
            plain_calls,
            captures: true,
            ..Self::of(Exit::Return)
        }
    }

    pub(super) fn constant() -> Self {
        Self {
            plain_calls: true,
            ..Self::of(Exit::Constant)
        }
    }

    pub(super) fn of(exit: Exit) -> Self {
        Self {
            exit,
            plain_calls: false,
            captures: false,
            declared: Set::new(),
            mutable_self: false,
            shared_self: false,
            loops: 0,
        }
    }
}
