//! What the documentation says, for whom it is said: those who depend on `pointers`.
//!
//! `.ci/release docs` compiles the examples as they would, with the packaged crates and nothing else.

use std::fs;
use std::path::Path;

/// The documentation lines below a folder, with the file that each stands in.
fn documentation(folder: &Path, lines: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        if path.is_dir() {
            documentation(&path, lines);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("it is text");
            let documents = |line: &&str| line.starts_with("///") || line.starts_with("//!");
            let of_file = text.lines().map(str::trim_start).filter(documents);
            lines.extend(of_file.map(|line| (path.display().to_string(), line.to_owned())));
        }
    }
}

/// `use pointers_core::*` compiles in our doctests, and for no user.
#[test]
fn examples_name_the_crate_that_users_depend_on() {
    let mut lines = Vec::new();
    documentation(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("pointers-core/src"),
        &mut lines,
    );
    assert!(lines.len() > 1000, "{} lines", lines.len());
    let inner = ["pointers_core::", "pointers_core as", "crate pointers_core"];
    lines.retain(|(_, line)| inner.iter().any(|name| line.contains(name)));
    assert!(lines.is_empty(), "{lines:#?}");
}
