//! A hash table from text to numbers. Entries whose hashes share a bucket are chained; when there are more entries than
//! buckets, `realloc` doubles the buckets and each chain is parted in two.

use pointers::prelude::*;

const FIRST_BUCKETS: usize = 8;

pointers! {
    #[derive(Clone, Copy)]
    pub(crate) struct Entry {
        hash: usize,
        pub(crate) key: MallocPointer<str>,
        pub(crate) value: u64,
        pub(crate) next: MallocPointer<Entry>,
    }

    #[derive(Clone, Copy)]
    pub(crate) struct Table {
        pub(crate) buckets: CallocPointer<MallocPointer<Entry>>,
        pub(crate) size: usize,
        pub(crate) entries: usize,
    }

    impl Table {
        pub(crate) fn new() -> Result<Table> {
            let buckets = calloc(FIRST_BUCKETS, size_of::<MallocPointer<Entry>>());
            Ok(Table {
                buckets,
                size: FIRST_BUCKETS,
                entries: 0,
            })
        }

        pub(crate) fn get(&self, key: &str) -> Result<Option<u64>> {
            let entry = self.find(key)?;
            if entry == NULL {
                return Ok(None);
            }
            Ok(Some(entry->value))
        }

        pub(crate) fn set(&mut self, key: &str, value: u64) -> Result<()> {
            let entry = self.find(key)?;
            if entry != NULL {
                entry->value = value;
                return Ok(());
            }
            if self.entries == self.size {
                self.grow()?;
            }
            let hash = hash(key);
            let bucket = self.buckets + self.place(hash);
            let entry = malloc(size_of::<Entry>());
            let copy: MallocPointer<str> = try { malloc(key.len()) } except _ as error {
                free(entry);
                return Err(error);
            };
            copy <<= key;
            entry <<= Entry {
                hash,
                key: copy,
                value,
                next: ~bucket,
            };
            bucket <<= entry;
            self.entries += 1;
            Ok(())
        }

        /// Whether the key was there.
        pub(crate) fn remove(&mut self, key: &str) -> Result<bool> {
            let entry = self.find(key)?;
            if entry == NULL {
                return Ok(false);
            }
            let bucket = self.buckets + self.place(entry->hash);
            if ~bucket == entry {
                bucket <<= entry->next;
            } else {
                let mut before = ~bucket;
                while before->next != entry {
                    before = before->next;
                }
                before->next = entry->next;
            }
            free(entry->key);
            free(entry);
            self.entries -= 1;
            Ok(true)
        }

        /// The entry of a key, or NULL.
        pub(crate) fn find(&self, key: &str) -> Result<MallocPointer<Entry>> {
            let hash = hash(key);
            let mut at = ~self.buckets[self.place(hash)];
            while at != NULL && (at->hash != hash || ~at->key != key) {
                at = at->next;
            }
            Ok(at)
        }

        pub(crate) fn longest_chain(&self) -> Result<usize> {
            let mut longest = 0;
            for bucket in self.buckets {
                let mut length = 0;
                let mut at = ~bucket;
                while at != NULL {
                    length += 1;
                    at = at->next;
                }
                longest = longest.max(length);
            }
            Ok(longest)
        }

        /// Frees the entries, their keys and the buckets, and says how many entries there were.
        pub(crate) fn free(self) -> Result<usize> {
            let mut count = 0;
            for bucket in self.buckets {
                let mut at = ~bucket;
                while at != NULL {
                    let next = at->next;
                    free(at->key);
                    free(at);
                    at = next;
                    count += 1;
                }
            }
            free(self.buckets);
            Ok(count)
        }

        fn grow(&mut self) -> Result<()> {
            let half = self.size;
            // What `realloc` adds to a `calloc` block is zero as well: the new buckets are NULL.
            self.buckets = realloc(self.buckets, 2 * half * size_of::<MallocPointer<Entry>>());
            self.size *= 2;
            for index in 0..half {
                let mut at = ~self.buckets[index];
                let (low, high) = (self.buckets + index, self.buckets + (index + half));
                low <<= NULL;
                while at != NULL {
                    let next = at->next;
                    let bucket = if at->hash & half == 0 { low } else { high };
                    at->next = ~bucket;
                    bucket <<= at;
                    at = next;
                }
            }
            Ok(())
        }

        /// The bucket of a hash; the number of buckets is a power of two.
        fn place(&self, hash: usize) -> usize {
            hash & (self.size - 1)
        }
    }

    /// FNV-1a.
    fn hash(key: &str) -> usize {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for byte in key.bytes() {
            hash ^= u64::from(byte);
            hash = hash.wrapping_mul(0x0100_0000_01b3);
        }
        hash as usize
    }
}
