use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let memory = calloc(4, 4);
        memory <<= 1;
        let second = memory[1];
        println!("{second:?}");
    };
}
