//! `<<=` moves into what a handle points to; a field that is none is assigned.

use pointers::prelude::*;

#[derive(Fields)]
struct Node {
    name: String,
    mark: Option<u8>,
}

fn main() {
    let _ = pointers! {
        let n: MallocPointer<Node> = malloc(size_of::<Node>());
        n->name = String::new();
        n->name <<= n->name.clone() + "d";
        n->mark <<= Some(1);
        free(n);
    };
}
