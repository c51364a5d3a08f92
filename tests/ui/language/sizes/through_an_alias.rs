use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let ptr: MallocPointer<str> = malloc(2);
        let other = ptr;
        other <<= "abc";
    };
}
