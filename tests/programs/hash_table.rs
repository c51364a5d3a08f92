#[path = "../../examples/hash_table/main.rs"]
#[allow(dead_code)]
pub(crate) mod program;

use std::collections::HashMap;

use pointers::prelude::*;
use program::table::Table;

use crate::{assert_mistake, assert_nothing_lives, numbers, output};

#[test]
fn what_it_prints() {
    assert_eq!(
        output(program::run),
        "\
Words of the verse: 8
  fish: 8
  blue: 2
  green is not there
Buckets: 8
With 1000 more: 1024
Longest chain: 4
Without them, 8 words are left.
Freed 8 entries.
"
    );
}

#[test]
fn it_holds_what_a_map_of_the_standard_library_holds() -> Result<()> {
    let mut table = Table::new()?;
    let mut map = HashMap::new();
    for (turn, number) in numbers(3000).enumerate() {
        let key = "k".repeat(number as usize);
        if turn % 5 < 3 {
            table.set(&key, turn as u64)?;
            map.insert(key, turn as u64);
        } else {
            assert_eq!(table.remove(&key)?, map.remove(&key).is_some());
        }
        assert_eq!(table.entries, map.len());
    }
    for number in 0..256 {
        let key = "k".repeat(number);
        assert_eq!(table.get(&key)?, map.get(&key).copied());
    }
    assert!(table.size >= table.entries);
    assert_eq!(table.free()?, map.len());
    assert_nothing_lives();
    Ok(())
}

#[test]
fn the_table_is_kept_when_memory_runs_out() -> Result<()> {
    let mut table = Table::new()?;
    for number in 0..8 {
        table.set(&number.to_string(), number)?;
    }
    // No memory for twice the buckets; for the entry, the buckets have grown; for its key.
    for (allocations, size) in [(0, 8), (1, 16), (1, 16)] {
        let outcome = {
            let _failing = pointers::heap::fail_after(allocations);
            table.set("one more", 9)
        };
        assert_eq!(
            outcome.map_err(|error| error.kind()),
            Err(ErrorKind::Allocation)
        );
        for number in 0..8 {
            assert_eq!(table.get(&number.to_string())?, Some(number));
        }
        assert_eq!(
            (table.size, pointers::heap::stats().live_blocks),
            (size, 1 + 2 * 8)
        );
    }
    assert_eq!(table.free()?, 8);
    assert_nothing_lives();
    Ok(())
}

// The mistakes.

#[test]
fn a_bucket_kept_over_realloc_is_still_that_bucket() -> Result<()> {
    let mut table = Table::new()?;
    for number in 0..8 {
        table.set(&number.to_string(), number)?;
    }
    let buckets = table.buckets;
    let last = buckets.add(7)?;
    table.set("one more", 8)?;
    assert_eq!((buckets.chunks(), table.size), (16, 16));
    // In C both dangle now.
    let entry = table.find("0")?;
    pointers! {
        let mut found = false;
        for bucket in buckets {
            found |= ~bucket == entry;
        }
        assert!(found);
        let chain = ~last;
        last <<= MallocPointer::null();
        assert!((~table.buckets[7]).is_null());
        table.buckets[7] <<= chain;
        assert_eq!(~last, chain);
    }?;
    assert_eq!(table.free()?, 9);
    assert_mistake(
        last.read(),
        ErrorKind::Memory,
        ["read()", "calloc(", "free(self.buckets)"],
    );
    assert_nothing_lives();
    Ok(())
}

#[test]
fn the_hash_is_taken_modulo_one_too_many() -> Result<()> {
    let table = Table::new()?;
    let place = table.size;
    let outcome = pointers! { ~table.buckets[place] };
    assert_mistake(
        outcome,
        ErrorKind::NotEnoughChunks,
        ["~table.buckets[place]", "calloc(", ""],
    );
    table.free()?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn the_destructor_runs_for_two_copies_of_the_table() -> Result<()> {
    let mut table = Table::new()?;
    table.set("a", 1)?;
    let copy = table;
    table.free()?;
    let places = ["~bucket", "calloc(", "free(self.buckets)"];
    assert_mistake(copy.free(), ErrorKind::Memory, places);
    assert_mistake(
        table.get("a"),
        ErrorKind::Memory,
        ["[self.place", places[1], places[2]],
    );
    assert_nothing_lives();
    Ok(())
}

#[test]
fn the_caller_frees_the_key_that_the_table_owns() -> Result<()> {
    let mut table = Table::new()?;
    table.set("a", 1)?;
    pointers! {
        let entry = table.find("a")?;
        free(entry->key);
    }?;
    let places = ["~at->key", "malloc(key.len())", "free(entry->key)"];
    assert_mistake(table.get("a"), ErrorKind::Memory, places);
    let outcome = table.free();
    assert_mistake(
        outcome,
        ErrorKind::Memory,
        ["free(at->key)", places[1], places[2]],
    );
    Ok(())
}

#[test]
fn an_entry_is_freed_in_its_chain() -> Result<()> {
    let mut table = Table::new()?;
    table.set("a", 1)?;
    pointers! {
        let entry = table.find("a")?;
        free(entry->key);
        free(entry); // and its bucket is not told
    }?;
    let places = ["->hash", "malloc(size_of::<Entry>())", "free(entry)"];
    assert_mistake(table.set("a", 2), ErrorKind::Memory, places);
    free(table.buckets)?;
    assert_nothing_lives();
    Ok(())
}
