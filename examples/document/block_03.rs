use pointers::prelude::*;

pub(crate) fn run() -> Result<()> {
    pointers! {
        let mem = malloc(28);
        mem <<= 1;

        let one = 1;
        println!("equal: {}", ~mem == one);
        println!("the same: {}", std::ptr::eq(&~mem, &one)); // Python's `is`
        free(mem);
    }
}
