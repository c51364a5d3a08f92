//! The pre-pass: rewrites the tokens that are not Rust into tokens that syn can parse.
//!
//! | the user writes | syn sees |
//! | --- | --- |
//! | `~e` | `! #[__pointers_tilde] e` |
//! | `e->f` | `e.__pointers_arrow.f` |
//! | `e.type` | `e.__pointers_type` |
//! | `try { a } except K as e { b }` | `match try { a } { e @ (K) => { b } }` |
//! | `e.` or `e->` without a name | a gap as the name: see [`Errors::gap`] |
//!
//! `!` has exactly the precedence that `~` is to have, and the attribute, which lands on the operand, says
//! that it is ours. The arguments of nested macros stay as they are: see [`super::nested`].

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};

use super::{
    marker,
    tokens::{
        begins_place, ends_in_star, ends_operand, ends_operator, ends_parameters, holds_ours,
        is_access, is_arrow, is_keyword, is_member, joint, punct, starts_operand, starts_rusts,
    },
};
use crate::{errors::Errors, messages};

/// Rewrites `tokens`; the flag says whether there was anything of ours.
pub(super) fn rewrite(tokens: TokenStream, errors: &mut Errors) -> (TokenStream, bool) {
    let mut prepass = Prepass {
        errors,
        changed: false,
    };
    let tokens = prepass.stream(tokens);
    (tokens, prepass.changed)
}

struct Prepass<'e> {
    errors: &'e mut Errors,
    changed: bool,
}

