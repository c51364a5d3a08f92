//! What C has and Rust has not: its statements and items, casts, `sizeof`, `c ? a : b`, `printf`. None of it is Rust in any
//! program, but for `printf`, of which the compiler knows whose it is. It is reported, once, and mended, so that nothing else is
//! said of it.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::quote_spanned;

use super::{
    c_items, c_statements,
    c_types::{Mended, is, is_body, named_type_of, stars, type_at, type_of, with, word},
    printf,
};
use crate::{errors::Errors, messages, primitives};

/// The names of C's that the body declares itself.
struct Own(Vec<String>);

impl Own {
    fn of(tokens: &[TokenTree]) -> Self {
        let mut names = Vec::new();
        declared(tokens, &mut names);
        Self(names)
    }

    fn has(&self, name: &Ident) -> bool {
        self.0.iter().any(|own| name == own)
    }
}

/// The names of C's that stand where a function, a variable or an import declares them.
fn declared(tokens: &[TokenTree], names: &mut Vec<String>) {
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => {
                declared(&group.stream().into_iter().collect::<Vec<_>>(), names);
            }
            TokenTree::Ident(name) if CALLED.iter().any(|called| name == called) => {
                let before = at.checked_sub(1).map(|at| &tokens[at]);
                let after = tokens.get(at + 1);
                let called = matches!(after, Some(TokenTree::Group(_)));
                let multiplied = name == "sizeof" && after.is_some_and(|token| is(token, '*'));
                let by_word = is_declaring(before);
                // What is neither called nor declared is a variable, or imported.
                let other = !called && !multiplied && !matches!(after, Some(TokenTree::Ident(_)));
                if by_word || other {
                    names.push(name.to_string());
                }
            }
            TokenTree::Ident(name) if STREAMS.iter().any(|stream| name == stream) => {
                let before = at.checked_sub(1).map(|at| &tokens[at]);
                let imported = before.is_some_and(|token| is(token, ':'));
                let typed = tokens.get(at + 1).is_some_and(|token| is(token, ':'));
                if is_declaring(before) || imported || typed {
                    names.push(name.to_string());
                }
            }
            _ => {}
        }
    }
}

fn is_declaring(before: Option<&TokenTree>) -> bool {
    matches!(before, Some(TokenTree::Ident(word))
        if ["fn", "let", "mut", "ref", "as", "const", "static"].iter().any(|by| word == by))
}

/// What C's functions write to.
const STREAMS: [&str; 2] = ["stderr", "stdout"];

/// What C calls by these names.
const CALLED: [&str; 5] = ["printf", "fprintf", "sprintf", "snprintf", "sizeof"];

/// Mends what is C's between two delimiters: statements and items stand in braces only.
fn rewrite(
    tokens: Vec<TokenTree>,
    delimiter: Delimiter,
    own: &Own,
    errors: &mut Errors,
) -> Vec<TokenTree> {
    let mut mended: Vec<TokenTree> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let rest = &tokens[at..];
        let taken = (delimiter == Delimiter::Brace)
            .then(|| statement(&mended, rest, own, errors))
            .flatten()
            .or_else(|| parameters(&mended, rest, errors))
            .or_else(|| pointer(&mended, rest, errors))
            .or_else(|| cast(&mended, rest, errors))
            .or_else(|| size(&mended, rest, own, errors))
            .or_else(|| size_of_value(&mended, rest, own, errors))
            .or_else(|| print(&mended, rest, own, errors))
            .or_else(|| choice(&mut mended, rest, own, errors));
        if let Some((replaced, count)) = taken {
            mended.extend(replaced);
            at += count;
            continue;
        }
        let of_macro = matches!(mended.last(), Some(TokenTree::Punct(bang)) if bang.as_char() == '!')
            || matches!(&mended[..], [.., TokenTree::Punct(bang), TokenTree::Ident(_)] if bang.as_char() == '!');
        mended.push(match token {
            TokenTree::Group(group) if !of_macro => inside(group, own, errors),
            token => token.clone(),
        });
        at += 1;
    }
    mended
}

