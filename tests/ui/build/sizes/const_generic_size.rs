use pointers::prelude::*;

fn store<const SIZE: usize>(value: u32) -> Result<()> {
    pointers! {
        let ptr = malloc(SIZE);
        ptr <<= value;
        free(ptr);
    }
}

fn main() -> Result<()> {
    store::<4>(1)?;
    store::<2>(1)
}
