//! The programs in `tests/ui` and `tests/right` are checked here as they stand, without building them: each
//! `pointers! { .. }` is one. What the compiler then prints is compared in `tests/misuse.rs`; the right ones are run by
//! `tests/right.rs`.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use proc_macro2::{TokenStream, TokenTree};

use super::check;
use crate::{model::Model, report::Errors, syntax};

/// The rules of this stage, each with its folder in `tests/ui`.
const RULES: [&str; 12] = [
    "bounds", "double_free", "free_away", "into_raw", "leaks", "null", "realloc", "size_flow", "strings", "try_except",
    "unassigned", "use_after_free",
];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests").join(name)
}

/// The bodies of all `pointers! { .. }` in a file, each with what it would be called.
fn programs(file: &Path) -> Vec<(String, TokenStream)> {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let tokens = text.parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut output = Vec::new();
    collect(tokens, &mut String::new(), &mut output);
    output
}

fn collect(tokens: TokenStream, function: &mut String, output: &mut Vec<(String, TokenStream)>) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    for at in 0..tokens.len() {
        match &tokens[at..] {
            [TokenTree::Ident(keyword), TokenTree::Ident(name), ..] if keyword == "fn" => *function = name.to_string(),
            [TokenTree::Ident(name), TokenTree::Punct(bang), TokenTree::Group(body), ..]
                if name == "pointers" && bang.as_char() == '!' =>
            {
                output.push((function.clone(), body.stream()));
            }
            [TokenTree::Group(group), ..] if !matches!(&tokens[..at], [.., TokenTree::Punct(bang)] if bang.as_char() == '!') => {
                collect(group.stream(), function, output);
            }
            _ => {}
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<_> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "rs"));
    files.sort();
    files
}

/// The messages of the check stage.
fn messages(body: TokenStream) -> Vec<String> {
    let mut errors = Errors::default();
    let source = syntax::parse(body, &mut errors);
    assert!(errors.is_empty(), "does not parse: {}", errors.into_tokens());
    let Some(mut source) = source else { return Vec::new() };
    let model = Model::of(&mut source.body);
    check(&source, &model, &mut errors);
    let text = errors.into_tokens().to_string();
    text.split("compile_error ! { \"").skip(1).filter_map(|text| Some(text.split("\" }").next()?.to_owned())).collect()
}

fn messages_of(text: &str) -> Vec<String> {
    messages(text.parse().unwrap_or_else(|error| panic!("{text}: {error}")))
}

#[test]
fn wrong_programs_are_refused() {
    let (mut number, mut silent) = (0, String::new());
    for rule in RULES {
        for file in files(&folder("ui").join(rule)) {
            for (name, body) in programs(&file) {
                number += 1;
                let messages = messages(body);
                if std::env::var_os("SHOW").is_some() {
                    println!("{rule}/{name}: {messages:#?}");
                }
                if messages.is_empty() {
                    let _ = writeln!(silent, "{}: {name}", file.display());
                }
            }
        }
    }
    assert!(silent.is_empty(), "silent:\n{silent}");
    assert!(number >= 80, "only {number} wrong programs");
}

#[test]
fn right_programs_are_silent() {
    let (mut number, mut refused) = (0, String::new());
    for file in files(&folder("right")) {
        for (name, body) in programs(&file) {
            number += 1;
            for message in messages(body) {
                let _ = writeln!(refused, "{}: {name}: {message}", file.display());
            }
        }
    }
    assert!(refused.is_empty(), "refused:\n{refused}");
    assert!(number >= 60, "only {number} right programs");
}

/// The time that the check alone takes.
fn time(text: &str) -> Duration {
    let mut errors = Errors::default();
    let tokens = text.parse().unwrap_or_else(|error| panic!("{error}"));
    let Some(mut source) = syntax::parse(tokens, &mut errors) else { panic!("{}", errors.into_tokens()) };
    let model = Model::of(&mut source.body);
    let start = Instant::now();
    check(&source, &model, &mut errors);
    start.elapsed()
}

#[test]
fn many_statements_take_linear_time() {
    let block = |statements: usize| {
        let mut text = String::new();
        for i in 0..statements / 8 {
            let _ = write!(
                text,
                "let p{i} = malloc(8); p{i} <<= {i}u64; let q{i} = p{i}; if ~p{i} > 3 {{ f(~q{i}); }} \
                 for j in 0..4 {{ g(j, ~p{i}); }} println!(\"{{}}\", ~q{i}); match ~p{i} {{ 0 => f(1), _ => f(2) }} \
                 free(p{i});"
            );
        }
        time(&text)
    };
    let (some, many) = (block(1000), block(4000));
    println!("1000: {some:?}, 4000: {many:?}");
    assert!(many < some * 12 + Duration::from_millis(50), "1000: {some:?}, 4000: {many:?}");
    assert!(many < Duration::from_secs(8), "4000: {many:?}");
}

#[test]
fn nested_loops_take_linear_time() {
    let nest = |depth: usize| {
        let mut text = "let p = malloc(8); p <<= 1u64;".to_owned();
        for i in 0..depth {
            let header = ["loop", "while f()", "for i in 0..3", "for x in y"][i % 4];
            let _ = write!(text, "{header} {{ let q{i} = malloc(4); q{i} <<= 1u32; ~p; ");
        }
        text.push_str(&"free(q); }".repeat(depth));
        time(&text)
    };
    let (shallow, deep) = (nest(8), nest(32));
    println!("8: {shallow:?}, 32: {deep:?}");
    assert!(deep < shallow * 40 + Duration::from_millis(200), "8: {shallow:?}, 32: {deep:?}");
}

#[test]
fn every_mistake_is_reported_once_and_all_together() {
    let messages = messages_of("let p = malloc(4); let q = malloc(4); free(p); free(q); ~p; ~p; ~q; ~p;");
    let mistakes = messages.iter().filter(|message| message.contains("MemoryError"));
    assert_eq!(mistakes.count(), 2, "{messages:#?}");
}

#[test]
fn misuse_is_allowed_where_the_program_says_so() {
    for text in [
        "#![allow(misuse)] let p = malloc(4); free(p); free(p);",
        "#![allow(misuse)] let p: MallocPointer<u32> = malloc(4); ~p;",
        "#![allow(misuse)] #![deny(leaks)] let p = malloc(4); free(p); ~p;",
    ] {
        assert_eq!(messages_of(text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(messages_of("#![allow(misuse)] #![deny(leaks)] let p = malloc(4);").len(), 1);
}
