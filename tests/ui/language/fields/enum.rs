use pointers::prelude::*;

#[derive(Fields)]
enum Shape {
    Circle { radius: f64 },
    Nothing,
}

#[derive(Fields)]
union Bits {
    whole: u32,
    half: u16,
}

fn main() {}
