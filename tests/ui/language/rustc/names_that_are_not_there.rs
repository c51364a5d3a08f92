use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let value = *missing;
        *lacking = 1;
        println!("{value} {}", *nowhere);
    };
    let _ = pointers! {
        let handle = absent();
        let value = *handle;
        *handle = value;
    };
}
