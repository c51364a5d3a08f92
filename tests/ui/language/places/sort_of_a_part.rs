use pointers::prelude::*;

struct Holder {
    v: Vec<i32>,
}

fn main() {
    let _ = pointers! {
        let p = malloc(24);
        p <<= Holder { v: vec![1] };
        (~p).v.sort();
    };
}
