use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let ptr = malloc(4);
        ptr <<= 5;
        let length = ptr.;
        println!("{}", length + 1);
        free(ptr);
    };
}
