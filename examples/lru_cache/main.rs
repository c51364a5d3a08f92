//! A cache that forgets what was used longest ago: a hash table whose entries also stand in a list.
//!
//! `cargo run --example lru_cache`

pub(crate) mod cache;

use std::error::Error;
use std::io::{self, Write};

use cache::Cache;

const PAGES: [&str; 6] = ["index", "news", "about", "search", "login", "help"];
const VISITS: [usize; 14] = [0, 1, 0, 2, 0, 3, 1, 0, 4, 0, 5, 1, 1, 0];

fn main() -> Result<(), Box<dyn Error>> {
    run(&mut io::stdout().lock())
}

pub(crate) fn run(out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    let mut cache = Cache::new(3)?;
    let mut hits = 0;
    for page in VISITS {
        let known = cache.get(page)?;
        if known.is_none() {
            cache.put(page, PAGES[page])?;
        }
        hits += usize::from(known.is_some());
        let outcome = if known.is_some() { "hit" } else { "miss" };
        writeln!(
            out,
            "{:<7} {outcome:<5} newest first: {}",
            PAGES[page],
            cache.newest_first()?.join(" ")
        )?;
    }
    writeln!(
        out,
        "{hits} of {} visits were answered from the cache.",
        VISITS.len()
    )?;
    writeln!(out, "Freed {} pages.", cache.free()?)?;
    Ok(())
}
