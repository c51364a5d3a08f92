use pointers::prelude::*;

fn main() -> Result<()> {
    const SIZE: usize = 2;
    pointers! {
        let ptr: MallocPointer<u32> = malloc(SIZE);
        ptr <<= 1;
    }
}