impl Prepass<'_> {
    fn stream(&mut self, tokens: TokenStream) -> TokenStream {
        let input: Vec<TokenTree> = tokens.into_iter().collect();
        let mut output = Vec::with_capacity(input.len());
        let mut at = 0;
        while at < input.len() {
            at += self.step(&input, at, &mut output);
        }
        output.into_iter().collect()
    }

    /// Rewrites what begins at `input[at]`, and says how many tokens that was.
    fn step(&mut self, input: &[TokenTree], at: usize, output: &mut Vec<TokenTree>) -> usize {
        if let [TokenTree::Punct(first), TokenTree::Punct(second), rest @ ..] = &input[at..]
            && let Some(step) = step_of(first, second, &input[..at], rest)
        {
            let span = first.span();
            if step == marker::UP || step == marker::DOWN {
                output.push(punct('.', span));
                output.push(Ident::new(step, span).into());
            } else {
                output.extend([punct('!', span), punct('#', span), mark(step, span)]);
            }
            return 2;
        }
        let left = self.left_alone(&input[at..]);
        if left > 0 {
            output.extend_from_slice(&input[at..at + left]);
            return left;
        }
        match &input[at..] {
            [TokenTree::Punct(tilde), ..] if tilde.as_char() == '~' => {
                self.tilde(tilde.span(), &input[..at], input.get(at + 1), output);
                1
            }
            [TokenTree::Punct(dash), TokenTree::Punct(angle), ..]
                if is_arrow(dash, angle) && !ends_parameters(&input[..at]) =>
            {
                self.changed = true;
                output.push(punct('.', dash.span()));
                output.push(Ident::new(marker::ARROW, dash.span()).into());
                output.push(punct('.', angle.span()));
                self.name_after([dash, angle], input.get(at + 2), output);
                2
            }
            [TokenTree::Punct(dot), TokenTree::Ident(name), ..]
                if dot.as_char() == '.' && name == "type" =>
            {
                self.changed = true;
                output.push(input[at].clone());
                output.push(Ident::new(marker::TYPE, name.span()).into());
                2
            }
            [TokenTree::Punct(dot), ..] if is_access(&input[..at], dot, input.get(at + 1)) => {
                output.push(input[at].clone());
                self.name_after([dot, dot], input.get(at + 1), output);
                1
            }
            // syn takes `a + let b = c` for an expression.
            [TokenTree::Ident(keyword), ..] if keyword == "let" && ends_operator(&input[..at]) => {
                let span = input[at - 1].span();
                self.errors.at(span, messages::VALUE_IS_MISSING);
                output.extend([
                    self.errors.gap(span).into(),
                    punct(';', span),
                    input[at].clone(),
                ]);
                1
            }
            [TokenTree::Ident(keyword), TokenTree::Group(body), ..]
                if keyword == "try" && body.delimiter() == Delimiter::Brace =>
            {
                self.try_except(keyword, body, &input[at + 2..], output)
            }
            [TokenTree::Group(group), ..] => {
                output.push(self.group(group).into());
                1
            }
            _ => {
                output.push(input[at].clone());
                1
            }
        }
    }

    /// How many tokens begin here that stay as they are: an attribute, a macro's name and its arguments.
    fn left_alone(&mut self, tokens: &[TokenTree]) -> usize {
        match tokens {
            // `macro_rules! name { .. }`: its patterns are no expressions.
            [
                TokenTree::Ident(keyword),
                TokenTree::Punct(bang),
                TokenTree::Ident(_),
                TokenTree::Group(_),
                ..,
            ] if keyword == "macro_rules" && bang.as_char() == '!' => 4,
            [
                TokenTree::Ident(name),
                TokenTree::Punct(bang),
                TokenTree::Group(arguments),
                ..,
            ] if bang.as_char() == '!' && !is_keyword(name) => {
                self.changed |= holds_ours(arguments.stream());
                3
            }
            [TokenTree::Punct(pound), TokenTree::Group(_), ..] if pound.as_char() == '#' => 2,
            _ => 0,
        }
    }

    /// Completes an access whose name is not there yet.
    fn name_after(
        &mut self,
        access: [&Punct; 2],
        name: Option<&TokenTree>,
        output: &mut Vec<TokenTree>,
    ) {
        if !name.is_some_and(is_member) {
            let [from, to] = access.map(Punct::span);
            self.changed = true;
            self.errors.between(from, to, messages::NAME_IS_MISSING);
            output.push(self.errors.gap(to).into());
        }
    }

    fn group(&mut self, group: &Group) -> Group {
        let mut rewritten = Group::new(group.delimiter(), self.stream(group.stream()));
        rewritten.set_span(group.span());
        rewritten
    }

    fn tilde(
        &mut self,
        span: Span,
        before: &[TokenTree],
        after: Option<&TokenTree>,
        output: &mut Vec<TokenTree>,
    ) {
        self.changed = true;
        if ends_operand(before) {
            // Both sides stay, and their sum is of no type.
            self.errors.at(span, messages::TILDE_IS_UNARY);
            let gap = self.errors.gap(span).into();
            output.extend(match after {
                Some(after) if starts_operand(after) => {
                    vec![punct('+', span), gap, punct('+', span)]
                }
                _ => vec![punct('.', span), gap],
            });
            return;
        }
        output.extend([
            punct('!', span),
            punct('#', span),
            mark(marker::TILDE, span),
        ]);
        if !after.is_some_and(starts_operand) {
            self.errors.at(span, messages::TILDE_NEEDS_OPERAND);
            output.push(self.errors.gap(span).into());
        }
    }

    /// Folds `try { .. } except .. { .. } ..` into a `match` on a `try` block; `rest` follows the body.
    fn try_except(
        &mut self,
        keyword: &Ident,
        body: &Group,
        rest: &[TokenTree],
        output: &mut Vec<TokenTree>,
    ) -> usize {
        self.changed = true;
        let mut arms = TokenStream::new();
        let mut used = 0;
        let mut caught = Vec::new();
        while let Some(TokenTree::Ident(except)) = rest.get(used)
            && except == "except"
        {
            let clause = &rest[used + 1..];
            let end = clause
                .iter()
                .position(|token| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace));
            let (Some(end), Some(TokenTree::Group(handler))) =
                (end, end.and_then(|end| clause.get(end)))
            else {
                self.errors.at(except.span(), messages::EXCEPT_NEEDS_BODY);
                arms.extend(self.gap_arm(except.span()));
                used += 1 + clause.iter().position(ends_clause).unwrap_or(clause.len());
                break;
            };
            let said = self.errors.count();
            self.check_clause(except, &clause[..end], &mut caught);
            arms.extend(if self.errors.count() == said {
                except_pattern(&clause[..end], except.span())
            } else {
                underscore(except.span())
            });
            arms.extend(fat_arrow(except.span()));
            arms.extend([TokenTree::from(self.group(handler))]);
            used += end + 2;
        }
        if used == 0 {
            self.errors.at(keyword.span(), messages::TRY_NEEDS_EXCEPT);
            arms.extend(self.gap_arm(keyword.span()));
        }
        let mut arms = Group::new(Delimiter::Brace, arms);
        arms.set_span(body.span());
        output.extend([
            Ident::new("match", keyword.span()).into(),
            keyword.clone().into(),
            self.group(body).into(),
            arms.into(),
        ]);
        used + 2
    }

    /// `_ => gap,`, for the handler that is not there.
    fn gap_arm(&mut self, span: Span) -> TokenStream {
        let mut arm = underscore(span);
        arm.extend(fat_arrow(span));
        arm.extend([self.errors.gap(span).into(), punct(',', span)]);
        arm
    }

    /// Refuses what is no clause of an `except`, and one that is never reached because of what is `caught` before.
    fn check_clause(&mut self, except: &Ident, clause: &[TokenTree], caught: &mut Vec<String>) {
        let named = clause
            .iter()
            .position(|token| matches!(token, TokenTree::Ident(word) if word == "as"));
        let kinds = &clause[..named.unwrap_or(clause.len())];
        if let Some(named) = named {
            match &clause[named + 1..] {
                [TokenTree::Ident(name)] if name != "_" => {}
                rest => {
                    let span = rest.first().map_or(clause[named].span(), TokenTree::span);
                    self.errors.at(span, messages::EXCEPT_NEEDS_NAME);
                }
            }
        }
        if kinds.is_empty() {
            return self.errors.at(except.span(), messages::EXCEPT_NEEDS_BODY);
        }
        // Whether a kind is due, or what follows one.
        let mut due = true;
        let mut clause_caught = Vec::new();
        for (at, token) in kinds.iter().enumerate() {
            match token {
                TokenTree::Ident(kind) if due => {
                    let ends = !matches!(kinds.get(at + 1),
                        Some(TokenTree::Punct(colon)) if colon.as_char() == ':');
                    if ends {
                        if caught.iter().any(|known| kind == known) {
                            self.errors.at(kind.span(), messages::caught_before(kind));
                        } else if caught.iter().any(|known| known == "_") {
                            self.errors.at(kind.span(), messages::EXCEPT_AFTER_ALL);
                        }
                        clause_caught.push(kind.to_string());
                    }
                    due = false;
                }
                TokenTree::Punct(or) if !due && or.as_char() == '|' => due = true,
                TokenTree::Punct(colon) if colon.as_char() == ':' => due = true,
                // A pattern in parentheses is Rust's.
                TokenTree::Group(_) if due => due = false,
                token => return self.errors.at(token.span(), messages::EXCEPT_CLAUSE),
            }
        }
        caught.extend(clause_caught);
    }
}

