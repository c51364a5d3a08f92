//! A red-black tree of integers. A red node has black children, and every way from a node down to a leaf meets as many
//! black nodes: the longest is at most twice the shortest.
//!
//! As in the textbooks, the leaves are one black node, `nil`, whose parent may be set while a removal is repaired. The
//! children are an array, so that each repair is written once for both sides.

use pointers::prelude::*;

pub(crate) const LEFT: usize = 0;
pub(crate) const RIGHT: usize = 1;

pointers! {
    #[derive(Clone, Copy)]
    pub(crate) struct Node {
        pub(crate) key: i32,
        pub(crate) red: bool,
        pub(crate) parent: MallocPointer<Node>,
        pub(crate) child: [MallocPointer<Node>; 2],
    }

    pub(crate) struct Tree {
        pub(crate) root: MallocPointer<Node>,
        nil: MallocPointer<Node>,
    }

    impl Tree {
        pub(crate) fn new() -> Result<Tree> {
            let nil = malloc(size_of::<Node>());
            nil <<= Node {
                key: 0,
                red: false,
                parent: nil,
                child: [nil, nil],
            };
            Ok(Tree { root: nil, nil })
        }

        /// Whether the key was new.
        pub(crate) fn insert(&mut self, key: i32) -> Result<bool> {
            let mut parent = self.nil;
            let mut at = self.root;
            while at != self.nil {
                if key == at->key {
                    return Ok(false);
                }
                parent = at;
                at = at->child[side(key > at->key)];
            }
            let node = malloc(size_of::<Node>());
            node <<= Node {
                key,
                red: true,
                parent,
                child: [self.nil, self.nil],
            };
            if parent == self.nil {
                self.root = node;
            } else {
                parent->child[side(key > parent->key)] = node;
            }
            self.repair_insertion(node)?;
            Ok(true)
        }

        /// Whether the key was there.
        pub(crate) fn remove(&mut self, key: i32) -> Result<bool> {
            let node = self.find(key)?;
            if node == self.nil {
                return Ok(false);
            }
            let mut black_is_gone = !node->red;
            let hole;
            if node->child[LEFT] == self.nil {
                hole = node->child[RIGHT];
                self.replace(node, hole)?;
            } else if node->child[RIGHT] == self.nil {
                hole = node->child[LEFT];
                self.replace(node, hole)?;
            } else {
                let next = self.leftmost(node->child[RIGHT])?;
                black_is_gone = !next->red;
                hole = next->child[RIGHT];
                if next->parent == node {
                    hole->parent = next;
                } else {
                    self.replace(next, hole)?;
                    self.adopt(next, RIGHT, node->child[RIGHT])?;
                }
                self.replace(node, next)?;
                self.adopt(next, LEFT, node->child[LEFT])?;
                next->red = node->red;
            }
            free(node);
            if black_is_gone {
                self.repair_removal(hole)?;
            }
            Ok(true)
        }

        pub(crate) fn contains(&self, key: i32) -> Result<bool> {
            Ok(self.find(key)? != self.nil)
        }

        pub(crate) fn height(&self) -> Result<usize> {
            let mut highest = 0;
            let mut at = self.leftmost(self.root)?;
            while at != self.nil {
                highest = highest.max(self.depth(at)?);
                at = self.successor(at)?;
            }
            Ok(highest)
        }

        /// The tree turned on its side: the largest key on top, each as far to the right as it is deep.
        pub(crate) fn draw(&self) -> Result<String> {
            let mut lines = Vec::new();
            let mut at = self.leftmost(self.root)?;
            while at != self.nil {
                let key = if at->red {
                    format!("[{}]", at->key)
                } else {
                    format!(" {}", at->key)
                };
                lines.push(format!("{}{key}\n", "    ".repeat(self.depth(at)? - 1)));
                at = self.successor(at)?;
            }
            lines.reverse();
            Ok(lines.concat())
        }

        /// That the tree is what its description says. The number of its keys.
        pub(crate) fn check(&self) -> Result<usize> {
            let mut count = 0;
            let mut blacks = None;
            let mut last = None;
            assert!(!self.root->red, "the root is red");
            let mut at = self.leftmost(self.root)?;
            while at != self.nil {
                count += 1;
                assert!(last < Some(at->key), "{} does not belong here", at->key);
                last = Some(at->key);
                for child in at->child {
                    assert!(!at->red || !child->red, "{} and its child are red", at->key);
                    if child == self.nil {
                        let here = Some(self.blacks_above(at)?);
                        assert_eq!(
                            *blacks.get_or_insert(here),
                            here,
                            "black nodes above {}",
                            at->key
                        );
                    }
                }
                at = self.successor(at)?;
            }
            Ok(count)
        }

        /// Frees every node, children before their parent, and says how many keys there were.
        pub(crate) fn free(self) -> Result<usize> {
            let mut count = 0;
            let mut at = self.root;
            while at != self.nil {
                if at->child[LEFT] != self.nil {
                    at = at->child[LEFT];
                } else if at->child[RIGHT] != self.nil {
                    at = at->child[RIGHT];
                } else {
                    let parent = at->parent;
                    if parent != self.nil {
                        parent->child[side(parent->child[RIGHT] == at)] = self.nil;
                    }
                    free(at);
                    count += 1;
                    at = parent;
                }
            }
            free(self.nil);
            Ok(count)
        }

        /// A red node may have a red parent: moves the pair of reds up until it can be parted.
        fn repair_insertion(&mut self, node: MallocPointer<Node>) -> Result<()> {
            let mut at = node;
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
                    self.rotate(at, here)?;
                }
                at->parent->red = false;
                grandparent->red = true;
                self.rotate(grandparent, 1 - here)?;
            }
            self.root->red = false;
            Ok(())
        }

        /// The ways through a node lack one black: gives it to them, or moves the lack up.
        fn repair_removal(&mut self, hole: MallocPointer<Node>) -> Result<()> {
            let mut at = hole;
            while at != self.root && !at->red {
                let parent = at->parent;
                let here = side(parent->child[RIGHT] == at);
                let mut sibling = parent->child[1 - here];
                if sibling->red {
                    sibling->red = false;
                    parent->red = true;
                    self.rotate(parent, here)?;
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
                    self.rotate(sibling, 1 - here)?;
                    sibling = parent->child[1 - here];
                }
                sibling->red = parent->red;
                parent->red = false;
                sibling->child[1 - here]->red = false;
                self.rotate(parent, here)?;
                at = self.root;
            }
            at->red = false;
            Ok(())
        }

        /// Turns a node down to one side; its child from the other side takes its place.
        fn rotate(&mut self, node: MallocPointer<Node>, to: usize) -> Result<()> {
            let child = node->child[1 - to];
            self.adopt(node, 1 - to, child->child[to])?;
            self.replace(node, child)?;
            self.adopt(child, to, node)
        }

        fn adopt(
            &mut self,
            parent: MallocPointer<Node>,
            on: usize,
            child: MallocPointer<Node>,
        ) -> Result<()> {
            parent->child[on] = child;
            if child != self.nil {
                child->parent = parent;
            }
            Ok(())
        }

        /// Hangs another subtree where `old` hangs.
        fn replace(&mut self, old: MallocPointer<Node>, new: MallocPointer<Node>) -> Result<()> {
            let parent = old->parent;
            if parent == self.nil {
                self.root = new;
            } else {
                parent->child[side(parent->child[RIGHT] == old)] = new;
            }
            new->parent = parent;
            Ok(())
        }

        fn find(&self, key: i32) -> Result<MallocPointer<Node>> {
            let mut at = self.root;
            while at != self.nil && at->key != key {
                at = at->child[side(key > at->key)];
            }
            Ok(at)
        }

        fn leftmost(&self, root: MallocPointer<Node>) -> Result<MallocPointer<Node>> {
            let mut at = root;
            while at != self.nil && at->child[LEFT] != self.nil {
                at = at->child[LEFT];
            }
            Ok(at)
        }

        fn successor(&self, node: MallocPointer<Node>) -> Result<MallocPointer<Node>> {
            if node->child[RIGHT] != self.nil {
                return self.leftmost(node->child[RIGHT]);
            }
            let mut child = node;
            let mut parent = node->parent;
            while parent != self.nil && child == parent->child[RIGHT] {
                child = parent;
                parent = parent->parent;
            }
            Ok(parent)
        }

        fn depth(&self, node: MallocPointer<Node>) -> Result<usize> {
            let mut count = 0;
            let mut at = node;
            while at != self.nil {
                at = at->parent;
                count += 1;
            }
            Ok(count)
        }

        fn blacks_above(&self, node: MallocPointer<Node>) -> Result<usize> {
            let mut count = 0;
            let mut at = node;
            while at != self.nil {
                count += usize::from(!at->red);
                at = at->parent;
            }
            Ok(count)
        }
    }

    fn side(right: bool) -> usize {
        if right { RIGHT } else { LEFT }
    }
}
