use pointers::prelude::*;

pub(crate) fn run() -> Result<()> {
    pointers! {
        let ptr = malloc(52);
        ptr <<= "abc";
        realloc(ptr, 53); // allocates one more byte
        ptr <<= "abcd"; // works correctly
        free(ptr);
    }
}
