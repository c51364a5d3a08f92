//! A hash map with open addressing, string keys and callbacks, as a C library would have it.
//!
//! `cargo run --example string_map`

pub(crate) mod map;

use std::error::Error;
use std::io::{self, Write};

use pointers::prelude::*;
use pointers::string::{strdup, text};

use map::{delete, each, get, longest, new, remove, set};

fn main() -> Result<(), Box<dyn Error>> {
    run(&mut io::stdout().lock())
}

const CAPITALS: [(&str, &str); 6] = [
    ("France", "Paris"),
    ("Japan", "Tokyo"),
    ("Peru", "Lima"),
    ("Kenya", "Nairobi"),
    ("Norway", "Christiania"),
    ("Norway", "Oslo"),
];

pointers! {
    pub(crate) fn run(out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
        // The values are texts in memory, which the map frees.
        let capitals = new(Some(release))?;
        for (country, capital) in CAPITALS {
            set(capitals, country, strdup(capital))?;
        }
        writeln!(out, "{} countries", capitals->entries)?;
        if let Some(capital) = get(capitals, "Norway")? {
            writeln!(out, "Norway: {}", text(capital))?;
        }
        writeln!(out, "Peru goes: {}", remove(capitals, "Peru")?)?;
        writeln!(out, "Peru goes: {}", remove(capitals, "Peru")?)?;
        let mut names = Vec::new();
        each(capitals, &mut |country, capital| {
            names.push(format!("{} of {}", text(capital)?, text(country)?));
            Ok(true)
        })?;
        names.sort();
        writeln!(out, "{}", names.join(", "))?;
        delete(capitals)?;

        let squares = new(None)?;
        for n in 0..1000_u64 {
            set(squares, &n.to_string(), n * n)?;
        }
        let mut sum = 0;
        each(squares, &mut |_, square| { sum += square; Ok(true) })?;
        writeln!(out, "{} squares, in all {sum}", squares->entries)?;
        writeln!(out, "none is far away: {}", longest(squares)? < 16)?;
        delete(squares)?;
        Ok(())
    }

    pub(crate) fn release(value: MallocPointer<u8>) -> Result<()> {
        free(value);
        Ok(())
    }
}
