use pointers::prelude::*;

const SIZE: usize = 8;

fn main() -> Result<()> {
    pointers! {
        let ptr = malloc(SIZE);
        ptr <<= &[1_u32, 2, 3];
    }
}
