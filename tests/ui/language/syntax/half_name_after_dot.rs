use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let ptr = malloc(4);
        let used = 5;
        ptr <<= used;
        ptr.
    };
}
