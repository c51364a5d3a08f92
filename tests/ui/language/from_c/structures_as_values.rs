//! Structures of C that are no pointers, `struct` before their name, and `do` without braces; what does not fit `sizeof` is said where it stands.

use pointers::prelude::*;

#[derive(Fields, Clone, Copy)]
struct Node {
    value: i32,
    next: MallocPointer<Node>,
}

pointers! {
    fn sum(struct Node n, struct Node m) -> i32 { n.value + m.value }

    struct Node made(int value) { return (struct Node){ value, NULL }; }

    fn run(list: MallocPointer<Node>) -> Result<i32> {
        struct Node n = { 1, NULL }, *p = list;
        struct Node more[3];
        let mut k = n.value + p->value;
        do k--; while (k > 0);
        Ok(list->value + k)
    }

    fn sized(n: i32) -> Result<MallocPointer<i32>> { malloc(n * sizeof(int)) }
}

fn main() {}
