//! C's conditions of what lies in memory.

use pointers::prelude::*;

#[derive(Fields, Clone, Copy)]
struct Node {
    count: u32,
    marked: bool,
    next: MallocPointer<Node>,
}

pointers! {
    fn length(s: MallocPointer<u8>) -> Result<isize> {
        let p = s;
        while *p { p++; }
        Ok(p - s)
    }

    fn last(n: MallocPointer<Node>, rows: MallocPointer<MallocPointer<u8>>) -> Result<()> {
        if !n->next || n->marked && n->count {}
        while rows[0] {}
        if !*rows {}
        if n->marked || !n->marked {}
        Ok(())
    }
}

fn main() {}
