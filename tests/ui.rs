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

/// A message is in the user's words: none begins with a name of the expansion's, or has one in its label or its notes. What
/// rustc adds by itself, no attribute of ours changes.
#[test]
fn messages_have_no_hidden_names() -> io::Result<()> {
    for folder in ["language", "misuse", "build"] {
        for rule in fs::read_dir(format!("tests/ui/{folder}"))? {
            for file in fs::read_dir(rule?.path())? {
                let path = file?.path();
                if path.extension().is_some_and(|kind| kind == "stderr") {
                    shows_no_hidden_name(&path)?;
                }
            }
        }
    }
    Ok(())
}

/// What rustc says of its own accord, and why it cannot be said otherwise.
const RUSTC_ADDS: [(&str, &str); 13] = [
    (
        "error[E0599]: no implementation for",
        "of an operator that is not there: the headline is its own",
    ),
    (
        "note: required by a bound in",
        "of a bound that is not met: whose bound it is",
    ),
    (
        "= note: required for",
        "of a bound that is not met: which `impl` asks for it",
    ),
    ("= help: the trait", "of a bound that is not met: its name"),
    ("help: the trait", "of a bound that is not met: its name"),
    (
        "= note: the following trait bounds were not satisfied",
        "of a method that is not found: what it asks for",
    ),
    (
        "= note: the following traits define an item",
        "of a method that is not found: who has one",
    ),
    (
        "note: the trait",
        "of a method that is not found: what would have one",
    ),
    (
        "note: method defined here",
        "of an argument of another type",
    ),
    (
        "= note: this error originates in the macro",
        "of every expansion",
    ),
    (
        "= note: this note originates in the macro",
        "of every expansion",
    ),
    ("note: inside", "of a constant that panics: where"),
    (
        "= note: conflicting implementation in crate",
        "of a derive that is refused: by which `impl`",
    ),
];

/// Names that are there to be read: what they stand for is what is wrong.
const SPEAKING: [&str; 6] = [
    "OnlyInPointersMacro",
    "UseTildeOrRead",
    "ReadOnlyUseMutTilde",
    "AStructureWithItsOwnDropHasNoFields",
    "because it doesn't satisfy",
    "doesn't satisfy `_:",
];

fn shows_no_hidden_name(path: &Path) -> io::Result<()> {
    let program = fs::read_to_string(path.with_extension("rs"))?;
    // Programs that try what is hidden name it themselves.
    if program.contains("__pointers") || program.contains("__private") {
        return Ok(());
    }
    let mut paragraph = String::new();
    for line in fs::read_to_string(path)?.lines() {
        let text = line.trim_start();
        let begins = ["error", "warning", "note:", "help:", "= note:", "= help:"];
        if begins.iter().any(|begin| text.starts_with(begin)) {
            text.clone_into(&mut paragraph);
        }
        let hidden = ["__pointers", "__private", "pointers_core::"]
            .iter()
            .any(|name| line.contains(name));
        let known = RUSTC_ADDS
            .iter()
            .any(|(begin, _)| paragraph.starts_with(begin))
            || SPEAKING.iter().any(|name| line.contains(name));
        assert!(!hidden || known, "{}: {line}", path.display());
    }
    Ok(())
}
