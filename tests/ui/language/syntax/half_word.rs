use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let ptr = malloc(4);
        ptr <<= 5;
        fr
        let other = 5;
        println!("{} {other}", ~ptr);
    };
}
