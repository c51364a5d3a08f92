use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let ptr = malloc(4);
        ptr <<= 5;
        let count = 3;
        if ptr. {
            println!("{count}");
        }
        free(ptr);
    };
}
