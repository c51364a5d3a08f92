use pointers::prelude::*;

const SIZE: usize = 2;

fn main() -> Result<()> {
    pointers! {
        let ptr = malloc(SIZE);
        ptr <<= "abc";
    }
}
