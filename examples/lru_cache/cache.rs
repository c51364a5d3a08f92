//! A cache of texts by number. Each node is in two structures at once: in the chain of its bucket, to be found, and in
//! the list by age, to be forgotten.

use pointers::prelude::*;

pointers! {
    #[derive(Clone, Copy)]
    pub(crate) struct Node {
        pub(crate) key: usize,
        pub(crate) value: MallocPointer<str>,
        pub(crate) chain: MallocPointer<Node>,
        pub(crate) newer: MallocPointer<Node>,
        pub(crate) older: MallocPointer<Node>,
    }

    #[derive(Clone, Copy)]
    pub(crate) struct Cache {
        buckets: CallocPointer<MallocPointer<Node>>,
        places: usize,
        pub(crate) newest: MallocPointer<Node>,
        pub(crate) oldest: MallocPointer<Node>,
        count: usize,
        capacity: usize,
    }

    impl Cache {
        pub(crate) fn new(capacity: usize) -> Result<Cache> {
            let places = capacity.max(1);
            let buckets = calloc(places, size_of::<MallocPointer<Node>>());
            let null = NULL;
            Ok(Cache {
                buckets,
                places,
                newest: null,
                oldest: null,
                count: 0,
                capacity,
            })
        }

        /// The value of a key, which is the newest from now on.
        pub(crate) fn get(&mut self, key: usize) -> Result<Option<String>> {
            let node = self.find(key)?;
            if node == NULL {
                return Ok(None);
            }
            self.unlink(node)?;
            self.link_newest(node)?;
            Ok(Some(~node->value))
        }

        /// Keeps a value. If the cache is full, the oldest one makes room.
        pub(crate) fn put(&mut self, key: usize, value: &str) -> Result<()> {
            if self.capacity == 0 {
                return Ok(());
            }
            let copy = malloc(value.len());
            copy <<= value;
            let known = self.find(key)?;
            if known != NULL {
                free(known->value);
                known->value = copy;
                self.unlink(known)?;
                return self.link_newest(known);
            }
            let node = try { malloc(size_of::<Node>()) } except _ as error {
                free(copy);
                return Err(error);
            };
            if self.count == self.capacity {
                self.forget(self.oldest)?;
            }
            let bucket = self.bucket(key);
            let null = NULL;
            node <<= Node {
                key,
                value: copy,
                chain: ~bucket,
                newer: null,
                older: null,
            };
            bucket <<= node;
            self.count += 1;
            self.link_newest(node)
        }

        pub(crate) fn forget(&mut self, node: MallocPointer<Node>) -> Result<()> {
            self.unlink(node)?;
            let bucket = self.bucket(node->key);
            if ~bucket == node {
                bucket <<= node->chain;
            } else {
                let mut before = ~bucket;
                while before->chain != node {
                    before = before->chain;
                }
                before->chain = node->chain;
            }
            free(node->value);
            free(node);
            self.count -= 1;
            Ok(())
        }

        pub(crate) fn newest_first(&self) -> Result<Vec<String>> {
            let mut values = Vec::new();
            let mut at = self.newest;
            while at != NULL {
                values.push(~at->value);
                at = at->older;
            }
            Ok(values)
        }

        /// Frees everything, and says how many values there were.
        pub(crate) fn free(mut self) -> Result<usize> {
            let count = self.count;
            while self.oldest != NULL {
                self.forget(self.oldest)?;
            }
            free(self.buckets);
            Ok(count)
        }

        /// The node of a key, or NULL.
        pub(crate) fn find(&self, key: usize) -> Result<MallocPointer<Node>> {
            let mut at = ~self.bucket(key);
            while at != NULL && at->key != key {
                at = at->chain;
            }
            Ok(at)
        }

        fn bucket(&self, key: usize) -> CallocPointer<MallocPointer<Node>> {
            self.buckets + key % self.places
        }

        fn link_newest(&mut self, node: MallocPointer<Node>) -> Result<()> {
            node->newer = NULL;
            node->older = self.newest;
            if self.newest == NULL {
                self.oldest = node;
            } else {
                self.newest->newer = node;
            }
            self.newest = node;
            Ok(())
        }

        fn unlink(&mut self, node: MallocPointer<Node>) -> Result<()> {
            let Node { newer, older, .. } = ~node;
            if newer == NULL {
                self.newest = older;
            } else {
                newer->older = older;
            }
            if older == NULL {
                self.oldest = newer;
            } else {
                older->newer = newer;
            }
            Ok(())
        }
    }
}
