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

snapshots! { calls cells closures functions jumps loops moves operators parts places sizes steps tries types }

fn tokens(stream: TokenStream) -> usize {
    let count = |token| match token {
        TokenTree::Group(group) => 1 + tokens(group.stream()),
        _ => 1,
    };
    stream.into_iter().map(count).sum()
}

/// What a statement becomes does not grow with the statements around it.
#[test]
fn expansions_grow_linearly() {
    let expanded = |groups: usize| {
        let body: String = (0..groups)
            .map(|i| {
                format!(
                    "let p{i} = malloc(size); p{i} <<= {i}; total += ~p{i}; if total > 3 {{ ~p{i} += 1; }} free(p{i});"
                )
            })
            .collect();
        let body = body.parse().unwrap_or_else(|error| panic!("{error}"));
        tokens(crate::expand_body(quote!(pointers), body))
    };
    let (some, more, many) = (expanded(50), expanded(100), expanded(400));
    assert!(some > 1_000, "{some}");
    assert_eq!(many - more, (more - some) * 6);
}
