use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        struct Thing;
        let mut thing = Thing;
        thing <<= 3;
    };
}
