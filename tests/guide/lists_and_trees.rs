//! Lists and trees.

use pointers::prelude::*;

page!("lists_and_trees", "lists_and_trees_wrong");

#[derive(Fields)]
struct Item {
    value: i32,
    next: MallocPointer<Item>,
}

#[derive(Fields)]
struct Fork {
    key: i32,
    left: MallocPointer<Fork>,
    right: MallocPointer<Fork>,
}

pointers! {
    fn fork(key: i32) -> Result<MallocPointer<Fork>> {
        let fork: MallocPointer<Fork> = malloc(size_of::<Fork>());
        fork->key = key;
        fork->left = NULL;
        fork->right = NULL;
        Ok(fork)
    }

    fn tree(keys: &[i32]) -> Result<MallocPointer<Fork>> {
        let root: MallocPointer<Fork> = NULL;
        for key in keys {
            if root == NULL {
                root = fork(*key)?;
                continue;
            }
            let at = root;
            loop {
                let link = if *key < at->key { &raw mut at->left } else { &raw mut at->right };
                if ~link == NULL {
                    link <<= fork(*key)?;
                    break;
                }
                at = ~link;
            }
        }
        Ok(root)
    }
}

#[test]
fn exercise_1() -> Result<()> {
    pointers! {
        fn reversed(list: MallocPointer<Item>) -> Result<MallocPointer<Item>> {
            let done: MallocPointer<Item> = NULL;
            while list != NULL {
                let next = list->next;
                list->next = done;
                done = list;
                list = next;
            }
            Ok(done)
        }
    }
    pointers! {
        let list: MallocPointer<Item> = NULL;
        for value in 0..3 {
            let item: MallocPointer<Item> = malloc(size_of::<Item>());
            item->value = value;
            item->next = list;
            list = item;
        }
        assert_eq!(list->value, 2);
        list = reversed(list)?;
        assert_eq!((list->value, list->next->next->value), (0, 2));
        assert!(reversed(NULL)? == NULL);
    }
}

#[test]
fn exercise_2() -> Result<()> {
    pointers! {
        fn sum(tree: MallocPointer<Fork>) -> Result<i32> {
            if tree == NULL {
                return Ok(0);
            }
            Ok(tree->key + sum(tree->left)? + sum(tree->right)?)
        }
    }
    assert_eq!(sum(tree(&[4, 2, 6, 5])?)?, 17);
    Ok(())
}

/// A tree whose keys go in sorted is a list: as deep as there are keys.
#[test]
fn exercise_3() -> Result<()> {
    pointers! {
        fn depth(tree: MallocPointer<Fork>) -> Result<usize> {
            if tree == NULL {
                return Ok(0);
            }
            let (left, right) = (depth(tree->left)?, depth(tree->right)?);
            Ok(1 + left.max(right))
        }
    }
    assert_eq!(depth(tree(&[4, 2, 6, 5])?)?, 3);
    assert_eq!(depth(tree(&[1, 2, 3, 4])?)?, 4);
    Ok(())
}
