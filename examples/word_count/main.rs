//! Lines, words and bytes of files, as `wc` counts them, and their longest lines.
//!
//! `cargo run --example word_count -- FILE…`; without a file it counts the project's README.

pub(crate) mod count;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use count::{Counts, count};

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");

fn main() -> ExitCode {
    let mut paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if paths.is_empty() {
        paths.push(README.into());
    }
    match run(&paths, &mut io::stdout().lock(), &mut io::stderr()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) | Err(_) => ExitCode::FAILURE,
    }
}

/// Whether all files could be read.
pub(crate) fn run(
    paths: &[impl AsRef<Path>],
    out: &mut dyn Write,
    complaints: &mut dyn Write,
) -> io::Result<bool> {
    let mut all = true;
    for path in paths.iter().map(AsRef::as_ref) {
        match count(path) {
            Ok(Counts {
                lines,
                words,
                bytes,
                longest,
            }) => {
                let name = path.display();
                writeln!(out, "{lines:8} {words:8} {bytes:10} {name}")?;
                writeln!(out, "         its longest line: {longest}")?;
            }
            Err(error) => {
                all = false;
                writeln!(complaints, "word_count: {}: {error}", path.display())?;
            }
        }
    }
    Ok(all)
}
