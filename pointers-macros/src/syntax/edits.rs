//! What `recover` may put in where the parser cannot go on, and what is said of it.

use crate::messages;

/// One token of what is put in.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Inserted {
    /// `;` or `,`, whatever ends an element.
    End,
    /// An expression or a type that is not there.
    Gap,
    /// `()`
    Parameters,
    /// `{}`
    Body,
    /// `{ _ => gap }`
    Arms,
    /// `=>`
    Arrow,
    In,
    Colon,
    Underscore,
}

/// What may be missing.
pub(super) struct Edit {
    pub(super) pieces: &'static [Inserted],
    /// It belongs before the block that was taken for an operand: `if { .. }`.
    pub(super) before_block: bool,
    pub(super) message: &'static str,
}

const fn edit(pieces: &'static [Inserted], message: &'static str) -> Edit {
    Edit {
        pieces,
        before_block: false,
        message,
    }
}

const fn before_block(pieces: &'static [Inserted], message: &'static str) -> Edit {
    Edit {
        pieces,
        before_block: true,
        message,
    }
}

/// Tried in this order. What is said of those without a message depends on the grammar.
pub(super) const EDITS: [Edit; 16] = {
    use Inserted::{Arms, Arrow, Body, Colon, End, Gap, In, Parameters, Underscore};
    [
        edit(&[Gap], ""),
        edit(&[Gap, End], ""),
        before_block(&[Gap], ""),
        before_block(&[In, Gap], messages::IN_IS_MISSING),
        edit(&[Arms], messages::BODY_IS_MISSING),
        edit(&[Body], messages::BODY_IS_MISSING),
        edit(&[Underscore], messages::PATTERN_IS_MISSING),
        edit(&[Parameters], messages::PARAMETERS_ARE_MISSING),
        edit(&[Parameters, Body], messages::PARAMETERS_ARE_MISSING),
        edit(&[End], ""),
        edit(&[Gap, Body], ""),
        edit(&[In, Gap, Body], messages::IN_IS_MISSING),
        edit(&[Arrow, Gap, End], messages::ARM_IS_MISSING),
        edit(&[Arrow, Gap], messages::ARM_IS_MISSING),
        edit(&[Colon, Gap], messages::TYPE_IS_MISSING),
        edit(&[Colon, Gap, End], messages::TYPE_IS_MISSING),
    ]
};
