use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let ptr = malloc(4);
        ptr <<= 1;
        let read = |by: i32| -> i32 { ~ptr + by };
        read(1)
    };
}
