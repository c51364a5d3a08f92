use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let memory = calloc(1, 28);
        memory += 2;
        println!("{}", ~memory);
    };
}
