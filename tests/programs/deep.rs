#[path = "../../examples/deep/main.rs"]
#[allow(dead_code)]
pub(crate) mod program;

use pointers::prelude::*;
use program::{list, tree};

use crate::{assert_mistake, assert_nothing_lives, output};

/// Runs with a stack in which a recursive function that goes from node to node has no room.
fn with_a_small_stack(work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new()
        .stack_size(256 << 10)
        .spawn(work);
    assert!(thread.is_ok_and(|thread| thread.join().is_ok()));
}

fn prints(nodes: usize, depth: usize) {
    with_a_small_stack(move || {
        let text = output(|out| program::run([nodes, depth], out));
        let sum = nodes * (nodes + 1) / 2;
        for (line, ends) in text.lines().zip([
            format!("A list of {nodes} nodes"),
            format!(": {} bytes", nodes * 24),
            format!(": the sum is {sum}"),
            ": 0 blocks are left".to_owned(),
            format!("A tree of depth {depth}"),
            format!(": {} bytes", depth * 32),
            format!(": the depth is {depth}"),
            ": 0 blocks are left".to_owned(),
        ]) {
            assert!(line.ends_with(&ends), "{line}");
        }
    });
}

#[test]
fn a_list_and_a_tree_in_a_small_stack() {
    prints(300_000, 100_000);
    prints(0, 0);
    prints(1, 1);
}

/// `cargo test --release --test programs -- --ignored`
#[test]
#[ignore = "takes many seconds without optimisation"]
fn ten_million_nodes_and_a_depth_of_a_million() {
    prints(10_000_000, 1_000_000);
}

// The mistakes.

#[test]
fn a_list_that_ends_in_a_ring_is_freed() -> Result<()> {
    // No more than are remembered after their free.
    let head = list::build(400)?;
    pointers! {
        let mut last = head;
        while !last->next.is_null() {
            last = last->next;
        }
        last->next = head;
    }?;
    // In C it is freed for ever.
    let places = ["->next", "malloc(", "free(at)"];
    assert_mistake(list::free_list(head), ErrorKind::Memory, places);
    assert_nothing_lives();
    Ok(())
}

#[test]
fn a_tree_is_walked_after_it_was_freed() -> Result<()> {
    // No more than are remembered after their free.
    let root = tree::zigzag(400)?;
    tree::free_tree(root)?;
    let places = ["->left", "malloc(", "free(at)"];
    assert_mistake(tree::depth(root), ErrorKind::Memory, places);
    assert_nothing_lives();
    Ok(())
}
