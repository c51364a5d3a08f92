//! Programs that must not compile, one folder for each rule, and what the compiler says of them; and programs
//! that must.
//!
//! `TRYBUILD=overwrite cargo test --test ui` writes the messages anew.

#[test]
fn wrong_programs_are_refused() {
    let cases = trybuild::TestCases::new();
    for rule in [
        "syntax", "document", "mut", "handles", "leave", "places", "size", "native", "string",
        "cpython", "lines",
    ] {
        cases.compile_fail(format!("tests/ui/{rule}/*.rs"));
    }
}

/// These fail when they are built, not when they are checked; trybuild builds where one program must pass.
#[test]
fn right_programs_build_and_values_too_large_do_not() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/pass/*.rs");
    cases.compile_fail("tests/ui/size_build/*.rs");
    cases.compile_fail("tests/ui/native_build/*.rs");
}
