use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let ptr = malloc(3);
        ptr <<= "abc";
        (~ptr).clear();
    };
}
