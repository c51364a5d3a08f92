use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        undefined += 1;
    };
}
