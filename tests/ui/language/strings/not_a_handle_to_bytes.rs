use pointers::prelude::*;
use pointers::string::*;

fn main() {
    let _ = pointers! {
        let p: MallocPointer<u64> = malloc(8);
        memset(p, 0, 8);
    };
}
