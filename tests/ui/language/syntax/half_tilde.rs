use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let ptr = malloc(4);
        ptr <<= 5;
        let value = ~;
        println!("{} {}", value, ~ptr);
        free(ptr);
    };
}
