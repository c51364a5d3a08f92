use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let ptr = malloc(52);
        ptr <<= "abc";
        println!("{}", ~ptr.len());
    };
}
