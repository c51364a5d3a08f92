//! In C an assignment has a value.

use pointers::prelude::*;

#[derive(Fields, Clone, Copy)]
struct Node {
    value: i32,
    next: MallocPointer<Node>,
}

pointers! {
    fn run(n: MallocPointer<Node>, s: MallocPointer<u8>, d: MallocPointer<u8>) -> Result<i32> {
        let (mut x, mut y) = (1, 2);
        x = y = 0;
        n->value = n->next->value = 4;
        if x = y {
            y += 1;
        }
        if (n->next = NULL) {}
        if n->next == NULL && n->value = 3 {}
        while (*d++ = *s++) {}
        let mut c: u8;
        while (c = *s++) != 0 {
            x += c as i32;
        }
        Ok(x + y)
    }
}

fn main() {}
