//! The programs in `tests/ui/misuse` and `tests/right` are checked here as they stand, without building them:
//! each `pointers! { .. }` is one. What the compiler then prints is compared in `tests/ui.rs`; the right ones
//! are run by `tests/right.rs`.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use proc_macro2::{TokenStream, TokenTree};

use super::{check, follow};
use crate::{errors::Errors, model::Model, syntax};

mod across;
mod calls;
mod certainty;
mod mistyped;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tests")
        .join(name)
}

/// The bodies of all `pointers! { .. }` in a file, each with what it would be called.
fn programs(file: &Path) -> Vec<(String, TokenStream)> {
    let text =
        fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let tokens = text
        .parse()
        .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut output = Vec::new();
    collect(tokens, &mut String::new(), &mut output);
    output
}

fn collect(tokens: TokenStream, function: &mut String, output: &mut Vec<(String, TokenStream)>) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    for at in 0..tokens.len() {
        match &tokens[at..] {
            [TokenTree::Ident(keyword), TokenTree::Ident(name), ..] if keyword == "fn" => {
                *function = name.to_string()
            }
            [
                TokenTree::Ident(name),
                TokenTree::Punct(bang),
                TokenTree::Group(body),
                ..,
            ] if name == "pointers" && bang.as_char() == '!' => {
                output.push((function.clone(), body.stream()));
            }
            [TokenTree::Group(group), ..] if !matches!(&tokens[..at], [.., TokenTree::Punct(bang)] if bang.as_char() == '!') =>
            {
                collect(group.stream(), function, output);
            }
            _ => {}
        }
    }
}

/// What is in a folder, in a fixed order.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .collect();
    paths.sort();
    paths
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = entries(folder);
    files.retain(|file| file.extension().is_some_and(|extension| extension == "rs"));
    files
}

/// The messages of the check stage.
fn messages(body: TokenStream) -> Vec<String> {
    let mut errors = Errors::default();
    let source = syntax::parse(body, &mut errors);
    assert!(errors.is_empty(), "does not parse: {}", errors.to_tokens());
    let Some(mut source) = source else {
        return Vec::new();
    };
    let model = Model::of(&mut source.body);
    check(&source, &model, &mut errors);
    let text = errors.to_tokens().to_string();
    text.split("compile_error ! { \"")
        .skip(1)
        .filter_map(|text| Some(text.split("\" }").next()?.to_owned()))
        .collect()
}

fn messages_of(text: &str) -> Vec<String> {
    messages(
        text.parse()
            .unwrap_or_else(|error| panic!("{text}: {error}")),
    )
}

#[test]
fn wrong_programs_are_refused() {
    let (mut number, mut silent) = (0, String::new());
    for rule in entries(&folder("ui/misuse")) {
        for file in files(&rule) {
            for (name, body) in programs(&file) {
                number += 1;
                let messages = messages(body);
                if std::env::var_os("SHOW").is_some() {
                    println!("{}: {name}: {messages:#?}", file.display());
                }
                if messages.is_empty() {
                    let _ = writeln!(silent, "{}: {name}", file.display());
                }
            }
        }
    }
    assert!(silent.is_empty(), "silent:\n{silent}");
    assert!(number >= 390, "only {number} wrong programs");
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
    assert!(number >= 470, "only {number} right programs");
}

/// How many expressions are followed, each as often as it is.
fn steps(text: &str) -> usize {
    let mut errors = Errors::default();
    let tokens = text.parse().unwrap_or_else(|error| panic!("{error}"));
    let Some(mut source) = syntax::parse(tokens, &mut errors) else {
        panic!("{}", errors.to_tokens())
    };
    let model = Model::of(&mut source.body);
    follow(&source, &model, &mut errors).1
}

#[test]
fn each_statement_is_followed_a_fixed_number_of_times() {
    let block = |groups: usize| {
        let mut text = String::new();
        for i in 0..groups {
            let _ = write!(
                text,
                "let p{i} = malloc(8); p{i} <<= {i}u64; let q{i} = p{i}; if ~p{i} > 3 {{ f(~q{i}); }} \
                 for j in 0..4 {{ g(j, ~p{i}); }} println!(\"{{}}\", ~q{i}); match ~p{i} {{ 0 => f(1), _ => f(2) }} \
                 free(p{i});"
            );
        }
        steps(&text)
    };
    let one = block(1);
    assert!(one < 100, "{one}");
    assert_eq!(block(500), 500 * one);
}

