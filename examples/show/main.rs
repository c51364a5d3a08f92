//! `#![show]`: the heap is drawn after each statement that changed it.

use pointers::prelude::*;

#[derive(Fields)]
struct Node {
    value: i32,
    next: MallocPointer<Node>,
}

fn main() -> Result<()> {
    pointers! {
        #![show]
        let first: MallocPointer<Node> = malloc(size_of::<Node>());
        first->value = 1;
        first->next = NULL;
        let second: MallocPointer<Node> = malloc(size_of::<Node>());
        second->value = 2;
        second->next = first;
        let number = malloc(4);
        number <<= 7;
        number = malloc(4);
        number <<= 8;
        free(number);
        free(first);
        free(second);
    }
}
