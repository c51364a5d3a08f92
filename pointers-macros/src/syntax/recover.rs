//! Recovery: what does not parse is mended at the token where it stopped, so that everything else keeps its meaning.
//!
//! A run of elements (the statements of a block, the arms of a `match`, the arguments of a call) is parsed one element at
//! a time. Where one does not parse, syn's stream stands at the token that it could not take, and there one of three
//! things helps: the group before that token holds the mistake, and is a run of elements itself; or something is missing
//! that [`EDITS`] can put there; or the element is given up, and a gap stands for it. What was put in place counts if the
//! parser gets further than that token. Each mistake is reported once, at the innermost element that has it.

use proc_macro2::{Delimiter, Group, Ident, Spacing, Span, TokenStream, TokenTree};
use syn::{
    buffer::Cursor,
    parse::{ParseStream, Parser},
};

use super::{
    edits::{EDITS, Edit, Inserted},
    grammar::{Grammar, count_gaps},
    tokens,
};
use crate::{
    errors::{Errors, is_gap},
    messages,
};

/// The statements of a block, mended.
pub(super) fn block(tokens: TokenStream, errors: &mut Errors) -> TokenStream {
    Recovery { errors, mends: 0 }.run(Grammar::Statements, tokens)
}

/// The arguments of a macro, mended.
pub(super) fn list(tokens: TokenStream, errors: &mut Errors) -> TokenStream {
    Recovery { errors, mends: 0 }.run(Grammar::Values, tokens)
}

/// An element that needs more than this is given up, or garbage would be read once for each of its tokens.
const MOST_EDITS: usize = 8;

struct Recovery<'e> {
    errors: &'e mut Errors,
    /// How many elements were mended. Not each has an error of its own: a name that is not there was reported before.
    mends: usize,
}

