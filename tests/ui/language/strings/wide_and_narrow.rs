use pointers::prelude::*;
use pointers::string::*;

fn main() {
    let _ = pointers! {
        let p: MallocPointer<u32> = malloc(16);
        strcpy(p, c"abc");
    };
}
