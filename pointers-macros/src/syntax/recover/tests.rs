//! Half-typed bodies: each has one error, and the rest of it stands in the expansion.

use std::{fs, path::Path};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;
use syn::{Block, parse::Parser};

use crate::{
    errors::Errors,
    expand_body,
    syntax::{header, prepass},
};

/// What `text` becomes, which has to be Rust.
fn expanded(text: &str) -> String {
    let tokens = text
        .parse()
        .unwrap_or_else(|error| panic!("{text}: {error}"));
    let expansion = expand_body(quote!(pointers), tokens);
    if let Err(error) = syn::parse2::<syn::File>(quote!(fn body() { #expansion })) {
        panic!("`{text}`: {error} in {expansion}");
    }
    expansion.to_string()
}

/// The different errors of an expansion.
fn errors(expansion: &str) -> Vec<&str> {
    let mut errors: Vec<_> = expansion
        .split("compile_error ! { \"")
        .skip(1)
        .filter_map(|text| text.split("\" }").next())
        .collect();
    errors.sort_unstable();
    errors.dedup();
    errors
}

#[test]
fn a_mistake_is_one_error_and_the_rest_stays() {
    const NAME: &str = "a name is missing after this";
    const VALUE: &str = "an expression is missing after this";
    for (text, message, rest) in [
        ("a(); ptr.", NAME, "ptr . __pointers_unfinished"),
        ("let x = ptr.; b(x);", NAME, "b (x)"),
        ("head->; b();", NAME, "its_whole . __pointers_unfinished"),
        ("(~head).; b();", NAME, "b ()"),
        ("text.\nlet z = 3; b(z);", NAME, "let z = 3 ; b (z)"),
        ("if x. { a() } b();", NAME, "{ a () } b ()"),
        ("match p. { A => a(), _ => b() }", NAME, "_ => b ()"),
        ("f(p., q); b();", NAME, ", q) ; b ()"),
        ("println!(\"{} {}\", p., q);", NAME, ", q)"),
        ("let c = |x| x.; b();", NAME, "b ()"),
        ("let p = malloc(4); p <<=", VALUE, "let p ="),
        ("let p = malloc(4); p <<= ; b();", VALUE, "b ()"),
        ("foo(a + , b); c();", VALUE, ", b) ; c ()"),
        ("foo(a + )\nlet z = 3; b(z);", VALUE, "let z = 3 ; b (z)"),
        ("let z = a +\nlet w = 3; b(w);", VALUE, "let w = 3 ; b (w)"),
        (
            "let n = Node { value: , next }; b();",
            VALUE,
            "next } ; b ()",
        ),
        ("for i in { a(i); } b();", VALUE, "{ a (i) ; } b ()"),
        ("while { a(); } b();", VALUE, "{ a () ; } b ()"),
        ("if x == { a(); } b();", VALUE, "{ a () ; } b ()"),
        ("match x { A => , B => b(), _ => c() }", VALUE, "B => b ()"),
        ("p[1 + ] <<= 2; b();", VALUE, "b ()"),
        ("p[] <<= 2; b();", "an index is missing", "b ()"),
        ("println!(\"{}\", a + ); b();", VALUE, "b ()"),
        ("let q = ~; b(q);", "`~` needs a handle", "b (q)"),
        (
            "let x = y\nlet z = 3; b(z);",
            "a `;` is missing",
            "let z = 3 ; b (z)",
        ),
        (
            "while a\nlet z = 3; b(z);",
            "a body is missing",
            "let z = 3 ; b (z)",
        ),
        (
            "match x { A => 1, B } b();",
            "`=>` and an expression",
            "A => 1",
        ),
        (
            "for i { a(i); } b();",
            "`in` is missing",
            "{ a (i) ; } b ()",
        ),
        ("let = 3; b();", "a name is missing", "b ()"),
        ("a ~ b; c();", "there is no `a ~ b`", "c ()"),
        ("try { a() }; c();", "at least one `except`", "c ()"),
        (
            "try { a() } except Memory; c();",
            "the kinds that it catches",
            "c ()",
        ),
        ("let x = 3 @ # 4; b();", "a `;` is missing", "b ()"),
        (
            "if a { if b { let y = ; c(y); } d(); } e();",
            VALUE,
            "c (y) ; } d () ; } e ()",
        ),
    ] {
        let expansion = expanded(text);
        let said = errors(&expansion);
        assert!(
            matches!(said[..], [one] if one.contains(message)),
            "`{text}` says {said:?}"
        );
        assert!(
            expansion.contains(rest),
            "`{text}`: no `{rest}` in {expansion}"
        );
    }
}

#[test]
fn items_stay_beside_a_broken_one() {
    for broken in [
        "fn",
        "fn half",
        "fn half()",
        "fn half {}",
        "pub struct",
        "struct",
        "impl S { fn f(&self) { self. } }",
        "fn f(x: ) {}",
        "fn f() { let x = ; x }",
        "struct T { x: }",
        "use a::;",
        "trait T { fn f(&self) { self. } fn g(&self); }",
    ] {
        let text = format!("fn a() {{}} {broken} fn b() {{}}");
        let expansion = expanded(&text);
        assert_eq!(errors(&expansion).len(), 1, "`{text}`: {expansion}");
        for item in ["fn a ()", "fn b ()"] {
            assert!(expansion.contains(item), "`{text}`: {expansion}");
        }
        assert!(expansion.starts_with("fn a"), "`{text}`: {expansion}");
    }
}

#[test]
fn what_stands_before_a_mistake_is_what_it_is_without() {
    const HEAD: &str = "let p = malloc(4); p <<= 1; if ~p == 1 { f(~p); }";
    for (broken, whole) in [
        ("p.", "p.name"),
        ("let x = p.; free(p);", "let x = p.name; free(p);"),
        ("p->; free(p);", "p->name; free(p);"),
        ("f(p., 3)", "f(p.name, 3)"),
        ("p <<= ;", "p <<= name;"),
        ("let q = ~;", "let q = ~name;"),
    ] {
        let [broken, whole] = [broken, whole].map(|text| expanded(&format!("{HEAD} {text}")));
        let name = whole.find("name").unwrap_or_else(|| panic!("{whole}"));
        let before = whole[..name].trim_end_matches(['(', ' ']);
        assert!(broken.starts_with(before), "{broken}\n{whole}");
    }
}

/// A body without its token number `left`, counted into the groups.
fn without(tokens: TokenStream, left: &mut usize) -> TokenStream {
    let mut output = TokenStream::new();
    for token in tokens {
        let is_left_out = *left == 0;
        *left = left.wrapping_sub(1);
        match token {
            _ if is_left_out => {}
            TokenTree::Group(group) => {
                let inner = without(group.stream(), left);
                output.extend([TokenTree::from(Group::new(group.delimiter(), inner))]);
            }
            token => output.extend([token]),
        }
    }
    output
}

fn bodies(tokens: TokenStream, output: &mut Vec<TokenStream>) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    for at in 0..tokens.len() {
        let TokenTree::Group(group) = &tokens[at] else {
            continue;
        };
        if let [.., TokenTree::Ident(name), TokenTree::Punct(_)] = &tokens[..at]
            && name == "pointers"
            && group.delimiter() == Delimiter::Brace
        {
            output.push(group.stream());
        } else {
            bodies(group.stream(), output);
        }
    }
}

#[test]
fn any_token_can_be_missing() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/right");
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let text = fs::read_to_string(entry.path()).expect("a file");
        bodies(text.parse().expect("tokens"), &mut all);
    }
    let (mut broken, mut lost) = (0, 0);
    // Of the long ones some tokens are left out, to be done soon.
    for body in all {
        let size = body.to_string().len() / 4;
        for number in (0..size).step_by(1 + size / 12) {
            let mutant = without(body.clone(), &mut number.clone());
            let text = mutant.to_string();
            // Half a lifetime is no token.
            let Ok(mutant) = text.parse::<TokenStream>() else {
                continue;
            };
            let (_, rest) = header::split(mutant, &mut Errors::default());
            let rest = rest.into_iter().collect();
            let (tokens, _) = prepass::rewrite(rest, &mut Errors::default());
            let is_rust = Block::parse_within.parse2(tokens).is_ok();
            let expansion = expanded(&text);
            if !is_rust {
                broken += 1;
                let said = !errors(&expansion).is_empty();
                assert!(said || expansion.contains("unended"), "`{text}`: silent");
                lost += usize::from(expansion.contains("unfinished ()"));
            }
        }
    }
    assert!(broken > 150, "only {broken}");
    assert!(lost * 50 < broken, "{lost} of {broken} bodies are lost");
}

#[test]
fn half_a_name_in_a_function_between_others() {
    for half in ["p.", "p->", "p->next."] {
        let text = format!(
            "fn go(p: P) -> R {{ let n = 1; {half}\nlet m = n + 1; Ok(m) }}\nfn other() -> R {{ b(); Ok(()) }}"
        );
        let expansion = expanded(&text);
        assert_eq!(errors(&expansion).len(), 1, "{text}: {expansion}");
        assert!(expansion.contains("b ()"), "{text}: {expansion}");
    }
}
