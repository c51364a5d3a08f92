//! C's functions, `#define`, arrays, `switch`, `do` and `goto`: what stands for them here. Nothing of them is kept.

use proc_macro2::{Delimiter, TokenTree};

use super::c_types::{is, is_body, type_of};
use crate::{errors::Errors, messages};

/// What is put in the place of how many tokens.
pub(super) fn taken(
    before: &[TokenTree],
    tokens: &[TokenTree],
    errors: &mut Errors,
) -> Option<(Vec<TokenTree>, usize)> {
    let begins = match before.last() {
        None => true,
        Some(TokenTree::Punct(end)) => end.as_char() == ';',
        Some(group) => is_body(group),
    };
    if !begins {
        return None;
    }
    let (message, count) = directive(tokens)
        .or_else(|| function(tokens))
        .or_else(|| array(tokens))
        .or_else(|| switch(tokens))
        .or_else(|| do_while(tokens))
        .or_else(|| goto(tokens))?;
    let last = tokens.get(count - 1).unwrap_or(&tokens[0]);
    errors.between(tokens[0].span(), last.span(), message);
    Some((Vec::new(), count))
}

type Found = Option<(String, usize)>;

/// `#define N 5`, `#include <stdio.h>`: Rust's attributes stand in brackets.
fn directive(tokens: &[TokenTree]) -> Found {
    let [hash, TokenTree::Ident(word), rest @ ..] = tokens else {
        return None;
    };
    if !is(hash, '#') {
        return None;
    }
    // Where the line ends tokens do not say.
    let (message, count) = match word.to_string().as_str() {
        "define" => (messages::DEFINE_OF_C, 2),
        "include" => {
            let end = rest.iter().position(|token| is(token, '>'));
            (messages::INCLUDE_OF_C, end.map_or(1, |end| end + 1))
        }
        _ => (messages::DIRECTIVE_OF_C, 1),
    };
    let count = (2 + count).min(tokens.len());
    Some((message.to_owned(), count))
}

/// `static int find(int *a, int n) { .. }`.
fn function(tokens: &[TokenTree]) -> Found {
    let is_static = matches!(tokens.first(), Some(TokenTree::Ident(word)) if word == "static");
    let begins = usize::from(is_static);
    let (ty, words) = type_of(tokens.get(begins..)?)?;
    let is_void = matches!(&tokens[begins], TokenTree::Ident(word) if word == "void");
    let mut at = begins + words;
    let stars = tokens[at..]
        .iter()
        .take_while(|token| is(token, '*'))
        .count();
    at += stars;
    let [
        TokenTree::Ident(name),
        TokenTree::Group(parameters),
        end,
        ..,
    ] = tokens.get(at..)?
    else {
        return None;
    };
    if parameters.delimiter() != Delimiter::Parenthesis || !(is_body(end) || is(end, ';')) {
        return None;
    }
    let inner: Vec<_> = parameters.stream().into_iter().collect();
    let parameters: Vec<_> = inner
        .split(|token| is(token, ','))
        .filter_map(parameter)
        .collect();
    let returned = if is_void && stars == 0 {
        "()".to_owned()
    } else {
        messages::type_here(&ty, stars)
    };
    let message = messages::function_of_c(&name.to_string(), &parameters.join(", "), &returned);
    Some((message, at + 3))
}

/// `struct node *n` as it is written here. `void` is none.
fn parameter(tokens: &[TokenTree]) -> Option<String> {
    let (ty, words) = type_of(tokens)?;
    let stars = tokens[words..]
        .iter()
        .take_while(|token| is(token, '*'))
        .count();
    let [TokenTree::Ident(name), rest @ ..] = &tokens[words + stars..] else {
        return None;
    };
    let is_array =
        matches!(rest, [TokenTree::Group(length), ..] if length.delimiter() == Delimiter::Bracket);
    let ty = messages::type_here(&ty, stars + usize::from(is_array));
    Some(format!("{name}: {ty}"))
}

/// `char buffer[32];`, `int rows[3] = { 1, 2, 3 };`.
fn array(tokens: &[TokenTree]) -> Found {
    let (ty, at) = type_of(tokens)?;
    let [TokenTree::Ident(name), TokenTree::Group(length), rest @ ..] = &tokens[at..] else {
        return None;
    };
    if length.delimiter() != Delimiter::Bracket {
        return None;
    }
    let end = rest.iter().position(|token| is(token, ';'))?;
    let message = messages::array_of_c(&name.to_string(), &ty, &length.stream().to_string());
    Some((message, at + 2 + end + 1))
}

/// `switch (c) { case 1: .. }`.
fn switch(tokens: &[TokenTree]) -> Found {
    match tokens {
        [TokenTree::Ident(word), TokenTree::Group(_), body, ..]
            if word == "switch" && is_body(body) =>
        {
            Some((messages::SWITCH_OF_C.to_owned(), 3))
        }
        _ => None,
    }
}

/// `do { .. } while (c);`.
fn do_while(tokens: &[TokenTree]) -> Found {
    match tokens {
        [TokenTree::Ident(word), body, ..] if word == "do" && is_body(body) => {
            let end = tokens.iter().position(|token| is(token, ';'))?;
            Some((messages::DO_OF_C.to_owned(), end + 1))
        }
        _ => None,
    }
}

/// `goto done;`.
fn goto(tokens: &[TokenTree]) -> Found {
    match tokens {
        [TokenTree::Ident(word), TokenTree::Ident(label), end, ..]
            if word == "goto" && is(end, ';') =>
        {
            Some((messages::goto_of_c(label), 3))
        }
        _ => None,
    }
}
