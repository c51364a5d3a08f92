#[path = "../../examples/search_tree/main.rs"]
#[allow(dead_code)]
pub(crate) mod program;

use std::collections::BTreeSet;

use pointers::prelude::*;
use program::tree::{Node, Tree};

use crate::{assert_mistake, assert_nothing_lives, numbers, output};

#[test]
fn what_it_prints() {
    let text = output(program::run);
    let first = "The tree, its root on the left:
        80
    70
        60
50
            45
        40
            35
    30
        20

";
    let last = "Without 50, a node with two children:
        80
    70
60
        45
    40
        35

In order: [35, 40, 45, 60, 70, 80]
Freed 6 nodes.
";
    assert!(text.starts_with(first) && text.ends_with(last), "{text}");
}

#[test]
fn it_holds_what_a_set_of_the_standard_library_holds() -> Result<()> {
    let mut tree = Tree::default();
    let mut set = BTreeSet::new();
    for (turn, number) in numbers(3000).enumerate() {
        if turn % 5 < 3 {
            assert_eq!(tree.insert(number)?, set.insert(number));
        } else {
            assert_eq!(tree.remove(number)?, set.remove(&number));
        }
        assert_eq!(!tree.find(number)?.is_null(), set.contains(&number));
    }
    assert!(tree.keys()?.into_iter().eq(set.iter().copied()));
    assert_eq!(tree.free()?, set.len());
    assert!(tree.root.is_null());
    assert_nothing_lives();
    Ok(())
}

fn tree_of<const N: usize>(keys: [i32; N]) -> Result<Tree> {
    let mut tree = Tree::default();
    for key in keys {
        tree.insert(key)?;
    }
    Ok(tree)
}

#[test]
fn a_tree_as_deep_as_it_has_nodes() -> Result<()> {
    let mut tree = Tree::default();
    for key in 0..1000 {
        tree.insert(key)?;
    }
    assert_eq!(tree.keys()?.len(), 1000);
    for key in (0..1000).step_by(2) {
        assert!(tree.remove(key)?);
    }
    assert_eq!(tree.free()?, 500);
    assert_nothing_lives();
    Ok(())
}

// The mistakes.

#[test]
fn a_leaf_is_freed_and_its_parent_not_told() -> Result<()> {
    let mut tree = tree_of([2, 1, 3])?;
    pointers! {
        let leaf = tree.find(3)?;
        free(leaf);
    }?;
    let places = ["->key != key", "malloc(", "free(leaf)"];
    assert_mistake(tree.find(4), ErrorKind::Memory, places);
    pointers! { tree.root->right = MallocPointer::null(); }?;
    assert_eq!(tree.free()?, 2);
    assert_nothing_lives();
    Ok(())
}

#[test]
fn a_node_is_freed_before_its_children_are_read() -> Result<()> {
    fn free_tree(root: MallocPointer<Node>) -> Result<()> {
        pointers! {
            #![allow(misuse)]
            if !root.is_null() {
                free(root);
                free_tree(root->left)?;
                free_tree(root->right)?;
            }
        }
    }
    let tree = tree_of([2, 1, 3])?;
    let Node { left, right, .. } = tree.root.read()?;
    let places = ["->left", "malloc(", "free(root)"];
    assert_mistake(free_tree(tree.root), ErrorKind::Memory, places);
    free(left)?;
    free(right)?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn two_trees_share_a_branch_and_both_free_it() -> Result<()> {
    let mut tree = tree_of([2, 1, 3])?;
    let mut other = tree_of([20])?;
    pointers! { other.root->left = tree.root; }?;
    assert_eq!(tree.free()?, 3);
    let places = ["->left != NULL", "malloc(", "free(at)"];
    assert_mistake(other.free(), ErrorKind::Memory, places);
    free(other.root)?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn a_new_node_is_used_before_it_is_filled() -> Result<()> {
    let mut node: MallocPointer<Node> = MallocPointer::null();
    let outcome = pointers! {
        #![allow(misuse)]
        node = malloc(size_of::<Node>());
        node->key = 7;
    };
    assert_mistake(
        outcome,
        ErrorKind::Dereference,
        ["->key = 7", "malloc(", ""],
    );
    free(node)?;
    assert_nothing_lives();
    Ok(())
}
