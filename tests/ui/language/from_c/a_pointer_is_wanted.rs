//! `&raw mut p[i]` is a `MallocPointer`, as `p` is.

use pointers::prelude::*;

#[derive(Fields, Clone, Copy)]
struct Node {
    next: MallocPointer<Node>,
}

fn unlink(_: Pointer<MallocPointer<Node>>) {}

pointers! {
    fn first(heads: MallocPointer<MallocPointer<Node>>) -> Result<()> {
        let link: Pointer<MallocPointer<Node>> = &raw mut heads[1];
        unlink(&raw mut heads[0]);
        unlink(link);
        unlink(&raw mut (*link)->next);
        Ok(())
    }
}

fn main() {}