/// Functions with loops that count cost a fixed number of steps for each, whatever they do in their rounds.
#[test]
fn rounds_cost_a_fixed_number_of_steps() {
    let functions = |number: usize| {
        let mut text = String::new();
        for i in 0..number {
            let _ = write!(
                text,
                "fn f{i}(n: usize) -> Result<()> {{ let p: MallocPointer<u32> = malloc(400); \
                 if p.is_null() {{ return Ok(()); }} let mut i = 0; while i < 100 {{ p[i] <<= 1; i += 1; }} \
                 for i in (0..100).rev() {{ g(~p[i]); }} for i in 0..10 {{ for j in 0..10 {{ ~p[i * 10 + j]; }} }} \
                 for i in 0..9000 {{ g(i); }} let mut k = n; while k > 0 {{ k -= 1; g(k); }} free(p); Ok(()) }}"
            );
        }
        steps(&text)
    };
    let one = functions(1);
    assert!(one < 6_000, "{one}");
    assert_eq!(functions(100), 100 * one);
}

/// One more time for each loop around it, not twice as often.
#[test]
fn what_is_deep_in_loops_is_not_followed_over_and_over() {
    let nest = |depth: usize| {
        let mut text = "let p = malloc(8); p <<= 1u64;".to_owned();
        for i in 0..depth {
            let header = ["loop", "while f()", "for i in 0..3", "for x in y"][i % 4];
            let _ = write!(
                text,
                "{header} {{ let q{i} = malloc(4); q{i} <<= 1u32; ~p; "
            );
        }
        text.push_str(&"free(q); }".repeat(depth));
        steps(&text)
    };
    let (shallow, deep) = (nest(16), nest(64));
    assert!(deep < shallow * 8, "16: {shallow}, 64: {deep}");
}

#[test]
fn every_mistake_is_reported_once_and_all_together() {
    let messages =
        messages_of("let p = malloc(4); let q = malloc(4); free(p); free(q); ~p; ~p; ~q; ~p;");
    let mistakes = messages
        .iter()
        .filter(|message| message.contains("MemoryError"));
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
    assert_eq!(
        messages_of("#![allow(misuse)] #![deny(leaks)] let p = malloc(4);").len(),
        1
    );
}

