//! A hash table with chaining, whose buckets grow by `realloc`.
//!
//! `cargo run --example hash_table`

pub(crate) mod table;

use std::error::Error;
use std::io::{self, Write};

use table::Table;

const VERSE: &str = "one fish two fish red fish blue fish black fish blue fish old fish new fish";

fn main() -> Result<(), Box<dyn Error>> {
    run(&mut io::stdout().lock())
}

pub(crate) fn run(out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    let mut table = Table::new()?;
    for word in VERSE.split(' ') {
        let count = table.get(word)?.unwrap_or(0);
        table.set(word, count + 1)?;
    }
    writeln!(out, "Words of the verse: {}", table.entries)?;
    for word in ["fish", "blue", "green"] {
        match table.get(word)? {
            Some(count) => writeln!(out, "  {word}: {count}")?,
            None => writeln!(out, "  {word} is not there")?,
        }
    }
    writeln!(out, "Buckets: {}", table.size)?;
    for number in 0..1000 {
        table.set(&format!("key {number}"), number)?;
    }
    writeln!(out, "With 1000 more: {}", table.size)?;
    writeln!(out, "Longest chain: {}", table.longest_chain()?)?;
    for number in 0..1000 {
        table.remove(&format!("key {number}"))?;
    }
    writeln!(out, "Without them, {} words are left.", table.entries)?;
    writeln!(out, "Freed {} entries.", table.free()?)?;
    Ok(())
}
