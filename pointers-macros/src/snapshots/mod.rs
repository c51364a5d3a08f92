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

#[test]
#[ignore = "prints how long expansions take; run it with --release"]
fn grows_linearly() {
    // As it is to be, and with a mistake in every sixth statement.
    for mistake in ["", "p1 <<= ;"] {
        for statements in [250, 500, 1000, 2000] {
            let body: String = (0..statements / 5)
                .map(|i| {
                    format!(
                        "let p{i} = malloc(size); p{i} <<= {i}; total += ~p{i}; if total > 3 {{ ~p{i} += 1; }} {mistake} free(p{i});"
                    )
                })
                .collect();
            let body = body.parse().unwrap_or_default();
            let start = std::time::Instant::now();
            let expansion = crate::expand_body(quote!(pointers), body);
            println!("{statements} statements {mistake}: {:?}", start.elapsed());
            assert!(!expansion.is_empty());
        }
    }
}