fn statement(before: &[TokenTree], tokens: &[TokenTree], own: &Own, errors: &mut Errors) -> Mended {
    c_items::taken(before, tokens, errors).or_else(|| {
        let mut within =
            |tokens: Vec<_>, errors: &mut Errors| rewrite(tokens, Delimiter::Brace, own, errors);
        c_statements::taken(before, tokens, &mut within, errors)
    })
}

fn inside(group: &Group, own: &Own, errors: &mut Errors) -> TokenTree {
    let tokens = group.stream().into_iter().collect();
    let tokens = rewrite(tokens, group.delimiter(), own, errors);
    with(group.delimiter(), tokens, group.span())
}

/// `fn find(struct node *list, int n)`: Rust's function with C's parameters.
fn parameters(before: &[TokenTree], tokens: &[TokenTree], errors: &mut Errors) -> Mended {
    let [.., TokenTree::Ident(word_fn), TokenTree::Ident(_)] = before else {
        return None;
    };
    let Some(TokenTree::Group(group)) = tokens.first() else {
        return None;
    };
    if word_fn != "fn" || group.delimiter() != Delimiter::Parenthesis {
        return None;
    }
    let parameters = c_items::mixed_parameters(group)?;
    let message = messages::parameters_of_c(&parameters);
    errors.between(group.span_open(), group.span_close(), message);
    let tokens: TokenStream = parameters.parse().ok()?;
    let located = |mut token: TokenTree| {
        token.set_span(group.span());
        token
    };
    let tokens = tokens.into_iter().map(located).collect();
    Some((vec![with(Delimiter::Parenthesis, tokens, group.span())], 1))
}

/// `let n: Node * = ..`, `let n: *int;`, `fn first() -> Node * { .. }`: raw pointers of Rust's are `*const T` and `*mut T`.
fn pointer(before: &[TokenTree], tokens: &[TokenTree], errors: &mut Errors) -> Mended {
    let is_word = |token: &TokenTree, word| matches!(token, TokenTree::Ident(name) if name == word);
    let typed = match before {
        [.., word, TokenTree::Ident(_), colon] if is(colon, ':') => {
            is_word(word, "let") || is_word(word, "mut")
        }
        // Of a place, `(*q)->n * 2` is a product.
        [
            ..,
            word,
            TokenTree::Ident(_),
            TokenTree::Group(_),
            minus,
            end,
        ] => is_word(word, "fn") && is(minus, '-') && is(end, '>'),
        _ => false,
    };
    let first = stars(tokens);
    let (ty, words) = type_of(&tokens[first..]).or_else(|| match tokens.get(first)? {
        TokenTree::Ident(name) if name != "const" && name != "mut" => Some((name.to_string(), 1)),
        _ => None,
    })?;
    let last = stars(&tokens[first + words..]);
    let count = first + words + last;
    let ends = tokens.get(count).is_none_or(|token| {
        is(token, '=') || is(token, ';') || is_body(token) || is_word(token, "where")
    });
    if !typed || first + last == 0 || !ends {
        return None;
    }
    let (from, to) = (tokens[0].span(), tokens[count - 1].span());
    errors.between(from, to, messages::pointer_of_c(&ty, first + last));
    Some((type_at(&ty, first + last, from)?, count))
}

/// `(int *)p`, `(struct node *)p`, `(int)x`.
fn cast(before: &[TokenTree], tokens: &[TokenTree], errors: &mut Errors) -> Mended {
    let [TokenTree::Group(group), operand, ..] = tokens else {
        return None;
    };
    let called = match before.last() {
        Some(TokenTree::Ident(name)) => name != "return",
        Some(TokenTree::Group(_)) => true,
        _ => false,
    };
    if group.delimiter() != Delimiter::Parenthesis || called {
        return None;
    }
    let inner: Vec<_> = group.stream().into_iter().collect();
    let (ty, at) = type_of(&inner).or_else(|| match inner.first()? {
        TokenTree::Ident(name) => Some((name.to_string(), 1)),
        _ => None,
    })?;
    let stars = inner.len() - at;
    let only_stars = inner[at..].iter().all(|token| is(token, '*'));
    let operand_follows = match operand {
        // After a type in parentheses, or a condition.
        TokenTree::Ident(name) => {
            let follows = ["as", "else", "for", "if", "in", "match", "mut", "where"];
            !follows.iter().any(|word| name == word)
        }
        TokenTree::Literal(_) => true,
        TokenTree::Group(operand) => stars > 0 && operand.delimiter() == Delimiter::Parenthesis,
        TokenTree::Punct(_) => false,
    };
    if !only_stars || !operand_follows || stars == 0 && type_of(&inner).is_none() {
        return None;
    }
    errors.between(
        group.span_open(),
        group.span_close(),
        messages::cast_of_c(&ty, stars),
    );
    Some((Vec::new(), 1))
}

