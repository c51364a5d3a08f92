use pointers::prelude::*;

#[derive(Fields)]
#[fields(krate = pointers)]
struct Node {
    value: i32,
}

#[derive(Fields)]
struct Tail {
    length: usize,
    bytes: [u8],
}

fn main() {}
