use pointers::prelude::*;

fn main() -> Result<()> {
    pointers! {
        let ptr = malloc(2 * size_of::<u32>());
        ptr <<= [1_u32, 2, 3];
    }
}
