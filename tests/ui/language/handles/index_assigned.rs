use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let p = malloc(8);
        p <<= 3;
        p[1] = 3;
    };
}
