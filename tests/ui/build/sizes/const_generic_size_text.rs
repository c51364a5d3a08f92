use pointers::prelude::*;

pointers! {
    fn store<const SIZE: usize>() -> Result<()> {
        let ptr = malloc(SIZE);
        ptr <<= "abc";
        free(ptr);
        Ok(())
    }
}

fn main() -> Result<()> {
    store::<3>()?;
    store::<2>()
}
