//! What C has and Rust has not: declarations that begin with a type, `for (;;)`, casts, `sizeof`, `c ? a : b`, `printf`. None
//! of it is Rust in any program, but for `printf`, of which the compiler knows whose it is. It is reported, once, and mended, so
//! that nothing else is said of it.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, TokenStream, TokenTree};

use super::{
    c_items,
    c_types::{is, is_body, type_of, with, word},
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

/// Mends what is C's.
fn rewrite(tokens: Vec<TokenTree>, own: &Own, errors: &mut Errors) -> Vec<TokenTree> {
    let mut mended: Vec<TokenTree> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let rest = &tokens[at..];
        let taken = c_items::taken(&mended, rest, errors)
            .or_else(|| declaration(&mended, rest, errors))
            .or_else(|| counting_loop(rest, own, errors))
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

fn inside(group: &Group, own: &Own, errors: &mut Errors) -> TokenTree {
    let tokens = rewrite(group.stream().into_iter().collect(), own, errors);
    with(group.delimiter(), tokens, group.span())
}

/// What is put in the place of how many tokens.
type Mended = Option<(Vec<TokenTree>, usize)>;

/// `int x = 5;`, `char *s;`, `struct node *n = ..`: what is declared, without its type.
fn declaration(before: &[TokenTree], tokens: &[TokenTree], errors: &mut Errors) -> Mended {
    let begins = match before.last() {
        None => true,
        Some(TokenTree::Punct(end)) => end.as_char() == ';',
        Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Brace,
        _ => false,
    };
    let (ty, mut at) = type_of(tokens).filter(|_| begins)?;
    let stars = tokens[at..]
        .iter()
        .take_while(|token| is(token, '*'))
        .count();
    at += stars;
    let TokenTree::Ident(name) = tokens.get(at)? else {
        return None;
    };
    let end = tokens.get(at + 1)?;
    if !(is(end, '=') || is(end, ';')) || tokens.get(at + 2).is_some_and(|next| is(next, '=')) {
        return None;
    }
    errors.between(
        tokens[0].span(),
        name.span(),
        messages::declaration_of_c(&name.to_string(), &ty, stars),
    );
    let span = name.span();
    let mut mended = word("let", span);
    if stars == 0 {
        mended.extend(word("mut", span));
    }
    mended.push(name.clone().into());
    // What is used before anything is moved in needs its type.
    let made = |token: &TokenTree| matches!(token, TokenTree::Ident(name) if name == "malloc");
    let mut value = tokens[at..].iter().take_while(|token| !is(token, ';'));
    if stars > 0 && value.any(made) {
        let ty: TokenStream = messages::type_here(&ty, stars).parse().ok()?;
        mended.push(Punct::new(':', Spacing::Alone).into());
        mended.extend(ty.into_iter().map(|mut token| {
            token.set_span(span);
            token
        }));
    }
    Some((mended, at + 1))
}

/// `for (int i = 0; i < n; i++) { .. }`, `for (;;) { .. }`.
fn counting_loop(tokens: &[TokenTree], own: &Own, errors: &mut Errors) -> Mended {
    let [
        TokenTree::Ident(word_for),
        TokenTree::Group(head),
        TokenTree::Group(body),
        ..,
    ] = tokens
    else {
        return None;
    };
    let parts: Vec<_> = head.stream().into_iter().collect();
    let semicolons = parts.iter().filter(|token| is(token, ';')).count();
    if word_for != "for"
        || head.delimiter() != Delimiter::Parenthesis
        || body.delimiter() != Delimiter::Brace
        || semicolons != 2
    {
        return None;
    }
    let span = word_for.span();
    let body = inside(body, own, errors);
    let assigned = parts.iter().position(|token| is(token, '='));
    let counter = assigned.and_then(|at| match parts.get(at.checked_sub(1)?) {
        Some(TokenTree::Ident(name)) => Some(name.clone()),
        _ => None,
    });
    let is_declared = assigned.is_some_and(|at| at > 1);
    let name = counter.as_ref().map_or("i".to_owned(), Ident::to_string);
    let message = if parts.len() == 2 {
        messages::LOOP_FOR_EVER.to_owned()
    } else {
        messages::counting_loop_of_c(&name)
    };
    errors.between(span, head.span_close(), message);
    let mended = match counter.filter(|_| is_declared) {
        Some(name) => {
            let zero = TokenTree::from(Literal::usize_unsuffixed(0));
            let dots =
                [Spacing::Joint, Spacing::Alone].map(|spacing| Punct::new('.', spacing).into());
            let mut tokens = word("for", span);
            tokens.push(name.into());
            tokens.extend(word("in", span));
            tokens.push(zero.clone());
            tokens.extend(dots);
            tokens.push(zero);
            tokens.push(body);
            tokens
        }
        None => {
            let mut tokens = word("loop", span);
            tokens.push(body);
            tokens
        }
    };
    Some((mended, 3))
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
    let (ty, at) = match type_of(&inner) {
        Some(ty) => ty,
        None => match inner.first()? {
            TokenTree::Ident(ty) if primitives::is_integer(ty) => (ty.to_string(), 1),
            _ => return None,
        },
    };
    if !inner[at..].iter().all(|token| is(token, '*')) {
        return None;
    }
    let message = messages::size_of_c(&ty, inner.len() - at);
    errors.between(name.span(), of.span_close(), message);
    let size = TokenTree::from(Literal::usize_unsuffixed(16));
    Some((vec![size], 2))
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
    let stars = rest.iter().take_while(|token| is(token, '*')).count();
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
            rewrite(tokens.to_vec(), own, errors),
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
    rewrite(tokens, &own, errors).into_iter().collect()
}
