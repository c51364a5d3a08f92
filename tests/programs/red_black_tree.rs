#[path = "../../examples/red_black_tree/main.rs"]
#[allow(dead_code)]
pub(crate) mod program;

use std::collections::BTreeSet;

use pointers::prelude::*;
use program::tree::{LEFT, RIGHT, Tree};

use crate::{assert_mistake, assert_nothing_lives, numbers, output};

#[test]
fn what_it_prints() {
    let text = output(program::run);
    let first = "1 to 10 in order, red keys in brackets:
                [10]
             9
        [8]
             7
     6
         5
 4
         3
     2
         1
";
    let last = "
9 is not there.
With 11 to 10000 it is 24 high; as a plain search tree it would be 9997.
Freed 9997 nodes.
";
    assert!(text.starts_with(first) && text.ends_with(last), "{text}");
}

#[test]
fn it_holds_what_a_set_holds_and_stays_red_and_black() -> Result<()> {
    let mut tree = Tree::new()?;
    let mut set = BTreeSet::new();
    for (turn, number) in numbers(3000).enumerate() {
        // Grows in one thousand, shrinks in the next.
        if turn / 1000 != 1 || turn % 8 == 0 {
            assert_eq!(tree.insert(number)?, set.insert(number));
        } else {
            assert_eq!(tree.remove(number)?, set.remove(&number));
        }
        assert_eq!(tree.contains(number)?, set.contains(&number));
        if turn % 10 == 0 {
            assert_eq!(tree.check()?, set.len());
        }
    }
    assert!(
        tree.height()? <= 16,
        "256 keys are at most 2 * log2(257) high"
    );
    for number in set {
        assert!(tree.remove(number)?);
        tree.check()?;
    }
    assert_eq!(tree.free()?, 0);
    assert_nothing_lives();
    Ok(())
}

// The mistakes.

#[test]
fn a_node_is_kept_over_its_removal() -> Result<()> {
    let mut tree = Tree::new()?;
    for key in 0..8 {
        tree.insert(key)?;
    }
    let kept = tree.root;
    pointers! { tree.remove(kept->key)?; }?;
    let places = ["->red", "malloc(", "free(node)"];
    assert_mistake(pointers! { kept->red }, ErrorKind::Memory, places);
    assert_mistake(
        pointers! { kept->child[LEFT]->key },
        ErrorKind::Memory,
        ["[LEFT]", places[1], places[2]],
    );
    tree.free()?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn null_stands_where_the_black_leaf_belongs() -> Result<()> {
    let mut tree = Tree::new()?;
    tree.insert(1)?;
    let nil = pointers! {
        let nil = tree.root->child[RIGHT];
        tree.root->child[RIGHT] = MallocPointer::null();
        nil
    }?;
    assert_mistake(
        tree.contains(2),
        ErrorKind::NullPointer,
        ["->key != key", "", ""],
    );
    assert_mistake(tree.insert(2), ErrorKind::NullPointer, ["->key {", "", ""]);
    pointers! { tree.root->child[RIGHT] = nil; }?;
    tree.free()?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn the_black_leaf_is_freed_as_if_it_were_a_node() -> Result<()> {
    let mut tree = Tree::new()?;
    tree.insert(1)?;
    let node = tree.root;
    pointers! { free(tree.root->child[LEFT]); }?;
    let places = ["->parent = parent", "malloc(", "free(tree.root"];
    assert_mistake(tree.remove(1), ErrorKind::Memory, places);
    free(node)?;
    assert_nothing_lives();
    Ok(())
}
