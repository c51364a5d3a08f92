//! Whole programs in pairs: C compiled with `cc -O2`, and the same program with `pointers`.
//!
//! Both are in `benches/programs`, with the same data layout and the same algorithm, and say what came out, how much
//! processor time they took and how much memory was resident at most. Each run is a process of its own; the two take turns.

use std::path::{Path, PathBuf};
use std::process::Command;

use pointers::Result;

use crate::runner::{cpu_seconds, median};

#[path = "../programs"]
mod sources {
    pub(super) mod expressions;
    pub(super) mod inflate;
    pub(super) mod json;
    pub(super) mod list;
    pub(super) mod matrix;
    mod program;
    pub(super) mod red_black_tree;
    pub(super) mod string_builder;
    pub(super) mod string_map;
    pub(super) mod text_rows;
    pub(super) mod word_count;
}

use sources::*;

/// The argument with which this program runs itself.
pub(crate) const ARGUMENT: &str = "--program";

struct Program {
    name: &'static str,
    run: fn(u64) -> Result<u64>,
    /// How much there is to do: what takes C about 0.2 s.
    much: u64,
}

const PROGRAMS: [Program; 10] = [
    Program {
        name: "list",
        run: list::run,
        much: 12,
    },
    Program {
        name: "red_black_tree",
        run: red_black_tree::run,
        much: 120_000,
    },
    Program {
        name: "expressions",
        run: expressions::run,
        much: 8_000,
    },
    Program {
        name: "string_builder",
        run: string_builder::run,
        much: 800_000,
    },
    Program {
        name: "string_map",
        run: string_map::run,
        much: 300_000,
    },
    Program {
        name: "word_count",
        run: word_count::run,
        much: 700_000,
    },
    Program {
        name: "matrix",
        run: matrix::run,
        much: 500,
    },
    Program {
        name: "json",
        run: json::run,
        much: 6_000,
    },
    Program {
        name: "inflate",
        run: inflate::run,
        much: 400,
    },
    Program {
        name: "text_rows",
        run: text_rows::run,
        much: 2_000_000,
    },
];

/// What a run said.
struct Said {
    result: u64,
    seconds: f64,
    /// In KiB.
    peak: f64,
}

/// Prints the table.
pub(crate) fn table(quick: bool, words: &[&str]) {
    let Some(compiler) = compiler() else {
        println!(
            "The programs are not compared: there is no C compiler (`cc`, or what `CC` names)."
        );
        return;
    };
    println!("{compiler}\n");
    let rounds = if quick { 3 } else { 15 };
    println!("| program | C | `pointers` | peak memory, C | `pointers` |");
    println!("| --- | --: | --: | --: | --: |");
    let (mut times, mut peaks) = (Vec::new(), Vec::new());
    let selected = |program: &&Program| {
        words.is_empty() || words.iter().any(|word| program.name.contains(word))
    };
    for program in PROGRAMS.iter().filter(selected) {
        let Some(of_c) = compiled(program.name) else {
            println!("| {} | does not compile | | | |", program.name);
            continue;
        };
        let much = if quick {
            program.much / 8
        } else {
            program.much
        };
        let (mut c, mut ours) = (Vec::new(), Vec::new());
        for round in 0..rounds {
            for turn in 0..2 {
                if (round + turn) % 2 == 0 {
                    c.push(said(Command::new(&of_c).arg(much.to_string())));
                } else {
                    let this = std::env::current_exe().expect("its own path");
                    let arguments = [ARGUMENT, program.name, &much.to_string()];
                    ours.push(said(Command::new(this).args(arguments)));
                }
            }
        }
        for said in c.iter().chain(&ours) {
            assert_eq!(said.result, c[0].result, "{}: not the same", program.name);
        }
        let seconds = median(c.iter().map(|said| said.seconds).collect());
        let peak = median(c.iter().map(|said| said.peak).collect());
        let ratio = |of: fn(&Said) -> f64| {
            median(
                ours.iter()
                    .zip(&c)
                    .map(|(ours, c)| of(ours) / of(c))
                    .collect(),
            )
        };
        let (time, memory) = (ratio(|said| said.seconds), ratio(|said| said.peak));
        println!(
            "| {} | {seconds:.3} s | {time:.2} | {:.1} MiB | {memory:.2} |",
            program.name,
            peak / 1024.0
        );
        times.push(time);
        peaks.push(memory);
    }
    let mean = |ratios: &[f64]| {
        (ratios.iter().map(|ratio| ratio.ln()).sum::<f64>() / ratios.len() as f64).exp()
    };
    println!(
        "| **geometric mean** | | {:.2} | | {:.2} |",
        mean(&times),
        mean(&peaks)
    );
}

/// Runs one program here.
pub(crate) fn child(name: &str, much: &str) {
    let program = PROGRAMS.iter().find(|program| program.name == name);
    let much = much.parse().expect("a number");
    let result = (program.expect("a known program").run)(much).expect("no error");
    println!("{result} {} {}", cpu_seconds(), peak());
}

/// The most memory that was resident, in KiB; 0 where there is no `/proc`.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

fn said(command: &mut Command) -> Said {
    let output = command.output().expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout);
    let words: Vec<&str> = text.split_whitespace().collect();
    let [result, seconds, peak] = words[..] else {
        panic!(
            "{command:?}: {text}{}",
            String::from_utf8_lossy(&output.stderr)
        );
    };
    Said {
        result: result.parse().expect("a result"),
        seconds: seconds.parse().expect("a time"),
        peak: peak.parse().expect("a size"),
    }
}

fn cc() -> String {
    std::env::var("CC").unwrap_or_else(|_| "cc".into())
}

/// What the compiler calls itself, if there is one.
fn compiler() -> Option<String> {
    let output = Command::new(cc()).arg("--version").output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    Some(format!("`{} -O2`: {}", cc(), text.lines().next()?))
}

fn compiled(name: &str) -> Option<PathBuf> {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/programs");
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("program-{name}"));
    let status = Command::new(cc())
        .args(["-O2", "-o"])
        .arg(&program)
        .arg(sources.join(format!("{name}.c")))
        .status()
        .ok()?;
    status.success().then_some(program)
}
