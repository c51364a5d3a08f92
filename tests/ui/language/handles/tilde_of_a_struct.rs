use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        struct Thing;
        let thing = Thing;
        println!("{}", ~thing);
    };
}
