//! Each `name.rs` here is a body; `name.expanded.rs` is what becomes of it.
//!
//! `POINTERS_BLESS=1 cargo test -p pointers-macros` writes the expansions anew.

use std::{env, fs, path::PathBuf};

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

snapshots! { calls cells closures functions jumps loops moves operators parts places sizes steps tries types }

/// How many tokens become of a body.
fn tokens(body: &str) -> usize {
    fn count(tokens: proc_macro2::TokenStream) -> usize {
        tokens.into_iter().fold(0, |sum, token| match token {
            proc_macro2::TokenTree::Group(group) => sum + 1 + count(group.stream()),
            _ => sum + 1,
        })
    }
    count(crate::expand_body(
        quote!(pointers),
        body.parse().unwrap_or_default(),
    ))
}

#[test]
fn statements_in_statements_are_copied_so_often_and_no_more() {
    let nested = |depth: usize| {
        let before = "v[i] += { ".repeat(depth);
        let after = " 1 };".repeat(depth);
        tokens(&format!("{before}{after}"))
    };
    let grows = |from: usize| nested(from + 4) - nested(from);
    assert_eq!(grows(4), grows(8));
    let marked = "v[i] <<= { w[i] += { x[i] -= { y[i] <<= { z.w[i] += marked; 1 }; 1 }; 1 }; 1 };";
    let body = marked.parse().unwrap_or_default();
    let expansion = crate::expand_body(quote!(pointers), body).to_string();
    let copies = expansion.matches("marked").count();
    assert!((2..=8).contains(&copies), "{copies} copies");
}

#[test]
#[ignore = "prints how long expansions take; run it with --release"]
fn grows_linearly() {
    for statements in [250, 500, 1000, 2000] {
        let body: String = (0..statements / 5)
            .map(|i| {
                format!(
                    "let p{i} = malloc(size); p{i} <<= {i}; total += ~p{i}; if total > 3 {{ ~p{i} += 1; }} free(p{i});"
                )
            })
            .collect();
        let body = body.parse().unwrap_or_default();
        let start = std::time::Instant::now();
        let expansion = crate::expand_body(quote!(pointers), body);
        println!("{statements} statements: {:?}", start.elapsed());
        assert!(!expansion.is_empty());
    }
}
