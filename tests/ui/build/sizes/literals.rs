use pointers::prelude::*;

fn main() -> Result<()> {
    pointers! {
        let ptr = malloc(2);
        ptr <<= 1;
    }
}
