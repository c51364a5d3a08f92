use pointers::prelude::*;

pub(crate) fn run() -> Result<()> {
    pointers! {
        let ptr = malloc(52);
        ptr <<= "abc";
        free(ptr); // frees the memory
    }
}
