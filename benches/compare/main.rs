//! `pointers` beside what a user would pick instead.
//!
//! ```sh
//! cargo bench                        # the table in docs/benchmarks.md: about three minutes
//! cargo bench -- --quick             # smaller, and rougher: half a minute
//! cargo bench -- list tree           # only the workloads with one of these words in their names
//! cargo bench -- --growth            # the cost of an operation at 10^3 to 10^7 live blocks
//! cargo bench -- --programs          # whole programs, beside the same in C
//! cargo bench --profile dev -- --quick   # a debug build, beside raw in a debug build
//! ```

mod arrays;
mod bytes;
mod cells;
mod contenders;
mod growth;
mod list;
mod memory;
mod programs;
mod runner;
mod sizes;
mod structures;
mod threads;
mod tree;

use std::process::Command;
use std::time::Duration;

use runner::*;

fn main() {
    let mut arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let mut option = |name: &str| {
        let before = arguments.len();
        arguments.retain(|argument| argument != name);
        arguments.len() < before
    };
    let (quick, growing) = (option("--quick"), option("--growth"));
    let whole = option("--programs");
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if let [programs::ARGUMENT, name, much] = arguments[..] {
        programs::child(name, much);
        return;
    }
    memory::settle();
    match arguments[..] {
        [runner::ARGUMENT, workload, contender] => {
            let mut all = workloads(quick).into_iter().flatten();
            runner::child(
                all.find(|known| known.name == workload)
                    .expect("a known workload"),
                contender,
            );
        }
        [memory::ARGUMENT, contender] => memory::child(contender),
        [growth::ARGUMENT, contender, live, steps] => growth::child(contender, live, steps),
        _ => {
            println!("{}\n", machine());
            if whole {
                programs::table(quick, &arguments);
            } else if growing {
                growth::table(quick);
            } else {
                compare(quick, &arguments);
            }
        }
    }
}

/// What is done with single values, with blocks of any size, with memory that grows, with structures, by threads, with arrays,
/// and with bytes.
fn workloads(quick: bool) -> [Vec<Workload>; 7] {
    let (many, depth, sorted) = if quick {
        (200_000, 14, 2_000)
    } else {
        (1_000_000, 16, 10_000)
    };
    let mut values = vec![cells::life()];
    values.extend(cells::accesses(10_000));
    values.extend(cells::accesses(many));
    values.extend([list::list(many as u64), tree::tree(depth)]);
    [
        values,
        sizes::mixed(many),
        sizes::growing(many),
        structures::all(many),
        threads::all(),
        arrays::all(many, sorted),
        bytes::all(),
    ]
}

fn compare(quick: bool, words: &[&str]) {
    let effort = if quick {
        Effort {
            quick,
            least_rounds: 3,
            most_rounds: 11,
            time: Duration::from_millis(500),
        }
    } else {
        Effort {
            quick,
            least_rounds: 7,
            most_rounds: 31,
            time: Duration::from_secs(5),
        }
    };
    let selected = |workload: &&Workload| {
        words.is_empty() || words.iter().any(|word| workload.name.contains(word))
    };
    let measured = |workloads: &[Workload]| -> Vec<Row> {
        workloads
            .iter()
            .filter(selected)
            .map(|workload| measure(workload, effort))
            .collect()
    };
    let [values, others @ ..] = workloads(quick);
    let rows = measured(&values);
    if !rows.is_empty() {
        let resident = words.is_empty().then(|| memory::measure(&names(&rows)));
        table(&rows, resident.as_deref());
    }
    for workloads in others {
        let rows = measured(&workloads);
        if !rows.is_empty() {
            println!();
            table(&rows, None);
        }
    }
}

fn names(rows: &[Row]) -> Vec<&'static str> {
    rows[0].ratios.iter().map(|&(name, _)| name).collect()
}

/// Prints rows that have the same contenders as a Markdown table.
fn table(rows: &[Row], bytes: Option<&[(&'static str, f64)]>) {
    let names = names(rows);
    let line = |first: &str, target: &str, raw: &str, others: Vec<String>| {
        println!("| {first} | {target} | {raw} | {} |", others.join(" | "));
    };
    let others = &names[1..];
    line(
        "ratio to raw",
        "target",
        "raw",
        others.iter().map(|name| format!("`{name}`")).collect(),
    );
    line(
        "---",
        "--:",
        "--:",
        others.iter().map(|_| "--:".into()).collect(),
    );
    for row in rows {
        let ratios = row.ratios[1..]
            .iter()
            .map(|(_, ratio)| format!("{ratio:.2}"));
        line(
            &row.name,
            &row.target.to_string(),
            &format!("{:.1} ns", row.raw),
            ratios.collect(),
        );
    }
    if let Some(bytes) = bytes {
        let means = others
            .iter()
            .map(|name| format!("{:.2}", geometric_mean(rows, name)));
        line("**geometric mean**", "1.4", "", means.collect());
        let each = bytes[1..].iter().map(|(_, bytes)| format!("{bytes:.0}"));
        line(
            "bytes for each live cell",
            "96",
            &format!("{:.0}", bytes[0].1),
            each.collect(),
        );
    }
}

fn geometric_mean(rows: &[Row], name: &str) -> f64 {
    let ratios: Vec<f64> = rows.iter().filter_map(|row| row.ratio(name)).collect();
    (ratios.iter().map(|ratio| ratio.ln()).sum::<f64>() / ratios.len() as f64).exp()
}

/// The date and the machine, for whoever reads the table later.
fn machine() -> String {
    let said = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output().ok();
        output
            .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_string())
            .unwrap_or_default()
    };
    let cpus = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpus
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .unwrap_or_default();
    format!(
        "{}, {}, {} cores, {}, {}",
        said("date", &["+%Y-%m-%d"]),
        model.trim_start_matches(['\t', ' ', ':']),
        std::thread::available_parallelism().map_or(1, usize::from),
        said("uname", &["-sm"]),
        said("rustc", &["--version"]),
    )
}
