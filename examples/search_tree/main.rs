//! A binary search tree, with deletion.
//!
//! `cargo run --example search_tree`

pub(crate) mod tree;

use std::error::Error;
use std::io::{self, Write};

use tree::Tree;

fn main() -> Result<(), Box<dyn Error>> {
    run(&mut io::stdout().lock())
}

pub(crate) fn run(out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    let mut tree = Tree::default();
    for key in [50, 30, 70, 20, 40, 60, 80, 35, 45] {
        tree.insert(key)?;
    }
    writeln!(out, "The tree, its root on the left:\n{}", tree.draw()?)?;
    for (key, case) in [
        (20, "a leaf"),
        (30, "a node with one child"),
        (50, "a node with two children"),
    ] {
        tree.remove(key)?;
        writeln!(out, "Without {key}, {case}:\n{}", tree.draw()?)?;
    }
    writeln!(out, "In order: {:?}", tree.keys()?)?;
    writeln!(out, "Freed {} nodes.", tree.free()?)?;
    Ok(())
}
