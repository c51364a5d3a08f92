//! A type with C's star is told what it is here.

use pointers::prelude::*;

#[derive(Fields, Clone, Copy)]
struct Node {
    value: i32,
    next: MallocPointer<Node>,
}

pointers! {
    fn first(list: MallocPointer<Node>) -> Node * { list }

    fn second(list: MallocPointer<Node>) -> *Node { list }

    fn run(list: MallocPointer<Node>) -> Result<()> {
        let n: Node* = malloc(size_of::<Node>());
        let mut numbers: *int = malloc(4);
        let rows: **int;
        rows = malloc(16);
        numbers[0] = 1;
        rows[0] = numbers;
        n->value = list->value;
        Ok(())
    }
}

fn main() {}
