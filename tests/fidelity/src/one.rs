//! Compares one crate with itself in the macro.

use std::path::PathBuf;
use std::{fs, io};

use crate::cargo::{Cargo, Compiled, test_targets};
use crate::compare::{self, Difference};
use crate::crates::{self, Copied, Listed, Tests};

pub struct Compare {
    /// The package with the macro.
    pub pointers: PathBuf,
    pub work: PathBuf,
    pub cargo: Cargo,
    /// Whether the tests are left out.
    pub check: bool,
}

/// What came out for one crate, and how much of it there was.
#[derive(Default)]
pub struct Outcome {
    pub lines: usize,
    pub warnings: usize,
    pub tests: usize,
    pub compiles: bool,
    pub differences: Vec<Difference>,
}

impl Compare {
    /// What cannot be compared at all is a difference too.
    pub fn one(&self, listed: &Listed) -> Outcome {
        let mut outcome = Outcome::default();
        if let Err(message) = self.fill(listed, &mut outcome) {
            outcome.differences.push(Difference {
                what: "not compared".into(),
                words: message,
            });
        }
        if let Err(error) = self.report(listed, &outcome) {
            eprintln!("error: no report of {}: {error}", listed.name);
        }
        outcome
    }

    fn fill(&self, listed: &Listed, outcome: &mut Outcome) -> Result<(), String> {
        let source = crates::source(listed, &self.work, &self.cargo)?;
        let copy = |kind: &str, pointers| {
            let folder = self.work.join(kind).join(&listed.name);
            crates::copy(&source, folder, pointers)
                .map_err(|error| format!("{}: {error}", source.display()))
        };
        let plain = copy("plain", None)?;
        let inside = copy("inside", Some(&*self.pointers))?;
        let command = if self.check { "check" } else { "build" };
        let mut compiled = self.compile_both(listed, &plain, &inside, &[command], outcome)?;
        let tested = !self.check && listed.tests != Tests::None;
        if tested && outcome.compiles {
            let command = ["test", "--no-run", test_targets(listed)];
            let tests = self.compile_both(listed, &plain, &inside, &command, outcome)?;
            compiled.files.extend(tests.files);
        }
        let read = inside
            .inserted
            .iter()
            .filter(|(file, _)| compiled.files.contains(file));
        outcome.lines = read.map(|(_, lines)| lines).sum();
        if tested && outcome.compiles {
            let results = self.cargo.test(&plain.folder, listed)?;
            outcome.tests += results.len();
            outcome.differences.extend(compare::tested(
                &results,
                &self.cargo.test(&inside.folder, listed)?,
            ));
        }
        Ok(())
    }

    /// Compiles both copies, and gives what was said of the untouched one.
    fn compile_both(
        &self,
        listed: &Listed,
        plain: &Copied,
        inside: &Copied,
        command: &[&str],
        outcome: &mut Outcome,
    ) -> Result<Compiled, String> {
        let plain = self.cargo.compile(&plain.folder, listed, command)?;
        if !plain.succeeded {
            let words = plain.notes.into_values().collect::<Vec<_>>();
            return Err(format!(
                "the untouched crate does not pass `cargo {}`\n{}",
                command.join(" "),
                words.join("\n")
            ));
        }
        let inside = self.cargo.compile(&inside.folder, listed, command)?;
        outcome.compiles = inside.succeeded;
        outcome.warnings += plain.notes.len();
        outcome
            .differences
            .extend(compare::compiled(&plain, &inside));
        Ok(plain)
    }

    /// Writes what differs, in full.
    fn report(&self, listed: &Listed, outcome: &Outcome) -> io::Result<()> {
        let folder = self.work.join("reports");
        fs::create_dir_all(&folder)?;
        let shown = outcome
            .differences
            .iter()
            .map(|difference| format!("{}\n{}\n", difference.what, difference.words));
        fs::write(
            folder.join(format!("{}.txt", listed.name)),
            shown.collect::<String>(),
        )
    }
}
