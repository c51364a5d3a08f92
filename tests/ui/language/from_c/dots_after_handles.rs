//! `p->next.value`: `next` is a handle.

use pointers::prelude::*;

mod elsewhere {
    use pointers::prelude::*;

    #[derive(Fields, Clone, Copy)]
    pub struct Node {
        pub value: i32,
        pub next: MallocPointer<Node>,
        pub links: [MallocPointer<Node>; 2],
    }
}
use elsewhere::Node;

pointers! {
    fn run(n: MallocPointer<Node>) -> Result<i32> {
        let mut sum = n->next.value;
        n->next.value = 3;
        n->next.value += 1;
        n->next.value++;
        n->links[0].next = NULL;
        if n->next.next->value == 3 && n->next.value == 4 {
            sum += 1;
        }
        free(n->next.next);
        Ok(sum)
    }
}

fn main() {}
