//! A red-black tree of integers, with parents and one black leaf for all.

use pointers::prelude::*;

use super::program::next_random;

const LEFT: usize = 0;
const RIGHT: usize = 1;

pointers! {
    #[derive(Fields, Clone, Copy)]
    struct Node {
        key: i32,
        red: bool,
        parent: MallocPointer<Node>,
        child: [MallocPointer<Node>; 2],
    }

    #[derive(Fields, Clone, Copy)]
    struct Tree {
        root: MallocPointer<Node>,
        nil: MallocPointer<Node>,
    }

    fn new_tree() -> Result<MallocPointer<Tree>> {
        let tree: MallocPointer<Tree> = malloc(size_of::<Tree>());
        let nil: MallocPointer<Node> = malloc(size_of::<Node>());
        nil->key = 0;
        nil->red = false;
        nil->parent = nil;
        nil->child[LEFT] = nil;
        nil->child[RIGHT] = nil;
        tree->root = nil;
        tree->nil = nil;
        Ok(tree)
    }

    fn side(right: bool) -> usize {
        if right { RIGHT } else { LEFT }
    }

    fn adopt(tree: MallocPointer<Tree>, parent: MallocPointer<Node>, on: usize, child: MallocPointer<Node>) -> Result<()> {
        parent->child[on] = child;
        if child != tree->nil {
            child->parent = parent;
        }
        Ok(())
    }

    /// Hangs another subtree where `old` hangs.
    fn replace(tree: MallocPointer<Tree>, old: MallocPointer<Node>, new: MallocPointer<Node>) -> Result<()> {
        let parent = old->parent;
        if parent == tree->nil {
            tree->root = new;
        } else {
            parent->child[side(parent->child[RIGHT] == old)] = new;
        }
        new->parent = parent;
        Ok(())
    }

    /// Turns a node down to one side; its child from the other side takes its place.
    fn rotate(tree: MallocPointer<Tree>, node: MallocPointer<Node>, to: usize) -> Result<()> {
        let child = node->child[1 - to];
        adopt(tree, node, 1 - to, child->child[to])?;
        replace(tree, node, child)?;
        adopt(tree, child, to, node)
    }

    fn repair_insertion(tree: MallocPointer<Tree>, node: MallocPointer<Node>) -> Result<()> {
        let at = node;
        while at->parent->red {
            let grandparent = at->parent->parent;
            let here = side(grandparent->child[RIGHT] == at->parent);
            let uncle = grandparent->child[1 - here];
            if uncle->red {
                at->parent->red = false;
                uncle->red = false;
                grandparent->red = true;
                at = grandparent;
                continue;
            }
            if at == at->parent->child[1 - here] {
                at = at->parent;
                rotate(tree, at, here)?;
            }
            at->parent->red = false;
            grandparent->red = true;
            rotate(tree, grandparent, 1 - here)?;
        }
        tree->root->red = false;
        Ok(())
    }

    fn insert(tree: MallocPointer<Tree>, key: i32) -> Result<bool> {
        let parent = tree->nil;
        let at = tree->root;
        while at != tree->nil {
            if key == at->key {
                return Ok(false);
            }
            parent = at;
            at = at->child[side(key > at->key)];
        }
        let node: MallocPointer<Node> = malloc(size_of::<Node>());
        node->key = key;
        node->red = true;
        node->parent = parent;
        node->child[LEFT] = tree->nil;
        node->child[RIGHT] = tree->nil;
        if parent == tree->nil {
            tree->root = node;
        } else {
            parent->child[side(key > parent->key)] = node;
        }
        repair_insertion(tree, node)?;
        Ok(true)
    }

    fn find(tree: MallocPointer<Tree>, key: i32) -> Result<MallocPointer<Node>> {
        let at = tree->root;
        while at != tree->nil && at->key != key {
            at = at->child[side(key > at->key)];
        }
        Ok(at)
    }

    fn repair_removal(tree: MallocPointer<Tree>, hole: MallocPointer<Node>) -> Result<()> {
        let at = hole;
        while at != tree->root && !at->red {
            let parent = at->parent;
            let here = side(parent->child[RIGHT] == at);
            let sibling = parent->child[1 - here];
            if sibling->red {
                sibling->red = false;
                parent->red = true;
                rotate(tree, parent, here)?;
                sibling = parent->child[1 - here];
            }
            if !sibling->child[LEFT]->red && !sibling->child[RIGHT]->red {
                sibling->red = true;
                at = parent;
                continue;
            }
            if !sibling->child[1 - here]->red {
                sibling->child[here]->red = false;
                sibling->red = true;
                rotate(tree, sibling, 1 - here)?;
                sibling = parent->child[1 - here];
            }
            sibling->red = parent->red;
            parent->red = false;
            sibling->child[1 - here]->red = false;
            rotate(tree, parent, here)?;
            at = tree->root;
        }
        at->red = false;
        Ok(())
    }

    fn take_out(tree: MallocPointer<Tree>, key: i32) -> Result<bool> {
        let node = find(tree, key)?;
        if node == tree->nil {
            return Ok(false);
        }
        let mut black_is_gone = !node->red;
        let hole;
        if node->child[LEFT] == tree->nil {
            hole = node->child[RIGHT];
            replace(tree, node, hole)?;
        } else if node->child[RIGHT] == tree->nil {
            hole = node->child[LEFT];
            replace(tree, node, hole)?;
        } else {
            let next = node->child[RIGHT];
            while next->child[LEFT] != tree->nil {
                next = next->child[LEFT];
            }
            black_is_gone = !next->red;
            hole = next->child[RIGHT];
            if next->parent == node {
                hole->parent = next;
            } else {
                replace(tree, next, hole)?;
                adopt(tree, next, RIGHT, node->child[RIGHT])?;
            }
            replace(tree, node, next)?;
            adopt(tree, next, LEFT, node->child[LEFT])?;
            next->red = node->red;
        }
        free(node);
        if black_is_gone {
            repair_removal(tree, hole)?;
        }
        Ok(true)
    }

    /// Frees a subtree, and gives the sum of its keys.
    fn delete(tree: MallocPointer<Tree>, at: MallocPointer<Node>) -> Result<i64> {
        if at == tree->nil {
            return Ok(0);
        }
        let sum = i64::from(at->key) + delete(tree, at->child[LEFT])? + delete(tree, at->child[RIGHT])?;
        free(at);
        Ok(sum)
    }

    pub(crate) fn run(n: u64) -> Result<u64> {
        let tree = new_tree()?;
        let mut count = 0;
        for _ in 0..n {
            count += u64::from(insert(tree, (next_random() % (2 * n)) as i32)?);
        }
        for _ in 0..n {
            count += 3 * u64::from(find(tree, (next_random() % (2 * n)) as i32)? != tree->nil);
        }
        for _ in 0..n / 2 {
            count += 5 * u64::from(take_out(tree, (next_random() % (2 * n)) as i32)?);
        }
        count += delete(tree, tree->root)? as u64;
        free(tree->nil);
        free(tree);
        Ok(count)
    }
}