/// The `[name]` of an attribute.
fn mark(name: &str, span: Span) -> TokenTree {
    let name = TokenTree::from(Ident::new(name, span));
    let mut mark = Group::new(Delimiter::Bracket, name.into());
    mark.set_span(span);
    mark.into()
}

/// `K | L as name` as the pattern `name @ (K | L)`.
fn except_pattern(tokens: &[TokenTree], span: Span) -> TokenStream {
    match tokens {
        [
            kinds @ ..,
            TokenTree::Ident(keyword),
            TokenTree::Ident(name),
        ] if keyword == "as" => {
            let mut group = Group::new(Delimiter::Parenthesis, kinds.iter().cloned().collect());
            group.set_span(span);
            [
                TokenTree::from(name.clone()),
                punct('@', span),
                group.into(),
            ]
            .into_iter()
            .collect()
        }
        _ => tokens.iter().cloned().collect(),
    }
}

fn underscore(span: Span) -> TokenStream {
    TokenTree::from(Ident::new("_", span)).into()
}

fn fat_arrow(span: Span) -> [TokenTree; 2] {
    [joint('=', span), punct('>', span)]
}

/// Whether an `except` without a body ends before this token.
fn ends_clause(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(end) if [';', ','].contains(&end.as_char()))
}

/// What C's `++`, which is never Rust, or its `--` is. After a value `--` is C's where no operand of Rust's follows, before
/// one where an arrow, a `~` or the `*` of `*--p` says that it is.
fn step_of(
    first: &Punct,
    second: &Punct,
    before: &[TokenTree],
    after: &[TokenTree],
) -> Option<&'static str> {
    if first.spacing() != Spacing::Joint || first.as_char() != second.as_char() {
        return None;
    }
    let follows = ends_operand(before);
    match first.as_char() {
        '+' if follows => Some(marker::UP),
        '+' => Some(marker::BEFORE_UP),
        '-' if follows => (!after.first().is_some_and(starts_rusts)).then_some(marker::DOWN),
        '-' => (begins_place(after) || ends_in_star(before)).then_some(marker::BEFORE_DOWN),
        _ => None,
    }
}
