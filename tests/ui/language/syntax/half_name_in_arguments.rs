use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let ptr = malloc(4);
        ptr <<= 5;
        println!("{} {}", ~ptr, ptr.);
        free(ptr);
    };
}
