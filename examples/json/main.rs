//! JSON: a document becomes a tree of items in memory, is edited there, printed and deleted.
//!
//! `cargo run --example json`

pub(crate) mod parse;
pub(crate) mod print;
pub(crate) mod tree;

use std::error::Error;
use std::io::{self, Write};

use pointers::prelude::*;

use parse::parse;
use print::print;
use tree::{append, at, delete, detach, get, length, number, set, text};

fn main() -> Result<(), Box<dyn Error>> {
    run(&mut io::stdout().lock())
}

const DOCUMENT: &str = r#"
{
    "name": "Ada \"Countess\" Lovelace",
    "born": 1815,
    "works": [ "Notes", { "title": "Letters\n1835", "pages": 2.5e2 } ],
    "alive": false,
    "spouse": null
}"#;

pointers! {
    pub(crate) fn run(out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
        let (root, _) = parse(DOCUMENT)?;
        writeln!(out, "{}", print(root)?)?;

        let works = get(root, "works")?;
        append(works, text("Sketch of the Analytical Engine")?)?;
        let first = detach(works, at(works, 0)?)?;
        set(root, "best", first)?;
        set(root, "born", number((get(root, "born")?->number + 0.5).floor())?)?;
        set(root, "spouse", text("William")?)?;
        delete(detach(root, get(root, "alive")?)?)?;
        writeln!(out, "{}", print(root)?)?;
        writeln!(out, "{} works, {} fields", length(works)?, length(root)?)?;
        delete(root)?;

        for wrong in ["[1, 2", "{\"a\" 1}", "[1,]", "\"\\q\"", "nul", "[] []"] {
            let (none, stopped) = parse(wrong)?;
            assert!(none == NULL);
            writeln!(out, "no JSON: {wrong}, from byte {stopped} on")?;
        }
        Ok(())
    }
}
