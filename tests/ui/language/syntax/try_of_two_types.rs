use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let p = malloc(4);
        let n = try { p <<= 1; 1 } except _ { "none" };
    };
}
