use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        #![deny(warnings)]
        let p = malloc(4);
        p <<= 1;
    };
}