impl Recovery<'_> {
    /// Mends a run of elements.
    fn run(&mut self, grammar: Grammar, tokens: TokenStream) -> TokenStream {
        let mut tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let users = tokens.len();
        // What comes last need not be ended, but is read as if it were.
        tokens.extend(grammar.end_after(tokens.last()));
        let stream: TokenStream = tokens.iter().cloned().collect();
        let mut output = Vec::with_capacity(tokens.len());
        let walk = |input: ParseStream| {
            let mut at = 0;
            // Whether the element before was broken: what follows it may be the rest of the same mistake.
            let mut follows = false;
            while at < users {
                let read = read_element(grammar, input);
                let used = match read {
                    Ok((read, _)) => {
                        follows = false;
                        output.extend_from_slice(&tokens[at..at + read]);
                        read
                    }
                    Err(fault) => {
                        let (used, ended) =
                            self.mend(grammar, &tokens[at..], fault, follows, &mut output);
                        follows = ended;
                        used
                    }
                };
                at += used;
                if at > users {
                    output.pop();
                }
                skip(input, used)?;
            }
            skip(input, usize::MAX)
        };
        let _ = walk.parse2(stream);
        output.into_iter().collect()
    }

    /// Mends the element that `rest` begins with. Says how many tokens of `rest` that was, and whether it is ended by
    /// something that the user did not write.
    fn mend(
        &mut self,
        grammar: Grammar,
        rest: &[TokenTree],
        fault: Stop,
        follows: bool,
        output: &mut Vec<TokenTree>,
    ) -> (usize, bool) {
        self.mends += 1;
        let end = rest
            .iter()
            .skip(fault.stop)
            .position(|token| grammar.ends(token));
        let end = end.map_or(rest.len(), |end| fault.stop + end + 1);
        let said = self.errors.count();
        let mut broken = Broken {
            grammar,
            tokens: rest[..end].to_vec(),
            stop: fault.stop,
            added: 0,
            said: if follows {
                said.saturating_sub(1)
            } else {
                said
            },
            ended: false,
        };
        for _ in 0..MOST_EDITS {
            match self.improve(&mut broken) {
                Some(Some(read)) => {
                    output.extend(broken.tokens.drain(..read));
                    return (read - broken.added, broken.ended);
                }
                Some(None) => {}
                None => break,
            }
        }
        self.errors.take_back(said);
        (self.give_up(grammar, rest, fault, follows, output), true)
    }

    /// Changes one thing that lets the parser get further: to the end of the element, or to another token.
    fn improve(&mut self, broken: &mut Broken) -> Option<Option<usize>> {
        if let Some(mended) = self.mended_group(broken) {
            let said = self.errors.count();
            let group = std::mem::replace(&mut broken.tokens[broken.stop - 1], mended.0);
            let further = broken.further(0, 0).or_else(|| self.edited(broken));
            if further.is_some() {
                return further;
            }
            broken.tokens[broken.stop - 1] = group;
            self.errors.take_back(said.min(mended.1));
        }
        self.edited(broken)
    }

    /// The group before which the parser stands, if there was something to mend in it; and how many errors there were
    /// before.
    fn mended_group(&mut self, broken: &Broken) -> Option<(TokenTree, usize)> {
        let at = broken.stop.checked_sub(1)?;
        let TokenTree::Group(group) = broken.tokens.get(at)? else {
            return None;
        };
        let grammar = Grammar::of_group(broken.grammar, &broken.tokens[..at], group)?;
        let (said, mends) = (self.errors.count(), self.mends);
        let stream = if group.delimiter() == Delimiter::Bracket && group.stream().is_empty() {
            self.errors.at(group.span(), messages::INDEX_IS_MISSING);
            self.mends += 1;
            TokenTree::from(self.errors.gap(group.span())).into()
        } else {
            self.run(grammar, group.stream())
        };
        let mut mended = Group::new(group.delimiter(), stream);
        mended.set_span(group.span());
        (self.mends > mends).then(|| (mended.into(), said))
    }

    /// Puts in what is missing where the parser stands.
    fn edited(&mut self, broken: &mut Broken) -> Option<Option<usize>> {
        EDITS.iter().find_map(|edit| self.edit(broken, edit))
    }

    fn edit(&mut self, broken: &mut Broken, edit: &Edit) -> Option<Option<usize>> {
        let at = if edit.before_block {
            let before = broken.stop.checked_sub(1)?;
            let group = broken.tokens.get(before)?;
            matches!(group, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
                .then_some(before)?
        } else {
            broken.stop
        };
        let said = self.errors.count();
        let (from, to) = spans_before(&broken.tokens, at);
        // A name that is not there was reported before.
        let after_gap =
            at > 0 && matches!(&broken.tokens[at - 1], TokenTree::Ident(name) if is_gap(name));
        if said == broken.said && !after_gap {
            let message = match edit.pieces {
                [Inserted::End] => broken.grammar.end_is_missing(),
                [Inserted::Gap, ..] => broken.grammar.gap_is_missing(),
                _ => edit.message,
            };
            self.errors.between(from, to, message);
        }
        let grammar = broken.grammar;
        let pieces: Vec<TokenTree> = edit
            .pieces
            .iter()
            .flat_map(|piece| self.piece(*piece, grammar, to))
            .collect();
        let before = broken.tokens.clone();
        let added = pieces.len();
        broken.tokens.splice(at..at, pieces);
        let mut further = broken.further(at, added);
        if further.is_some() {
            broken.ended |= edit.pieces.last() == Some(&Inserted::End);
            if grammar == Grammar::Statements
                && edit.pieces == [Inserted::End]
                && at == 1
                && let (Some(Some(read)), TokenTree::Ident(name)) =
                    (&mut further, &broken.tokens[0])
                && !tokens::is_reserved(name)
            {
                // A name that stands alone is half of one: if it means nothing, the compiler says just that.
                self.errors.take_back(said);
                let call = unended(name.span());
                *read += call.len();
                broken.added += call.len();
                broken.tokens.splice(1..1, call);
            }
        } else {
            broken.tokens = before;
            self.errors.take_back(said);
        }
        further
    }

    fn piece(&mut self, piece: Inserted, grammar: Grammar, span: Span) -> Vec<TokenTree> {
        let grouped = |delimiter, tokens| {
            let mut group = Group::new(delimiter, tokens);
            group.set_span(span);
            vec![group.into()]
        };
        match piece {
            Inserted::End => grammar.end(span).into_iter().collect(),
            Inserted::Gap => vec![self.errors.gap(span).into()],
            Inserted::Parameters => grouped(Delimiter::Parenthesis, TokenStream::new()),
            Inserted::Body => grouped(Delimiter::Brace, TokenStream::new()),
            Inserted::Arms => {
                let arm = [Inserted::Underscore, Inserted::Arrow, Inserted::Gap];
                let arm = arm.map(|piece| self.piece(piece, grammar, span));
                grouped(Delimiter::Brace, arm.into_iter().flatten().collect())
            }
            Inserted::Arrow => vec![tokens::joint('=', span), tokens::punct('>', span)],
            Inserted::In => vec![Ident::new("in", span).into()],
            Inserted::Colon => vec![tokens::punct(':', span)],
            Inserted::Underscore => vec![Ident::new("_", span).into()],
        }
    }

    /// Leaves an element out, and says what syn says of it. Says how many tokens that was.
    fn give_up(
        &mut self,
        grammar: Grammar,
        rest: &[TokenTree],
        fault: Stop,
        follows: bool,
        output: &mut Vec<TokenTree>,
    ) -> usize {
        let (from, to) = spans_at(rest, fault.stop);
        if !follows {
            self.errors.between(from, to, fault.message);
        }
        if grammar.has_gaps(rest) {
            output.push(self.errors.gap(to).into());
            output.extend(grammar.end(to));
        }
        let stop = fault.stop.max(1);
        let ends_here = matches!(&rest[stop.min(rest.len()) - 1],
            TokenTree::Group(group) if grammar.is_of_blocks() && group.delimiter() == Delimiter::Brace);
        if ends_here {
            return stop;
        }
        for (at, token) in rest.iter().enumerate().skip(stop) {
            if grammar.begins(token) {
                return at;
            }
            if grammar.ends(token) || grammar.is_of_blocks() && is_block(token) {
                return at + 1;
            }
        }
        rest.len()
    }
}

