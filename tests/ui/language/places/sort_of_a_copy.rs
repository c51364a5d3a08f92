use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let ptr = malloc(12);
        ptr <<= [3, 1, 2];
        (~ptr).sort();
    };
}
