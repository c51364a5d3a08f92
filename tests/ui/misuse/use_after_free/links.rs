//! To free later would free the next node: its handle is kept before.
#![allow(dead_code)]

use pointers::prelude::*;

#[derive(Clone, Copy)]
struct Node {
    data: i32,
    next: MallocPointer<Node>,
}

fn clear() -> Result<()> {
    pointers! {
        let d: MallocPointer<Node> = malloc(size_of::<Node>());
        d <<= Node { data: 1, next: MallocPointer::null() };
        while !d.is_null() {
            free(d);
            d = d->next;
        }
    }
}

fn written_out() -> Result<()> {
    pointers! {
        let d: MallocPointer<Node> = malloc(size_of::<Node>());
        d <<= Node { data: 1, next: MallocPointer::null() };
        free(d);
        d = (~d).next;
    }
}

fn another_variable_is_no_link() -> Result<()> {
    pointers! {
        let d: MallocPointer<Node> = malloc(size_of::<Node>());
        d <<= Node { data: 1, next: MallocPointer::null() };
        free(d);
        let next = d->next;
        next.is_null()
    }
    .map(|_| ())
}

fn main() {}
