use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let ptr = malloc(4);
        ptr <<= 5;
        let other = malloc(4);
        other <<= 6;
        ptr >>= other;
    };
}
