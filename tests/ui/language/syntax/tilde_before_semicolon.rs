use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let p = malloc(4);
        ~;
    };
}
