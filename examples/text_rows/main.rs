//! The rows of a text editor, as small editors in C have them.
//!
//! `cargo run --example text_rows`

pub(crate) mod rows;

use std::error::Error;
use std::io::{self, Write};

use pointers::prelude::*;
use pointers::string::text;

use rows::{delete, erase, find, insert_char, new, rows_to_string, shown, split};

fn main() -> Result<(), Box<dyn Error>> {
    run(&mut io::stdout().lock())
}

pointers! {
    pub(crate) fn keys(e: MallocPointer<rows::Editor>, keys: &str) -> Result<()> {
        for key in keys.bytes() {
            match key {
                b'\n' => split(e)?,
                b'<' => erase(e)?,
                key => insert_char(e, key)?,
            }
        }
        Ok(())
    }

    pub(crate) fn run(out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
        let e = new()?;
        keys(e, "int main(void)\n{\n\treturn 0;\n}")?;
        for y in 0..e->count {
            writeln!(out, "{y} {}", shown(e, y, 40)?)?;
        }
        // The end of the first row: the brace comes up.
        e->y = 1;
        e->x = 0;
        keys(e, "< ")?;
        if let Some((y, x)) = find(e, "0;")? {
            e->y = y;
            e->x = x;
        }
        keys(e, "4")?;
        e->x += 1;
        keys(e, "<2")?;
        let all = rows_to_string(e)?;
        write!(out, "{}", text(all))?;
        writeln!(out, "{} rows, {} changes", e->count, e->changes)?;
        free(all);
        delete(e)?;
        Ok(())
    }
}
