//! Runs cargo on one copy of a crate, and reads what it says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::crates::{Listed, Tests};

/// How cargo is run: one directory for all that is built, so that a dependency is built once.
pub struct Cargo {
    pub target: PathBuf,
    pub seconds: u64,
}

/// What the compiler said of a crate.
#[derive(Default)]
pub struct Compiled {
    pub succeeded: bool,
    /// With the compiler's own words for each.
    pub notes: BTreeMap<Note, String>,
    /// The crate's source files that were read.
    pub files: BTreeSet<PathBuf>,
}

/// A message of the compiler by what it is about: words may name types that stand in two paths.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    pub level: String,
    pub code: String,
    pub file: String,
    pub line: u64,
}

/// The results of a crate's tests, by the number of the test program and the name.
pub type Results = BTreeMap<(usize, String), String>;

impl Cargo {
    /// `cargo metadata`, which fetches what is not there yet.
    pub fn metadata(&self, folder: &Path) -> Result<Value, String> {
        let output = self.run(folder, &["metadata", "--format-version=1"])?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr)
                .trim_end()
                .to_string());
        }
        serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())
    }

    /// Compiles a copy, with `check`, `build` or `test --no-run`.
    pub fn compile(
        &self,
        folder: &Path,
        listed: &Listed,
        command: &[&str],
    ) -> Result<Compiled, String> {
        let features = format!("--features={}", listed.features);
        let usual = ["--message-format=json", "--quiet", "-j1", &features];
        let output = self.run(folder, &[command, &usual].concat())?;
        let mut compiled = Compiled {
            succeeded: output.status.success(),
            ..Compiled::default()
        };
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            if let Ok(message) = serde_json::from_str::<Value>(line) {
                compiled.take(&message, folder);
            }
        }
        if !compiled.succeeded && compiled.notes.is_empty() {
            compiled.notes.insert(
                Note {
                    level: "error".into(),
                    code: "cargo".into(),
                    file: String::new(),
                    line: 0,
                },
                String::from_utf8_lossy(&output.stderr).into_owned(),
            );
        }
        Ok(compiled)
    }

    /// Runs a copy's tests, which are compiled already.
    pub fn test(&self, folder: &Path, listed: &Listed) -> Result<Results, String> {
        let features = format!("--features={}", listed.features);
        let usual = [
            "--no-fail-fast",
            "--quiet",
            "-j1",
            &features,
            "--",
            "--format=pretty",
        ];
        let output = self.run(
            folder,
            &[&["test", test_targets(listed)][..], &usual].concat(),
        )?;
        let mut results = results(&String::from_utf8_lossy(&output.stdout));
        if output.status.code() == Some(TIMED_OUT) {
            results.insert(
                (0, "all".into()),
                format!("not done in {} seconds", self.seconds),
            );
        }
        Ok(results)
    }

    fn run(&self, folder: &Path, arguments: &[&str]) -> Result<Output, String> {
        Command::new("timeout")
            .args(["--kill-after=5", &self.seconds.to_string(), "cargo"])
            .args(arguments)
            .current_dir(folder)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_PROFILE_TEST_DEBUG", "0")
            // A macro that is not optimised takes longer than all the rest.
            .env("CARGO_PROFILE_DEV_BUILD_OVERRIDE_OPT_LEVEL", "1")
            .output()
            .map_err(|error| format!("`timeout` of coreutils does not run: {error}"))
    }
}

/// The exit code with which `timeout` says that it ended the program.
const TIMED_OUT: i32 = 124;

/// The argument that names the tests to be run.
pub fn test_targets(listed: &Listed) -> &'static str {
    if listed.tests == Tests::Unit {
        "--lib"
    } else {
        "--tests"
    }
}

impl Compiled {
    fn take(&mut self, message: &Value, folder: &Path) {
        let ours = format!("path+file://{}#", folder.display());
        if !message["package_id"]
            .as_str()
            .is_some_and(|id| id.starts_with(&ours))
        {
            return;
        }
        if message["reason"] == "compiler-artifact" {
            self.files.extend(read_files(message));
        }
        let message = &message["message"];
        let Some(place) = message["spans"].as_array().and_then(|spans| place(spans)) else {
            return;
        };
        let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
        let (file, line) = place;
        let note = Note {
            level: text(&message["level"]),
            code: text(&message["code"]["code"]),
            file,
            line,
        };
        self.notes.insert(note, text(&message["rendered"]));
    }
}

/// Where a message points in the crate: from inside of another crate's macro, to where that was called.
fn place(spans: &[Value]) -> Option<(String, u64)> {
    let mut span = spans.iter().find(|span| span["is_primary"] == true)?;
    loop {
        let file = span["file_name"].as_str()?;
        if span["expansion"].is_null() || Path::new(file).is_relative() && !file.starts_with('<') {
            return Some((file.to_string(), span["line_start"].as_u64()?));
        }
        span = &span["expansion"]["span"];
    }
}

/// The files of the crate that the compiler read, as it notes them beside what it made.
fn read_files(artifact: &Value) -> Vec<PathBuf> {
    let made = artifact["filenames"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    let notes = made.filter_map(|made| {
        let made = Path::new(made);
        let name = made.file_stem()?.to_str()?;
        let name = if made.extension().is_some() {
            name.strip_prefix("lib")?
        } else {
            name
        };
        std::fs::read_to_string(made.with_file_name(format!("{name}.d"))).ok()
    });
    let lines = notes.flat_map(|notes| notes.lines().map(str::to_string).collect::<Vec<_>>());
    lines
        .filter_map(|line| {
            line.strip_suffix(".rs:")
                .map(|file| PathBuf::from(format!("{file}.rs")))
        })
        .collect()
}

/// What the lines of test programs say: `test name ... result`.
fn results(output: &str) -> Results {
    let mut results = Results::new();
    let mut program = 0;
    for line in output.lines() {
        if line.starts_with("running ") {
            program += 1;
        }
        if let Some((name, result)) = line
            .strip_prefix("test ")
            .and_then(|line| line.rsplit_once(" ... "))
        {
            results.insert((program, name.to_string()), result.to_string());
        }
    }
    results
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_message_of_another_crates_macro_is_where_that_was_called() {
        let inner = json!({"file_name": "/std/macros.rs", "line_start": 7, "is_primary": true, "expansion":
            {"span": {"file_name": "src/lib.rs", "line_start": 3, "expansion": null}}});
        assert_eq!(place(&[inner]), Some(("src/lib.rs".to_string(), 3)));
        assert_eq!(place(&[]), None);
    }

    #[test]
    fn a_test_is_known_by_its_program_and_name() {
        let results = results(
            "running 1 test\ntest a::b ... ok\n\nrunning 1 test\ntest a::b ... FAILED\nx\n",
        );
        assert_eq!(results[&(1, "a::b".to_string())], "ok");
        assert_eq!(results[&(2, "a::b".to_string())], "FAILED");
        assert_eq!(results.len(), 2);
    }
}
