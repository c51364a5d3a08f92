//! A map of the heap: a list, a tree, a matrix, a hash table, and a block that leaked.
//!
//! `cargo run --example heap_map [FOLDER]` draws them in the terminal, and as files that a browser shows: the map, a timeline,
//! and the steps that led to it.

mod structures;

use std::path::{Path, PathBuf};

use pointers::heap;
use pointers::prelude::*;

use structures::{Counter, Leaf, Node};

fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let folder = match std::env::args_os().nth(1) {
        Some(folder) => PathBuf::from(folder),
        None => std::env::temp_dir().join("heap_map"),
    };
    print!("{}", draw_into(&folder)?);
    println!("\nwritten to {}", folder.display());
    Ok(())
}

/// Builds everything, writes the pictures into a folder, and gives the map for the terminal.
pub(crate) fn draw_into(folder: &Path) -> std::result::Result<String, Box<dyn std::error::Error>> {
    std::fs::create_dir_all(folder)?;
    let recording = heap::record();
    let list = structures::list(&[4, 9, 15, 26, 31])?;
    let tree = structures::tree(&[50, 25, 75, 12, 37, 62, 87])?;
    let matrix = structures::matrix(4, 5)?;
    let counter = structures::counter("the cat saw the dog and the dog saw the cat run")?;
    structures::forget(64)?;

    let map = heap::snapshot()
        .named("list", list)
        .named("tree", tree)
        .named("matrix", matrix)
        .named("counter", counter)
        .names_are_all();
    std::fs::write(folder.join("heap.svg"), map.to_svg())?;
    std::fs::write(folder.join("heap.html"), map.to_html())?;
    std::fs::write(folder.join("heap.dot"), map.to_dot())?;
    free_all(list, tree, matrix, counter)?;
    let history = recording.stop();
    std::fs::write(folder.join("timeline.svg"), history.to_svg())?;
    std::fs::write(folder.join("steps.html"), history.to_html())?;
    Ok(map.to_string())
}

fn free_all(
    list: MallocPointer<Node>,
    tree: MallocPointer<Leaf>,
    matrix: MallocPointer<MallocPointer<f64>>,
    counter: MallocPointer<Counter>,
) -> Result<()> {
    structures::free_list(list)?;
    structures::free_tree(tree)?;
    structures::free_matrix(matrix, 4)?;
    structures::free_counter(counter)
}
