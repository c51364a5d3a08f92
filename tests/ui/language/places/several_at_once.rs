use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let a = malloc(4);
        let b = malloc(4);
        a <<= 1;
        b <<= 2;
        (~a, ~b) = (~b, ~a);
    };
}
