//! Of a number a whole value is no structure.
use pointers::prelude::*;

fn main() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        p[0] += 1;
        free(p);
    }
}
