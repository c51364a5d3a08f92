//! Structures that are too deep for recursion: a list of 10,000,000 nodes and a tree of depth 1,000,000 are built, walked
//! and freed with a stack of a few hundred bytes.
//!
//! `cargo run --release --example deep -- [NODES [DEPTH]]`

pub(crate) mod list;
pub(crate) mod tree;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Instant;

use pointers::{Result, heap};

/// A build without optimisation does a tenth, to be done in a second or two.
const SHARE: usize = if cfg!(debug_assertions) { 10 } else { 1 };
const NODES: usize = 10_000_000 / SHARE;
const DEPTH: usize = 1_000_000 / SHARE;

fn main() -> ExitCode {
    let mut sizes = [NODES, DEPTH];
    for (size, argument) in sizes.iter_mut().zip(std::env::args_os().skip(1)) {
        match argument.to_str().and_then(|text| text.parse().ok()) {
            Some(number) => *size = number,
            None => {
                eprintln!("deep: {} is no number", argument.display());
                return ExitCode::FAILURE;
            }
        }
    }
    match run(sizes, &mut io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("deep: {error}");
            ExitCode::FAILURE
        }
    }
}

pub(crate) fn run([nodes, depth]: [usize; 2], out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    writeln!(out, "A list of {nodes} nodes")?;
    let (head, took) = timed(|| list::build(nodes))?;
    writeln!(out, "  built in {took}: {} bytes", heap::stats().live_bytes)?;
    let (sum, took) = timed(|| list::sum(head))?;
    writeln!(out, "  walked in {took}: the sum is {sum}")?;
    let ((), took) = timed(|| list::free_list(head))?;
    writeln!(
        out,
        "  freed in {took}: {} blocks are left",
        heap::stats().live_blocks
    )?;

    writeln!(out, "A tree of depth {depth}")?;
    let (root, took) = timed(|| tree::zigzag(depth))?;
    writeln!(out, "  built in {took}: {} bytes", heap::stats().live_bytes)?;
    let (found, took) = timed(|| tree::depth(root))?;
    writeln!(out, "  walked in {took}: the depth is {found}")?;
    let ((), took) = timed(|| tree::free_tree(root))?;
    writeln!(
        out,
        "  freed in {took}: {} blocks are left",
        heap::stats().live_blocks
    )?;
    Ok(())
}

/// What the work gives, and how long it took.
fn timed<T>(work: impl FnOnce() -> Result<T>) -> Result<(T, String)> {
    let watch = Instant::now();
    let value = work()?;
    Ok((value, format!("{} ms", watch.elapsed().as_millis())))
}
