use pointers::prelude::*;

fn pair() -> (i32, i32) {
    (1, 2)
}

fn main() {
    let _ = pointers! {
        let mut pair = pair();
        pair <<= 3;
    };
}