#[test]
fn what_is_not_followed_is_silent() {
    for text in [
        // Parts of the program that may not be there.
        "let p = malloc(4); #[cfg(windows)] free(p); #[cfg(not(windows))] free(p); ",
        "#[cfg(unix)] let p = malloc(4); #[cfg(not(unix))] let p = malloc(8); p[7] <<= 1u8; free(p);",
        "let p = malloc(4); p <<= 1; #[cfg(test)] { free(p); return Ok(()); } ~p; free(p);",
        "let p = malloc(4); #[cfg(any())] { p <<= \"not compiled\"; free(p); free(p); } free(p);",
        "let p: MallocPointer<u8> = malloc(4); #[cfg(any())] p[9] <<= 1; free(p);",
        "let p: MallocPointer<u8> = malloc(4); let mut n = 3; #[cfg(any())] n = 20; p[n] <<= 1; free(p);",
        "fn f(p: MallocPointer<u8>, n: usize) -> Result<()> { #[cfg(any())] p[n] <<= 1; Ok(()) } let p: MallocPointer<u8> = malloc(4); f(p, 9)?; free(p);",
        "#[cfg(any())] fn f() { let p = malloc(4); free(p); free(p); } f();",
        "#[cfg(any())] mod m { fn f() { let p = malloc(4); free(p); free(p); } }",
        // Loops within loops.
        "let m: MallocPointer<u8> = malloc(4); for i in 0..2 { for j in 0..4 { m[j] <<= j; } ~m[3]; }",
        "let m: MallocPointer<u8> = malloc(4); for i in 0..2 { for j in 0..4 { m[j] <<= j; } } ~m[3];",
        "let m: MallocPointer<u8> = malloc(40); for i in 0..40 { m[i] <<= 1; } ~m[39];",
        "let m: MallocPointer<u8> = malloc(4); for i in 0..4 { m[i] <<= 1; ~m[i]; } ~m[3]; free(m);",
        "let m: CallocPointer<u8> = calloc(4, 1); for i in 0..4 { m += 1; } m -= 4; free(m);",
        "let m: CallocPointer<u8> = calloc(4, 1); for i in 0..4 { if f(i) { m += 1; } } ~m;",
        "let m: CallocPointer<u8> = calloc(4, 1); for i in 0..9 { while f() { m = g(); } m += 1; }",
        "let m: CallocPointer<u8> = calloc(40, 1); for i in 0..40 { m += 1; }",
        "let m: CallocPointer<u8> = calloc(4, 1); loop { m += 1; if f() { break; } }",
        "let m: CallocPointer<u8> = calloc(4, 1); for x in m { for y in m { y <<= ~x; } } ~m[3];",
        // Counters that are changed.
        "let m: CallocPointer<u8> = calloc(4, 1); for mut i in 0..8 { i %= 4; ~m[i]; }",
        "let m: CallocPointer<u8> = calloc(4, 1); for mut i in 0..8 { i >>= 1; ~m[i]; }",
        "let m: CallocPointer<u8> = calloc(4, 1); for mut i in 4..8 { i -= 4; ~m[i]; }",
        "let m: CallocPointer<u8> = calloc(4, 1); for i in 0..8 { let i = f(i); ~m[i]; }",
        "let m: CallocPointer<u8> = calloc(4, 1); for i in 0..8 { if f(i) { continue; } ~m[i]; }",
        "let m: CallocPointer<u8> = calloc(4, 1); for i in 0..8 { f(i)?; ~m[i]; }",
        "let m: CallocPointer<u8> = calloc(4, 1); for i in 0..8 { m = g(i); ~m[i]; }",
        "let m: CallocPointer<u8> = calloc(4, 1); for i in 0..8 { for j in 0..4 { ~m[j]; } }",
        "let m: CallocPointer<u8> = calloc(4, 1); for i in 0..8 { realloc(m, size(i)); ~m[i]; }",
        "let m: CallocPointer<u8> = calloc(4, 1); for i in 0..8 { stop!(i); ~m[i]; }",
        "let m: CallocPointer<u8> = calloc(4, 1); for i in (0..8).filter(f) { ~m[i]; }",
        // Variables that are assigned through references.
        "let mut p = malloc(4); let ref mut q = p; free(p); *q = f(); ~p;",
        "let mut p = malloc(4); free(p); match p { ref mut q => *q = f() } ~p;",
        "let mut p = malloc(4); free(p); if let ref mut q = p { *q = f(); } ~p;",
        "let mut p = malloc(4); free(p); f(&mut p); ~p;",
        "let mut p = malloc(4); free(p); p.renew(); ~p;",
        "let mut p = malloc(4); free(p); (p, _) = f(); ~p;",
        "let mut p = malloc(4); free(p); [p, ..] = f(); ~p;",
        "let mut p = malloc(4); free(p); Pair { p, .. } = f(); ~p;",
        "let mut p = malloc(4); free(p); { let q = &raw mut p; set(q); } ~p;",
        "let mut p = malloc(4); let mut f = || p = g(); free(p); f(); ~p;",
        "let mut p = malloc(4); let mut f = || { p += 1; }; p += 0; free(p); f(); ~p;",
        "let mut p = malloc(4); loop { let f = || p = g(); free(p); f(); ~p; if h() { break; } }",
        // What is evaluated once is followed once.
        "let p = malloc(4); for x in f({ free(p); 3 }).into_iter().skip(1) { g(x); }",
        "let p = malloc(4); for x in v.into_iter().skip({ free(p); 3 }) { g(x); }",
        "let p = malloc(4); ~v[{ free(p); 3 }] += 1;",
        "let p = malloc(4); f(&mut v[{ free(p); 3 }]);",
        "let p = malloc(4); (~v)[{ free(p); 3 }] = 1;",
        "let p = malloc(4); v[{ free(p); 3 }] += 1;",
        "let p = malloc(4); v[{ free(p); 3 }] <<= 1;",
        // CPython's sizes.
        "let p: MallocPointer<i64> = malloc(28); p <<= 1; free(p);",
        "let p = malloc(274); p <<= \"\u{20ac}\u{20ac}\u{20ac}\"; free(p);",
        "let p: MallocPointer<Name> = malloc(16); p <<= \"a text that is longer than its reference\";",
        "let p: Name = malloc(16); p <<= \"a text that is longer than its reference\";",
        // The functions of `string.h`.
        "let p: MallocPointer<u8> = malloc(4); memset(p, 0, 4); ~p[3]; strlen(p); free(p);",
        "let p: MallocPointer<u8> = malloc(4); strcpy(p, c\"abc\"); ~p[3]; free(p);",
        "let p: MallocPointer<u8> = malloc(4); memcmp(p, p, 0); strncmp(p, p, 0); strncpy(p, p, 0); free(p);",
        "let p: MallocPointer<u8> = malloc(4); strstr(p, c\"\"); memchr(p, 1, 0); memcpy(p, q, 0); free(p);",
        "let p: CallocPointer<u8> = calloc(4, 1); let q = strchr(p, 1); free(q); ~p;",
        "let p: CallocPointer<u8> = calloc(4, 1); memchr(p, 0, 100); strncmp(p, p, 100); free(p);",
        "let p: MallocPointer<u8> = malloc(4); memset(p + 2, 0, 2); memcpy(p, p + 2, 2); free(p);",
        "let p: MallocPointer<u32> = malloc(16); memset(p, 0, 4); free(p);",
        "let p = strdup(q); p[90] <<= 1; free(p);",
        "#![deny(leaks)] let p: CallocPointer<u8> = calloc(4, 1); let q = strchr(p, x); free(q);",
        "let u: MallocPointer<User> = malloc(16); strcpy(u->name, \"Ada\"); strcat(u->name, \"!\"); free(u);",
        "let names: MallocPointer<[u8; 8]> = malloc(16); strcpy(names[0], \"Ada\"); memset(names[1], 0, 8);",
        // Operands that are not evaluated.
        "let p = malloc(4); p <<= 1; let x = f() || { free(p); true }; ~p; free(p);",
        "let p = malloc(4); p <<= 1; let x = g().unwrap_or_else(|| free(p)); ~p;",
        "let p = malloc(4); p <<= 1; debug_assert!({ free(p); true }); ~p;",
        "let p = malloc(4); p <<= 1; assert_eq!(f(), 1, \"{}\", { free(p); 1 }); ~p; free(p);",
        // Ends that are not ours.
        "let p = malloc(4); for i in 0..2 { free(p); panic!(); }",
        "let p = malloc(4); for i in 0..2 { free(p); std::process::exit(0); }",
        "let p = malloc(4); loop { free(p); return; }",
        "let p = malloc(4); loop { free(p); f()?; }",
        "let p = malloc(4); loop { free(p); leave!(); }",
        "let p = malloc(4); 'a: loop { loop { free(p); break 'a; } }",
        "let p = malloc(4); if f() { free(p); todo!() } ~h(p);",
        "let p = malloc(4); free(p); return; ~p;",
        "let p = malloc(4); let x = match f() { Some(x) => x, None => { free(p); return } }; p <<= x; ~p; free(p);",
        // Names.
        "use mine::free; let p = malloc(4); free(p); free(p);",
        "let malloc = |n| Vec::with_capacity(n); let p = malloc(4); p.push(1); f(~p);",
        "use mine::{malloc, calloc as malloc2}; let p: MallocPointer<u8> = malloc(4); ~p;",
        "mine::free(p); mine::free(p); let q = malloc(4); mine::free(q); ~q;",
        // Values that are no handles.
        "let a = f(); let b = a; free(a + 1); free(a + 1); ",
        "let n = f(); let m = n; let k = n - 1; free(v[n]); free(v[m]); free(v[k]);",
        "let v = f(); free(v[0]); free(v[1]); ~v[2];",
        "let s = f(); free(s.a); free(s.b); ~s.c;",
        "let o = f(); o.take(); o.take(); ~g(o);",
        // Handles that are read back.
        "let mut v: [MallocPointer<u32>; 1] = [malloc(4)]; v[0] += 1; v[0] -= 1; free(v[0]);",
        "let p = malloc(8); let s = S { p }; s.p <<= 1; ~p; ",
        "let p = malloc(8); let v = [p, p]; v[0] <<= 1; ~p; free(v[1]);",
        "let p = malloc(8); let b = Box::new(p); *b <<= 1; ~p; free(*b);",
        "let p: MallocPointer<u32> = malloc(8); let q = Some(p); if let Some(q) = q { q <<= 1; } ~p;",
        "let p: MallocPointer<u32> = malloc(8); let q = if f() { p } else { g() }; q <<= 1; ~p;",
        "let p: MallocPointer<u32> = malloc(8); let q = 'a: { if f() { break 'a p; } g() }; q <<= 1; ~p;",
        "let p: MallocPointer<u32> = malloc(8); let q = loop { break p; }; q <<= 1; ~p;",
        "let p: MallocPointer<u32> = malloc(8); thread_local!(static P: u8 = 1); init!(p); ~p;",
        "let p: MallocPointer<u32> = malloc(8); pointers! { p <<= 1; }?; ~p;",
        "let p: MallocPointer<u32> = malloc(8); let r = p.write(1); ~p;",
        "let p: MallocPointer<u32> = malloc(8); for x in 0..n { for y in p { y <<= 1; } } ~p;",
        "let p: MallocPointer<u32> = malloc(8); let f = async { p <<= 1; }; f.await; ~p;",
        // Errors that are looked at.
        "let p = malloc(4); let f = || { free(p); free(p); }; f();",
        "let p = malloc(4); free(p); let x = p.read(); let y = pointers::free(p);",
        "let p = malloc(4); free(p); match p.add(1) { Ok(_) => {} Err(e) => f(e) }",
        "let p = malloc(4); free(p); let x = p.read().unwrap_err(); p.write(1).unwrap_or(()); p.read().ok();",
        "let f = || { let p = malloc(4).unwrap(); p.write(3).unwrap(); free(p).unwrap(); }; f();",
        // Answers that code gets which is not followed, and texts that are changed.
        "let p: MallocPointer<u8> = malloc(4); strcpy(p, c\"abc\"); ~p -= 97; strcat(p, c\"xy\"); free(p);",
        "let p: MallocPointer<u8> = malloc(4); let mut s = *b\"abcde\\0\"; s[1..].fill(0); strcpy(p, &s); free(p);",
        "let p: MallocPointer<u8> = malloc(4); let mut s = [65u8, 66, 67, 68, 0]; s.copy_from_slice(b\"\\0\\0\\0\\0\\0\"); strcpy(p, &s); free(p);",
        "let mut v = vec![1, 2]; v.fill(0); v.fill(1); let p = malloc(4); free(p);",
        "let p: MallocPointer<u8> = malloc(4); strcpy(p, c\"abc\"); free(strchr(p, b'a'));",
        "let p: MallocPointer<i32> = malloc(12); for (i, x) in (0..3).enumerate() { p[i] <<= x; } free(p);",
        "let p: CallocPointer<u8> = calloc(4, 1); strcat(p, c\"abc\"); free(p);",
        "let p: CallocPointer<u8> = calloc(4, 1); p[0] <<= 65; p[1] <<= 66; p[1] <<= 0; strcat(p, c\"xy\"); free(p);",
        "let p: MallocPointer<u8> = malloc(4); for i in 0..3 { p[i] <<= 65; } p[3] <<= 0; let n = strlen(p);",
        "let q: MallocPointer<u32> = malloc(8); let p: MallocPointer<usize> = malloc(8); p <<= q.size(); if ~p > 8 { q[2] <<= 1; } free(p); free(q);",
        "let q: MallocPointer<u32> = malloc(8); let mut s = S { n: 0 }; s.n = q.size(); if s.n > 8 { q[2] <<= 1; } free(q);",
        "let q: MallocPointer<u32> = malloc(8); let mut v = [0, 0]; v[0] = q.size(); if v[0] > 8 { q[2] <<= 1; } free(q);",
        "let q: MallocPointer<u32> = malloc(8); let t = (q.size(), 1); if t.0 > 8 { q[2] <<= 1; } free(q);",
        "let q: MallocPointer<u32> = malloc(8); let (a, b) = (q.size(), 1); if a > 8 { q[2] <<= 1; } free(q);",
        "let q: MallocPointer<u32> = malloc(8); let t = Some(q.size()); if t.unwrap() > 8 { q[2] <<= 1; } free(q);",
        "fn size(q: MallocPointer<u32>) -> usize { q.size() } let q: MallocPointer<u32> = malloc(8); if size(q) > 8 { q[2] <<= 1; } free(q);",
        "let q: MallocPointer<u32> = malloc(8); let n = q.size(); let r = &n; if *r > 8 { q[2] <<= 1; } free(q);",
        "let q: MallocPointer<u32> = malloc(8); let n = q.size(); let f = || n > 8; if f() { q[2] <<= 1; } free(q);",
        "let q: MallocPointer<u32> = malloc(8); let s = format!(\"{}\", q.size()); if s.len() > 8 { q[2] <<= 1; } free(q);",
        "let q: MallocPointer<u32> = malloc(8); if dbg!(q.size()) > 8 { q[2] <<= 1; } free(q);",
        "let q: MallocPointer<u32> = malloc(8); let n = { let m = q.size(); m }; if n > 8 { q[2] <<= 1; } free(q);",
        "let q: MallocPointer<u32> = malloc(8); match q.size() { 0..=8 => {} n => { q[2] <<= 1; } } free(q);",
        "let q: MallocPointer<u32> = malloc(8); match 3 { n if q.size() > 8 => { q[2] <<= 1; } _ => {} } free(q);",
        "fn f(q: MallocPointer<u32>) -> bool { q.freed() } let q: MallocPointer<u32> = malloc(8); free(q); if !f(q) { q <<= 1; }",
        "let q: MallocPointer<u32> = malloc(8); if q.size().checked_sub(9).is_some() { q[2] <<= 1; } free(q);",
        "let q: MallocPointer<u32> = malloc(8); if q.size() >> 2 > 2 { q[2] <<= 1; } free(q);",
        "let q: MallocPointer<u32> = malloc(8); if TABLE[q.size()] { q[2] <<= 1; } free(q);",
        "let q: MallocPointer<u32> = malloc(8); let ok = q.size() > 8 && f(); if ok { q[2] <<= 1; } free(q);",
        "let q: MallocPointer<u32> = malloc(8); let n = if f() { q.size() } else { 0 }; if n > 8 { q[2] <<= 1; } free(q);",
        "let q: MallocPointer<u32> = malloc(8); let n = -(q.size() as i64); if n < -8 { q[2] <<= 1; } free(q);",
        // Numbers that are tested before something that may be the end.
        "let n = 10; let p: MallocPointer<u8> = malloc(8); if n >= 8 { die(\"too many\"); } p[n] <<= 1;",
        "const N: usize = 10; let p: MallocPointer<u8> = malloc(8); if N >= 8 { bail!(\"too many\"); } p[N] <<= 1;",
        "let n = 10; let p: MallocPointer<u8> = malloc(8); if n >= 8 { Err(MyError)?; } p[n] <<= 1;",
        "let p: MallocPointer<u8> = malloc(4); for i in 0..8 { if i == 4 { finish() } p[i] <<= 1; }",
        "let n = 10; let p: MallocPointer<u8> = malloc(8); match n { 0..=7 => {} _ => self.fail(\"x\") } p[n] <<= 1;",
        "let n = 10; let p: MallocPointer<u8> = malloc(8); if n < 8 { } else { usage(); } p[n] <<= 1;",
        // Leaks.
        "#![deny(leaks)] let p = malloc(4); GLOBAL = p;",
        "#![deny(leaks)] let p = malloc(4); self.p = p;",
        "#![deny(leaks)] let p = malloc(4); p = realloc(p, 8); free(p);",
        "#![deny(leaks)] let p = malloc(4); p = p + 1; f(p);",
        "#![deny(leaks)] let p = malloc(4); if f() { p } else { g(p) }",
        "#![deny(leaks)] let p = malloc(4); match f() { 1 => p, _ => h() }",
        "#![deny(leaks)] let p = malloc(4); 'a: { break 'a p; }",
        "#![deny(leaks)] let p = malloc(4); Err(p)?;",
        "#![deny(leaks)] let p = malloc(4); defer!(free(p)); f()?;",
        "#![deny(leaks)] let f = || { let q = malloc(4)?; Ok(q) }; g(f()?);",
        "#![deny(leaks)] let p = malloc(4); loop { f(); }",
        "#![deny(leaks)] let p = malloc(4); p <<= 1; std::process::exit(0);",
        "#![deny(leaks)] let p = malloc(4); for x in 0..n { if x == 3 { free(p); break; } }",
        "#![deny(leaks)] let p; if f() { p = malloc(4); } else { p = malloc(8); } free(p);",
        "#![deny(leaks)] let mut p = MallocPointer::null(); for i in 0..3 { free(p); p = malloc(4); } free(p);",
        "#![deny(leaks)] let v = (0..3).map(|_| malloc(4)).collect::<Vec<_>>();",
    ] {
        assert_eq!(messages_of(text), Vec::<String>::new(), "{text}");
    }
}