/// An element that does not parse, as far as it is mended.
struct Broken {
    grammar: Grammar,
    tokens: Vec<TokenTree>,
    /// Where the parser stands.
    stop: usize,
    /// How many of the tokens are not the user's.
    added: usize,
    /// How many errors there were before.
    said: usize,
    /// What ends it was put in.
    ended: bool,
}

impl Broken {
    /// Whether the parser gets further now that there are `added` more tokens at `at`: `Some(Some(read))` to the end.
    fn further(&mut self, at: usize, added: usize) -> Option<Option<usize>> {
        let grammar = self.grammar;
        let mut read = Err(Stop::default());
        let walk = |input: ParseStream| {
            read = read_element(grammar, input);
            skip(input, usize::MAX)
        };
        walk.parse2(self.tokens.iter().cloned().collect()).ok()?;
        let further = match read {
            // An element of nothing but what was put in would be followed by the same mistake.
            Ok((read, gaps)) if read >= at + added && read > self.added + added => {
                let all = count_gaps(self.tokens[..read].iter().cloned());
                (gaps == all).then_some(Some(read))?
            }
            Err(fault) if fault.stop > self.stop + added => {
                self.stop = fault.stop;
                None
            }
            _ => return None,
        };
        self.added += added;
        Some(further)
    }
}

/// Where and why an element does not parse.
#[derive(Default)]
struct Stop {
    stop: usize,
    message: String,
}

/// Parses one element, and says how many tokens it has, and how many gaps where one can stand. `input` stays where it is.
fn read_element(grammar: Grammar, input: ParseStream) -> Result<(usize, usize), Stop> {
    let ahead = input.fork();
    let outcome = grammar.read(&ahead);
    let read = distance(input.cursor(), ahead.cursor());
    match outcome {
        Ok(gaps) if read > 0 => Ok((read, gaps)),
        Ok(_) => Err(Stop::default()),
        Err(error) => Err(Stop {
            stop: read,
            message: error.to_string(),
        }),
    }
}

/// How many tokens there are between two places.
fn distance(from: Cursor, to: Cursor) -> usize {
    let mut tokens = 0;
    let mut at = from;
    while at < to
        && let Some((_, next)) = at.token_tree()
    {
        at = next;
        tokens += 1;
    }
    tokens
}

/// Takes `tokens` tokens off `input`, or what there is.
fn skip(input: ParseStream, tokens: usize) -> syn::Result<()> {
    input.step(|cursor| {
        let mut at = *cursor;
        for _ in 0..tokens {
            let Some((_, next)) = at.token_tree() else {
                break;
            };
            at = next;
        }
        Ok(((), at))
    })
}

/// `.__pointers_unended()`, which refuses what it is called on for the `;` that is missing.
fn unended(span: Span) -> [TokenTree; 3] {
    let mut arguments = Group::new(Delimiter::Parenthesis, TokenStream::new());
    arguments.set_span(span);
    [
        tokens::punct('.', span),
        Ident::new("__pointers_unended", span).into(),
        arguments.into(),
    ]
}

fn is_block(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

/// From where to where the token at `at` stands, or the last one.
fn spans_at(tokens: &[TokenTree], at: usize) -> (Span, Span) {
    let token = tokens.get(at).or(tokens.last());
    let span = token.map_or_else(Span::call_site, TokenTree::span);
    (span, span)
}

/// From where to where the token or the operator before `at` stands; the first token, if there is none.
fn spans_before(tokens: &[TokenTree], at: usize) -> (Span, Span) {
    let Some(last) = at.checked_sub(1).filter(|last| *last < tokens.len()) else {
        return spans_at(tokens, 0);
    };
    if let TokenTree::Group(group) = &tokens[last] {
        return (group.span_close(), group.span_close());
    }
    let mut first = last;
    while let Some(before) = first.checked_sub(1)
        && let (TokenTree::Punct(punct), TokenTree::Punct(_)) = (&tokens[before], &tokens[last])
        && punct.spacing() == Spacing::Joint
    {
        first = before;
    }
    (tokens[first].span(), tokens[last].span())
}

#[cfg(test)]
mod tests;
