//! A JSON document, parsed, changed, printed and deleted: by `examples/json`.

use std::fmt::Write;

use pointers::prelude::*;

use super::program::next_random;

#[path = "../../examples/json/parse.rs"]
mod parse;
#[path = "../../examples/json/print.rs"]
mod print;
#[path = "../../examples/json/tree.rs"]
#[allow(dead_code, reason = "the example takes out and counts too")]
mod tree;

use tree::{at, delete, get, number, set};

const PEOPLE: usize = 20;

/// People, with names, numbers, and a list of words each.
fn document() -> String {
    let mut document = String::from("[");
    for i in 0..PEOPLE {
        let comma = if i > 0 { ", " } else { "" };
        let (a, b) = (next_random() % 1000, next_random() % 4000);
        write!(
            document,
            "{comma}{{\"name\": \"person \\\"{a}\\\"\", \"born\": {}.{}, \"alive\": {}, \"words\": [\"one\", \"two\\n{b}\", null]}}",
            1900 + b % 100,
            25 * (1 + b % 3),
            b % 2 == 0,
        )
        .expect("a string has room");
    }
    document + "]\n"
}

pointers! {
    pub(crate) fn run(n: u64) -> Result<u64> {
        let document = document();
        let mut sum = 0_u64;
        for i in 0..n {
            let (root, _) = parse::parse(&document)?;
            let person = at(root, i as usize % PEOPLE)?;
            set(person, "born", number(get(person, "born")?->number + 0.5)?)?;
            set(person, "seen", number(i as f64)?)?;
            for byte in print::print(root)?.bytes() {
                sum = sum.wrapping_mul(31).wrapping_add(u64::from(byte));
            }
            delete(root)?;
        }
        Ok(sum)
    }
}