/// Functions are followed once for their summaries and once more; those that call themselves a few times.
#[test]
fn summaries_cost_the_same_for_each_function() {
    let program = |functions: usize| {
        let mut text = "struct Node { next: MallocPointer<Node> }".to_owned();
        for i in 0..functions {
            let next = i + 1;
            let _ = write!(
                text,
                "fn make{i}(v: u32) -> Result<MallocPointer<u32>> {{ let p = malloc(4); p <<= v; Ok(p) }} \
                 fn drop{i}(p: MallocPointer<u32>) -> Result<()> {{ if p.is_null() {{ return Ok(()); }} free(p); Ok(()) }} \
                 fn list{i}(p: MallocPointer<Node>) -> Result<()> {{ if p.is_null() {{ return Ok(()); }} list{i}(p->next)?; \
                 free(p); Ok(()) }} \
                 fn use{i}() -> Result<()> {{ let p = make{i}(1)?; println!(\"{{}}\", ~p); drop{i}(p)?; use{next}() }} "
            );
        }
        let _ = write!(
            text,
            "fn use{functions}() -> Result<()> {{ Ok(()) }} use0()?;"
        );
        steps(&text)
    };
    let (one, ten) = (program(1), program(10));
    assert!(one < 300, "{one}");
    let each = (ten - one) / 9;
    assert_eq!(program(250), one + 249 * each);
}

