//! `++` and `--` of what has no next.

use pointers::prelude::*;

#[derive(Fields, Clone, Copy)]
struct Node {
    count: u32,
}

pointers! {
    fn of_a_structure(n: MallocPointer<Node>, mut node: Node) -> Result<()> {
        node++;
        n[0]--;
        Ok(())
    }

    fn of_a_pointer(q: Pointer<u8>) -> Result<()> {
        q++;
        q += 1;
        Ok(())
    }
}

fn main() {}
