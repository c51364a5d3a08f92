use pointers::prelude::*;

fn main() -> Result<()> {
    pointers! {
        let memory = calloc(4, 2);
        memory[1] <<= 1_i32;
    }
}
