//! A binary search tree of integers. Every node knows its parent, so that no walk needs recursion, however deep the tree
//! is.

use pointers::prelude::*;

pointers! {
    #[derive(Clone, Copy)]
    pub(crate) struct Node {
        pub(crate) key: i32,
        pub(crate) parent: MallocPointer<Node>,
        pub(crate) left: MallocPointer<Node>,
        pub(crate) right: MallocPointer<Node>,
    }

    #[derive(Default)]
    pub(crate) struct Tree {
        pub(crate) root: MallocPointer<Node>,
    }

    impl Tree {
        /// Whether the key was new.
        pub(crate) fn insert(&mut self, key: i32) -> Result<bool> {
            let mut parent = NULL;
            let mut at = self.root;
            while at != NULL {
                parent = at;
                if key == at->key {
                    return Ok(false);
                }
                at = if key < at->key { at->left } else { at->right };
            }
            let node = malloc(size_of::<Node>());
            node <<= Node {
                key,
                parent,
                left: NULL,
                right: NULL,
            };
            if parent == NULL {
                self.root = node;
            } else if key < parent->key {
                parent->left = node;
            } else {
                parent->right = node;
            }
            Ok(true)
        }

        /// The node with that key, or NULL.
        pub(crate) fn find(&self, key: i32) -> Result<MallocPointer<Node>> {
            let mut at = self.root;
            while at != NULL && at->key != key {
                at = if key < at->key { at->left } else { at->right };
            }
            Ok(at)
        }

        /// Whether the key was there.
        pub(crate) fn remove(&mut self, key: i32) -> Result<bool> {
            let node = self.find(key)?;
            if node == NULL {
                return Ok(false);
            }
            if node->left == NULL {
                self.replace(node, node->right)?;
            } else if node->right == NULL {
                self.replace(node, node->left)?;
            } else {
                let next = leftmost(node->right)?;
                if next->parent != node {
                    self.replace(next, next->right)?;
                    next->right = node->right;
                    next->right->parent = next;
                }
                self.replace(node, next)?;
                next->left = node->left;
                next->left->parent = next;
            }
            free(node);
            Ok(true)
        }

        pub(crate) fn keys(&self) -> Result<Vec<i32>> {
            let mut keys = Vec::new();
            let mut at = leftmost(self.root)?;
            while at != NULL {
                keys.push(at->key);
                at = successor(at)?;
            }
            Ok(keys)
        }

        /// The tree turned on its side: the largest key on top, each as far to the right as it is deep.
        pub(crate) fn draw(&self) -> Result<String> {
            let mut lines = Vec::new();
            let mut at = leftmost(self.root)?;
            while at != NULL {
                lines.push(format!("{}{}\n", "    ".repeat(depth(at)?), at->key));
                at = successor(at)?;
            }
            lines.reverse();
            Ok(lines.concat())
        }

        /// Frees every node, children before their parent, and says how many there were.
        pub(crate) fn free(&mut self) -> Result<usize> {
            let mut count = 0;
            let mut at = self.root;
            while at != NULL {
                if at->left != NULL {
                    at = at->left;
                } else if at->right != NULL {
                    at = at->right;
                } else {
                    let parent = at->parent;
                    self.replace(at, NULL)?;
                    free(at);
                    count += 1;
                    at = parent;
                }
            }
            Ok(count)
        }

        /// Hangs another subtree where `old` hangs.
        fn replace(&mut self, old: MallocPointer<Node>, new: MallocPointer<Node>) -> Result<()> {
            let parent = old->parent;
            if parent == NULL {
                self.root = new;
            } else if parent->left == old {
                parent->left = new;
            } else {
                parent->right = new;
            }
            if new != NULL {
                new->parent = parent;
            }
            Ok(())
        }
    }

    fn leftmost(root: MallocPointer<Node>) -> Result<MallocPointer<Node>> {
        let mut at = root;
        while at != NULL && at->left != NULL {
            at = at->left;
        }
        Ok(at)
    }

    /// The node with the next larger key, or NULL.
    fn successor(node: MallocPointer<Node>) -> Result<MallocPointer<Node>> {
        if node->right != NULL {
            return leftmost(node->right);
        }
        let mut child = node;
        let mut parent = node->parent;
        while parent != NULL && child == parent->right {
            child = parent;
            parent = parent->parent;
        }
        Ok(parent)
    }

    fn depth(node: MallocPointer<Node>) -> Result<usize> {
        let mut count = 0;
        let mut at = node->parent;
        while at != NULL {
            at = at->parent;
            count += 1;
        }
        Ok(count)
    }
}
