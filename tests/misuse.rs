//! What the compiler says of programs that are certainly wrong.
//!
//! `TRYBUILD=overwrite cargo test --test misuse` writes the messages anew.

#[test]
fn wrong_programs_are_refused() {
    let cases = trybuild::TestCases::new();
    for rule in [
        "arrow",
        "bounds",
        "double_free",
        "free_away",
        "into_raw",
        "leaks",
        "null",
        "realloc",
        "size_flow",
        "strings",
        "try_except",
        "unassigned",
        "use_after_free",
    ] {
        cases.compile_fail(format!("tests/ui/{rule}/*.rs"));
    }
}
