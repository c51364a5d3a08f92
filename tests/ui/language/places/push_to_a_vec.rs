use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let ptr = malloc(24);
        ptr <<= vec![1];
        (~ptr).push(2);
    };
}
