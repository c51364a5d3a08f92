//! How often each word occurs: a hash table with chains, whose words are copies.

use pointers::prelude::*;
use pointers::string::{memcpy, strcmp, strlen};

use super::program::next_random;

pointers! {
    #[derive(Fields, Clone, Copy)]
    struct Entry {
        next: MallocPointer<Entry>,
        word: MallocPointer<u8>,
        hash: u64,
        count: u64,
    }

    #[derive(Fields, Clone, Copy)]
    struct Table {
        chains: MallocPointer<MallocPointer<Entry>>,
        size: usize,
        entries: usize,
    }

    fn new_chains(size: usize) -> Result<MallocPointer<MallocPointer<Entry>>> {
        let chains: MallocPointer<MallocPointer<Entry>> = malloc(size * size_of::<MallocPointer<Entry>>());
        for i in 0..size {
            chains[i] = NULL;
        }
        Ok(chains)
    }

    fn new_table() -> Result<MallocPointer<Table>> {
        let t: MallocPointer<Table> = malloc(size_of::<Table>());
        t->size = 16;
        t->entries = 0;
        t->chains = new_chains(t->size)?;
        Ok(t)
    }

    /// FNV-1a.
    fn hash_of(word: MallocPointer<u8>) -> Result<u64> {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        while *word != 0 {
            hash = (hash ^ u64::from(*word++)).wrapping_mul(0x100_0000_01b3);
        }
        Ok(hash)
    }

    fn grow(t: MallocPointer<Table>) -> Result<()> {
        let size = t->size * 2;
        let chains = new_chains(size)?;
        for i in 0..t->size {
            let at = t->chains[i];
            while at != NULL {
                let next = at->next;
                at->next = chains[at->hash as usize & (size - 1)];
                chains[at->hash as usize & (size - 1)] = at;
                at = next;
            }
        }
        free(t->chains);
        t->chains = chains;
        t->size = size;
        Ok(())
    }

    fn count(t: MallocPointer<Table>, word: MallocPointer<u8>) -> Result<()> {
        let hash = hash_of(word)?;
        let at = t->chains[hash as usize & (t->size - 1)];
        while at != NULL {
            if at->hash == hash && strcmp(at->word, word) == 0 {
                at->count++;
                return Ok(());
            }
            at = at->next;
        }
        if t->entries == t->size {
            grow(t)?;
        }
        let new: MallocPointer<Entry> = malloc(size_of::<Entry>());
        let size = strlen(word) + 1;
        new->word = malloc(size);
        memcpy(new->word, word, size);
        new->hash = hash;
        new->count = 1;
        new->next = t->chains[hash as usize & (t->size - 1)];
        t->chains[hash as usize & (t->size - 1)] = new;
        t->entries++;
        Ok(())
    }

    fn delete(t: MallocPointer<Table>) -> Result<u64> {
        let mut sum = t->entries as u64;
        for i in 0..t->size {
            let at = t->chains[i];
            while at != NULL {
                let next = at->next;
                sum = sum.wrapping_add(at->hash.wrapping_mul(at->count));
                free(at->word);
                free(at);
                at = next;
            }
        }
        free(t->chains);
        free(t);
        Ok(sum)
    }

    /// Words of one to four syllables. Their text ends with a zero.
    fn write_text(words: u64) -> Result<MallocPointer<u8>> {
        let text: MallocPointer<u8> = malloc(words as usize * 9 + 1);
        let at = text;
        for _ in 0..words {
            let syllables = next_random() % 4 + 1;
            for _ in 0..syllables {
                *at++ = b"bdfgklmnprst"[(next_random() % 12) as usize];
                *at++ = b"aeiou"[(next_random() % 5) as usize];
            }
            *at++ = b' ';
        }
        *at = 0;
        Ok(text)
    }

    pub(crate) fn run(n: u64) -> Result<u64> {
        let text = write_text(n)?;
        let word: MallocPointer<u8> = malloc(64);
        let t = new_table()?;
        let at = text;
        while *at != 0 {
            let mut length = 0;
            while *at != b' ' {
                word[length++] = *at++;
            }
            word[length] = 0;
            at++;
            count(t, word)?;
        }
        free(word);
        free(text);
        delete(t)
    }
}
