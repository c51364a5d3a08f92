//! What is not the same in a crate that is in the macro, and which of it has a known reason.

use std::fmt;

use crate::cargo::{Compiled, Note, Results};

/// One thing that is not the same, and the compiler's words on it.
pub struct Difference {
    pub what: String,
    pub words: String,
}

/// A line of `limits.txt`: what Rust itself does not allow in any macro.
pub struct Limit {
    pub name: String,
    pub what: String,
}

/// The limits of a list: on each line a crate, a part of the difference, and the reason.
pub fn limits(list: &str) -> Result<Vec<Limit>, String> {
    let lines = list
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines
        .map(
            |line| match line.split('|').map(str::trim).collect::<Vec<_>>()[..] {
                [name, what, reason] if ![name, what, reason].contains(&"") => Ok(Limit {
                    name: name.to_string(),
                    what: what.to_string(),
                }),
                _ => Err(format!(
                    "`{line}` is no limit: write `crate | part of the difference | reason`"
                )),
            },
        )
        .collect()
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} | {}", self.name, self.what)
    }
}

impl Limit {
    pub fn covers(&self, name: &str, difference: &Difference) -> bool {
        self.name == name && difference.what.contains(&self.what)
    }
}

/// What the compiler said of only one of the two.
pub fn compiled(plain: &Compiled, inside: &Compiled) -> Vec<Difference> {
    let missing = |from: &Compiled, other: &Compiled, prefix: &str| {
        let only = from
            .notes
            .iter()
            .filter(|(note, _)| !other.notes.contains_key(note));
        only.map(|(note, words)| Difference {
            what: format!("{prefix}{}", shown(note)),
            words: words.clone(),
        })
        .collect::<Vec<_>>()
    };
    let mut differences = missing(inside, plain, "");
    // What comes before an error's stage is said of both, what comes after it of neither.
    if plain.succeeded == inside.succeeded {
        differences.extend(missing(plain, inside, "missing: "));
    }
    differences
}

fn shown(note: &Note) -> String {
    let Note {
        level,
        code,
        file,
        line,
    } = note;
    let code = if code.is_empty() {
        String::new()
    } else {
        format!("[{code}]")
    };
    format!("{level}{code} {file}:{line}")
}

/// The tests that do not do the same.
pub fn tested(plain: &Results, inside: &Results) -> Vec<Difference> {
    let mut differences = Vec::new();
    for key in plain
        .keys()
        .chain(inside.keys().filter(|key| !plain.contains_key(*key)))
    {
        let result = |of: &Results| of.get(key).map_or("not run", String::as_str).to_string();
        let (plain, inside) = (result(plain), result(inside));
        if plain != inside {
            let what = format!("test {}: {plain}, in the macro {inside}", key.1);
            differences.push(Difference {
                what,
                words: String::new(),
            });
        }
    }
    differences
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compiled_with(succeeded: bool, lines: &[u64]) -> Compiled {
        let note = |&line| Note {
            level: "warning".into(),
            code: "dead_code".into(),
            file: "a.rs".into(),
            line,
        };
        let notes = lines
            .iter()
            .map(|line| (note(line), String::new()))
            .collect();
        Compiled {
            succeeded,
            notes,
            ..Compiled::default()
        }
    }

    fn whats(differences: Vec<Difference>) -> Vec<String> {
        differences
            .into_iter()
            .map(|difference| difference.what)
            .collect()
    }

    #[test]
    fn a_warning_on_another_line_is_two_differences() {
        assert_eq!(
            whats(compiled(
                &compiled_with(true, &[1, 2]),
                &compiled_with(true, &[1, 3])
            )),
            [
                "warning[dead_code] a.rs:3",
                "missing: warning[dead_code] a.rs:2"
            ]
        );
        assert!(compiled(&compiled_with(true, &[1]), &compiled_with(true, &[1])).is_empty());
    }

    #[test]
    fn warnings_that_an_error_came_before_are_not_missing() {
        assert!(compiled(&compiled_with(true, &[1]), &compiled_with(false, &[])).is_empty());
    }

    #[test]
    fn tests_differ_by_result_or_by_being_there() {
        let results = |tests: &[(&str, &str)]| {
            tests
                .iter()
                .map(|(name, result)| ((1, name.to_string()), result.to_string()))
                .collect()
        };
        assert_eq!(
            whats(tested(
                &results(&[("a", "ok"), ("b", "ok")]),
                &results(&[("b", "FAILED"), ("c", "ok")])
            )),
            [
                "test a: ok, in the macro not run",
                "test b: ok, in the macro FAILED",
                "test c: not run, in the macro ok"
            ]
        );
    }

    #[test]
    fn a_limit_has_a_reason() {
        let limits = limits("# known\na | error[E0659] | names\n").unwrap();
        let difference = Difference {
            what: "error[E0659] src/lib.rs:1".into(),
            words: String::new(),
        };
        assert!(limits[0].covers("a", &difference) && !limits[0].covers("b", &difference));
        assert!(super::limits("a | error |").is_err());
        assert!(super::limits("a error").is_err());
    }
}
