//! What a C programmer passes as `char *`.
use pointers::prelude::*;

fn insert_row(_: MallocPointer<u8>) {}

fn main() {
    insert_row("text");
}
