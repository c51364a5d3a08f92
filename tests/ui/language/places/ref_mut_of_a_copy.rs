use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let ptr = malloc(8);
        ptr <<= (1, 2);
        match ~ptr {
            (ref mut first, _) => *first = 3,
        }
        free(ptr);
    };
}
