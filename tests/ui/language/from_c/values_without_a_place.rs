//! C's conversions in `println!`: what is never printed is named where it stands.

use pointers::prelude::*;

#[derive(Fields, Clone, Copy)]
struct Node {
    value: i32,
}

fn main() -> Result<()> {
    pointers! {
        let n: MallocPointer<Node> = malloc(size_of::<Node>());
        n->value = 3;
        println!("%d\n", n->value);
        println!("%d %d\n", ~n, n[0].value);
        println!("{} {}", n->value);
        println!("{}", 3, n->value);
        free(n);
    }
}
