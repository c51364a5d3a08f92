//! A doubly linked list of names. A node's name is a block of its own, as with C's `strdup`.

use pointers::prelude::*;

pointers! {
    #[derive(Clone, Copy)]
    pub(crate) struct Node {
        pub(crate) name: MallocPointer<str>,
        pub(crate) before: MallocPointer<Node>,
        pub(crate) next: MallocPointer<Node>,
    }

    #[derive(Clone, Copy, Default)]
    pub(crate) struct List {
        pub(crate) first: MallocPointer<Node>,
        pub(crate) last: MallocPointer<Node>,
    }

    impl List {
        pub(crate) fn push_front(&mut self, name: &str) -> Result<()> {
            let node = node(name)?;
            self.link(NULL, node, self.first)
        }

        pub(crate) fn push_back(&mut self, name: &str) -> Result<()> {
            let node = node(name)?;
            self.link(self.last, node, NULL)
        }

        pub(crate) fn insert_before(&mut self, at: MallocPointer<Node>, name: &str) -> Result<()> {
            let node = node(name)?;
            self.link(at->before, node, at)
        }

        /// The first node of that name, or NULL.
        pub(crate) fn find(&self, name: &str) -> Result<MallocPointer<Node>> {
            let mut at = self.first;
            while at != NULL && ~at->name != name {
                at = at->next;
            }
            Ok(at)
        }

        pub(crate) fn remove(&mut self, node: MallocPointer<Node>) -> Result<()> {
            let Node { name, before, next } = ~node;
            if before == NULL {
                self.first = next;
            } else {
                before->next = next;
            }
            if next == NULL {
                self.last = before;
            } else {
                next->before = before;
            }
            free(name);
            free(node);
            Ok(())
        }

        pub(crate) fn reverse(&mut self) -> Result<()> {
            let mut at = self.first;
            while at != NULL {
                let Node { before, next, .. } = ~at;
                at->before = next;
                at->next = before;
                at = next;
            }
            (self.first, self.last) = (self.last, self.first);
            Ok(())
        }

        /// Bottom up: merges runs of 1, 2, 4, … nodes, without recursion.
        pub(crate) fn merge_sort(&mut self) -> Result<()> {
            let mut length = 1;
            loop {
                let mut rest = self.first;
                let mut merges = 0;
                *self = List::default();
                while rest != NULL {
                    let a = rest;
                    let b = cut(a, length)?;
                    rest = cut(b, length)?;
                    self.append_merged(a, b)?;
                    merges += 1;
                }
                if merges <= 1 {
                    return Ok(());
                }
                length *= 2;
            }
        }

        pub(crate) fn names_forward(&self) -> Result<String> {
            let mut names = Vec::new();
            let mut at = self.first;
            while at != NULL {
                names.push(~at->name);
                at = at->next;
            }
            Ok(names.join(" "))
        }

        pub(crate) fn names_backward(&self) -> Result<String> {
            let mut names = Vec::new();
            let mut at = self.last;
            while at != NULL {
                names.push(~at->name);
                at = at->before;
            }
            Ok(names.join(" "))
        }

        /// Frees every node with its name, and says how many there were.
        pub(crate) fn free(&mut self) -> Result<usize> {
            let mut count = 0;
            while self.first != NULL {
                self.remove(self.first)?;
                count += 1;
            }
            Ok(count)
        }

        fn link(
            &mut self,
            before: MallocPointer<Node>,
            node: MallocPointer<Node>,
            next: MallocPointer<Node>,
        ) -> Result<()> {
            node->before = before;
            node->next = next;
            if before == NULL {
                self.first = node;
            } else {
                before->next = node;
            }
            if next == NULL {
                self.last = node;
            } else {
                next->before = node;
            }
            Ok(())
        }

        /// Takes the nodes of two sorted chains to the end of this list, the smaller first.
        fn append_merged(&mut self, a: MallocPointer<Node>, b: MallocPointer<Node>) -> Result<()> {
            let (mut a, mut b) = (a, b);
            while a != NULL || b != NULL {
                let from_a = b == NULL || a != NULL && ~a->name <= ~b->name;
                let node = if from_a { a } else { b };
                if from_a {
                    a = a->next;
                } else {
                    b = b->next;
                }
                self.link(self.last, node, NULL)?;
            }
            Ok(())
        }
    }

    fn node(name: &str) -> Result<MallocPointer<Node>> {
        let copy = malloc(name.len());
        copy <<= name;
        let node = try { malloc(size_of::<Node>()) } except _ as error {
            free(copy);
            return Err(error);
        };
        node <<= Node {
            name: copy,
            before: NULL,
            next: NULL,
        };
        Ok(node)
    }

    /// Cuts the chain after so many nodes and returns what follows.
    fn cut(head: MallocPointer<Node>, length: usize) -> Result<MallocPointer<Node>> {
        let mut at = head;
        let mut count = 1;
        while count < length && at != NULL {
            at = at->next;
            count += 1;
        }
        if at == NULL {
            return Ok(at);
        }
        let rest = at->next;
        at->next = NULL;
        Ok(rest)
    }
}
