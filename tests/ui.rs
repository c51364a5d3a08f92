//! Programs that must not compile, and what the compiler says of them; and programs that must.
//!
//! The folder says when a program is refused, the folder in it which rule it breaks. They are read as they
//! stand: a new rule is a new folder.
//!
//! | folder | refused |
//! | --- | --- |
//! | `language/<rule>/` | while the macro expands, or by the types of what it expands to |
//! | `misuse/<rule>/` | by the check stage, as certainly wrong; its unit tests read these, too, without a build |
//! | `build/<rule>/` | only when code is generated: by a constant, or by one of rustc's own lints |
//! | `pass/` | not at all: what must compile, and run |
//!
//! A right program that the check stage could take for a wrong one belongs to `tests/right/` instead.
//!
//! `TRYBUILD=overwrite cargo test --test ui` writes the messages anew;
//! `cargo test --test ui -- wrong trybuild=NAME` takes only the files with `NAME` in their path.

use std::{ffi::OsStr, fs, io, path::Path};

#[test]
fn wrong_programs_are_refused() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/language/*/*.rs");
    cases.compile_fail("tests/ui/misuse/*/*.rs");
}

/// trybuild generates code only where one program must pass.
#[test]
fn right_programs_build_and_values_too_large_do_not() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/pass/*.rs");
    cases.compile_fail("tests/ui/build/*/*.rs");
}

/// A program in any other place would not be compiled by anyone. Nor can a message be compared that points into
/// std: rustc shows the lines there only where the component rust-src is installed.
#[test]
fn every_program_is_compared_everywhere() -> io::Result<()> {
    for entry in fs::read_dir("tests/ui")? {
        let folder = entry?.path();
        let depth = match folder.file_name().and_then(OsStr::to_str) {
            Some("language" | "misuse" | "build") => 2,
            Some("pass") => 1,
            _ => 0,
        };
        compared(depth, &folder)?;
    }
    Ok(())
}

/// Files stand so many folders deep.
fn compared(depth: usize, path: &Path) -> io::Result<()> {
    let name = path.display();
    assert_eq!(
        path.is_dir(),
        depth > 0,
        "no test reads {name}: see the top of tests/ui.rs"
    );
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            compared(depth - 1, &entry?.path())?;
        }
    } else if path.extension().is_some_and(|kind| kind == "stderr") {
        assert!(
            !fs::read_to_string(path)?.contains("$RUST/"),
            "{name} points into std"
        );
    }
    Ok(())
}
