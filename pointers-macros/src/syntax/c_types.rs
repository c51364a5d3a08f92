//! C's types, and what else its words are told by.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenTree};

/// The type that C's words at the beginning mean, and how many they are.
pub(super) fn type_of(tokens: &[TokenTree]) -> Option<(String, usize)> {
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

pub(super) fn is(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

pub(super) fn word(word: &str, span: Span) -> Vec<TokenTree> {
    vec![Ident::new(word, span).into()]
}

pub(super) fn with(delimiter: Delimiter, tokens: Vec<TokenTree>, span: Span) -> TokenTree {
    let mut group = Group::new(delimiter, tokens.into_iter().collect());
    group.set_span(span);
    group.into()
}

pub(super) fn is_body(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}
