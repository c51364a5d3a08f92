//! Puts the sources of real crates into `pointers! { }`, and compares what the compiler and their tests say.
//!
//! ```sh
//! cd tests/fidelity
//! cargo run                  # all of crates.txt, with their tests
//! cargo run -- --check       # the compiler only
//! cargo run -- itoa memchr   # these crates only
//! cargo run -- --same rayon  # in a macro that gives back what it is given
//! ```
//!
//! The copies, what is built, and a report for each crate are in `target/fidelity`. The exit code is 1 if any
//! difference is not in `limits.txt`, or if that has one that is not there any more.
//! What differs with `--same` too is a limit of Rust's own.

mod cargo;
mod compare;
mod crates;
mod insert;
mod one;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;
use std::{env, fs};

use cargo::Cargo;
use compare::Limit;
use crates::Listed;
use one::{Compare, Outcome};

/// How long one run of cargo may take, in seconds.
const SECONDS: u64 = 900;

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

/// Whether all is the same, but for what has a known reason.
fn run() -> Result<bool, String> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here
        .ancestors()
        .nth(2)
        .ok_or("the tool is not in tests/fidelity")?;
    let (options, names): (Vec<_>, Vec<_>) =
        env::args().skip(1).partition(|word| word.starts_with('-'));
    let known = ["--check", "--same"];
    if let Some(option) = options.iter().find(|option| !known.contains(&&***option)) {
        return Err(format!(
            "`{option}` is not known: write --check, --same, or names of crates"
        ));
    }
    let has = |name: &str| options.iter().any(|option| option == name);
    let listed = crates::listed(&read(&here.join("crates.txt"))?)?;
    if let Some(name) = names
        .iter()
        .find(|&name| !listed.iter().any(|listed| listed.name == *name))
    {
        return Err(format!("`{name}` is not in crates.txt"));
    }
    let limits = compare::limits(&read(&here.join("limits.txt"))?)?;
    let work = root.join("target/fidelity");
    let same = work.join("same");
    let pointers = if has("--same") {
        crates::write_same(&same).map_err(|error| format!("{}: {error}", same.display()))?;
        same
    } else {
        root.to_path_buf()
    };
    let compare = Compare {
        pointers,
        cargo: Cargo {
            target: work.join("target"),
            seconds: SECONDS,
        },
        work,
        check: has("--check"),
    };
    let chosen = |listed: &&Listed| names.is_empty() || names.contains(&listed.name);
    Ok(compare_all(
        &compare,
        &limits,
        &listed.iter().filter(chosen).collect::<Vec<_>>(),
    ))
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Prints the table and its sums.
fn compare_all(compare: &Compare, limits: &[Limit], crates: &[&Listed]) -> bool {
    println!("| crate | lines | compiles | warnings | tests | differences | not known | seconds |");
    println!("| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: |");
    let mut total = Outcome::default();
    let (mut compile, mut same, mut unknown) = (0, 0, 0);
    let mut used = BTreeSet::new();
    for listed in crates {
        let start = Instant::now();
        let outcome = compare.one(listed);
        let mut left = 0;
        for difference in &outcome.differences {
            let covers = |limit: &Limit| limit.covers(&listed.name, difference);
            left += usize::from(!limits.iter().any(covers));
            used.extend(
                limits
                    .iter()
                    .enumerate()
                    .filter(|(_, limit)| covers(limit))
                    .map(|(number, _)| number),
            );
        }
        println!(
            "| {} {} | {} | {} | {} | {} | {} | {left} | {} |",
            listed.name,
            listed.version,
            outcome.lines,
            if outcome.compiles { "yes" } else { "no" },
            outcome.warnings,
            outcome.tests,
            outcome.differences.len(),
            start.elapsed().as_secs()
        );
        compile += usize::from(outcome.compiles);
        same += usize::from(outcome.differences.is_empty());
        unknown += left;
        total.lines += outcome.lines;
        total.warnings += outcome.warnings;
        total.tests += outcome.tests;
    }
    println!(
        "\n{} crates with {} lines in the macro: {compile} compile, {same} are the same in all; \
         {} warnings and {} tests compared; {unknown} differences not in limits.txt.",
        crates.len(),
        total.lines,
        total.warnings,
        total.tests
    );
    let chosen = |limit: &Limit| crates.iter().any(|listed| listed.name == limit.name);
    let mut unused = limits
        .iter()
        .enumerate()
        .filter(|(number, limit)| chosen(limit) && !used.contains(number));
    // Only tests show some of them.
    let stale = !compare.check
        && unused
            .by_ref()
            .inspect(|(_, limit)| println!("not needed: {limit}"))
            .count()
            > 0;
    unknown == 0 && !stale
}
