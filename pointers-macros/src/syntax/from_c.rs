//! What C has and Rust has not: declarations that begin with a type, `for (;;)`, casts, `sizeof`. None of it is Rust in any
//! program. It is reported, once, and mended, so that nothing else is said of it.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

use crate::{errors::Errors, messages, primitives};

/// Mends what is C's.
pub(super) fn rewrite(tokens: Vec<TokenTree>, errors: &mut Errors) -> Vec<TokenTree> {
    let mut mended: Vec<TokenTree> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let rest = &tokens[at..];
        let taken = declaration(&mended, rest, errors)
            .or_else(|| counting_loop(rest, errors))
            .or_else(|| cast(&mended, rest, errors))
            .or_else(|| size(&mended, rest, errors));
        if let Some((replaced, count)) = taken {
            mended.extend(replaced);
            at += count;
            continue;
        }
        let of_macro = matches!(mended.last(), Some(TokenTree::Punct(bang)) if bang.as_char() == '!')
            || matches!(&mended[..], [.., TokenTree::Punct(bang), TokenTree::Ident(_)] if bang.as_char() == '!');
        mended.push(match token {
            TokenTree::Group(group) if !of_macro => inside(group, errors),
            token => token.clone(),
        });
        at += 1;
    }
    mended
}

fn inside(group: &Group, errors: &mut Errors) -> TokenTree {
    let tokens = rewrite(group.stream().into_iter().collect(), errors);
    with(group.delimiter(), tokens, group.span())
}

fn with(delimiter: Delimiter, tokens: Vec<TokenTree>, span: Span) -> TokenTree {
    let mut group = Group::new(delimiter, tokens.into_iter().collect());
    group.set_span(span);
    group.into()
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
fn counting_loop(tokens: &[TokenTree], errors: &mut Errors) -> Mended {
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
    let body = inside(body, errors);
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
fn size(before: &[TokenTree], tokens: &[TokenTree], errors: &mut Errors) -> Mended {
    let [TokenTree::Ident(name), TokenTree::Group(of), ..] = tokens else {
        return None;
    };
    let is_member = matches!(before.last(), Some(TokenTree::Punct(dot)) if dot.as_char() == '.')
        || matches!(before.last(), Some(TokenTree::Ident(word)) if word == "fn");
    let inner: Vec<_> = of.stream().into_iter().collect();
    if name != "sizeof" || of.delimiter() != Delimiter::Parenthesis || is_member {
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

/// The type that C's words at the beginning mean, and how many they are.
fn type_of(tokens: &[TokenTree]) -> Option<(String, usize)> {
    let words: Vec<_> = tokens
        .iter()
        .map_while(|token| match token {
            TokenTree::Ident(word) => Some(word.to_string()),
            _ => None,
        })
        .collect();
    let begins = usize::from(words.first().is_some_and(|word| word == "const"));
    if words.get(begins)? == "struct" {
        let name = words.get(begins + 1)?.clone();
        let stars = tokens.get(begins + 2).is_some_and(|token| is(token, '*'));
        return (stars || tokens.len() == begins + 2).then_some((name, begins + 2));
    }
    let count = words[begins..]
        .iter()
        .take_while(|word| WORDS.contains(&word.as_str()))
        .count();
    let written = words[begins..begins + count].join(" ");
    let ty = match written.as_str() {
        "" => return None,
        "char" | "unsigned char" => "u8",
        "signed char" => "i8",
        "short" | "short int" => "i16",
        "unsigned short" | "unsigned short int" => "u16",
        "unsigned" | "unsigned int" => "u32",
        "long" | "long int" | "long long" | "long long int" => "i64",
        "unsigned long" | "unsigned long int" | "unsigned long long" => "u64",
        "size_t" => "usize",
        "float" => "f32",
        "double" | "long double" => "f64",
        "void" => "u8",
        _ => "i32",
    };
    Some((ty.to_owned(), begins + count))
}

/// Of which the types of C are made.
const WORDS: [&str; 10] = [
    "int", "char", "short", "long", "unsigned", "signed", "float", "double", "void", "size_t",
];

fn is(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

fn word(word: &str, span: Span) -> Vec<TokenTree> {
    vec![Ident::new(word, span).into()]
}

/// The same of a stream.
pub(super) fn mended(tokens: Vec<TokenTree>, errors: &mut Errors) -> TokenStream {
    rewrite(tokens, errors).into_iter().collect()
}
