//! Linked lists, singly and doubly: the first structure that anybody builds with `malloc`.
//!
//! `cargo run --example list`

pub(crate) mod doubly;
pub(crate) mod singly;

use std::error::Error;
use std::io::{self, Write};

use pointers::prelude::*;

fn main() -> Result<(), Box<dyn Error>> {
    run(&mut io::stdout().lock())
}

pub(crate) fn run(out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    one_way(out)?;
    both_ways(out)
}

pointers! {
    fn one_way(out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
        writeln!(out, "A list that knows the way forward:")?;
        let mut head = NULL;
        for value in [31, 4, 15, 9, 26] {
            head = singly::push(head, value)?;
        }
        writeln!(out, "  pushed    {}", singly::show(head)?)?;
        head = singly::reverse(head)?;
        writeln!(out, "  reversed  {}", singly::show(head)?)?;
        head = singly::merge_sort(head)?;
        writeln!(out, "  sorted    {}", singly::show(head)?)?;
        head = singly::insert_sorted(head, 20)?;
        singly::insert_after(head, 5)?;
        writeln!(out, "  inserted  {}", singly::show(head)?)?;
        for value in [4, 15, 31, 100] {
            head = singly::remove(head, value)?;
        }
        writeln!(out, "  removed   {}", singly::show(head)?)?;
        let count = singly::free_list(head)?;
        writeln!(out, "  freed     {count} nodes")?;
        Ok(())
    }

    fn both_ways(out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
        writeln!(out, "A list that also knows the way back:")?;
        let mut list = doubly::List::default();
        for name in ["Ada", "Brian", "Dennis"] {
            list.push_back(name)?;
        }
        list.push_front("Grace")?;
        writeln!(out, "  forward   {}", list.names_forward()?)?;
        writeln!(out, "  backward  {}", list.names_backward()?)?;
        let brian = list.find("Brian")?;
        list.insert_before(brian, "Barbara")?;
        list.remove(brian)?;
        writeln!(out, "  changed   {}", list.names_forward()?)?;
        list.reverse()?;
        writeln!(out, "  reversed  {}", list.names_forward()?)?;
        list.merge_sort()?;
        writeln!(out, "  sorted    {}", list.names_forward()?)?;
        let count = list.free()?;
        writeln!(out, "  freed     {count} nodes")?;
        Ok(())
    }
}
