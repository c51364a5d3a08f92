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
use crate::{model::Model, report::Errors, syntax};

mod certainty;

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
        "#![deny(leaks)] let p: CallocPointer<u8> = calloc(4, 1); let q = strchr(p, 1); free(q);",
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
        "#![deny(leaks)] let f = || { let q = malloc(4)?; Ok(q) }; f()?;",
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
