//! What a C program has on its heap.

use pointers::prelude::*;
use pointers::string::strcpy;

pointers! {
    #[derive(Fields)]
    pub(crate) struct Node {
        value: i32,
        next: MallocPointer<Node>,
    }

    /// A list of these, in this order.
    pub(crate) fn list(values: &[i32]) -> Result<MallocPointer<Node>> {
        let mut head: MallocPointer<Node> = NULL;
        for value in values.iter().rev() {
            let node: MallocPointer<Node> = malloc(size_of::<Node>());
            node->value = *value;
            node->next = head;
            head = node;
        }
        Ok(head)
    }

    pub(crate) fn free_list(head: MallocPointer<Node>) -> Result<()> {
        let mut at = head;
        while at != NULL {
            let next = at->next;
            free(at);
            at = next;
        }
        Ok(())
    }

    #[derive(Fields)]
    pub(crate) struct Leaf {
        key: i32,
        left: MallocPointer<Leaf>,
        right: MallocPointer<Leaf>,
    }

    /// A search tree with these keys, the first at its root.
    pub(crate) fn tree(keys: &[i32]) -> Result<MallocPointer<Leaf>> {
        let mut root: MallocPointer<Leaf> = NULL;
        for key in keys {
            root = insert(root, *key)?;
        }
        Ok(root)
    }

    fn insert(at: MallocPointer<Leaf>, key: i32) -> Result<MallocPointer<Leaf>> {
        if at == NULL {
            let leaf: MallocPointer<Leaf> = malloc(size_of::<Leaf>());
            leaf->key = key;
            leaf->left = NULL;
            leaf->right = NULL;
            return Ok(leaf);
        }
        if key < at->key {
            at->left = insert(at->left, key)?;
        } else {
            at->right = insert(at->right, key)?;
        }
        Ok(at)
    }

    pub(crate) fn free_tree(at: MallocPointer<Leaf>) -> Result<()> {
        if at != NULL {
            free_tree(at->left)?;
            free_tree(at->right)?;
            free(at);
        }
        Ok(())
    }

    /// A matrix as an array of rows. The last cell of the last row is never assigned.
    pub(crate) fn matrix(rows: usize, columns: usize) -> Result<MallocPointer<MallocPointer<f64>>> {
        let matrix: MallocPointer<MallocPointer<f64>> =
            malloc(rows * size_of::<MallocPointer<f64>>());
        for row in 0..rows {
            matrix[row] = malloc(columns * size_of::<f64>());
            for column in 0..columns {
                if row + column + 2 < rows + columns {
                    matrix[row][column] = if row == column { 1.5 } else { 0.0 };
                }
            }
        }
        Ok(matrix)
    }

    pub(crate) fn free_matrix(matrix: MallocPointer<MallocPointer<f64>>, rows: usize) -> Result<()> {
        for row in 0..rows {
            free(matrix[row]);
        }
        free(matrix);
        Ok(())
    }

    #[derive(Fields)]
    pub(crate) struct Word {
        text: [u8; 8],
        count: u32,
        next: MallocPointer<Word>,
    }

    #[derive(Fields)]
    pub(crate) struct Counter {
        words: usize,
        buckets: CallocPointer<MallocPointer<Word>>,
    }

    const BUCKETS: usize = 8;

    fn bucket(word: &str) -> usize {
        let sum: usize = word.bytes().map(usize::from).sum();
        sum % BUCKETS
    }

    /// The beginning of a word, and NUL.
    fn text_of(word: &str) -> [u8; 8] {
        let mut text = [0; 8];
        for (to, from) in text[..7].iter_mut().zip(word.bytes()) {
            *to = from;
        }
        text
    }

    /// How often each word of a text occurs: a hash table.
    pub(crate) fn counter(text: &str) -> Result<MallocPointer<Counter>> {
        let counter: MallocPointer<Counter> = malloc(size_of::<Counter>());
        counter->words = 0;
        counter->buckets = calloc(BUCKETS, size_of::<MallocPointer<Word>>());
        for word in text.split_whitespace() {
            count(counter, word)?;
        }
        Ok(counter)
    }

    fn count(counter: MallocPointer<Counter>, word: &str) -> Result<()> {
        let (at, text) = (bucket(word), text_of(word));
        let mut entry = counter->buckets[at];
        while entry != NULL {
            if entry->text == text {
                entry->count += 1;
                return Ok(());
            }
            entry = entry->next;
        }
        let entry: MallocPointer<Word> = malloc(size_of::<Word>());
        entry->text = text;
        entry->count = 1;
        entry->next = counter->buckets[at];
        counter->buckets[at] = entry;
        counter->words += 1;
        Ok(())
    }

    pub(crate) fn free_counter(counter: MallocPointer<Counter>) -> Result<()> {
        for at in 0..BUCKETS {
            let mut entry = counter->buckets[at];
            while entry != NULL {
                let next = entry->next;
                free(entry);
                entry = next;
            }
        }
        free(counter->buckets);
        free(counter);
        Ok(())
    }

    /// Allocates a line of text, and loses it.
    pub(crate) fn forget(size: usize) -> Result<()> {
        let line: MallocPointer<u8> = malloc(size);
        strcpy(line, "line 1: nobody frees this");
        Ok(())
    }
}
