use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let memory = calloc(4, 28);
        memory <<= 1;
        println!("{}", *memory);
    };
}
