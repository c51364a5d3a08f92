//! Each `name.rs` here is a body; `name.expanded.rs` is what becomes of it.
//!
//! `POINTERS_BLESS=1 cargo test -p pointers-macros` writes the expansions anew.

use std::{env, fs, path::PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

fn check(name: &str) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/snapshots");
    let body = fs::read_to_string(folder.join(format!("{name}.rs")))
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    let body = body
        .parse()
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    let expansion = crate::expand_body(quote!(pointers), body);
    let file = quote!(
        fn body() {
            #expansion
        }
    );
    let file = syn::parse2(file).unwrap_or_else(|error| panic!("{name}: {error} in {expansion}"));
    let actual = prettyplease::unparse(&file);
    let path = folder.join(format!("{name}.expanded.rs"));
    if env::var_os("POINTERS_BLESS").is_some() {
        fs::write(&path, &actual).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        actual, expected,
        "`{name}` expands otherwise; POINTERS_BLESS=1 accepts it"
    );
}

macro_rules! snapshots {
    ($($name:ident)*) => {$(
        #[test]
        fn $name() {
            check(stringify!($name));
        }
    )*};
}

snapshots! { arms calls cells closures functions jumps kept loops moves operators parts places rows shown sizes steps tries types }

fn tokens(stream: TokenStream) -> usize {
    let count = |token| match token {
        TokenTree::Group(group) => 1 + tokens(group.stream()),
        _ => 1,
    };
    stream.into_iter().map(count).sum()
}

/// How many tokens become of a body.
fn expanded(body: &str) -> usize {
    let body = body.parse().unwrap_or_else(|error| panic!("{error}"));
    tokens(crate::expand_body(quote!(pointers), body))
}

#[test]
fn statements_in_statements_are_copied_so_often_and_no_more() {
    let nested = |depth: usize| {
        let before = "v[i] += { ".repeat(depth);
        let after = " 1 };".repeat(depth);
        expanded(&format!("{before}{after}"))
    };
    let grows = |from: usize| nested(from + 4) - nested(from);
    assert_eq!(grows(4), grows(8));
    let marked = "v[i] <<= { w[i] += { x[i] -= { y[i] <<= { z.w[i] += marked; 1 }; 1 }; 1 }; 1 };";
    let body = marked.parse().unwrap_or_default();
    let expansion = crate::expand_body(quote!(pointers), body).to_string();
    let copies = expansion.matches("marked").count();
    assert!((2..=8).contains(&copies), "{copies} copies");
}

/// What a statement becomes does not grow with the statements around it.
#[test]
fn expansions_grow_linearly() {
    // As it is to be, and with a mistake in every sixth statement.
    for mistake in ["", "p1 <<= ;"] {
        let groups = |groups: usize| {
            let body: String = (0..groups)
                .map(|i| {
                    format!(
                        "let p{i} = malloc(size); p{i} <<= {i}; total += ~p{i}; if total > 3 {{ ~p{i} += 1; }} {mistake} free(p{i});"
                    )
                })
                .collect();
            expanded(&body)
        };
        let (some, more, many) = (groups(50), groups(100), groups(400));
        assert!(some > 1_000, "{some}");
        assert_eq!(many - more, (more - some) * 6);
    }
}

/// Nor does that of functions and methods with the items around them, paths and nested macros included.
#[test]
fn items_grow_linearly() {
    let methods = |count: usize| {
        let of_one = |i: usize| {
            format!(
                "fn m{i}(&mut self, v: MallocPointer<Vector>, i: usize) -> Result<u8> {{ \
                 v->data[v->len++] = self.rows[i].pop(); realloc(v->data, i); println!(\"{{~v}}\", v->data[i]); \
                 for j in 0..i {{ self.rows[j] += v->data[j]; }} Ok(v->data[i]) }}"
            )
        };
        let methods: String = (0..count).map(of_one).collect();
        expanded(&format!("impl Table {{ {methods} }}"))
    };
    // All numbers have two digits.
    let (some, more, many) = (methods(10), methods(20), methods(80));
    assert!(some > 1_000, "{some}");
    assert_eq!(many - more, (more - some) * 6);
}

/// An index of an index of an index does not stand in the expansion twice as often with each.
#[test]
fn indices_in_indices_are_not_copied_without_bound() {
    let nested = |depth: usize| {
        let (before, after) = ("v[".repeat(depth), "]".repeat(depth));
        expanded(&format!("let x = {before}i{after};"))
    };
    let grows = |from: usize| nested(from + 4) - nested(from);
    assert_eq!(grows(4), grows(8));
    // Deep paths have one arm, a chain of calls.
    let rows = |depth: usize| expanded(&format!("let x = v{};", "[i]".repeat(depth)));
    assert!(rows(4) < rows(3), "{} {}", rows(4), rows(3));
    assert_eq!(rows(20) - rows(12), rows(12) - rows(4));
    // What is used otherwise has an arm for each step, in which the others stand again, up to a depth.
    for used in [
        "PLACE = 1;",
        "PLACE += 1;",
        "PLACE <<= 1;",
        "PLACE++;",
        "f(&PLACE);",
        "f(&mut PLACE);",
        "let q = &raw mut PLACE;",
        "PLACE.f();",
        "free(PLACE);",
        "if PLACE == 1 { }",
        "println!(\"{}\", PLACE);",
    ] {
        for base in ["(*v[i])", "(*self.f)", "w[i]"] {
            let places = |depth: usize| {
                let place = format!("{base}{}", ".a[i]".repeat(depth));
                expanded(&used.replace("PLACE", &place))
            };
            let (some, more, most) = (places(8), places(12), places(16));
            assert_eq!(most - more, more - some, "{used} {base}");
        }
    }
}
