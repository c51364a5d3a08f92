use pointers::prelude::*;

fn store<T>(value: T) -> Result<()> {
    pointers! {
        let ptr = malloc(4);
        ptr <<= value;
        free(ptr);
    }
}

fn main() -> Result<()> {
    store(1_u32)?;
    store(1_u64)
}
