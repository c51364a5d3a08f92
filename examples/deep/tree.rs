//! A tree needs to remember where a walk has to go on. Recursion remembers it on the machine's stack, which a deep tree
//! overflows; here it is remembered in memory, and for freeing not even that is needed.

use pointers::prelude::*;

pointers! {
    #[derive(Clone, Copy)]
    pub(crate) struct Node {
        left: MallocPointer<Node>,
        right: MallocPointer<Node>,
    }

    /// A node that the walk has still to visit, and how deep it is.
    #[derive(Clone, Copy)]
    struct Visit {
        node: MallocPointer<Node>,
        depth: usize,
        then: MallocPointer<Visit>,
    }

    /// A tree that has one node at each depth, left and right in turn.
    pub(crate) fn zigzag(depth: usize) -> Result<MallocPointer<Node>> {
        let mut root = NULL;
        for level in 0..depth {
            let null = NULL;
            let (left, right) = if level % 2 == 0 {
                (root, null)
            } else {
                (null, root)
            };
            let node = malloc(size_of::<Node>());
            node <<= Node { left, right };
            root = node;
        }
        Ok(root)
    }

    /// The depth of the deepest node. The visits to come are a list.
    pub(crate) fn depth(root: MallocPointer<Node>) -> Result<usize> {
        let mut deepest = 0;
        let mut to_do = later(root, 1, NULL)?;
        while to_do != NULL {
            let Visit { node, depth, then } = ~to_do;
            free(to_do);
            to_do = then;
            if node != NULL {
                deepest = deepest.max(depth);
                to_do = later(node->left, depth + 1, to_do)?;
                to_do = later(node->right, depth + 1, to_do)?;
            }
        }
        Ok(deepest)
    }

    fn later(
        node: MallocPointer<Node>,
        depth: usize,
        then: MallocPointer<Visit>,
    ) -> Result<MallocPointer<Visit>> {
        let visit = malloc(size_of::<Visit>());
        visit <<= Visit { node, depth, then };
        Ok(visit)
    }

    /// Turns a node with a left child down to the right until it has none; then it can be freed, and what is left of the
    /// tree is its right child's.
    pub(crate) fn free_tree(root: MallocPointer<Node>) -> Result<()> {
        let mut at = root;
        while at != NULL {
            let Node { left, right } = ~at;
            if left == NULL {
                free(at);
                at = right;
            } else {
                at->left = left->right;
                left->right = at;
                at = left;
            }
        }
        Ok(())
    }
}
