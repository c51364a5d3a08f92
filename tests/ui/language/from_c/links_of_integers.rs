//! `~p->count` looks as if it read the field, and would be its bitwise not.

use pointers::prelude::*;

#[derive(Clone, Copy)]
struct Node {
    count: u32,
    marked: bool,
    next: MallocPointer<Node>,
}

fn main() -> Result<()> {
    pointers! {
        let n: MallocPointer<Node> = malloc(size_of::<Node>());
        n <<= Node { count: 7, marked: true, next: MallocPointer::null() };
        n->next = n;
        println!("{}", ~n->count);
        let inverted: u32 = !n->count;
        let count = ~n->next->count + inverted;
        let next: Node = ~n->next;
        println!("{count} {} {}", ~n->marked, next.count);
        free(n);
    }
}
