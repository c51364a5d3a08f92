use pointers::prelude::*;

fn main() -> Result<()> {
    let wished = usize::MAX / 4;
    pointers! {
        let everything: MallocPointer<u8> = malloc(wished);
        free(everything);
    }
}
