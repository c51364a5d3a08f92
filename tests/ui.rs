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

use std::{fs, io, path::Path};

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

/// A program in any other place would not be compiled by anyone.
#[test]
fn every_program_stands_where_it_is_read() -> io::Result<()> {
    for entry in fs::read_dir(Path::new("tests/ui"))? {
        let when = entry?.file_name();
        let depth = match when.to_str() {
            Some("language" | "misuse" | "build") => 2,
            Some("pass") => 1,
            _ => panic!("{when:?} is no folder of tests/ui: see the top of tests/ui.rs"),
        };
        stand_at(depth, &Path::new("tests/ui").join(&when))?;
    }
    Ok(())
}

/// Files stand exactly so many folders deep.
fn stand_at(depth: usize, folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        assert_eq!(
            path.is_dir(),
            depth > 1,
            "{} is read by no test",
            path.display()
        );
        if path.is_dir() {
            stand_at(depth - 1, &path)?;
        }
    }
    Ok(())
}
