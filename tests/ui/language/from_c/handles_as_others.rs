//! 0 is NULL in C, `free` takes a block, and what is shown is not the pointer.

use pointers::prelude::*;
use pointers::string::*;

#[derive(Fields, Clone, Copy)]
struct Node {
    value: i32,
    next: MallocPointer<Node>,
}

fn set(value: &mut i32) {
    *value = 3;
}

fn follow(_: Pointer<i32>) {}

pointers! {
    fn find(n: MallocPointer<Node>) -> Result<MallocPointer<Node>> {
        if n != NULL { Ok(n->next) } else { NULL }
    }

    fn run(n: MallocPointer<Node>, s: MallocPointer<u8>) -> Result<()> {
        let none: MallocPointer<Node> = 0;
        if n == 0 || 0 != s { n = 0; }
        find(0)?;
        println!("{}", s);
        println!("{:p} {}", s, text(s));
        if strcmp(s, "a") && !strncmp(s, "b", 1) {}
        free(&n);
        set(&n->value);
        follow(&n->value);
        free(none);
        Ok(())
    }
}

fn main() {}
