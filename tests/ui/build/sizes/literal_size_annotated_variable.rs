use pointers::prelude::*;

fn main() -> Result<()> {
    let value: u64 = 3;
    pointers! {
        let ptr = malloc(4);
        ptr <<= value;
    }
}
