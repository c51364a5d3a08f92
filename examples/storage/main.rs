//! K&R's storage allocator: pieces of one block, which is the only one that C's `malloc` gives.
//!
//! `cargo run --example storage`

pub(crate) mod storage;

use std::error::Error;
use std::io::{self, Write};

use pointers::prelude::*;
use storage::{Storage, StorageError};

fn main() -> Result<(), Box<dyn Error>> {
    run(&mut io::stdout().lock())
}

pointers! {
    pub(crate) fn run(out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
        let mut storage = Storage::new(640)?;
        writeln!(out, "One block, a sign for 16 bytes of it; `.` is free:\n")?;
        writeln!(out, "at first   {}", storage.map()?)?;
        let a = storage.alloc(100)?;
        let b = storage.alloc(60)?;
        let c = storage.alloc(200)?;
        writeln!(out, "a, b, c    {}", storage.map()?)?;
        storage.afree(b)?;
        writeln!(out, "without b  {}", storage.map()?)?;
        let d = storage.alloc(20)?;
        writeln!(out, "d          {}", storage.map()?)?;

        let numbers = a.cast::<u64>()?;
        for index in 0..12 {
            numbers[index] <<= index * index;
        }
        c <<= b'c';
        let (last, letter) = (~numbers[11], ~c as char);
        writeln!(out, "\na holds squares up to {last}, c holds `{letter}`.\n")?;

        storage.afree(a)?;
        writeln!(out, "without a  {}", storage.map()?)?;
        storage.afree(c)?;
        writeln!(out, "without c  {}", storage.map()?)?;
        storage.afree(d)?;
        writeln!(out, "without d  {}\n", storage.map()?)?;

        let huge = storage.alloc(1000)?;
        writeln!(
            out,
            "1000 bytes are too many: {}",
            if huge == NULL { "NULL" } else { "?" }
        )?;
        if let Err(StorageError::NotInUse) = storage.afree(d) {
            writeln!(out, "d again: {}", StorageError::NotInUse)?;
        }
        storage.free()?;
        Ok(())
    }
}
