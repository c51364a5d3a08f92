use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let ptr: MallocPointer<u32> = malloc(4);
        ptr <<= "abc";
    };
}
