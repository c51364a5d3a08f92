use pointers::prelude::*;

const SIZE: usize = 4;

fn node(value: u64) -> Result<MallocPointer<u64>> {
    pointers! {
        let node = malloc(SIZE);
        node <<= value;
        node
    }
}

fn main() -> Result<()> {
    free(node(1)?)
}
