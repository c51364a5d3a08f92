//! A mistake that is certain, and how it is reported.

use std::fmt::Display;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Expr;

use super::super::{across::Usage, block::Ending, lattice::ExprAt};
use crate::{
    errors::Errors,
    syntax::{begins_with, deref_operand},
};

/// A mistake that is certain.
pub(crate) struct Finding<'a> {
    /// The kinds of error that the program would meet, as `except` names them.
    pub(crate) kinds: &'static [&'static str],
    pub(super) message: String,
    pub(super) elsewhere: Option<(ExprAt<'a>, String)>,
    /// Where in a helper it happens.
    pub(super) within: Option<(ExprAt<'a>, String)>,
}

impl Usage {
    /// After "`p` is ..".
    pub(super) fn done(self) -> &'static str {
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

impl Ending {
    /// The use that ends a block so.
    pub(crate) fn usage(self) -> Usage {
        match self {
            Self::Freed => Usage::Free,
            Self::HandedOver => Usage::HandOver,
        }
    }
}

/// "in the third round of the loop".
pub(super) fn in_round(round: InRound) -> String {
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

impl<'a> Finding<'a> {
    pub(super) fn of(kinds: &'static [&'static str], message: impl Into<String>) -> Self {
        Self {
            kinds,
            message: message.into(),
            elsewhere: None,
            within: None,
        }
    }

    /// The same, and another place that it is about, where that is known.
    pub(super) fn elsewhere(self, at: Option<ExprAt<'a>>, note: impl Into<String>) -> Self {
        Self {
            elsewhere: at.map(|at| (at, note.into())),
            ..self
        }
    }

    /// Says in which round of a loop the mistake is made, if not in the first.
    pub(crate) fn in_round(mut self, round: Option<InRound>) -> Self {
        if let (Some(round), Some((error, rest))) = (round, self.message.split_once(": ")) {
            self.message = format!("{error}: {}, {rest}", in_round(round));
        }
        self
    }

    /// The same, and where in a helper it happens.
    pub(crate) fn and(self, at: ExprAt<'a>, message: String) -> Self {
        Self {
            within: Some((at, message)),
            ..self
        }
    }

    /// The same, seen from the call of a closure in which it happens.
    pub(crate) fn in_closure(self, place: &'a Expr) -> Self {
        match self.within {
            Some(_) => self,
            None => self.and(
                ExprAt(place),
                "the closure that is called does this here".to_owned(),
            ),
        }
    }

    /// Reports it at `place`.
    pub(crate) fn report(self, place: &Expr, errors: &mut Errors) {
        on(errors, place, self.message);
        for (at, message) in [self.elsewhere, self.within].into_iter().flatten() {
            on(errors, at.0, message);
        }
    }
}

/// Reports under an expression, from its first token to its last, without the notes that earlier stages left in it.
pub(super) fn on(errors: &mut Errors, place: &Expr, message: impl Display) {
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
    let Some(part) = begins_with(expression) else {
        return expression;
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

/// In which round something happens, as a message says it.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct InRound {
    pub(crate) number: i128,
    pub(crate) is_last: bool,
    /// There is another loop in that loop.
    pub(crate) is_outer: bool,
}
