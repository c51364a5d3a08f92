//! C's functions, structures, `#define`, arrays, `switch`, `do` and `goto`: what stands for them here. Nothing of them is kept.

use proc_macro2::{Delimiter, Group, TokenTree};

use super::c_types::{Mended, begins_statement, is, is_body, named_type_of, spelt, stars, type_of};
use crate::{errors::Errors, messages};

/// What is put in the place of how many tokens.
pub(super) fn taken(before: &[TokenTree], tokens: &[TokenTree], errors: &mut Errors) -> Mended {
    if !begins_statement(before) {
        return None;
    }
    let (message, count) = directive(tokens)
        .or_else(|| typedef(tokens))
        .or_else(|| structure(tokens))
        .or_else(|| function(tokens))
        .or_else(|| array(tokens))
        .or_else(|| switch(tokens))
        .or_else(|| do_while(tokens))
        .or_else(|| goto(tokens))?;
    let last = tokens.get(count - 1).unwrap_or(&tokens[0]);
    errors.between(tokens[0].span(), last.span(), message);
    Some((Vec::new(), count))
}

/// What is said of how many tokens.
type Told = Option<(String, usize)>;

/// `#define N 5`, `#include <stdio.h>`: Rust's attributes stand in brackets.
fn directive(tokens: &[TokenTree]) -> Told {
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
fn function(tokens: &[TokenTree]) -> Told {
    let is_static = matches!(tokens.first(), Some(TokenTree::Ident(word)) if word == "static");
    let begins = usize::from(is_static);
    let (ty, words) = named_type_of(tokens.get(begins..)?)?;
    let is_void = matches!(&tokens[begins], TokenTree::Ident(word) if word == "void");
    let at = begins + words;
    let stars = stars(&tokens[at..]);
    let [
        TokenTree::Ident(name),
        TokenTree::Group(parameters),
        end,
        ..,
    ] = tokens.get(at + stars..)?
    else {
        return None;
    };
    // `Node * find(n);` multiplies.
    let is_declared = is(end, ';') && (stars == 0 || type_of(&tokens[begins..]).is_some());
    if parameters.delimiter() != Delimiter::Parenthesis || !(is_body(end) || is_declared) {
        return None;
    }
    let parameters = self::parameters(parameters).unwrap_or_default();
    let returned = if is_void && stars == 0 {
        "()".to_owned()
    } else {
        messages::type_here(&ty, stars)
    };
    let message = messages::function_of_c(&name.to_string(), &parameters, &returned);
    Some((message, at + stars + 3))
}

/// C's parameters as they are written here, if they are C's. `void` is none.
fn parameters(group: &Group) -> Option<String> {
    let inner: Vec<_> = group.stream().into_iter().collect();
    if matches!(&inner[..], [TokenTree::Ident(word)] if word == "void") {
        return Some(String::new());
    }
    let parameters: Vec<_> = inner
        .split(|token| is(token, ','))
        .filter(|tokens| !tokens.is_empty())
        .map(declared)
        .collect::<Option<_>>()?;
    (!parameters.is_empty()).then(|| parameters.join(", "))
}

/// The parameters of a function of Rust's as they are written here, if one of them is C's, or has C's star in its type.
pub(super) fn mixed_parameters(group: &Group) -> Option<String> {
    let inner: Vec<_> = group.stream().into_iter().collect();
    let mut of_c = false;
    let all = inner
        .split(|token| is(token, ','))
        .filter(|tokens| !tokens.is_empty())
        .map(|tokens| {
            let mended = declared(tokens).or_else(|| starred(tokens));
            of_c |= mended.is_some();
            mended.unwrap_or_else(|| spelt(tokens))
        });
    let all = all.collect::<Vec<_>>().join(", ");
    of_c.then_some(all)
}

/// `n: Node *`, `n: *Node`.
fn starred(tokens: &[TokenTree]) -> Option<String> {
    let [TokenTree::Ident(name), colon, ty @ ..] = tokens else {
        return None;
    };
    let before = stars(ty);
    let [TokenTree::Ident(first), after @ ..] = &ty[before..] else {
        return None;
    };
    let count = before + stars(after);
    let raw = first == "const" || first == "mut";
    if !is(colon, ':') || count == 0 || raw || stars(after) != after.len() {
        return None;
    }
    Some(format!(
        "{name}: {}",
        messages::type_here(&first.to_string(), count)
    ))
}

/// `struct node *n` as a parameter or a field is written here.
fn declared(tokens: &[TokenTree]) -> Option<String> {
    let (ty, words) = named_type_of(tokens)?;
    let stars = stars(&tokens[words..]);
    let [TokenTree::Ident(name), rest @ ..] = &tokens[words + stars..] else {
        return None;
    };
    let is_array = match rest {
        [] => false,
        [TokenTree::Group(length), ..] => length.delimiter() == Delimiter::Bracket,
        _ => return None,
    };
    let ty = messages::type_here(&ty, stars + usize::from(is_array));
    Some(format!("{name}: {ty}"))
}

/// `char name[32]` as a field is an array.
fn field(tokens: &[TokenTree]) -> Option<String> {
    let [ty @ .., TokenTree::Ident(name), TokenTree::Group(length)] = tokens else {
        return declared(tokens);
    };
    let (element, words) = named_type_of(ty)?;
    let stars = stars(&ty[words..]);
    let element = messages::type_here(&element, stars);
    let is_array = length.delimiter() == Delimiter::Bracket && words + stars == ty.len();
    is_array.then(|| format!("{name}: [{element}; {}]", length.stream()))
}

/// `typedef struct { .. } node;`, `typedef unsigned char byte;`.
fn typedef(tokens: &[TokenTree]) -> Told {
    match tokens {
        [TokenTree::Ident(word), TokenTree::Ident(_), ..] if word == "typedef" => {
            let end = tokens.iter().position(|token| is(token, ';'))?;
            Some((messages::TYPEDEF_OF_C.to_owned(), end + 1))
        }
        _ => None,
    }
}

/// `struct point { int x, y; };`: Rust's fields have no `;`.
fn structure(tokens: &[TokenTree]) -> Told {
    let [
        TokenTree::Ident(word),
        TokenTree::Ident(name),
        TokenTree::Group(body),
        ..,
    ] = tokens
    else {
        return None;
    };
    let inner: Vec<_> = body.stream().into_iter().collect();
    if word != "struct"
        || body.delimiter() != Delimiter::Brace
        || !inner.iter().any(|token| is(token, ';'))
    {
        return None;
    }
    let fields: Option<Vec<_>> = inner
        .split(|token| is(token, ';'))
        .filter(|tokens| !tokens.is_empty())
        .map(field)
        .collect();
    let fields = fields.map_or("..".to_owned(), |fields| fields.join(", "));
    let ended = tokens.get(3).is_some_and(|token| is(token, ';'));
    let message = messages::structure_of_c(&name.to_string(), &fields);
    Some((message, 3 + usize::from(ended)))
}

/// `char buffer[32];`, `int rows[3] = { 1, 2, 3 };`.
fn array(tokens: &[TokenTree]) -> Told {
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
fn switch(tokens: &[TokenTree]) -> Told {
    match tokens {
        [TokenTree::Ident(word), TokenTree::Group(_), body, ..]
            if word == "switch" && is_body(body) =>
        {
            Some((messages::SWITCH_OF_C.to_owned(), 3))
        }
        _ => None,
    }
}

/// `do { .. } while (c);`, `do f(); while (c);`.
fn do_while(tokens: &[TokenTree]) -> Told {
    let is_word = |token: &TokenTree, word| matches!(token, TokenTree::Ident(name) if name == word);
    if !is_word(&tokens[0], "do") {
        return None;
    }
    let condition = tokens.iter().position(|token| is_word(token, "while"))?;
    let end = tokens[condition..]
        .iter()
        .position(|token| is(token, ';'))?;
    Some((messages::DO_OF_C.to_owned(), condition + end + 1))
}

/// `goto done;`.
fn goto(tokens: &[TokenTree]) -> Told {
    match tokens {
        [TokenTree::Ident(word), TokenTree::Ident(label), end, ..]
            if word == "goto" && is(end, ';') =>
        {
            Some((messages::goto_of_c(label), 3))
        }
        _ => None,
    }
}
