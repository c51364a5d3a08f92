use pointers::prelude::*;
use pointers::string::*;

fn main() {
    let _ = pointers! {
        let p = malloc(16);
        strcpy(p, c"abc");
    };
}
