use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let ptr = calloc(1, 8);
        ptr <<= Box::new(3);
    };
}