/// Whatever numbers functions give one another, and however often closures are called.
#[test]
fn calls_with_numbers_and_of_closures_cost_the_same_for_each_function() {
    let program = |functions: usize| {
        let mut text =
            "fn f0(p: MallocPointer<u32>, n: usize) -> Result<()> { Ok(()) } ".to_owned();
        for i in 1..=functions {
            let below = i - 1;
            let _ = write!(
                text,
                "fn f{i}(p: MallocPointer<u32>, n: usize) -> Result<()> {{ if n == 3 {{ p[n] <<= 1; }} \
                 let c = |k: usize| -> Result<()> {{ p[k] <<= 1; f{below}(p, k)?; Ok(()) }}; \
                 c(0)?; c(1)?; c(n)?; f{below}(p, n + 1)?; f{below}(p, n + 2)?; f{below}(p, {i})?; Ok(()) }} "
            );
        }
        let _ = write!(text, "let p: MallocPointer<u32> = malloc(400); ");
        for n in 0..20 {
            let _ = write!(text, "f{functions}(p, {n})?; ");
        }
        steps(&text)
    };
    let (ten, more, hundred) = (program(10), program(60), program(100));
    assert!(ten < 60_000, "{ten}");
    let each = (more - ten) / 50;
    assert!(
        hundred - more <= 40 * (each + each / 4),
        "{ten} {more} {hundred}"
    );
}
