//! A string that grows: bytes with room behind them, and C's terminator at their end.
//!
//! `cargo run --example string_builder`

pub(crate) mod builder;

use std::error::Error;
use std::io::{self, Write};

use builder::Builder;
use pointers::prelude::*;
use pointers::string::strlen;

fn main() -> Result<(), Box<dyn Error>> {
    run(&mut io::stdout().lock())
}

pointers! {
    pub(crate) fn run(out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
        let mut song = Builder::new()?;
        let mut what = Builder::new()?;
        what.push_str(" of milk on the wall")?;
        for bottles in (1..=3).rev() {
            song.push_str("\n")?;
            song.push_number(bottles)?;
            song.push_str(if bottles == 1 { " bottle" } else { " bottles" })?;
            song.push_str(&what.text()?)?;
        }
        what.free()?;
        song.insert(0, "A song:")?;
        writeln!(out, "{}\n", song.text()?)?;
        writeln!(
            out,
            "{} bytes in a block of {}",
            song.length,
            song.bytes.size()
        )?;
        song.truncate(6);
        song.terminate()?;
        writeln!(
            out,
            "cut: `{}`, and C counts {}",
            song.text()?,
            strlen(song.bytes)
        )?;
        let exact = song.into_exact()?;
        writeln!(out, "given away as a block of {}", exact.size())?;
        free(exact);
        Ok(())
    }
}
