//! One error for one mistake.

use pointers::prelude::*;

fn main() -> Result<()> {
    pointers! {
        let a: MallocPointer<u16> = calloc(2, 2);
        realloc(a, 8);
        a <<= 1;
        free(a);
    }
}
