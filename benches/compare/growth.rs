//! How the cost of an operation grows with the number of live blocks, and what the tables keep.

use std::hint::black_box;
use std::process::Command;

use crate::cells::shuffle;
use crate::contenders::*;
use crate::memory::resident_bytes;
use crate::runner::{API, RAW, cpu_seconds, median};

/// The argument with which this program runs itself.
pub(crate) const ARGUMENT: &str = "--grow";

/// What is measured: the time of each operation, and the bytes for each block that stay resident.
const COLUMNS: [&str; 6] = [
    "allocate, write",
    "read",
    "write",
    "churn",
    "free",
    "bytes left",
];

/// A run of raw memory, and then one of ours.
type Pair = [Vec<f64>; 2];

/// Prints the table.
pub(crate) fn table(quick: bool) {
    println!("| live blocks | {} |", COLUMNS.join(" | "));
    println!("| --: {}|", "| --: ".repeat(COLUMNS.len()));
    let (most, steps, rounds) = if quick {
        (5, 100_000, 1)
    } else {
        (7, 10_000_000, 5)
    };
    for power in 3..=most {
        let live = 10_usize.pow(power);
        let runs: Vec<Pair> = (0..rounds)
            .map(|_| [RAW, API].map(|contender| measured(contender, live, steps)))
            .collect();
        let middle = |of: &dyn Fn(&Pair) -> f64| median(runs.iter().map(of).collect());
        let left = COLUMNS.len() - 1;
        let mut columns: Vec<_> = (0..left)
            .map(|column| {
                let ratio = middle(&|[raw, own]| own[column] / raw[column]);
                let raw = middle(&|[raw, _]| raw[column]);
                format!("{ratio:.2} of {raw:.1} ns")
            })
            .collect();
        let (raw, own) = (middle(&|[raw, _]| raw[left]), middle(&|[_, own]| own[left]));
        columns.push(format!("{own:.0}, raw {raw:.0}"));
        println!("| {live} | {} |", columns.join(" | "));
    }
    println!(
        "\nThe ratio to raw, as the median of {rounds} pairs of runs, and what raw takes. Reads, writes and frees are in random"
    );
    println!(
        "order. Churn: {steps} times a free and an allocation, of a random block. Bytes left: what stays resident for"
    );
    println!("each block after all are freed and C's allocator gave back what it could.");
}

fn measured(contender: &str, live: usize, steps: usize) -> Vec<f64> {
    let this = std::env::current_exe().expect("its own path");
    let arguments = [ARGUMENT, contender, &live.to_string(), &steps.to_string()];
    let output = Command::new(this)
        .args(arguments)
        .output()
        .expect("runs itself");
    let numbers = String::from_utf8_lossy(&output.stdout);
    numbers
        .split_whitespace()
        .map(|number| number.parse().expect("a number"))
        .collect()
}

/// Measures in a process of its own.
pub(crate) fn child(contender: &str, live: &str, steps: &str) {
    let (live, steps) = (
        live.parse().expect("a number"),
        steps.parse().expect("a number"),
    );
    let costs = if contender == RAW {
        costs::<Raw>(live, steps)
    } else {
        costs::<Api>(live, steps)
    };
    println!("{}", costs.map(|cost| cost.to_string()).join(" "));
}

fn costs<C: Cells>(live: usize, steps: usize) -> [f64; COLUMNS.len()] {
    // Small numbers of blocks are repeated, so that the clock can see them.
    let repeats = (1_000_000 / live).clamp(1, 1000);
    let mut cells: Vec<C::Cell> = Vec::with_capacity(live);
    // SAFETY: the vector's memory may be written to; its values count as absent still.
    unsafe { cells.as_mut_ptr().write_bytes(1, live) };
    let before = resident_bytes();
    let mut arena = C::Arena::default();
    let (mut allocate, mut read, mut write, mut free) = (0.0, 0.0, 0.0, 0.0);
    let mut churn = 0.0;
    for repeat in 0..repeats {
        allocate += seconds(|| {
            for value in 0..live {
                cells.push(C::allocate(&mut arena, value as u64));
            }
        });
        shuffle(&mut cells);
        read += seconds(|| {
            let mut sum = 0_u64;
            for cell in &cells {
                sum = sum.wrapping_add(C::read(&arena, cell));
            }
            black_box(sum);
        });
        write += seconds(|| {
            for cell in &mut cells {
                C::write(&mut arena, cell, 7);
            }
        });
        if repeat == 0 {
            let mut state = 1_u64;
            churn = seconds(|| {
                for step in 0..steps {
                    state = state
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1_442_695_040_888_963_407);
                    let place = (state >> 33) as usize % live;
                    let fresh = C::allocate(&mut arena, step as u64);
                    let old = std::mem::replace(&mut cells[place], fresh);
                    C::free(&mut arena, old);
                }
            });
        }
        free += seconds(|| {
            for cell in cells.drain(..) {
                C::free(&mut arena, cell);
            }
        });
    }
    trim();
    let after = resident_bytes();
    let each = 1e9 / (live * repeats) as f64;
    let left = after.saturating_sub(before) as f64 / live as f64;
    [
        allocate * each,
        read * each,
        write * each,
        churn * 1e9 / steps as f64,
        free * each,
        left,
    ]
}

fn seconds(run: impl FnOnce()) -> f64 {
    let start = cpu_seconds();
    run();
    cpu_seconds() - start
}

/// Everybody gives back what waits to be used again, C's allocator as far as it can.
fn trim() {
    pointers::heap::trim();
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: malloc_trim has no preconditions.
    unsafe {
        libc::malloc_trim(0);
    }
}
