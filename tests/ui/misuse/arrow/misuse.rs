//! The flow check sees through `->`: it reads and writes what the handle before it points to.
#![allow(dead_code)]

use pointers::prelude::*;

#[derive(Clone, Copy)]
struct Node {
    value: i32,
    next: MallocPointer<Node>,
}

fn read_after_free() -> Result<i32> {
    pointers! {
        let node = malloc(size_of::<Node>());
        node <<= Node { value: 1, next: MallocPointer::null() };
        free(node);
        node->value
    }
}

fn written_after_free() -> Result<()> {
    pointers! {
        let node = malloc(size_of::<Node>());
        node <<= Node { value: 1, next: MallocPointer::null() };
        free(node);
        node->value += 1;
    }
}

fn link_read_after_free(head: MallocPointer<Node>) -> Result<MallocPointer<Node>> {
    pointers! {
        let at = head;
        free(at);
        let next = at->next->next;
        next
    }
}

fn read_before_a_move() -> Result<i32> {
    pointers! {
        let node: MallocPointer<Node> = malloc(size_of::<Node>());
        node->value
    }
}

fn null() -> Result<i32> {
    pointers! {
        let node: MallocPointer<Node> = MallocPointer::null();
        node->value
    }
}

fn main() {}
