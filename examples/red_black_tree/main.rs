//! A red-black tree: a search tree that stays shallow, whatever the order of insertions and removals.
//!
//! `cargo run --example red_black_tree`

pub(crate) mod tree;

use std::error::Error;
use std::io::{self, Write};

use tree::Tree;

fn main() -> Result<(), Box<dyn Error>> {
    run(&mut io::stdout().lock())
}

pub(crate) fn run(out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    let mut tree = Tree::new()?;
    for key in 1..=10 {
        tree.insert(key)?;
    }
    writeln!(
        out,
        "1 to 10 in order, red keys in brackets:\n{}",
        tree.draw()?
    )?;
    for key in [4, 1, 9] {
        tree.remove(key)?;
    }
    writeln!(out, "Without 4, 1 and 9:\n{}", tree.draw()?)?;
    let answer = if tree.contains(9)? {
        "is still"
    } else {
        "is not"
    };
    writeln!(out, "9 {answer} there.")?;
    for key in 11..=10_000 {
        tree.insert(key)?;
    }
    let height = tree.height()?;
    writeln!(
        out,
        "With 11 to 10000 it is {height} high; as a plain search tree it would be 9997."
    )?;
    tree.check()?;
    writeln!(out, "Freed {} nodes.", tree.free()?)?;
    Ok(())
}
