//! Most learners' lists hang on a global variable.

use pointers::prelude::*;

struct Node {
    _value: i32,
    _next: MallocPointer<Node>,
}

static HEAD: MallocPointer<Node> = MallocPointer::null();

fn main() {
    assert!(HEAD.is_null());
}
