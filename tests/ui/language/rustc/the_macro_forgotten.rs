use pointers::prelude::*;

fn main() -> Result<()> {
    let mut p: MallocPointer<i32> = malloc(4)?;
    p <<= 5;
    p += 1;
    let first = p[0];
    free(p)
}
