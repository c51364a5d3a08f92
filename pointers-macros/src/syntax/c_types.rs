//! C's types, and what else its words are told by.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

use crate::messages;

/// What is put in the place of how many tokens.
pub(super) type Mended = Option<(Vec<TokenTree>, usize)>;

/// Whether a statement begins after these tokens.
pub(super) fn begins_statement(before: &[TokenTree]) -> bool {
    match before.last() {
        None => true,
        Some(TokenTree::Punct(end)) => end.as_char() == ';',
        Some(group) => is_body(group),
    }
}

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
        // Rust's structure has a body there, or its generics; half a one has the next item there.
        let is_name = |token: &TokenTree| syn::parse2::<Ident>(token.clone().into()).is_ok();
        let of_c = is_name(&tokens[begins + 1])
            && tokens
                .get(begins + 2)
                .is_none_or(|token| is_name(token) || is(token, '*'));
        return of_c.then_some((name, begins + 2));
    }
    let count = words[begins..]
        .iter()
        .take_while(|word| WORDS.contains(&word.as_str()))
        .count();
    let written = words[begins..begins + count].join(" ");
    let ty = match written.as_str() {
        "" => return None,
        "char" | "unsigned char" | "uint8_t" | "void" => "u8",
        "signed char" | "int8_t" => "i8",
        "short" | "short int" | "int16_t" => "i16",
        "unsigned short" | "unsigned short int" | "uint16_t" => "u16",
        "unsigned" | "unsigned int" | "uint32_t" => "u32",
        "long" | "long int" | "long long" | "long long int" | "int64_t" => "i64",
        "unsigned long" | "unsigned long int" | "unsigned long long" | "uint64_t" => "u64",
        "size_t" | "uintptr_t" => "usize",
        "ssize_t" | "ptrdiff_t" => "isize",
        "float" => "f32",
        "double" | "long double" => "f64",
        "bool" => "bool",
        _ => "i32",
    };
    Some((ty.to_owned(), begins + count))
}

/// Of which the types of C are made.
const WORDS: [&str; 22] = [
    "int",
    "char",
    "short",
    "long",
    "unsigned",
    "signed",
    "float",
    "double",
    "void",
    "bool",
    "size_t",
    "ssize_t",
    "ptrdiff_t",
    "uintptr_t",
    "int8_t",
    "int16_t",
    "int32_t",
    "int64_t",
    "uint8_t",
    "uint16_t",
    "uint32_t",
    "uint64_t",
];

/// The same, or a name that the program gave to a type of its own: `Node`, `node_t`.
pub(super) fn named_type_of(tokens: &[TokenTree]) -> Option<(String, usize)> {
    type_of(tokens).or_else(|| {
        let is_const = matches!(tokens.first(), Some(TokenTree::Ident(word)) if word == "const");
        let begins = usize::from(is_const);
        match tokens.get(begins)? {
            TokenTree::Ident(name) if is_type_name(&name.to_string()) => {
                Some((name.to_string(), begins + 1))
            }
            _ => None,
        }
    })
}

/// Whether a name is as types are called. Constants are not.
fn is_type_name(name: &str) -> bool {
    name.ends_with("_t")
        || name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase)
}

/// A type as it is written here, at one place.
pub(super) fn type_at(ty: &str, stars: usize, span: Span) -> Option<Vec<TokenTree>> {
    let ty: TokenStream = messages::type_here(ty, stars).parse().ok()?;
    let located = |mut token: TokenTree| {
        token.set_span(span);
        token
    };
    Some(ty.into_iter().map(located).collect())
}

/// How many stars stand first.
pub(super) fn stars(tokens: &[TokenTree]) -> usize {
    tokens.iter().take_while(|token| is(token, '*')).count()
}

/// What is written, or two dots where that is long.
pub(super) fn spelt(tokens: &[TokenTree]) -> String {
    const LONGEST: usize = 40;
    let text: TokenStream = tokens.iter().cloned().collect();
    let mut text = text.to_string();
    const CLOSE: [(&str, &str); 7] = [
        (" . ", "."),
        (" -> ", "->"),
        (" [", "["),
        ("- >", "->"),
        (" : ", ": "),
        (" ++", "++"),
        (" --", "--"),
    ];
    for (spaced, close) in CLOSE {
        text = text.replace(spaced, close);
    }
    if text.len() <= LONGEST && !text.contains('\n') {
        text
    } else {
        "..".to_owned()
    }
}

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
