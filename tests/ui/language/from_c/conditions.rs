//! A pointer is true in C if it is not NULL.
#![allow(dead_code)]

use pointers::prelude::*;

#[derive(Clone, Copy)]
struct Node {
    next: MallocPointer<Node>,
}

pointers! {
    fn walk(head: MallocPointer<Node>) -> Result<()> {
        while head {
            head = head->next;
        }
        Ok(())
    }

    fn test(head: MallocPointer<Node>, more: bool) -> Result<bool> {
        if more && head {
            return Ok(!head);
        }
        let chunk: CallocPointer<u8> = calloc(1, 1);
        if chunk { free(chunk); }
        Ok(!more)
    }
}

fn main() {}
