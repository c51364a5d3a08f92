use pointers::prelude::*;

fn handle() -> Result<CallocPointer<u8>> {
    calloc(1, 1)
}

fn main() -> Result<()> {
    pointers! {
        let ptr = handle()?;
        ptr >>= 3;
    }
}