/// `sizeof(int)`, `sizeof(struct node)`.
fn size(before: &[TokenTree], tokens: &[TokenTree], own: &Own, errors: &mut Errors) -> Mended {
    let [TokenTree::Ident(name), TokenTree::Group(of), ..] = tokens else {
        return None;
    };
    let is_member = matches!(before.last(), Some(TokenTree::Punct(dot)) if dot.as_char() == '.')
        || matches!(before.last(), Some(TokenTree::Ident(word)) if word == "fn");
    let inner: Vec<_> = of.stream().into_iter().collect();
    if name != "sizeof" || of.delimiter() != Delimiter::Parenthesis || is_member || own.has(name) {
        return None;
    }
    let (ty, at) = match (named_type_of(&inner), inner.first()?) {
        (Some(ty), _) => ty,
        (None, TokenTree::Ident(ty)) if primitives::is_integer(ty) => (ty.to_string(), 1),
        (None, first) => {
            // `sizeof(*p)`.
            if !is(first, '*') {
                return None;
            }
            errors.between(name.span(), of.span_close(), messages::SIZE_OF_A_VALUE);
            return Some((vec![errors.gap(name.span()).into()], 2));
        }
    };
    if at + stars(&inner[at..]) != inner.len() {
        return None;
    }
    let message = messages::size_of_c(&ty, inner.len() - at);
    errors.between(name.span(), of.span_close(), message);
    // What is to be written, from the first token to the last of what is.
    let ty = type_at(&ty, inner.len() - at, name.span())?;
    let mut size: Vec<_> = quote_spanned!(name.span()=> size_of::<#(#ty)*>)
        .into_iter()
        .collect();
    let mut none = Group::new(Delimiter::Parenthesis, TokenStream::new());
    none.set_span(of.span_close());
    size.push(none.into());
    Some((size, 2))
}

/// `sizeof *p`, `sizeof v->data[0]`, `sizeof buffer`.
fn size_of_value(
    before: &[TokenTree],
    tokens: &[TokenTree],
    own: &Own,
    errors: &mut Errors,
) -> Mended {
    let [TokenTree::Ident(name), rest @ ..] = tokens else {
        return None;
    };
    let stars = stars(rest);
    let TokenTree::Ident(first) = rest.get(stars)? else {
        return None;
    };
    let follows = ["as", "else", "in"].iter().any(|word| first == word);
    let after_word = matches!(before.last(), Some(TokenTree::Ident(_)));
    if name != "sizeof" || own.has(name) || follows || after_word {
        return None;
    }
    let mut count = stars + 1;
    loop {
        count += match &rest[count..] {
            [TokenTree::Punct(dot), TokenTree::Ident(_), ..] if dot.as_char() == '.' => 2,
            [minus, end, TokenTree::Ident(_), ..] if is(minus, '-') && is(end, '>') => 3,
            [TokenTree::Group(index), ..] if index.delimiter() == Delimiter::Bracket => 1,
            _ => break,
        };
    }
    let last = rest.get(count - 1).map_or(name.span(), TokenTree::span);
    errors.between(name.span(), last, messages::SIZE_OF_A_VALUE);
    let gap = errors.gap(name.span());
    Some((vec![gap.into()], count + 1))
}

/// `printf("%d\n", n)`.
fn print(before: &[TokenTree], tokens: &[TokenTree], own: &Own, errors: &mut Errors) -> Mended {
    let [TokenTree::Ident(name), arguments, ..] = tokens else {
        return None;
    };
    let is_other = match before.last() {
        Some(TokenTree::Punct(punct)) => matches!(punct.as_char(), '.' | ':'),
        _ => false,
    };
    if is_other || own.has(name) {
        return None;
    }
    let is_own = |name: &Ident| own.has(name);
    let mut called = printf::called(name, arguments, &is_own, errors)?;
    if let Some(TokenTree::Group(arguments)) = called.last_mut() {
        let mended = inside(arguments, own, errors);
        called.pop();
        called.push(mended);
    }
    Some((called, 2))
}

/// `c ? a : b`, whose condition has been mended already. Rust's `?` is followed by no operand, and no `:` belongs to it.
fn choice(
    before: &mut Vec<TokenTree>,
    tokens: &[TokenTree],
    own: &Own,
    errors: &mut Errors,
) -> Mended {
    let [question, rest @ ..] = tokens else {
        return None;
    };
    if !is(question, '?')
        || !matches!(
            before.last(),
            Some(TokenTree::Ident(_) | TokenTree::Literal(_) | TokenTree::Group(_))
        )
    {
        return None;
    }
    let begins = match rest.first()? {
        TokenTree::Ident(word) => word != "as" && word != "else",
        TokenTree::Literal(_) => true,
        TokenTree::Group(group) => group.delimiter() == Delimiter::Parenthesis,
        TokenTree::Punct(punct) => matches!(punct.as_char(), '*' | '-' | '&' | '~' | '!'),
    };
    let ends = |token: &TokenTree| is(token, ';') || is(token, ',') || is_body(token);
    let end = rest.iter().position(ends).unwrap_or(rest.len());
    let is_colon = |at: &usize| {
        let beside = |at: Option<usize>| {
            at.and_then(|at| rest.get(at))
                .is_some_and(|token| is(token, ':'))
        };
        is(&rest[*at], ':') && !beside(at.checked_sub(1)) && !beside(at.checked_add(1))
    };
    let colon = (0..end).find(is_colon).filter(|_| begins)?;
    let starts = before.iter().rposition(|token| match token {
        TokenTree::Punct(punct) => matches!(punct.as_char(), ';' | ','),
        TokenTree::Ident(word) => word == "return",
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Literal(_) => false,
    });
    let assigned = (0..before.len())
        .rev()
        .find(|at| is_assignment(before, *at));
    let start = starts.max(assigned).map_or(0, |at| at + 1);
    errors.at(question.span(), messages::CHOICE_OF_C);
    let condition = before.split_off(start);
    let span = question.span();
    let branch = |tokens: &[TokenTree], errors: &mut Errors| {
        with(
            Delimiter::Brace,
            rewrite(tokens.to_vec(), Delimiter::None, own, errors),
            span,
        )
    };
    let mut mended = word("if", span);
    mended.push(with(Delimiter::None, condition, span));
    mended.push(branch(&rest[..colon], errors));
    mended.extend(word("else", span));
    mended.push(branch(&rest[colon + 1..end], errors));
    let whole = with(Delimiter::None, mended, span);
    Some((vec![whole], end + 1))
}

/// Whether the `=` at a place assigns, and compares nothing.
fn is_assignment(tokens: &[TokenTree], at: usize) -> bool {
    let beside = |at: Option<usize>, characters: &[char]| {
        at.and_then(|at| tokens.get(at))
            .is_some_and(|token| characters.iter().any(|character| is(token, *character)))
    };
    is(&tokens[at], '=')
        && !beside(at.checked_sub(1), &['=', '<', '>', '!'])
        && !beside(at.checked_add(1), &['=', '>'])
}

/// The same of a stream.
pub(super) fn mended(tokens: Vec<TokenTree>, errors: &mut Errors) -> TokenStream {
    let own = Own::of(&tokens);
    rewrite(tokens, Delimiter::Brace, &own, errors)
        .into_iter()
        .collect()
}
