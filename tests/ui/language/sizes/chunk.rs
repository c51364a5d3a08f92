use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let memory: CallocPointer<i32> = calloc(4, 2);
        memory <<= 1;
    };
}
